"""Every change of the graph carries what follows from it, and takes back what no longer does."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox
import pytest

from graph.knowledge.graph import KnowledgeGraph, skolemise
from graph.model import named_graphs
from graph.model.plugins import find_plugin
from graph.rdf.queries import query_text
from graph.stores.embedded import OxigraphQuads
from ontology.errors import NotFoundError, QueryError, StoreError
from ontology.files import ontology_files
from ontology.turtle import read_turtle

BASE = "http://127.0.0.1:5000/"
SP = "https://w3id.org/standpunkt/ontology#"
PREFIXES = f"@base <{BASE}> . @prefix sp: <{SP}> .\n"
FOR = "<position/1> a sp:Position ; sp:holder <actor/a> ; sp:affirms <issue/x> .\n"
AGAINST = "<position/2> a sp:Position ; sp:holder <actor/b> ; sp:rejects <issue/x> .\n"


def triples(turtle):
    return list(read_turtle(PREFIXES + turtle, BASE))


def edge(subject, predicate, target):
    return ox.Triple(*(ox.NamedNode(iri) for iri in (BASE + subject, SP + predicate, BASE + target)))


@pytest.fixture
def graph():
    found = KnowledgeGraph(OxigraphQuads(), BASE, find_plugin("reasoners", "rl")())
    text = ontology_files()["standpunkt"]
    found.put(named_graphs.ONTOLOGY, skolemise(read_turtle(text, BASE), BASE, "standpunkt"))
    return found


def inferred(graph):
    return {quad.triple for quad in graph.store.quads(graph.iri(named_graphs.INFERRED))}


def test_support_and_disagreement_follow_from_the_axioms(graph):
    graph.put("graph/document/one", triples(FOR))
    graph.put("graph/document/two", triples(AGAINST))
    assert {
        edge("actor/a", "supports", "issue/x"),
        edge("actor/b", "opposes", "issue/x"),
        edge("actor/a", "disagreesWith", "actor/b"),
        edge("actor/b", "disagreesWith", "actor/a"),
    } <= inferred(graph)


def test_removing_a_document_takes_back_exactly_what_it_alone_carried(graph):
    before = inferred(graph)
    graph.put("graph/document/one", triples(FOR))
    alone = inferred(graph)
    graph.put("graph/document/two", triples(AGAINST))
    graph.remove("graph/document/two")
    assert inferred(graph) == alone
    graph.remove("graph/document/one")
    assert inferred(graph) == before


def test_what_two_documents_say_stays_when_one_goes(graph):
    graph.put("graph/document/one", triples(FOR))
    graph.put("graph/document/two", triples(FOR))
    graph.remove("graph/document/one")
    assert edge("actor/a", "supports", "issue/x") in inferred(graph)


def test_a_new_version_of_a_document_replaces_the_old_with_its_consequences(graph):
    graph.put("graph/document/one", triples(FOR))
    change = graph.put("graph/document/one", triples(FOR.replace("affirms", "rejects")))
    assert (change.added, change.removed) == (1, 1)
    assert edge("actor/a", "opposes", "issue/x") in inferred(graph)
    assert edge("actor/a", "supports", "issue/x") not in inferred(graph)


def test_putting_the_same_twice_changes_nothing(graph):
    graph.put("graph/document/one", triples(FOR))
    assert not graph.put("graph/document/one", triples(FOR))


def test_what_is_asserted_is_never_listed_as_inferred(graph):
    graph.put("graph/document/one", triples(FOR))
    graph.put("graph/document/two", [edge("actor/a", "supports", "issue/x")])
    assert edge("actor/a", "supports", "issue/x") not in inferred(graph)
    graph.remove("graph/document/two")
    assert edge("actor/a", "supports", "issue/x") in inferred(graph)


def test_reopening_finds_the_same_closure(tmp_path, graph):
    graph.put("graph/document/one", triples(FOR))
    other = KnowledgeGraph(graph.store, BASE, find_plugin("reasoners", "rl")())
    assert not other.refresh()


def test_a_failed_write_leaves_store_and_closure_as_they_were(graph, monkeypatch):
    before = inferred(graph)

    def fail(**_):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(graph.store, "change", fail)
        with pytest.raises(OSError, match="disk full"):
            graph.put("graph/document/one", triples(FOR))
    assert inferred(graph) == before
    graph.put("graph/document/two", triples(AGAINST))
    assert edge("actor/a", "supports", "issue/x") not in inferred(graph)


def test_removing_what_is_not_there_is_an_error(graph):
    with pytest.raises(NotFoundError, match="document/none"):
        graph.remove("graph/document/none")


def test_blank_nodes_of_the_ontology_get_the_same_names_every_time():
    text = PREFIXES + "<a> sp:list ( <b> <c> ) ."
    first, second = (set(skolemise(read_turtle(text, BASE), BASE, "t")) for _ in range(2))
    assert first == second
    assert not any(isinstance(term, ox.BlankNode) for t in first for term in (t.subject, t.object))


@pytest.mark.parametrize("name", ["none", "../settings", ""])
def test_an_unknown_query_is_named(name):
    with pytest.raises(QueryError, match="no named query"):
        query_text(name)


# ---------------------------------------------------------------- several who write


def test_threads_that_write_at_once_leave_what_one_after_the_other_would(graph):
    """Whoever writes has the turn: what follows from one change never mixes with what follows from another."""

    def write(name):
        for number in range(20):
            graph.put(
                f"graph/document/{name}{number}", triples(FOR.replace("actor/a", f"actor/{name}{number}"))
            )
            if number % 3 == 2:
                graph.remove(f"graph/document/{name}{number - 1}")

    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    try:
        with ThreadPoolExecutor(2) as both:
            list(both.map(write, "ab"))
    finally:
        sys.setswitchinterval(usual)
    assert not graph.refresh()


def test_a_graph_is_closed_when_who_is_writing_is_done_and_written_no_more(graph):
    at_work, go_on = threading.Event(), threading.Event()

    def work():
        with graph.writing.turn():
            at_work.set()
            go_on.wait()
            return graph.put("graph/document/a", triples(FOR))

    with ThreadPoolExecutor(2) as both:
        writing = both.submit(work)
        at_work.wait()
        closing = both.submit(graph.writing.close)
        assert not closing.done()
        go_on.set()
        assert writing.result()
        closing.result()
    with pytest.raises(StoreError, match="being closed"):
        graph.put("graph/document/b", triples(AGAINST))
    assert edge("actor/a", "supports", "issue/x") in inferred(graph)
    assert not graph.holds("graph/document/b")
