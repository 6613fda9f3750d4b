"""What stays of a removed document, and that loading it again takes it away."""

import datetime as dt

import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.tombstones import tombstone
from graph.model import named_graphs
from loaders.articles.files import Options
from web import create_app

TEXT = "# Hafenbahn wird gebaut\n\nDie Waldpartei fordert ein Tempolimit auf Landstraßen."


@pytest.fixture
def graph(tmp_path):
    """An article that was loaded and removed; ``reload`` loads it again."""
    article = tmp_path / "hafenbahn.md"
    article.write_text(TEXT, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as knowledge:
        standpunkt.load(knowledge, [article], Options(published=dt.date(2026, 3, 4)))
        (document,) = (row["document"].value for row in knowledge.rows("ask-documents"))
        knowledge.remove(named_graphs.document_graph(document.removeprefix(knowledge.base)))
        knowledge.reload = lambda: standpunkt.load(
            knowledge, [article], Options(published=dt.date(2026, 3, 4))
        )
        knowledge.document = document
        yield knowledge


def test_a_removed_document_leaves_its_title_its_date_and_when_it_went(graph: KnowledgeGraph):
    stone = tombstone(graph.store, graph.base, graph.document)
    assert stone
    assert (stone.title, stone.issued) == ("Hafenbahn wird gebaut", "2026-03-04")
    assert abs(dt.datetime.now(dt.UTC) - stone.removed) < dt.timedelta(minutes=5)
    assert not graph.holds(named_graphs.document_graph(graph.document.removeprefix(graph.base)))


def test_loading_it_again_takes_the_tombstone_away(graph: KnowledgeGraph):
    graph.reload()
    assert tombstone(graph.store, graph.base, graph.document) is None
    assert not graph.holds(named_graphs.PROVENANCE)


def test_a_document_that_never_was_has_none(graph: KnowledgeGraph):
    assert tombstone(graph.store, graph.base, graph.base + "document/nie-geladen") is None


@pytest.mark.parametrize(("language", "says"), [("de", "entfernt"), ("en", "was removed")])
def test_its_old_address_answers_gone_in_the_language_of_the_reader(graph: KnowledgeGraph, language, says):
    client = create_app(graph, standpunkt.read_settings({})).test_client()
    path = graph.document.removeprefix(graph.base)
    page = client.get(f"/{path}", headers={"Accept": "text/html", "Accept-Language": language})
    assert page.status_code == 410
    assert "Hafenbahn wird gebaut" in page.text
    assert says in page.text
    assert client.get(f"/{path}.ttl").status_code == 410
    assert client.get("/document/nie-geladen", headers={"Accept": "text/html"}).status_code == 404
