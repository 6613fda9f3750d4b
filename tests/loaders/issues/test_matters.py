"""What the matter of a position is called: invented sentences of many kinds (matters.tsv)."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

TABLE = Path(__file__).parent / "matters.tsv"


def rows():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line[:1] != "#"][1:]
    return [pytest.param(*line.split("\t")[1:], id=f"{n}: {line}") for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(("sentence", "matter"), rows())
def test_a_matter_is_called_what_it_is(sentence, matter):
    document = Document("document/test", "Test", sentence, published=dt.date(2025, 8, 19))
    found = GermanRules().extract(document).statements
    if matter == "-":
        assert [s.issue.label for s in found if not withheld(s)] == []
    else:
        assert matter in [s.issue.label for s in found]
