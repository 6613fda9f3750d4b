"""What a selection takes follows the writes: the same as read anew, whatever was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import term
from graph.things.positions.positions import all_positions
from graph.views.overviews.selection import Selection, select
from standpunkt import Session
from tests.web.pages import sample

MEMBER = ox.NamedNode("http://www.w3.org/ns/org#memberOf")
BROADER = ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader")


@pytest.fixture
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        opened.graph.put_all(sample.sample_graphs())
        yield opened


def taken(graph: KnowledgeGraph) -> list[tuple[object, dict[str, Counter[str]]]]:
    found = [
        select(graph, Selection(broad=broad, versions=versions)) for broad in (0, 1) for versions in (0, 1)
    ]
    return [(one.items, one.facets) for one in found]


def read_anew(graph: KnowledgeGraph) -> list[tuple[object, dict[str, Counter[str]]]]:
    other = KnowledgeGraph(graph.store, graph.base, None)
    return taken(other)


def writes(graph: KnowledgeGraph) -> Iterator[tuple[str, list[ox.Quad], list[ox.Quad]]]:
    """What is said, what is added, what is removed."""
    first, *_, last = all_positions(graph)
    home = graph.iri("graph/document/written")
    party = ox.NamedNode(graph.base + "actor/neue-mitte")
    yield "somebody joins a party", [ox.Quad(ox.NamedNode(first.holder), MEMBER, party, home)], []
    yield "nothing that counts", [ox.Quad(party, term("sp:trace"), ox.Literal("x"), home)], []
    top, *forms = sorted({p.issue for p in all_positions(graph)})
    broader = [ox.Quad(ox.NamedNode(form), BROADER, ox.NamedNode(top), home) for form in forms]
    yield "issues are forms of another", broader, []
    gone = list(graph.store.quads(subject=ox.NamedNode(last.iri)))
    yield "a position goes", [], gone
    yield "and comes back", gone, []
    side = next(
        q for q in graph.store.quads(subject=ox.NamedNode(first.iri)) if q.predicate == term("sp:act")
    )
    yield (
        "another act",
        [ox.Quad(side.subject, side.predicate, term("sp:Doubt"), side.graph_name)],
        [side],
    )


def test_after_every_write_it_takes_what_is_read_anew(session: Session) -> None:
    graph = session.graph
    before = taken(graph)
    told = []
    for what, added, removed in writes(graph):
        graph.change(add=added, remove=removed)
        now = taken(graph)
        assert now == read_anew(graph), what
        told.append(now == before)
        before = now
    assert told == [False, True, False, False, False, False], "only one of the writes changes nothing"


def test_what_a_write_does_not_touch_is_not_made_again(session: Session) -> None:
    graph = session.graph
    kept = {id(item) for item in select(graph, Selection(broad=True)).items}
    graph.change(
        add=[
            ox.Quad(
                graph.iri("actor/new"), MEMBER, graph.iri("actor/neue-mitte"), graph.iri("graph/document/x")
            )
        ]
    )
    assert {id(item) for item in select(graph, Selection(broad=True)).items} == kept
