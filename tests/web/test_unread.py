"""Answers of which nobody reads a byte (HEAD, a client that is gone already) keep nothing from others."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from graph.stores.remote import remote
from graph.stores.store import Store
from tests.endpoints import bad_endpoint
from tests.web.conftest import BASE, TOKEN
from web import create_app

READERS = 2
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/n-triples, */*;q=0.1"}
MANY = " ".join(map(str, range(400)))
LONG = f"SELECT * {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} }}"
"""A query whose answer is streamed."""


@pytest.fixture(params=["memory", "remote"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with contextlib.ExitStack() as stack:
        far = request.param == "remote"
        store = remote(stack.enter_context(bad_endpoint())[1]) if far else memory()
        node = ox.NamedNode("urn:p")
        store.change(add=[ox.Quad(node, node, ox.Literal(n), ox.NamedNode("urn:g")) for n in range(9000)])
        yield store


@pytest.fixture
def client(store: Store) -> Iterator[FlaskClient]:
    settings = {"token": TOKEN, "readers": READERS, "wait_seconds": 0.2}
    graph = KnowledgeGraph(store, BASE, None)
    app = create_app(graph, read_settings(settings | {"long_readers": READERS}))
    yield app.test_client()
    app.extensions["standpunkt"].close()
    graph.close()


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize(
    "path", ["/sparql", "/data?graph=urn:g", "/data?default", "/dump.nq", "/dump.trig.gz", "/backup"]
)
def test_what_nobody_reads_keeps_no_place(client: FlaskClient, method: str, path: str) -> None:
    asked = {"query": LONG} if path == "/sparql" else None
    for _ in range(2 * READERS + 1):
        answer = client.open(path, method=method, query_string=asked, headers=HEADERS)
        assert answer.status_code == 200, answer.text
        answer.close()  # without a look at its body
    state = client.get("/health").get_json()
    assert state["busy"] == 0
    assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 200
    assert client.get(path, query_string=asked, headers=HEADERS).data
