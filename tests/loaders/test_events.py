"""Which events a text tells of: who, where, when, and whether they are yet to come."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.findings import Document, Event
from loaders.german_rules import GermanRules
from loaders.lexicon.events import event_kinds, event_noun, event_verbs

TUESDAY = dt.date(2025, 8, 19)


def events(text: str, published: dt.date | None = TUESDAY) -> tuple[Event, ...]:
    return GermanRules().extract(Document("document/t", "t", text, published=published)).events


def who(event: Event) -> set[str]:
    return {actor.name for actor in event.participants}


CASES = [
    (
        "Kanzler Olaf Scholz telefonierte am Montag mit Präsident Emmanuel Macron.",
        ("call", {"Olaf Scholz", "Emmanuel Macron"}, None, "2025-08-18", False),
    ),
    (
        "Polen und Litauen unterzeichneten am 3. August in Wilna ein Abkommen.",
        ("signing", {"Polen", "Litauen"}, "Wilna", "2025-08-03", False),
    ),
    (
        "Das Treffen zwischen Frankreich und Italien soll am Freitag in Rom stattfinden.",
        ("meeting", {"Frankreich", "Italien"}, "Rom", "2025-08-22", True),
    ),
    (
        "Der Ärzteverband streikte am vergangenen Donnerstag.",
        ("strike", {"Ärzteverband"}, None, "2025-08-14", False),
    ),
    (
        "Russland griff in der Nacht zum Sonntag Charkiw an.",
        ("attack", {"Russland"}, None, "2025-08-17", False),
    ),
    (
        "Der Bundestag stimmt am Donnerstag ab.",
        ("vote", {"Bundestag"}, None, "2025-08-21", True),
    ),
    (
        "Während der Rat am Montag tagte, rief Präsident Emmanuel Macron bei Kanzler Olaf Scholz an.",
        ("call", {"Olaf Scholz", "Emmanuel Macron"}, None, "2025-08-18", False),
    ),
    (
        "Bei einem Treffen mit Anna Berger am Montag in Rom sagte Karl Wenzel Hilfe zu.",
        ("meeting", {"Anna Berger", "Karl Wenzel"}, "Rom", "2025-08-18", False),
    ),
    (
        "Der Bundesrat hat dem Gesetz am Freitag zugestimmt.",
        ("vote", {"Bundesrat"}, None, "2025-08-15", False),
    ),
    (
        "Das Bundesverfassungsgericht erklärte das Gesetz am Montag für nichtig.",
        ("ruling", {"Bundesverfassungsgericht"}, None, "2025-08-18", False),
    ),
    (
        "Israel und die Hamas einigten sich am Montag auf eine Waffenruhe.",
        ("ceasefire", {"Israel", "Hamas"}, None, "2025-08-18", False),
    ),
    (
        "Greenpeace reichte am Montag Klage gegen die Bundesregierung ein.",
        ("lawsuit", {"Greenpeace", "Bundesregierung"}, None, "2025-08-18", False),
    ),
    (
        "Verkehrsminister Karl Wenzel legte am Montag sein Amt nieder.",
        ("resignation", {"Karl Wenzel"}, None, "2025-08-18", False),
    ),
    (
        "Verdi hat für Donnerstag zu einem Warnstreik aufgerufen.",
        ("strike", {"Verdi"}, None, "2025-08-21", True),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_event_with_participants_place_and_date(
    text: str, expected: tuple[str, set[str], str | None, str, bool]
) -> None:
    kind, people, place, date, planned = expected
    (event,) = [e for e in events(text) if e.kind == kind]
    assert people <= who(event)
    assert event.place == place
    assert event.when is not None
    assert event.when.start == dt.date.fromisoformat(date)
    assert event.planned is planned
    assert event.evidence.span.of(text) == event.evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "Russland griff Charkiw nicht an.",
        "Wenn Russland Charkiw angreift, ist die Lage ernst.",
        "Russland würde Charkiw angreifen.",
        "Greift Russland Charkiw an?",
        "Es gab kein Treffen zwischen Frankreich und Italien.",
        "Treffen sind nützlich.",
        "Frankreich warb für ein Treffen mit Italien.",
        "Frankreich fordert ein Treffen mit Italien am Freitag.",
        "Ein Vertrag wurde unterzeichnet.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events(text) == ()


def test_hearsay_is_no_plan() -> None:
    (event,) = events("Russland soll am Montag Charkiw angegriffen haben.")
    assert event.planned is False


def test_labels_have_the_noun_in_its_plain_form() -> None:
    (event,) = events("Während des Gipfels von Polen und Litauen am Montag regnete es.")
    assert event.label == "Gipfel"


def test_place_in_its_plain_form() -> None:
    (event,) = events("Präsident Emmanuel Macron und Kanzler Olaf Scholz trafen sich im Weißen Haus.")
    assert event.place == "Weißes Haus"


def test_both_means_the_two_persons_before() -> None:
    text = (
        "Präsident Emmanuel Macron lobte Kanzler Olaf Scholz. Nach dem Gipfel der beiden regnete es in Rom."
    )
    (event,) = events(text)
    assert who(event) == {"Emmanuel Macron", "Olaf Scholz"}


def test_two_mentions_of_one_event_are_one() -> None:
    text = (
        "Am Montag trafen sich Polen und Litauen in Wilna. "
        "Das Treffen von Polen und Litauen am Montag dauerte zwei Stunden."
    )
    (event,) = events(text)
    assert who(event) == {"Polen", "Litauen"}
    assert event.place == "Wilna"


def test_other_date_is_another_event() -> None:
    text = "Polen und Litauen trafen sich am Montag. Polen und Litauen trafen sich am 3. Mai."
    assert len(events(text)) == 2


def test_without_publication_the_words_of_the_date_are_kept() -> None:
    (event,) = events("Polen und Litauen trafen sich am Montag.", None)
    assert event.when is not None
    assert (event.when.expression, event.when.start) == ("am Montag", None)


def test_compounds_count_by_their_end() -> None:
    kind = event_noun("Klimagipfel")
    assert kind is not None
    assert kind.name == "summit"
    assert event_noun("Tisch") is None


def test_every_kind_has_a_label_and_a_word() -> None:
    named = {reading.kind.name for readings in event_verbs().values() for reading in readings}
    for name, kind in event_kinds().items():
        assert kind.label
        assert name in named or event_noun(kind.label)


WORDS = (
    "Polen Litauen trafen sich am Montag in Rom das Treffen von und soll greift an . , dass „ “ ( ) 3. Mai"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_evidence_is_always_a_slice(text: str) -> None:
    found = events(text)
    assert all(e.evidence.span.of(text) == e.evidence.quote for e in found)
    assert all(e.participants or e.when for e in found)
    assert len({e.id for e in found}) == len(found)
