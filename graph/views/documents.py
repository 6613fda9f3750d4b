"""The documents that are loaded, as lists show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import day
from graph.stores.repository import Row
from graph.things.memory import remembered
from graph.things.passages import documents
from graph.things.positions.positions import all_positions


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
        cards = [_card(row, counts[iri]) for iri, row in sorted(documents(graph).items())]
        dated = [card for card in cards if card.issued]
        dated.sort(key=lambda card: card.issued or dt.date.min, reverse=True)
        return {card.iri: card for card in (*dated, *(card for card in cards if not card.issued))}

    return remembered(graph, "documents", build)


def _card(row: Row, positions: int) -> DocumentCard:
    return DocumentCard(
        row["document"],
        row["title"],
        day(row.get("issued")),
        row.get("source"),
        row.get("language", ""),
        positions,
    )
