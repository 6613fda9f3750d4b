"""Words that texts and questions are both read by, as data: ``frames.tsv`` and ``event_kinds.tsv``.

Loaders and questions may not import each other; each reads of these files what it needs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

SHARED: Final = frozenset({"frames.tsv", "event_kinds.tsv"})
"""The files that lie here."""


@cache
def text(file: str) -> str:
    """The text of one of ``SHARED``."""
    return (files("ontology") / "lexicon" / file).read_text(encoding="utf-8")


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns; cells left out at the end of a line are empty."""
    lines = (line for line in text(file).splitlines() if line and not line.startswith("#"))
    columns, *cells = (line.split("\t") for line in lines)
    return [dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False)) for row in cells]
