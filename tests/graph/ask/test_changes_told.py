"""On which side somebody was is told with the day as readers write it, and without one where none is known."""

from __future__ import annotations

import datetime as dt

import standpunkt
from graph.ask.positions.camps import stands, stood
from loaders.articles.findings import Document


def test_a_day_is_written_and_none_is_not_asked_for() -> None:
    day = dt.date(2025, 3, 14)
    assert stood("oppose", "Ada Fels", "Verkauf", day, "de") == "Ada Fels war am 14.03.2025 gegen „Verkauf“"
    assert stood("oppose", "Ada Fels", "Verkauf", None, "de") == "Ada Fels war gegen „Verkauf“"


def test_what_somebody_turned_to_is_told_of_today() -> None:
    assert stands("support", "Ada Fels", "Maut", "de") == "Ada Fels ist für „Maut“"
    assert stands("support", "Ada Fels", "Maut", "en") == "Ada Fels is in favour of “Maut”"


def test_each_sentence_of_a_change_keeps_its_own_side() -> None:
    with standpunkt.open_graph(store_kind="memory") as session:
        text = (
            "Früher lehnte die SPD das Tempolimit ab. Inzwischen unterstützt sie den Vorstoß der Ministerin."
        )
        session.load_document(Document("document/tempo", "Maut", text, published=dt.date(2025, 1, 2)))
        [found] = session.ask("Hat die SPD ihre Meinung geändert?").answers
    assert found.sides == ("oppose", "support")
    assert [proof.quote.split()[0] for proof in found.evidence] == ["Früher", "Inzwischen"]
    assert found.note.startswith("SPD war gegen „Tempolimit“ → SPD ist für „Vorstoß")
