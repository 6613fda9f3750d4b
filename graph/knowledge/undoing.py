"""Taking back exactly what one load changed: the article's graph, its tombstone, decisions it parked."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.rdf.changes import DatasetChange
from ontology.errors import StandpunktError

Quads = frozenset[ox.Quad]


class ChangedSinceError(StandpunktError):
    """The document is not any more what the load made of it."""

    code = "changed-since"
    status = 409


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a load may change: the ``home`` of a document with its tombstone, and the decisions."""

    home: Quads
    decisions: Quads


@dataclass(frozen=True, slots=True)
class Written:
    """What one load changed: the document's ``home`` before and after it, and quads of decisions."""

    document: str
    before: Quads
    after: Quads
    decisions_came: Quads
    decisions_went: Quads


def footprint(graph: KnowledgeGraph, document: str) -> Footprint:
    """What a load of a document (its identifier) may change, now."""
    place = graph.iri(named_graphs.PROVENANCE)
    grave = graph.iri(f"removal/{document.removeprefix('document/')}")
    home = graph.store.quads(graph.iri(named_graphs.document_graph(document)))
    stone = graph.store.quads(place, subject=grave)
    decided = graph.store.quads(graph.iri(named_graphs.CURATION))
    return Footprint(frozenset((*home, *stone)), frozenset(decided))


def written(document: str, before: Footprint, after: Footprint) -> Written:
    """What a load of ``document`` changed between two moments."""
    came, went = after.decisions - before.decisions, before.decisions - after.decisions
    return Written(document, before.home, after.home, came, went)


def undone(graph: KnowledgeGraph, one: Written) -> DatasetChange:
    """The change that takes a load back, as if it had never been.

    Raises ``ChangedSinceError`` where the document was changed since: loaded again, decided about, removed.
    """
    now = footprint(graph, one.document)
    if now.home != one.after:
        raise ChangedSinceError(
            "This document was changed since it was loaded: "
            "take back what was decided about it, or remove it."
        )
    return DatasetChange(
        add=[*(one.before - one.after), *(one.decisions_went - now.decisions)],
        remove=[*(one.after - one.before), *(one.decisions_came & now.decisions)],
    )
