"""When English texts say that something was, and which events they tell of."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.articles.findings import Document
from loaders.english.facts.dates import find_dates
from loaders.english_rules import EnglishRules

TUESDAY = dt.date(2025, 8, 19)


def _rows(name):
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "text\t"))]


@pytest.mark.parametrize(("text", "ahead", "expected"), _rows("dates.tsv"))
def test_an_expression_of_time_means_a_day_or_an_interval(text, ahead, expected):
    found = find_dates(text, TUESDAY, ahead=ahead == "yes")
    assert "; ".join(f"{w.expression} = {w.start or '?'}..{w.end or '?'}" for _, w in found) == (
        "" if expected == "-" else expected
    )
    assert all(span.of(text) == when.expression for span, when in found)


def test_without_a_day_of_publication_relative_dates_stay_open():
    ((_, yesterday), (_, day)) = find_dates("They met yesterday and on 3 March 2024.", None, ahead=False)
    assert (yesterday.start, day.start) == (None, dt.date(2024, 3, 3))


@pytest.mark.parametrize(("sentence", "expected"), _rows("events.tsv"))
def test_a_sentence_tells_of_what_happened(sentence, expected):
    document = Document("document/test", "Test", sentence, "en", published=TUESDAY)
    told = [
        " | ".join(
            (
                event.kind,
                ", ".join(actor.name for actor in event.participants) or "-",
                event.place or "-",
                str(event.when.start) if event.when else "-",
                *(["planned"] * event.planned),
            )
        )
        for event in EnglishRules().extract(document).events
    ]
    assert "; ".join(told) == ("" if expected == "-" else expected)


def test_two_mentions_of_one_meeting_are_one_event_called_in_english():
    text = (
        "Olaf Tamm met Claire Dumont on Monday. The meeting between Tamm and Dumont on Monday took two hours."
    )
    (event,) = EnglishRules().extract(Document("document/test", "Test", text, "en", published=TUESDAY)).events
    assert event.label == "meeting"
    assert [actor.name for actor in event.participants] == ["Olaf Tamm", "Claire Dumont"]
