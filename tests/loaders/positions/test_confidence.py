"""Confidence is the chance that a position is not false: one scale, whoever has read it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from graph.model.settings import read_settings
from loaders.articles.findings import Document, Origin, Statement
from loaders.english_rules import EnglishRules
from loaders.german_rules import GermanRules
from loaders.lexicon.tables import read_table
from loaders.positions.confidence import (
    BELIEF,
    CONSTANT,
    READ,
    confidence_after,
    features_of,
    with_confidence,
)
from loaders.triples.sides import withheld

BELIEFS = [step / 20 for step in range(21)]
PLAIN = "Die Umweltministerin Anna Beispiel fordert eine Maut auf allen Brücken."


def found_in(text: str) -> tuple[Statement, ...]:
    return GermanRules().extract(Document("document/d", "D", text)).statements


def test_the_more_the_second_reader_believes_the_surer_it_is():
    sure = [confidence_after(belief) for belief in BELIEFS]
    assert all(less <= more for less, more in pairwise(sure))
    assert len(set(sure)) > 15, "and it tells them apart"


def test_nothing_is_ever_certain():
    assert 0 < confidence_after(0) < 0.1
    assert 0.6 < confidence_after(1) < 0.95, "what the reader fully believes was false now and then"
    for statement in found_in(PLAIN):
        assert 0 < statement.confidence < 0.95


def test_by_default_one_may_select_by_confidence_or_by_belief(monkeypatch):
    monkeypatch.delenv("STANDPUNKT_MIN_BELIEF")
    settings = read_settings()
    assert confidence_after(settings.share("min_belief")) == settings.share("min_confidence")
    assert settings.share("min_confidence") > 0.5


def test_whose_holder_and_matter_stand_in_the_sentence_is_surer_than_what_is_taken_up_from_before():
    (plain,) = found_in(PLAIN)
    (taken,) = (s for s in found_in(f"{PLAIN} Sie lehnt das ab.") if s.evidence.span.start >= len(PLAIN))
    assert "inside=yes" in features_of(plain)
    assert {"inside=no", "words=none"} <= features_of(taken)
    assert plain.confidence > taken.confidence


@pytest.mark.parametrize(
    ("label", "again"),
    [
        ("Maut auf Brücken", "words=all"),
        ("Maut auf Brücke", "words=all"),
        ("Maut auf Autobahnen", "words=some"),
        ("Tempolimit", "words=none"),
        ("", "words=none"),
    ],
)
def test_the_words_of_a_label_are_known_again_in_its_evidence_by_how_they_begin(label, again):
    (plain,) = found_in(PLAIN)
    assert again in features_of(replace(plain, issue=replace(plain.issue, label=label)))


def test_confidence_is_the_same_each_time_and_hangs_on_the_finding_alone():
    (plain,) = found_in(PLAIN)
    (behind,) = (s for s in found_in(f"Der Fluss ist breit. {PLAIN}") if s.holder.name == plain.holder.name)
    assert with_confidence([replace(plain, confidence=0.0)]) == (plain,)
    assert behind.confidence == plain.confidence


def test_english_positions_are_on_the_same_scale():
    document = Document("document/e", "E", "The minister Anna Example demands a new bridge.", "en")
    (statement,) = EnglishRules().extract(document).statements
    assert with_confidence([statement]) == (statement,)
    assert 0 < statement.confidence < confidence_after(1)


def test_the_table_weighs_only_what_a_position_can_have():
    named = {name.partition("=")[0] for s in found_in(PLAIN) for name in features_of(s)} | {
        "politics",
        "noted",
    }
    weighed = {row["feature"].partition("=")[0] for row in read_table("confidence")}
    assert weighed - {CONSTANT, READ, BELIEF} <= named


def test_what_readers_seldom_note_takes_no_side_unless_a_language_model_noted_it_as_well():
    (plain,) = found_in(PLAIN)
    seldom = replace(plain, features=(*plain.features, ("noted", "seldom")))
    assert not withheld(plain)
    assert withheld(seldom) == "readers seldom note such a find as a position"
    assert not withheld(replace(seldom, origin=Origin.BOTH))
