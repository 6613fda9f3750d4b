"""The triples behind a selection, to be taken along as RDF."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.stores import formats
from graph.stores.store import about
from graph.things.passages import Passage
from graph.things.positions.positions import Position
from graph.views.overviews.selection import StanceItem


def turtle(graph: KnowledgeGraph, items: Iterable[StanceItem]) -> bytes:
    """The positions with their evidence, and the inferred edges among ``items``, as Turtle."""
    triples: dict[ox.Triple, None] = {}
    said: list[str] = []
    for item in items:
        if not isinstance(item, Position):
            edge = (ox.NamedNode(iri) for iri in (item.holder, item.property, item.issue))
            triples[ox.Triple(*edge)] = None
            continue
        said += [item.iri, _evidence(graph.base, item.passage)]
    triples.update(dict.fromkeys(quad.triple for quad in about(graph.store, map(ox.NamedNode, said))))
    prefixes = formats.prefixes(graph.base)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


def _evidence(base: str, passage: Passage) -> str:
    """The IRI of a passage's evidence (docs/GRAPH.md)."""
    return f"{base}evidence/{passage.document.rsplit('/', 1)[-1]}/{passage.start}-{passage.end}"
