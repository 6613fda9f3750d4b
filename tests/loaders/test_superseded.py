"""Past, superseded and reversed positions take no side that the sentence does not give today (``superseded.tsv``)."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document, Stance
from loaders.english_rules import EnglishRules
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

READERS = {"de": GermanRules(), "en": EnglishRules()}
SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
GAPS = {
    "Es gab eine Zeit, da forderte": "what was so at a time that only the main clause names takes a side",
}
LINES = (Path(__file__).parent / "superseded.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")][1:]


def sides_of(language, text):
    document = Document("document/zeit", "Zeit", text, language, published=dt.date(2026, 3, 2))
    found = READERS[language].extract(document).statements
    return [(s.holder.name, SIGNS[s.stance], s.issue.label) for s in found if not withheld(s)]


def is_expected(side, wanted):
    """Whether a side is one of "HOLDER + WORD; …"; "Grüne" also stands for "Grünen"."""
    parts = [part.split(" ", 2) for part in wanted.split("; ")] if wanted != "-" else []
    return any(
        h in side[0] and sign == side[1] and word.lower() in side[2].lower() for h, sign, word in parts
    )


@pytest.mark.parametrize(("language", "text", "wanted"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_no_side_is_taken_that_does_not_hold_today(language, text, wanted, request):
    if reason := next((why for start, why in GAPS.items() if text.startswith(start)), ""):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    assert [side for side in sides_of(language, text) if not is_expected(side, wanted)] == []


def test_most_of_what_holds_today_is_found():
    holding = [row for row in ROWS if row[2] != "-"]
    found = [row for row in holding if any(is_expected(s, row[2]) for s in sides_of(row[0], row[1]))]
    assert len(found) >= 0.65 * len(holding)
