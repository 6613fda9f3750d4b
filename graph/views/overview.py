"""What is loaded: counts, documents, directories of actors, issues and the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.model.rdf_terms import day
from graph.things.facts import events, norm_rules, tenures
from graph.things.memory import remembered
from graph.things.positions import all_positions
from graph.things.things import kind_of
from graph.things.ties import all_stands
from ontology.terms import NAMESPACE


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as a list shows it."""

    iri: str
    title: str
    issued: dt.date | None
    source: str | None
    language: str
    positions: int


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A thing in a directory with what speaks for its weight."""

    iri: str
    positions: int
    supporters: int = 0
    opponents: int = 0
    date: dt.date | None = None


DIRECTORIES = ("actors", "issues", "events", "norms", "offices")


def document_cards(graph: KnowledgeGraph) -> dict[str, DocumentCard]:
    """Every document by IRI, newest first."""

    def build() -> dict[str, DocumentCard]:
        counts = Counter(position.document for position in all_positions(graph))
        found: dict[str, DocumentCard] = {}
        for row in graph.texts("page-documents"):
            iri = row["document"]
            source = row.get("source")
            card = DocumentCard(
                iri,
                row["title"],
                day(row.get("issued")),
                source,
                row.get("language", ""),
                counts[iri],
            )
            found.setdefault(iri, card)
        return found

    return remembered(graph, "documents", build)


def counts(graph: KnowledgeGraph) -> dict[str, int]:
    """How many documents, actors, issues, positions, events and inferred triples there are."""

    def build() -> dict[str, int]:
        return {
            "documents": len(document_cards(graph)),
            "actors": len(directory(graph, "actors")),
            "issues": len(directory(graph, "issues")),
            "positions": len(all_positions(graph)),
            "events": len(events(graph)),
            "inferred": sum(1 for _ in graph.store.quads(graph.iri(named_graphs.INFERRED))),
        }

    return remembered(graph, "counts", build)


def directory(graph: KnowledgeGraph, kind: str) -> tuple[DirectoryEntry, ...]:
    """The things of one kind (one of ``DIRECTORIES``), weightiest first."""
    return remembered(graph, ("directory", kind), lambda: _DIRECTORIES[kind](graph))


def _actors(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    found = Counter(p.holder for p in all_positions(graph) if kind_of(graph, p.holder) != "Norm")
    for row in graph.texts("page-mentions"):
        actor = row["actor"]
        if actor not in found and kind_of(graph, actor) not in ("Norm", "Event", "Issue", "Office"):
            found[actor] = 0
    return tuple(
        DirectoryEntry(iri, number) for iri, number in sorted(found.items(), key=lambda p: (-p[1], p[0]))
    )


def _issues(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    found = Counter(p.issue for p in all_positions(graph))
    stands = all_stands(graph)
    entries = []
    for iri, number in sorted(found.items(), key=lambda p: (-p[1], p[0])):
        sides = Counter(stance for taken in stands.get(iri, {}).values() for stance in taken)
        entries.append(DirectoryEntry(iri, number, sides["support"], sides["oppose"]))
    return tuple(entries)


def _events(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    return tuple(
        DirectoryEntry(event.iri, len(event.participants), date=event.first)
        for event in events(graph).values()
    )


def _norms(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    found = Counter(rule.norm for rule in norm_rules(graph))
    found.update(dict.fromkeys(_of_class(graph, "Norm"), 0))
    return tuple(
        DirectoryEntry(iri, number) for iri, number in sorted(found.items(), key=lambda p: (-p[1], p[0]))
    )


def _offices(graph: KnowledgeGraph) -> tuple[DirectoryEntry, ...]:
    found = Counter(tenure.office for tenure in tenures(graph))
    found.update(dict.fromkeys(_of_class(graph, "Office"), 0))
    return tuple(
        DirectoryEntry(iri, number) for iri, number in sorted(found.items(), key=lambda p: (-p[1], p[0]))
    )


def _of_class(graph: KnowledgeGraph, name: str) -> list[str]:
    return sorted(row["thing"] for row in graph.texts("page-of-class", **{"class": NAMESPACE + name}))


_DIRECTORIES = {
    "actors": _actors,
    "issues": _issues,
    "events": _events,
    "norms": _norms,
    "offices": _offices,
}
