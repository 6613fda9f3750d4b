"""Whoever reads while something is written: what he was shown is shown to nobody once the write is done.

A write has steps: the store has it, then who listens (the copy for queries, what pages keep in memory), then the
graph. A reader may come between any two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import flask
import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import OxigraphQuads
from tests.waiting import PATIENCE
from tests.web.conftest import BASE, DOCUMENT
from web import create_app

QUERY = f"SELECT ?name {{ <{BASE}actor/anna-beispiel> <http://www.w3.org/2000/01/rdf-schema#label> ?name }}"
ADDRESSES = ["/actors", "/actors.csv", "/actor/anna-beispiel", "/sparql?query=" + quote(QUERY)]
BEFORE, AFTER = "Anna Beispiel", "Berta Muster"


class StoreWithPause(OxigraphQuads):
    """A store whose writer lingers when all is told, before it tells the graph that it is done."""

    pause: Callable[[], object] = staticmethod(lambda: None)

    def change(self, **what: object) -> None:
        """See ``Store.change``."""
        super().change(**what)  # type: ignore[arg-type]
        self.pause()


@pytest.fixture
def store() -> StoreWithPause:
    return StoreWithPause()


@pytest.fixture
def knowledge(store: StoreWithPause) -> Iterator[KnowledgeGraph]:
    graph = KnowledgeGraph(store, BASE, None)
    put(graph, BEFORE)
    yield graph
    graph.close()


@pytest.fixture
def app(knowledge: KnowledgeGraph) -> Iterator[Flask]:
    settings = read_settings({"query_seconds": PATIENCE, "cache_bytes": 32_000_000})
    app = create_app(knowledge, settings)
    yield app
    app.extensions["standpunkt"].close()


def put(graph: KnowledgeGraph, name: str) -> None:
    """Write the one document, with this name of the person."""
    quads = ox.parse(DOCUMENT.replace(BEFORE, name), format=ox.RdfFormat.TURTLE)
    graph.put("graph/document/probe", [quad.triple for quad in quads])


def names(client: FlaskClient, address: str, tag: str = "") -> set[str]:
    """Which of the two names the answer tells; none in an answer without a body."""
    answer = client.get(address, headers={"If-None-Match": tag} if tag else {})
    assert answer.status_code in (200, 304)
    return {name for name in (BEFORE, AFTER) if name in answer.text}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_read_before_all_who_listen_know_is_not_shown_after_the_write(
    address: str, client: FlaskClient, knowledge: KnowledgeGraph, store: StoreWithPause
) -> None:
    store.listen(lambda change: names(client, address))  # before the copy for queries listens
    assert names(client, address) == {BEFORE}
    put(knowledge, AFTER)
    assert names(client, address) == {AFTER}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_read_before_the_graph_knows_is_not_shown_after_the_write(
    address: str, client: FlaskClient, knowledge: KnowledgeGraph, store: StoreWithPause
) -> None:
    assert names(client, address) == {BEFORE}
    store.pause = lambda: names(client, address)
    put(knowledge, AFTER)
    assert names(client, address) == {AFTER}


def test_a_page_is_tagged_by_what_was_there_before_it_was_read(
    app: Flask, client: FlaskClient, knowledge: KnowledgeGraph
) -> None:
    """So the tag of a page during whose making something was written is nobody's afterwards."""

    def write(*_: object, **__: object) -> None:
        flask.template_rendered.disconnect(write, app)
        put(knowledge, AFTER)

    with flask.template_rendered.connected_to(write, app):
        answer = client.get("/actors")
    assert BEFORE in answer.text
    assert names(client, "/actors", answer.headers["ETag"]) == {AFTER}
