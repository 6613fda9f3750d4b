"""The documents that are loaded, as lists show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import day
from graph.things.memory import remembered
from graph.things.positions import all_positions


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as a list shows it."""

    iri: str
    title: str
    issued: dt.date | None
    source: str | None
    language: str
    positions: int


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
