"""What the word tables of a knowledge folder say of actors that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.background.things import known_things
from loaders.lexicon.tables import read_table
from ontology.in_force import laid_over
from ontology.knowledge import Knowledge, line_of

_NAMING = (("shorthands", "actor", ""), ("regions", "group", ""), ("regions", "members", "actor/"))
"""Table, column with identifiers, and what is left out before each."""


def reference_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """The actors that tables of the folder name and no file describes, each with file and line."""
    with laid_over(knowledge):
        found = [
            (f"{table}.tsv", name)
            for table, column, before in _NAMING
            if f"{table}.tsv" in knowledge.files
            for row in read_table(table)
            for name in row[column].split()
            if before + name not in known_things()
        ]
    for file, name in found:
        line = line_of(knowledge.files[file], name)
        yield f"{knowledge.path(file)} line {line}: nobody describes {name!r}."
