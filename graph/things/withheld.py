"""Why a position takes no side, in the words that the graph keeps of that (English, ``sp:trace``)."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.sides import why_no_side
from graph.rdf.terms import term, text
from graph.things.positions import Position

_TRACE = term("sp:trace")


def why_withheld(graph: KnowledgeGraph, position: Position) -> str:
    """Why ``position`` takes no side; ``""`` where it takes one, did so once, or nothing is told."""
    if position.sided or position.history:
        return ""
    found = graph.store.quads(subject=ox.NamedNode(position.iri), predicate=_TRACE)
    return _reason(text(quad.object) for quad in found)


def why_it_was(triples: Iterable[ox.Triple], position: str) -> str:
    """Why the position (IRI) took no side as long as ``triples`` were said of it; ``""`` where none tells."""
    about = (t for t in triples if t.predicate == _TRACE and text(t.subject) == position)
    return _reason(text(triple.object) for triple in about)


def _reason(traces: Iterable[str]) -> str:
    return next((why for trace in traces if (why := why_no_side(trace))), "")
