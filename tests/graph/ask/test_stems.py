"""Stems are the same however many threads ask for them at once: pages, questions and what reads ahead do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from graph.ask.words.stems import fold, stem

_PARTS = ("verkehr", "steuer", "grenz", "umwelt", "markt", "schul", "energie", "wohn", "renten", "wahl")
_ENDS = (
    "abschaltungen",
    "erhöhung",
    "befürworter",
    "vorschriften",
    "gegnerinnen",
    "verlängerungen",
    "bauten",
)
WORDS = [fold(f"{one}{other}{end}") for one in _PARTS for other in _PARTS for end in _ENDS]


def test_threads_do_not_spoil_the_stems_of_one_another() -> None:
    alone = [stem.__wrapped__(word) for word in WORDS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, WORDS * 6))
    assert together == alone * 6
