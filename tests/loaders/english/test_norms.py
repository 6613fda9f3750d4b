"""What English texts say that norms prohibit, oblige to or permit (``norms.tsv``)."""

from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.english_rules import EnglishRules
from loaders.lexicon.tables import read_table

GAPS = {"The law protects minorities.": "what protects somebody obliges others to what?"}
LINES = (Path(__file__).parent / "norms.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")][1:]


def rules(text):
    return EnglishRules().extract(Document("document/test", "Test", text, "en")).norm_rules


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_a_sentence_tells_the_rules_of_norms(text, expected, request):
    if reason := GAPS.get(text):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    found = rules(text)
    told = "; ".join(f"{r.norm.name} | {r.deontic.value} | {r.issue.label}" for r in found)
    assert told == ("" if expected == "-" else expected)
    assert all(rule.evidence.span.of(text) == rule.evidence.quote for rule in found)


@pytest.mark.parametrize(
    "row", read_table("english/norm_rules"), ids=lambda row: f"{row['kind']} {row['word']}"
)
def test_a_word_of_norms_says_so_in_its_example(row):
    (rule,) = rules(row["example"])
    assert rule.deontic.value == row["deontic"]
