"""What people decide about positions: accept, correct, reject, and take any decision back.

The document's graph holds what is valid now, so that every query and the reasoner see it; the record holds
the position's triples before and after. When the document is read again, ``applying.curated`` does it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from graph.decisions import things
from graph.decisions.anchors import find
from graph.decisions.applying import Settled, curated, placed
from graph.decisions.reading import ISSUE_LINKS, ReadDocument, with_side
from graph.decisions.records import (
    Author,
    Curation,
    Decision,
    Triples,
    curations,
    heads_of,
    recorded,
    standing,
    taken_back,
)
from graph.model import named_graphs
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import LABEL, RDF_TYPE, term, text
from graph.stores.repository import Repository
from ontology.errors import InputError, NotFoundError

_DESCRIBED = (RDF_TYPE, LABEL, term("skos:prefLabel"), term("sp:mentionedIn"))


def decide(
    graph: Repository,
    position: str,
    decision: Decision,
    author: Author,
    *,
    after: Iterable[ox.Triple] | None = None,
    comment: str = "",
) -> DatasetChange:
    """What a decision about ``position`` (IRI) changes; ``after`` are its triples once corrected.

    Raises ``NotFoundError`` if the graph holds no such position, ``InputError`` without an author.
    """
    home, reading = _valid(graph, position)
    before = frozenset(reading.of(position))
    kept = _after(decision, before, after)
    anchor = reading.anchor(position, position)
    made = Curation(
        iri="",
        target=position,
        decision=decision,
        curator=author.name,
        when="",
        document=reading.document,
        comment=comment,
        before=before,
        after=kept | _described(reading, before) if decision is Decision.ACCEPTED else kept,
        anchors=(anchor,) if anchor else (),
        follows=heads_of(curations(graph), position),
    )
    _, record = recorded(graph, made, author)
    add = [ox.Quad(t.subject, t.predicate, t.object, home) for t in kept - before]
    remove = [ox.Quad(t.subject, t.predicate, t.object, home) for t in before - kept]
    return DatasetChange(add=[*add, *record], remove=remove)


def withdraw(graph: Repository, curation: str, author: Author) -> DatasetChange:
    """What taking back the decision ``curation`` (IRI) changes: what it was about is as it was before.

    Of the decisions about a position only the latest can be taken back; raises ``NotFoundError`` otherwise.
    """
    every = curations(graph)
    one = next((found for found in every if found.iri == curation), None)
    if one is None:
        raise NotFoundError(f"There is no decision {curation}.")
    if one.withdrawn:
        raise NotFoundError(f"The decision {curation} was taken back already.")
    if not one.decision.is_about_position:
        return things.withdrawn(graph, one, author)
    if one.is_in_force and curation not in heads_of(every, one.target):
        raise NotFoundError("Only the latest decision about a position can be taken back.")
    marks = taken_back(graph, one, author)
    home = named_graphs.node(graph.base, named_graphs.document_graph(one.document.removeprefix(graph.base)))
    reading = ReadDocument(one.document, (quad.triple for quad in graph.store.quads(home)))
    if not reading.text:  # the document was removed
        return DatasetChange(add=marks)
    if standing(every).get(one.target) != one:
        rest = [replace(c, withdrawn=author.when.isoformat()) if c is one else c for c in every]
        return _settled(home, reading, curated(graph, one.document, reading.triples, rest), marks)
    now = reading.of(one.target)
    quote = next((found for anchor in one.anchors if (found := find(anchor, reading.text))), None)
    back = set(placed(one.before, one, reading, quote)) - reading.triples
    leaving = now - set(placed(one.before, one, reading, quote))
    return DatasetChange(
        add=[*(ox.Quad(t.subject, t.predicate, t.object, home) for t in back), *marks],
        remove=[ox.Quad(t.subject, t.predicate, t.object, home) for t in leaving],
    )


def _settled(
    home: ox.NamedNode, reading: ReadDocument, settled: Settled, marks: list[ox.Quad]
) -> DatasetChange:
    """The document as it is without a decision that did not hold: others may hold now."""
    now = set(settled.triples)
    add = [ox.Quad(t.subject, t.predicate, t.object, home) for t in now - reading.triples]
    remove = [ox.Quad(t.subject, t.predicate, t.object, home) for t in reading.triples - now]
    return DatasetChange(add=[*add, *settled.add, *marks], remove=[*remove, *settled.remove])


def _after(decision: Decision, before: Triples, after: Iterable[ox.Triple] | None) -> Triples:
    if decision is Decision.ACCEPTED:
        return with_side(before)
    if decision is Decision.REJECTED:
        return frozenset()
    if after is None:
        raise InputError("A correction needs what is right instead.")
    return frozenset(after)


def _described(reading: ReadDocument, before: Triples) -> Triples:
    """What the document says of holder and issue, so that an accepted position can stand by itself."""
    named = [text(t.object) for t in before if t.predicate in (*ISSUE_LINKS, term("sp:holder"))]
    return frozenset(t for iri in named for t in reading.of(iri) if t.predicate in _DESCRIBED)


def _valid(graph: Repository, position: str) -> tuple[ox.NamedNode, ReadDocument]:
    """The document graph that holds ``position``, and what it says."""
    homes = graph.base + named_graphs.DOCUMENTS
    for quad in graph.store.quads(subject=ox.NamedNode(position), predicate=RDF_TYPE):
        home = quad.graph_name
        if isinstance(home, ox.NamedNode) and home.value.startswith(homes):
            said = [found.triple for found in graph.store.quads(home)]
            document = _document_of(said, position)
            return home, ReadDocument(document, said)
    raise NotFoundError(f"No document holds the position <{position}>; perhaps it was rejected or removed.")


def _document_of(said: Iterable[ox.Triple], position: str) -> str:
    source = term("prov:wasDerivedFrom")
    found = [text(t.object) for t in said if text(t.subject) == position and t.predicate == source]
    if not found:
        raise InputError("A position without a document cannot be curated.")
    return found[0]
