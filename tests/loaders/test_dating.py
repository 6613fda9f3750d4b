"""The day on which a position was taken: the day the text names, else that of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.articles.findings import Document, Statement
from loaders.german_rules import GermanRules

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
