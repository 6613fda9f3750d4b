"""The same promises whichever store holds the quads: on disk, in memory, behind an endpoint.

The remote store is tried against servers nobody here wrote, where they are installed (``tests/peers.py``).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.knowledge.graph import KnowledgeGraph
from graph.model.named_graphs import DIGEST
from graph.serving.evaluation import Query
from graph.serving.requests import Limits, RefusedError, never
from graph.serving.updates import Update
from graph.stores.embedded import embedded, memory
from graph.stores.remote import remote
from graph.stores.store import Store, TellingStore
from ontology.errors import QueryError, StoreError
from tests.peers import MAKERS

G1, G2 = ox.NamedNode("http://example.org/g1"), ox.NamedNode("http://example.org/g2")
P = ox.NamedNode("http://example.org/p")
A, B = ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/ä")
ONE = ox.Quad(A, P, ox.Literal("Straße “5”\n", language="de"), G1)
TWO = ox.Quad(B, P, A, G2)
THREE = ox.Quad(B, P, ox.Literal("2025-08-19", datatype=ox.NamedNode(str(rdflib.XSD.date))), G1)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Store]]:
    """The servers nobody here wrote, each started once."""
    with contextlib.ExitStack() as stack:
        started: dict[str, Store] = {}

        def start(name: str) -> Store:
            if name not in started:
                location = stack.enter_context(MAKERS[name](tmp_path_factory.mktemp(name)))
                started[name] = remote(location)
            return started[name]

        yield start


@pytest.fixture(params=["memory", "embedded", "oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path: Path, servers: Callable[[str], Store]) -> Iterator[Store]:
    if request.param == "memory":
        store: Store = memory()
    elif request.param == "embedded":
        store = embedded(str(tmp_path / "store"))
    else:
        store = servers(request.param)
        store.change(drop=[G1, G2])
    yield store
    store.close()


def held(store: Store) -> set[ox.Quad]:
    """What a store holds of ours (Virtuoso has graphs of its own)."""
    return {quad for quad in store.quads() if str(quad.graph_name).startswith("<http://example.org/")}


def test_what_a_store_promises(store: Store) -> None:
    store.change(add=[ONE, TWO, THREE])
    assert held(store) == {ONE, TWO, THREE}
    assert set(store.quads(G1)) == {ONE, THREE}
    assert set(store.quads(subject=B, predicate=P, object=A)) == {TWO}
    assert {G1, G2} <= set(store.graph_names())
    assert store.has_graph(G1)
    assert not store.has_graph(ox.NamedNode("http://example.org/none"))

    version = store.version
    store.change(
        remove=[ONE], add=[ox.Quad(A, P, ox.Literal("new"), G2)], drop=[ox.NamedNode("http://example.org/x")]
    )
    assert store.version != version
    assert {quad.object.value for quad in store.quads(subject=A) if quad.graph_name in (G1, G2)} == {"new"}
    store.change(clear=[G1])
    assert not set(store.quads(G1))


def test_queries_see_the_union_and_take_bindings(store: Store) -> None:
    store.change(add=[ONE, TWO, THREE])
    solutions = store.query("SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o }", bindings={"s": A})
    assert [row["o"] for row in solutions] == [ONE.object]
    assert bool(store.query("ASK { <http://example.org/ä> <http://example.org/p> <http://example.org/a> }"))
    assert not bool(
        store.query("ASK { <http://example.org/a> <http://example.org/p> <http://example.org/a> }")
    )
    constructed = store.query(
        "CONSTRUCT { ?o <http://example.org/q> ?s } WHERE { ?s <http://example.org/p> ?o FILTER(isIRI(?o)) }"
    )
    assert list(constructed) == [ox.Triple(A, ox.NamedNode("http://example.org/q"), B)]
    with pytest.raises(QueryError):
        store.query("SELECT * {")


def test_clients_are_answered_over_every_store(store: Store) -> None:
    store.change(add=[ONE, TWO])
    answers = store.answers(Limits(query_time=10))
    try:
        query = Query(
            "SELECT ?o WHERE { <http://example.org/ä> <http://example.org/p> ?o }", "", solutions="text/csv"
        )
        answer = answers.answer(query, never)
        body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
        assert (answer.media_type, b"http://example.org/a" in body) == ("text/csv", True)
        with pytest.raises(RefusedError):
            answers.answer(Query("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", ""), never)
        with pytest.raises(QueryError):
            answers.answer(Query("SELECT * {", ""), never)
        change = answers.plan(
            Update("INSERT DATA { GRAPH <http://example.org/g1> { <a:x> <a:y> 1 } }", "http://x/"), never
        )
        assert [str(quad.subject) for quad in change.add] == ["<a:x>"]
        assert answers.state().busy == 0
    finally:
        answers.close()


def test_a_knowledge_graph_stands_on_every_store(store: Store) -> None:
    graph = KnowledgeGraph(store, "http://example.org/", None)
    graph.put("g1", [ONE.triple, THREE.triple])
    graph.put("g1", [THREE.triple])
    assert graph.holds("g1")
    assert held(store) == {THREE}
    graph.remove("g1")
    assert not graph.holds("g1")


def test_a_store_tells_the_base_of_its_data(store: Store) -> None:
    assert store.base is None
    place = ox.NamedNode("http://example.org/graph/ontology")
    store.change(
        add=[ox.Quad(place, DIGEST, ox.Literal("abc"), place), ox.Quad(A, DIGEST, ox.Literal("ISBN"), G1)]
    )
    assert store.base == "http://example.org/"
    store.remember("http://example.org/")
    assert store.base == "http://example.org/"
    store.change(drop=[place])


def test_a_store_on_disk_remembers_the_base_before_it_holds_anything(tmp_path: Path) -> None:
    store = embedded(str(tmp_path / "store"))
    store.remember("http://example.org/")
    store.close()
    assert embedded(str(tmp_path / "store")).base == "http://example.org/"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's Dataset uses what it deprecates
def test_the_same_data_through_rdflib() -> None:
    store = memory()
    store.change(add=[ONE, TWO])
    found = store.dataset().value(rdflib.URIRef(A.value), rdflib.URIRef(P.value))
    assert found == rdflib.Literal("Straße “5”\n", lang="de")


@pytest.mark.parametrize("address", ["nonsense", "ftp://example.org/", "http://127.0.0.1:1/sparql"])
def test_a_remote_store_that_is_not_there_is_one_sentence(address: str) -> None:
    with pytest.raises(StoreError, match=r"address|reached"):
        remote(address)


def test_a_listener_hears_every_change_after_it_is_written() -> None:
    store = memory()
    heard: list[tuple[int, int]] = []
    store.listen(lambda change: heard.append((len(change.add) if change else -1, store.size())))
    store.change(add=[ONE, TWO])
    store.change()
    store.update("CLEAR ALL")
    assert heard == [(2, 2), (-1, 0)]


def test_the_version_is_another_only_when_all_who_listen_know(store: Store) -> None:
    """Also where one of them fails."""
    assert isinstance(store, TellingStore)
    seen: list[str] = []

    failures = [OSError("no room")]

    def fail(_: object) -> None:
        if failures:
            raise failures.pop()

    before = store.version
    store.listen(lambda change: seen.append(store.version))
    store.change(add=[ONE])
    between = store.version
    assert seen == [before]
    assert between != before
    store.listen(fail)
    with pytest.raises(OSError, match="no room"):
        store.change(add=[TWO])
    assert store.version != between


def test_a_store_says_whether_it_merges_its_graphs(store: Store) -> None:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.change(add=[ox.Quad(A, kind, B, G1), ox.Quad(A, kind, B, G2)])
    solutions = store.solve("SELECT ?class WHERE { <http://example.org/a> a ?class }")
    assert store.merges == (len(list(solutions)) == 1)
    with pytest.raises(QueryError):
        store.solve("SELECT * {")
    store.change(remove=[ox.Quad(A, kind, B, G1)])
    assert len(list(store.solve("SELECT ?class WHERE { <http://example.org/a> a ?class }"))) == 1
