"""Events, dates and offices are asked for in English and German over texts of both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import standpunkt
from graph.ask.asking import ask
from graph.knowledge.graph import KnowledgeGraph

ENGLISH = """# Ministers meet in Oslo

Foreign minister Karen Hill met Prime Minister Erik Dahl in Oslo on 3 March 2026.
The Harbour Union went on strike in Bergen on 12 March 2026.
Parliament passed the Fisheries Act on 20 March 2026.
Karen Hill resigned on 2 April 2026.
The summit of the coastal states takes place in Hamburg on 5 May 2026.
Defence minister Paul Grant visited Vilnius on 10 March 2026.
"""
GERMAN = """# Treffen in Graz

Außenministerin Anna Beispiel traf am 4. März 2026 in Graz Kanzler Bernd Muster.
Am 22. März 2026 beschloss der Landtag das Wassergesetz.
Innenminister Karl Probe trat am 3. April 2026 zurück.
Der Gipfel der Donaustaaten findet am 6. Mai 2026 in Wien statt.
Verteidigungsminister Otto Vorlage besuchte am 11. März 2026 Riga.
"""
ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "events_in_both.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith(("#", "question\t"))
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("events")
    (folder / "oslo.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "graz.md").write_text(GERMAN, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load([folder / "oslo.md", folder / "graz.md"])
        yield session.graph


@pytest.mark.parametrize(("question", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_answered(graph: KnowledgeGraph, question: str, expected: str) -> None:
    answer = ask(graph, question)
    told = " ".join(f"{row.label} {row.note} {row.date}" for row in answer.answers)
    assert not [words for words in expected.split("|") if words not in told], (answer.intent, told)


@pytest.mark.parametrize(
    "question",
    [
        "When is the summit of the Antarctic states?",
        "When did the Bakers Guild go on strike?",
        "Who met Paul Grant?",
        "What happened on 2026-01-31?",
        "Was geschah am 31. Januar 2026?",
        "When did Karen Hill meet Otto Vorlage?",
    ],
)
def test_what_no_text_tells_is_not_answered(graph: KnowledgeGraph, question: str) -> None:
    assert not ask(graph, question).answers


def test_a_day_of_which_nothing_is_told_is_understood(graph: KnowledgeGraph) -> None:
    assert ask(graph, "What happened on 2026-01-31?").message.startswith("Nothing found")
    assert ask(graph, "Was geschah am 31. Januar 2026?").message.startswith("Nichts gefunden")


def test_a_graph_with_articles_is_not_called_empty(graph: KnowledgeGraph) -> None:
    assert "load" not in ask(graph, "Blub blub?").message
