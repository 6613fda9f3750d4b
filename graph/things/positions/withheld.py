"""Why a position takes no side, in the words that the graph keeps of that (English, ``sp:trace``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.sides import why_no_side
from graph.rdf.terms import term, text
from graph.stores.store import about
from graph.things.positions.positions import Position

_TRACE = term("sp:trace")


def whys_withheld(graph: KnowledgeGraph, positions: Sequence[Position]) -> dict[str, str]:
    """Why each of ``positions`` takes no side, by its IRI, in as few requests of the store as can be.

    ``""`` where one takes a side, did so once, or nothing is told.
    """
    reasons = {position.iri: "" for position in positions}
    taking_none = {p.iri for p in positions if not p.sided and not p.history}
    traces: defaultdict[str, list[str]] = defaultdict(list)
    for quad in about(graph.store, [ox.NamedNode(iri) for iri in sorted(taking_none)], _TRACE):
        traces[text(quad.subject)].append(text(quad.object))
    return reasons | {iri: _reason(of) for iri, of in traces.items()}


def why_it_was(triples: Iterable[ox.Triple], position: str) -> str:
    """Why the position (IRI) took no side as long as ``triples`` were said of it; ``""`` where none tells."""
    traces = (t for t in triples if t.predicate == _TRACE and text(t.subject) == position)
    return _reason(text(triple.object) for triple in traces)


def _reason(traces: Iterable[str]) -> str:
    return next((why for trace in traces if (why := why_no_side(trace))), "")
