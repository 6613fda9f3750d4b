"""What complements say, as labels: 264 texts of our own, every third kept unread (``unread``)."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

TABLE = Path(__file__).parent / "complements.tsv"
FLOORS = {"read": 170, "unread": 65}
"""Sentences whose sides have a label that is wanted, and no other one, at least."""


def rows():
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[:1] != "#"][1:]
    return [(int(number), sentence, labels.split(" / ")) for number, _, sentence, labels in lines]


def labels_of(sentence):
    document = Document("document/test", "Test", sentence, published=dt.date(2025, 8, 19))
    return {s.issue.label for s in GermanRules().extract(document).statements if not withheld(s)}


@pytest.mark.parametrize("part", FLOORS)
def test_a_complement_is_named_by_what_it_says(part):
    wrong = []
    right = 0
    for number, sentence, wanted in rows():
        if (number % 3 == 0) != (part == "unread"):
            continue
        found = labels_of(sentence)
        fits = found <= set(wanted) if found else "-" in wanted
        right += fits
        wrong += [] if fits else [f"{number}: {found} for {wanted}"]
    assert right >= FLOORS[part], wrong
