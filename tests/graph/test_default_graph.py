"""The default graph is a set: a triple that several graphs hold is one triple, and one solution."""

from __future__ import annotations

import contextlib
import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.changes import DatasetChange
from graph.serving.dataset import Dataset
from graph.serving.evaluation import Query, ask_dataset
from graph.serving.pool import Replica
from graph.serving.requests import Dump, never
from graph.stores.embedded import OxigraphQuads

BASE = "http://example.org/"
SAID = """
<http://example.org/anna> <http://example.org/disagreesWith> <http://example.org/bert> <http://example.org/g1> .
<http://example.org/anna> <http://example.org/disagreesWith> <http://example.org/bert> <http://example.org/g2> .
<http://example.org/anna> <http://example.org/disagreesWith> <http://example.org/bert> <http://example.org/g3> .
<http://example.org/anna> <http://example.org/disagreesWith> <http://example.org/carl> <http://example.org/g2> .
<http://example.org/bert> <http://example.org/memberOf> <http://example.org/club> <http://example.org/g1> .
<http://example.org/bert> <http://example.org/memberOf> <http://example.org/club> <http://example.org/g3> .
<http://example.org/bert> <http://example.org/memberOf> <http://example.org/club> .
"""
PROLOGUE = "PREFIX : <http://example.org/> "

ANSWERS = [
    ("SELECT ?b { :anna :disagreesWith ?b }", {}, ["bert", "carl"]),
    ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {}, ["3"]),
    ("SELECT (COUNT(*) AS ?n) { :anna :disagreesWith ?b }", {}, ["2"]),
    ("SELECT ?c { :anna :disagreesWith/:memberOf ?c }", {}, ["club"]),
    ("SELECT ?c { :anna (:disagreesWith|:memberOf)+ ?c }", {}, ["bert", "carl", "club"]),
    ("SELECT ?b FROM :g1 FROM :g2 FROM <g3> { :anna :disagreesWith ?b }", {}, ["bert", "carl"]),
    ("SELECT (COUNT(*) AS ?n) FROM <g1> FROM <g3> { ?s ?p ?o }", {}, ["2"]),
    ("SELECT (COUNT(*) AS ?n) FROM <g1> { ?s ?p ?o }", {}, ["2"]),
    ("SELECT ?c FROM <g1> FROM <g3> { :anna :disagreesWith/:memberOf ?c }", {}, ["club"]),
    ("SELECT ?b { :anna :disagreesWith ?b }", {"default_graphs": ("g1", "g2", "g3")}, ["bert", "carl"]),
    (
        "SELECT ?g FROM <g1> FROM <g3> FROM NAMED <g2> { ?s :memberOf ?o GRAPH ?g { ?a :disagreesWith ?s } }",
        {},
        ["g2"],
    ),
    ("SELECT ?g { GRAPH ?g { :anna :disagreesWith :bert } }", {}, ["g1", "g2", "g3"]),
    ("SELECT ?g { :bert :memberOf ?c GRAPH ?g { :anna :disagreesWith :bert } }", {}, ["g1", "g2", "g3"]),
    ("SELECT ?s { ?s :memberOf 'no GRAPH, nothing FROM' }", {}, []),
]


def quads() -> list[ox.Quad]:
    return list(ox.parse(SAID, ox.RdfFormat.N_QUADS))


def asked(text: str, more: dict[str, tuple[str, ...]]) -> Query:
    graphs = {name: tuple(BASE + graph for graph in value) for name, value in more.items()}
    return Query(PROLOGUE + text, BASE, solutions="text/csv", **graphs)


def cells(data: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(data.decode())))[1:]
    return sorted(row[0].removeprefix(BASE) for row in rows)


def answered(replica: Replica, query: Query) -> list[str]:
    body = replica.answer(query, never).body
    assert isinstance(body, bytes)
    return cells(body)


@pytest.mark.parametrize(("text", "more", "expected"), ANSWERS)
def test_a_triple_in_several_graphs_is_one_solution(
    text: str, more: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    answer = ask_dataset(Dataset(quads()), asked(text, more))
    data = answer.serialize(format=ox.QueryResultsFormat.CSV)
    assert cells(data) == expected


def test_the_server_answers_so_and_after_every_change() -> None:
    store = OxigraphQuads()
    store.change(add=quads())
    with contextlib.closing(Replica(store)) as replica:
        for _ in range(2):  # so that a reader that has looked into single graphs is asked again
            for text, more, expected in ANSWERS:
                assert answered(replica, asked(text, more)) == expected, text
        club = asked("SELECT (COUNT(*) AS ?n) { ?who :memberOf :club }", {})
        homes = asked("SELECT ?g { ?who :memberOf ?club GRAPH ?g { ?who :memberOf :club } }", {})
        membership = [quad for quad in quads() if quad.predicate.value.endswith("memberOf")]
        expected = [("1", ["g1", "g3"]), ("1", ["g3"]), ("1", []), ("0", [])]
        for leaving, (count, graphs) in zip(
            [[], membership[:1], membership[1:2], membership[2:]], expected, strict=True
        ):
            store.change(remove=leaving)
            assert answered(replica, club) == [count]
            assert answered(replica, homes) == graphs


def test_a_session_asks_so_too_and_sees_what_is_written() -> None:
    store = OxigraphQuads()
    store.change(add=quads())
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for text, more, expected in ANSWERS:
        if not more:
            data = store.solve(PROLOGUE + text, base=BASE).serialize(format=ox.QueryResultsFormat.CSV)
            assert cells(data) == expected, text
    store.change(add=[quad(1, 1), quad(1, 2)])
    assert [row["n"].value for row in store.solve(count)] == ["4"]
    bound = store.solve("SELECT ?s ?o { ?s ?p ?o }", bindings={"s": ox.NamedNode(BASE + "1")})
    assert [row["o"].value for row in bound] == ["x"]


def test_triples_are_constructed_once_and_the_dataset_is_given_back_whole() -> None:
    store = OxigraphQuads()
    store.change(add=quads())
    with contextlib.closing(Replica(store)) as replica:
        for text in (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "CONSTRUCT FROM <g1> FROM <g2> FROM <g3> WHERE { ?s ?p ?o }",
        ):
            body = replica.answer(Query(text, BASE, triples="application/n-triples"), never).body
            assert isinstance(body, bytes)
            assert len(body.splitlines()) == 3
        body = replica.answer(Dump(None, "application/n-quads"), never).body
        assert isinstance(body, bytes)
        assert set(ox.parse(body, ox.RdfFormat.N_QUADS)) == set(quads())
        body = replica.answer(Dump(BASE + "g3", "application/n-triples"), never).body
        assert isinstance(body, bytes)
        assert len(body.splitlines()) == 2


def test_where_the_default_graph_is_its_own_it_is_no_union() -> None:
    store = OxigraphQuads()
    store.change(add=quads())
    with contextlib.closing(Replica(store, union=False)) as replica:
        assert answered(replica, asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {})) == ["1"]
        mixed = "SELECT ?g { ?s :memberOf ?o GRAPH ?g { ?s :memberOf ?o } }"
        assert answered(replica, asked(mixed, {})) == ["g1", "g3"]
        merged = "SELECT (COUNT(*) AS ?n) FROM <g1> FROM <g3> { ?s ?p ?o }"
        assert answered(replica, asked(merged, {})) == ["2"]


def quad(subject: int, graph: int) -> ox.Quad:
    name = ox.NamedNode(f"{BASE}g{graph}") if graph else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(f"{BASE}{subject}"), ox.NamedNode(f"{BASE}p"), ox.Literal("x"), name)


QUADS = st.lists(st.builds(quad, st.integers(0, 2), st.integers(0, 3)), max_size=6)
GRAPHS = st.lists(st.sampled_from([ox.NamedNode(f"{BASE}g{number}") for number in (1, 2, 3)]), max_size=1)
CHANGES = st.builds(DatasetChange, clear=GRAPHS, drop=GRAPHS, remove=QUADS, create=GRAPHS, add=QUADS)


@given(QUADS, st.lists(CHANGES, max_size=5))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_no_quad_is_lost_and_no_triple_repeated(
    start: list[ox.Quad], changes: list[DatasetChange]
) -> None:
    plain, dataset = ox.Store(), Dataset(start)
    plain.extend(start)
    for change in changes:
        change.apply(plain)
        dataset.change(change)
        held = list(dataset.store)
        assert len({q.triple for q in held}) == len(held)
    assert {q.triple for q in dataset.store} == {q.triple for q in plain}
    assert all(q in dataset for q in plain)
    assert set(dataset.own()) == set(plain)
    assert set(dataset.store.named_graphs()) == set(plain.named_graphs())
    dataset.unite()
    rows = list(ask_dataset(dataset, Query("SELECT ?s ?p ?o { ?s ?p ?o }", BASE)))
    assert len(rows) == len({q.triple for q in plain})
    assert {ox.Triple(*row) for row in rows} == {q.triple for q in plain}
