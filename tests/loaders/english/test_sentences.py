"""Sentences in which a hasty reader would see a position that is not there, and others like them in which it is."""

from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.english_rules import EnglishRules
from loaders.triples.sides import withheld

LINES = (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_a_sentence_says_what_a_reader_takes_from_it(sentence, expected):
    found = EnglishRules().extract(Document("document/test", "Test", sentence, "en")).statements
    sides = [f"{s.holder.name} | {s.stance.value} | {s.issue.label}" for s in found if not withheld(s)]
    assert "; ".join(sides) == ("" if expected == "-" else expected)
