"""Which of the actors a text mentions stay in its extraction."""

import pytest

from loaders.articles.findings import Document, Extraction
from loaders.german_rules import GermanRules


def read(text: str) -> Extraction:
    """What the German rules find in ``text``."""
    return GermanRules().extract(Document("document/probe", "Probe", text))


def names(extraction: Extraction) -> set[str]:
    """The names of its actors."""
    return {actor.name for actor in extraction.actors}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Frankreich ist für Portugals Händler ein wichtiger Markt.", "Händler"),
        ("Die SPD lehnt Zölle für ausländische Hersteller ab.", "ausländische Hersteller"),
        ("Bei dem Angriff starben drei Soldaten aus Portugal.", "Soldaten"),
        ("Er übernachtete im Hotel Seeblick.", "Hotel Seeblick"),
        ("Die SPD tagt in der Stadt Nahribad.", "Stadt Nahribad"),
        ("Eine Studie der Weltbank liegt der SPD vor.", "Studie der Weltbank"),
        ("Die SPD besuchte eine Tochterfirma von Siemens.", "Tochterfirma von Siemens"),
    ],
)
def test_who_is_mentioned_in_passing_and_does_nothing_is_left_out(text: str, gone: str) -> None:
    extraction = read(text)
    assert gone not in names(extraction)
    assert {m.actor for m in extraction.mentions} <= {a.id for a in extraction.actors}
    assert all(gone != p.name for event in extraction.events for p in event.participants)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kritiker warnen vor dem Ausbau des Hafens.", "Kritiker"),
        ("Die Händler fordern offene Grenzen.", "Händler"),
        ("Händler demonstrierten gegen offene Grenzen.", "Händler"),
        ("Das Hotel Seeblick lehnt die Steuer ab.", "Hotel Seeblick"),
        ("Mehrere Minister, darunter Anna Holt, blieben fern.", "Minister"),
        ("Anna Holt wohnt in Kiel.", "Anna Holt"),
    ],
)
def test_who_acts_belongs_or_has_a_name_stays(text: str, kept: str) -> None:
    assert kept in names(read(text))


def test_a_group_made_of_those_named_leaves_its_members_to_speak() -> None:
    extraction = read("Ungarn und Polen berieten. Beide lehnen den Plan ab.")
    assert {s.holder.name for s in extraction.statements} == {"Ungarn", "Polen"}
    assert all(group in {a.id for a in extraction.actors} for a in extraction.actors for group in a.member_of)


def test_who_signed_a_report_is_no_actor_of_it() -> None:
    extraction = read("Streit um den Hafen\n\nVon Jonas Keller\n\nDie SPD lehnt den Hafen ab.")
    assert names(extraction) == {"SPD"}
