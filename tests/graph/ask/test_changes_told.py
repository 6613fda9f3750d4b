"""On which side somebody was is told with the day as readers write it, and without one where none is known."""

from __future__ import annotations

import datetime as dt

import standpunkt
from graph.ask.positions.answer import Finding
from loaders.articles.findings import Document

EARLIER, LATER = dt.date(2025, 3, 14), dt.date(2025, 6, 1)


def change(question: str, texts: dict[dt.date, str]) -> Finding:
    """The one change of mind that is answered where articles of these days were loaded."""
    with standpunkt.open_graph(store_kind="memory") as session:
        for day, text in texts.items():
            session.load_document(Document(f"document/tempo-{day}", f"Vom {day}", text, published=day))
        [found] = session.ask(question).answers
    return found


def test_a_day_that_is_known_is_told() -> None:
    texts = {EARLIER: "Die SPD lehnt das Tempolimit ab.", LATER: "Die SPD unterstützt das Tempolimit."}
    german = change("Hat die SPD ihre Meinung geändert?", texts)
    assert german.why == ("SPD war am 14.03.2025 gegen „Tempolimit“", "SPD ist für „Tempolimit“")
    english = change("Who changed their mind?", texts)
    assert english.why[0].endswith(" on 2025-03-14")
    assert english.why[1].startswith("SPD is in favour of ")


def test_none_is_told_of_what_was_once_and_each_sentence_keeps_its_own_side() -> None:
    text = "Früher lehnte die SPD das Tempolimit ab. Inzwischen unterstützt sie den Vorstoß der Ministerin."
    found = change("Hat die SPD ihre Meinung geändert?", {LATER: text})
    assert found.why[0] == "SPD war gegen „Tempolimit“"
    assert found.sides == ("oppose", "support")
