"""Who holds which office and who belongs to which party, in English sentences and in the graph."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.english_rules import EnglishRules

LINES = (Path(__file__).parent / "offices.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if line and not line.startswith("#")]


def _extract(text, **said):
    return EnglishRules().extract(Document("document/test", "Test", text, "en", **said))


@pytest.mark.parametrize(("sentence", "offices", "groups"), ROWS)
def test_a_sentence_says_who_holds_which_office(sentence, offices, groups):
    found = _extract(sentence)
    held = [
        f"{t.actor.name} | {'former ' * t.former}{t.office} | {t.organisation.name if t.organisation else '-'}"
        for t in found.tenures
    ]
    joined = [f"{m.member.name} | {m.group.name}" for m in found.memberships]
    assert ("; ".join(held) or "-", "; ".join(joined) or "-") == (offices, groups)


def test_an_office_that_german_texts_name_is_the_same_office():
    german, french, nato = _extract(
        "German Chancellor Olaf Tamm, French foreign minister Claire Dumont and NATO Secretary General Mark Veen met."
    ).tenures
    assert german.office_id == "office/bundeskanzler-deutschland"
    assert german.organisation.id == "actor/deutschland"
    assert french.office_id == "office/aussenminister-frankreich"
    assert nato.office_id == "office/generalsekretaer-nato"


def test_the_evidence_of_an_office_is_the_name_with_the_words_beside_it():
    tenure, *_ = _extract("We met Peter Lorne, leader of the Conservatives, and left.").tenures
    assert tenure.evidence.quote == "Peter Lorne, leader of the Conservatives"


def test_a_member_is_told_with_the_group():
    actors = {actor.name: actor for actor in _extract("Green MP Anna Quist left.").actors}
    assert actors["Anna Quist"].member_of == (actors["Greens"].id,)


def test_the_office_of_somebody_known_is_that_of_the_day():
    said = "Chancellor Angela Merkel rejected the plan."
    then, later = (_extract(said, published=dt.date(year, 6, 1)).tenures for year in (2015, 2023))
    assert then[0].office_id == "office/bundeskanzler-deutschland"
    assert later[0].office_id == "office/chancellor"
