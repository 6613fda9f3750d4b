"""What a language model took out of what the rules had read: kept to be looked at, no positions."""

from __future__ import annotations

from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import local_name
from graph.things.passages import Passage


@dataclass(frozen=True, slots=True)
class DroppedPosition:
    """A position that is none; ``issue`` are words, ``revised`` the position that took its place, if any."""

    iri: str
    holder: str
    stance: str
    issue: str
    model: str
    passage: Passage
    revised: str = ""


def dropped_positions(graph: KnowledgeGraph, document: str) -> tuple[DroppedPosition, ...]:
    """What was taken out of ``document`` (an IRI), in text order."""
    return tuple(
        DroppedPosition(
            row["dropped"],
            row["holder"],
            local_name(row["stance"]),
            row["issue"],
            row.get("model", ""),
            Passage(document, int(row["start"]), int(row["end"]), row["quote"]),
            row.get("revised", ""),
        )
        for row in graph.texts("page-dropped", document=document)
    )
