"""On which side somebody was is told with the day as readers write it, and without one where none is known."""

from __future__ import annotations

from graph.ask.positions.answer import Finding
from graph.ask.positions.camps import stood


def test_a_day_is_written_and_none_is_not_asked_for() -> None:
    one = Finding(
        "Ada Fels", "", "actor", holder="Ada Fels", issue="Verkauf", stance="oppose", date="2025-03-14"
    )
    assert stood(one, "de") == "Ada Fels war am 14.03.2025 gegen „Verkauf“"
    assert stood(
        Finding("Ada Fels", "", "actor", holder="Ada Fels", issue="Verkauf", stance="oppose"), "de"
    ) == ("Ada Fels ist gegen „Verkauf“")
