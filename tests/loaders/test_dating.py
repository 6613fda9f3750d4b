"""The day on which a position was taken: the day the text names, else that of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.articles.findings import Document, Statement
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

TUESDAY = dt.date(2025, 8, 19)


def statements(text: str) -> tuple[Statement, ...]:
    return GermanRules().extract(Document("document/t", "t", text, published=TUESDAY)).statements


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ministerin Anna Weber kritisierte am Montag die Maut.", "2025-08-18"),
        ("Ministerin Anna Weber hat am 3. August die Maut kritisiert.", "2025-08-03"),
        ("Ministerin Anna Weber sagte am Sonntag, sie lehne die Maut ab.", "2025-08-17"),
        ("Ministerin Anna Weber kritisierte die Maut.", "2025-08-19"),
        ("Ministerin Anna Weber fordert eine Abstimmung am Freitag.", "2025-08-19"),
    ],
)
def test_day_of_a_position(text: str, date: str) -> None:
    found = statements(text)
    assert found
    assert {s.date for s in found} == {dt.date.fromisoformat(date)}


PAST = [
    "Früher lehnte die SPD das Tempolimit ab.",
    "Die SPD lehnte das Tempolimit jahrelang ab.",
    "Noch 2019 forderte die SPD ein Tempolimit.",
    "Die SPD unterstützt das Tempolimit nicht mehr.",
    "Die SPD lehnt das Tempolimit nicht mehr ab.",
    "Bislang lehnte die SPD das Tempolimit ab.",
    "Bisher hat die SPD das Tempolimit abgelehnt.",
    "Anna Weber hatte das Tempolimit ursprünglich abgelehnt.",
    "Anna Weber war einst gegen das Tempolimit.",
    "1974 forderte Anna Weber ein Tempolimit.",
    "Damals forderte die CDU ein Tempolimit.",
    "Die SPD gab ihren Widerstand gegen das Tempolimit auf.",
    "Als Ministerin hatte Anna Weber das Tempolimit noch befürwortet.",
    "Bis vor Kurzem lehnte die SPD das Tempolimit ab.",
    "Vor zehn Jahren kritisierte die SPD das Tempolimit.",
    "Anna Weber rückte von ihrer Forderung nach einem Tempolimit ab.",
    "Die CDU verzichtet auf ihre Forderung nach einem Tempolimit.",
    "In den neunziger Jahren kämpfte Anna Weber gegen das Tempolimit.",
    "Die SPD wollte das Tempolimit eigentlich ablehnen.",
    "Im Wahlkampf hatte die CDU noch ein Tempolimit gefordert.",
    "Einst hatte die SPD das Tempolimit begrüßt.",
    "Anfangs unterstützte die CDU das Tempolimit.",
    "Die CDU hat das Tempolimit ehemals unterstützt.",
    "Zeitweise forderte die SPD ein Tempolimit.",
]
PRESENT = [
    "Früher lehnte die CDU das Tempolimit ab, inzwischen unterstützt sie es.",
    "Nach langem Zögern unterstützt die SPD jetzt das Tempolimit.",
    "Seit 2015 lehnt die SPD das Tempolimit ab.",
    "Die SPD, die anfangs gegen das Tempolimit war, stimmte dem Tempolimit am Montag zu.",
    "Bislang lehnt die SPD das Tempolimit ab.",
    "Die SPD forderte am Montag ein Tempolimit.",
]


def sides(text: str) -> list[tuple[str, str]]:
    document = Document("document/zeit", "Zeit", text, published=dt.date(2026, 3, 2))
    return [
        (s.holder.name, s.stance.value) for s in GermanRules().extract(document).statements if not withheld(s)
    ]


@pytest.mark.parametrize("text", PAST)
def test_what_was_held_and_is_not_said_to_hold_takes_no_side(text: str) -> None:
    assert sides(text) == []


@pytest.mark.parametrize("text", PRESENT)
def test_of_what_changed_only_the_present_takes_a_side(text: str) -> None:
    assert len(sides(text)) == 1
