"""Words that texts are read by and questions or pages, too, as data: ``frames.tsv``, ``event_kinds.tsv``,
``first_names.tsv``; ``english/``.

Loaders and the graph may not import each other; each reads of these files what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from ontology.in_force import in_force, kept
from ontology.laying import STRIKES

SHARED: Final[Mapping[str, tuple[str, ...]]] = {
    "frames.tsv": ("kind", "words"),
    "event_kinds.tsv": ("kind",),
    "first_names.tsv": ("names", "gender"),
    "english/frames.tsv": ("kind", "words", "stance", "issue"),
    "english/operators.tsv": ("kind", "words"),
    "english/speech_verbs.tsv": ("verbs", "manner"),
    "english/evaluations.tsv": ("words", "kind"),
    "english/actor_nouns.tsv": ("words", "group"),
    "english/states.tsv": ("code",),
    "english/known_actors.tsv": ("names",),
    "english/event_words.tsv": ("kind", "part", "words", "subject"),
    "english/office_names.tsv": ("german", "english"),
    "english/office_labels.tsv": ("german",),
}
"""The files that lie here, with the columns that name a row."""


@cache
def text(file: str) -> str:
    """The text of one of ``SHARED``, or of a file of word classes beside them."""
    return (files("ontology") / "lexicon" / file).read_text(encoding="utf-8")


@kept
def rows(file: str) -> tuple[dict[str, str], ...]:
    """The rows of a table by the names of its columns, those of the knowledge folder laid over the package's.

    Cells left out at the end of a line are empty.
    """
    own, more = _rows(text(file)), _rows(in_force().files.get(file, ""))
    first = next(iter(SHARED[file]))
    named = {tuple(row[column].removeprefix(STRIKES) for column in SHARED[file]) for row in more}
    kept_rows = (row for row in own if tuple(row[column] for column in SHARED[file]) not in named)
    return (*kept_rows, *(row for row in more if not row[first].startswith(STRIKES)))


def _rows(table: str) -> list[dict[str, str]]:
    lines = [line for line in table.splitlines() if line.strip() and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    columns = cells[0] if cells else []
    return [dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False)) for row in cells[1:]]
