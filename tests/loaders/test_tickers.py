"""Live tickers: each entry has its own speakers, and nobody carries on from one entry to the next."""

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.speech.reading.entries import entries_of

TICKER = """Newsblog zum Haushaltsstreit

16:10 Uhr: Finanzminister Udo Brand ist eingetroffen. „Der Kompromiss ist solide“, sagte Brand.

15:55 Uhr: Er fordert eine Sondersitzung. Die Grünen lehnen die Sondersitzung ab.

15:30 Uhr: SPD-Fraktionschefin Lea Sommer nennt die Pflegereform überfällig. Sie lehnt die Maut ab.

15:12 Uhr: Der Haushalt müsse noch vor Ostern beschlossen werden.

14.50 Uhr: Jan Hoffer (CDU): „Wir lehnen das Rentenpaket ab.“

14:31 – Bauernpräsident Emil Ried kritisiert die Agrarreform.

14:05 – Das war am Rande zu hören. „Ich begrüße die Maut.“
"""


def extract(text: str):
    return GermanRules().extract(Document("document/ticker", "Ticker", text))


def test_each_entry_has_its_own_speakers() -> None:
    found = {(s.holder.name, s.stance.value, s.issue.label) for s in extract(TICKER).statements}
    assert found == {
        ("Udo Brand", "support", "Kompromiss"),
        ("Grüne", "oppose", "Sondersitzung"),
        ("Lea Sommer", "support", "Pflegereform"),
        ("Lea Sommer", "oppose", "Maut"),
        ("Jan Hoffer", "oppose", "Rentenpaket"),
        ("Emil Ried", "oppose", "Agrarreform"),
    }


def test_the_words_of_nobody_stay_nobodys() -> None:
    said = {q.spans[0].of(TICKER): q.speaker for q in extract(TICKER).quotations if q.type != "reported"}
    assert said["„Ich begrüße die Maut.“"] is None


@pytest.mark.parametrize(
    "stamp",
    ["{}:{} Uhr: ", "{}.{} Uhr – ", "+++ {}:{} Uhr +++ ", "[{}:{}] ", "{}:{} | ", "({}.{} Uhr) ", "{}:{} - "],
)
def test_stamps_are_written_in_many_ways(stamp: str) -> None:
    text = "\n\n".join(stamp.format(hour, "05") + "Es regnet." for hour in (17, 16, 9))
    assert len(entries_of(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Um 14:30 Uhr begann die Sitzung.\n\nUm 15:10 Uhr endete sie.",
        "3.15 Millionen Euro\n\n4.20 Millionen Euro\n\n5.10 Millionen Euro",
        "14:05 Uhr: Es regnet.",
    ],
)
def test_other_texts_have_no_entries(text: str) -> None:
    assert entries_of(text) == ()


def test_a_ticker_of_a_thousand_entries_is_read() -> None:
    entry = "{:02}:{:02} Uhr: Udo Brand lehnt die Maut ab.\n\n"
    text = "".join(entry.format(i // 60 % 24, i % 60) for i in range(1000))
    assert len(extract(text).statements) == 1000
