"""Reads cells of the matrix with the real extractor and says which assertions are false, found or missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from loaders.articles.findings import Document, Statement
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld


@dataclass(frozen=True)
class Cell:
    """One sentence with what a reader of German takes from it: the stance of ``holder`` on ``issue``."""

    id: str
    frame: str
    operator: str
    construction: str
    sentence: str
    holder: str
    issue: str
    expected: str
    also_ok: str = ""

    @property
    def allowed(self) -> set[str]:
        return {self.expected, *self.also_ok.replace("|", ",").split(",")}


def asserted(sentence: str) -> list[Statement]:
    """The positions of a sentence that take a side, were all finds such as readers note.

    The matrix asks which side a sentence takes, not how often readers note one that is so worded.
    """
    document = Document("document/cell", "Cell", sentence, published=dt.date(2026, 3, 2))
    return [s for s in GermanRules().extract(document).statements if not withheld(_as_noted(s))]


def _as_noted(statement: Statement) -> Statement:
    noted = tuple(feature for feature in statement.features if feature[0] != "noted")
    return replace(statement, features=noted)


def outcome(cell: Cell, statements: list[Statement]) -> str:
    """ "false", "found", "missed" or "silent": what the statements of a sentence say of one cell."""
    about = [
        s for s in statements if _named(cell.holder, s.holder.name) and _named(cell.issue, s.issue.label)
    ]
    stances = {s.stance.value for s in about}
    if stances - cell.allowed:
        return "false"
    if cell.expected == "none":
        return "silent"
    return "found" if cell.expected in stances else "missed"


def _named(wanted: str, there: str) -> bool:
    """Whether the last word of ``wanted`` begins a word or part of ``there``, inflection aside."""
    last = wanted.rsplit(maxsplit=1)[-1].lower().replace("-", "")
    return last[:5] in there.lower().replace("-", "")
