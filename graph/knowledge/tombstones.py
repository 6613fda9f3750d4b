"""What stays of a document that was removed: what it was called, and when it went.

A tombstone is a ``prov:Activity`` that ``prov:invalidated`` the document (PROV-O, W3C 2013), in the graph
``graph/provenance``. Loading the document again takes the tombstone away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.model import named_graphs
from graph.rdf.terms import LABEL, RDF_TYPE, term
from graph.stores.store import Store

_INVALIDATED, _ENDED = term("prov:invalidated"), term("prov:endedAtTime")
_ISSUED, _SOURCE = term("dcterms:issued"), term("dcterms:source")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document that is no longer here. ``issued`` is its date of publication, ISO 8601, if it had one."""

    document: str
    title: str
    issued: str
    removed: dt.datetime


def tombstone(store: Store, base: str, document: str) -> Tombstone | None:
    """What is kept of the removed ``document`` (IRI), ``None`` if it was not removed."""
    found = {quad.predicate: quad.object for quad in _quads(store, base, document)}
    if _ENDED not in found:
        return None
    texts = {name: term.value for name, term in found.items() if isinstance(term, ox.Literal)}
    removed = dt.datetime.fromisoformat(texts[_ENDED])
    return Tombstone(document, texts.get(LABEL, document), texts.get(_ISSUED, ""), removed)


def tombstones(
    store: Store, base: str, add: Sequence[ox.Quad], remove: Sequence[ox.Quad]
) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """The quads of tombstones that come and go when ``add`` and ``remove`` are written."""
    come: list[ox.Quad] = []
    gone: list[ox.Quad] = []
    filled = _documents(base, add)
    for graph, document in filled.items():
        if next(store.quads(graph), None) is None:
            gone += _quads(store, base, document)
    for graph, document in _documents(base, remove).items():
        leaving = {quad for quad in remove if quad.graph_name == graph}
        if graph not in filled and all(quad in leaving for quad in store.quads(graph)):
            come += _made(base, document, leaving)
    return come, gone


def _documents(base: str, quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, str]:
    """The graphs of documents among those of ``quads``, each with the IRI of its document."""
    start = base + named_graphs.DOCUMENTS
    graphs = {quad.graph_name for quad in quads}
    return {
        graph: f"{base}document/{graph.value.removeprefix(start)}"
        for graph in graphs
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(start)
    }


def _node(base: str, document: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}removal/{document.removeprefix(base + 'document/')}")


def _quads(store: Store, base: str, document: str) -> list[ox.Quad]:
    place = named_graphs.node(base, named_graphs.PROVENANCE)
    return list(store.quads(place, subject=_node(base, document)))


def _made(base: str, document: str, leaving: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    place, node = named_graphs.node(base, named_graphs.PROVENANCE), _node(base, document)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    yield ox.Quad(node, RDF_TYPE, term("prov:Activity"), place)
    yield ox.Quad(node, _INVALIDATED, ox.NamedNode(document), place)
    yield ox.Quad(node, _ENDED, ox.Literal(now, datatype=term("xsd:dateTime")), place)
    for quad in leaving:
        if quad.subject == ox.NamedNode(document) and quad.predicate in (LABEL, _ISSUED, _SOURCE):
            yield ox.Quad(node, quad.predicate, quad.object, place)
