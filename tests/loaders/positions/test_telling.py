"""Labels that tell: who takes a side in 234 mini-texts, and whether the label alone says on what.

Every third text was kept unread while the rules were made (``unread``); of a third nobody takes a side.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.articles.findings import Document, Stance, Statement
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

TABLE = Path(__file__).parent / "telling.tsv"
FLOORS = {"read": (2, 1, 86), "unread": (2, 2, 38)}
"""Sides with a label that does not tell at most, false ones at most, told ones at least."""


@dataclass(frozen=True)
class Reading:
    """A side that is taken; a label tells where it has one of the words of each group."""

    stance: Stance
    holders: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    optional: bool

    def is_held(self, statement: Statement) -> bool:
        named = any(name.lower() in statement.holder.name.lower() for name in self.holders)
        return named and statement.stance is self.stance

    def is_told(self, statement: Statement) -> bool:
        label = statement.issue.label.lower()
        return all(any(word in label for word in group) for group in self.words)


def reading(cell: str) -> Reading:
    head, _, told = cell.strip("()").partition(":")
    stance = Stance.SUPPORT if head[0] == "+" else Stance.OPPOSE
    groups = tuple(tuple(word.split("/")) for word in told.split())
    return Reading(stance, tuple(head[1:].strip().split("/")), groups, cell.startswith("("))


def rows() -> list[tuple[int, str, list[Reading]]]:
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[:1] != "#"][1:]
    return [
        (int(number), text, [] if cell == "none" else [reading(part) for part in cell.split("; ")])
        for number, _, text, cell in lines
    ]


def sides(text: str) -> list[Statement]:
    plain = text.removeprefix("# ").replace(" | ", "\n\n")
    found = GermanRules().extract(Document("document/test", "Test", plain, published=dt.date(2025, 8, 19)))
    return [s for s in found.statements if not withheld(s)]


@pytest.mark.parametrize("part", FLOORS)
def test_labels_tell_what_somebody_takes_a_side_on(part):
    vague: list[str] = []
    false: list[str] = []
    told = 0
    for number, text, expected in rows():
        left = expected if (number % 3 == 0) == (part == "unread") else None
        for side in sides(text) if left is not None else []:
            held = [one for one in left if one.is_held(side)]
            match = next((one for one in held if one.is_told(side)), None)
            if match is None:
                (vague if held else false).append(f"{number}: {side.holder.name}, {side.issue.label}")
            else:
                left.remove(match)
                told += not match.optional
    at_most_vague, at_most_false, at_least_told = FLOORS[part]
    assert len(vague) <= at_most_vague, vague
    assert len(false) <= at_most_false, false
    assert told >= at_least_told


def test_the_table_has_texts_in_which_nobody_takes_a_side():
    silent = sum(not expected for _, _, expected in rows())
    assert 50 < silent < len(rows()) / 2
