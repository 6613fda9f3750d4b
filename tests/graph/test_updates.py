"""What an update changes is found out on a copy, and writing that gives what the update itself gives."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.changes import DatasetChange
from graph.serving.dataset import Dataset
from graph.serving.updates import Update, plan
from ontology.errors import QueryError

BASE = "http://example.org/"
DATA = """
<http://example.org/a> <http://example.org/p> "1" <http://example.org/g1> .
<http://example.org/a> <http://example.org/p> "2" <http://example.org/g1> .
<http://example.org/b> <http://example.org/p> "1" <http://example.org/g2> .
<http://example.org/b> <http://example.org/q> <http://example.org/a> <http://example.org/g2> .
<http://example.org/c> <http://example.org/p> "3" .
<http://example.org/c> <http://example.org/p> "3" <http://example.org/g1> .
<http://example.org/b> <http://example.org/p> "1" <http://example.org/g1> .
_:x <http://example.org/p> _:y <http://example.org/g2> .
"""
PROLOGUE = "PREFIX : <http://example.org/> BASE <http://example.org/> "
OPERATIONS = [
    "INSERT DATA { GRAPH :g1 { :n :p 1 } }",
    "INSERT DATA { :n :p 1 }",
    "INSERT DATA { GRAPH :g3 { :n :p [] } }",
    "INSERT DATA { GRAPH :g1 { :a :p '1' } }",
    "DELETE DATA { GRAPH :g1 { :a :p '1' } }",
    "DELETE DATA { :c :p '3' }",
    "DELETE WHERE { GRAPH ?g { :a ?p ?o } }",
    "DELETE WHERE { GRAPH :g2 { ?s ?p ?o } }",
    "DELETE { GRAPH :g1 { ?s :p ?o } } INSERT { GRAPH :g2 { ?s :moved ?o } } WHERE { GRAPH :g1 { ?s :p ?o } }",
    "INSERT { GRAPH ?g { ?s :seen true } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH :g1 DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o = '2') }",
    "INSERT { GRAPH <g2> { ?s :was ?o } } WHERE { GRAPH ?any { ?s :p ?o } }",
    "CLEAR GRAPH <g1>",
    "CLEAR DEFAULT",
    "CLEAR NAMED",
    "DROP GRAPH :g2",
    "DROP SILENT GRAPH :nothing",
    "DROP ALL",
    "CREATE SILENT GRAPH :g9",
    "COPY :g1 TO :g2",
    "MOVE SILENT :g2 TO :g7",
    "ADD DEFAULT TO :g1",
    "ADD :g1 TO DEFAULT",
]


def dataset() -> ox.Store:
    store = ox.Store()
    store.extend(ox.parse(DATA, ox.RdfFormat.N_QUADS))
    return store


def content(store: ox.Store) -> tuple[str, set[str]]:
    """What a store holds, blank nodes named canonically, and the names of its graphs."""
    found = ox.Dataset(store)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(map(str, found))), {str(name) for name in store.named_graphs()}


@given(st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_planned_and_written_is_the_same_as_updated(operations: list[str]) -> None:
    text = PROLOGUE + " ;\n".join(operations)
    direct, copy, written = dataset(), Dataset(dataset()), dataset()
    try:
        direct.update(text)
    except RuntimeError:
        with pytest.raises(QueryError):
            plan(copy, Update(text, BASE))
        return
    change = plan(copy, Update(text, BASE))
    change.apply(written)
    assert content(written) == content(direct)


def test_a_plan_says_only_what_changes() -> None:
    copy = Dataset(dataset())
    change = plan(copy, Update("INSERT DATA { GRAPH <http://example.org/g1> { <a> <p> '1', 'new' } }", BASE))
    assert [quad.object.value for quad in change.add] == ["new"]
    assert not change.remove
    change = plan(copy, Update("DELETE DATA { <a> <p> 'absent' }", BASE))
    assert not change
    assert not copy.is_spoilt


def test_a_plan_that_runs_the_update_spoils_its_copy() -> None:
    copy = Dataset(dataset())
    plan(copy, Update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", BASE))
    assert copy.is_spoilt
    assert content(copy.store) != content(dataset())


@pytest.mark.parametrize(
    "text", ["SELECT * {}", "INSERT DATA { ?a <p> 1 }", "DELETE DATA { _:a <p> 1 }", "NONSENSE"]
)
def test_what_is_no_update_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="no SPARQL update"):
        plan(Dataset(dataset()), Update(text, BASE))


def test_an_empty_update_changes_nothing() -> None:
    assert not plan(Dataset(dataset()), Update("# nothing", BASE))


def test_a_change_keeps_every_kind_of_term() -> None:
    literals = [
        ox.Literal("x", language="de"),
        ox.Literal("1", datatype=ox.NamedNode("urn:own")),
        ox.Literal('“\n"\\'),
    ]
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.BlankNode("b"))
    terms = [*literals, ox.BlankNode("b"), ox.NamedNode("urn:ö"), triple]
    graphs = [ox.NamedNode("urn:g"), ox.BlankNode("g"), ox.DefaultGraph()]
    quads = {
        ox.Quad(ox.BlankNode("b"), ox.NamedNode("urn:p"), term, name) for term in terms for name in graphs
    }
    store = dataset()
    old = set(store)
    DatasetChange(remove=tuple(old), add=tuple(quads)).apply(store)
    assert set(store) == quads
