"""The lexicon of norms: words by which norms prohibit, oblige and permit, from ``data/norm_rules.tsv``
and ``english/norm_rules.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.articles.findings import Deontic
from loaders.lexicon.tables import read_table
from ontology.in_force import kept


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of a table of norms' words."""

    word: str
    deontic: Deontic
    issue: tuple[str, ...]
    norm: str | None


@kept
def patterns(kind: str, table: str = "norm_rules") -> dict[str, Pattern]:
    """The patterns of one kind (verb, state, against, noun) of a table by their word."""
    rows = (row for row in read_table(table) if row["kind"] == kind)
    return {
        row["word"]: Pattern(
            row["word"],
            Deontic(row["deontic"]),
            tuple(row["issue"].split(",")),
            row["norm"] if row["norm"] != "-" else None,
        )
        for row in rows
    }
