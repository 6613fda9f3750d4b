"""Positions and inferred stances as pages show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import Term, day, local_name, text
from graph.things.memory import remembered

SUPPORT, OPPOSE = "support", "oppose"


@dataclass(frozen=True, slots=True)
class Position:
    """One position with its evidence; things are IRIs, offsets are code points, end exclusive.

    ``modality`` and ``act`` are local names in lower case; ``reporter`` is who reports the position.
    """

    iri: str
    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    confidence: float | None
    rule: str
    date: dt.date | None
    reporter: str | None
    condition: str | None
    document: str
    start: int
    end: int
    quote: str
    quotation: str | None = None

    @property
    def asserted(self) -> bool:
        """Whether the text asserts the position (and the graph draws an edge from it)."""
        return self.modality in ("asserted", "")


@dataclass(frozen=True, slots=True)
class InferredStance:
    """An edge from an actor to an issue that follows from others: ``property`` is its IRI."""

    holder: str
    property: str
    issue: str
    stance: str


def positions(graph: KnowledgeGraph, **parameters: str) -> tuple[Position, ...]:
    """Positions with the given ``holder``, ``issue``, ``document`` or ``position`` (IRIs), newest first."""
    bound: dict[str, Term] = {name: ox.NamedNode(iri) for name, iri in parameters.items()}
    found: dict[str, Position] = {}
    for row in graph.rows("page-positions", **bound):
        position = _position({**row, **bound})
        found.setdefault(position.iri, position)
    return tuple(found.values())


def all_positions(graph: KnowledgeGraph) -> tuple[Position, ...]:
    """Every position of the graph, newest first, read once for each revision of the graph."""
    return remembered(graph, "positions", lambda: positions(graph))


def inferred_stances(graph: KnowledgeGraph, **parameters: str) -> tuple[InferredStance, ...]:
    """Stances no text states as they are: of states through officials, of members, of broader issues.

    ``parameters`` may bind ``holder`` and ``issue`` (IRIs).
    """
    bound: dict[str, Term] = {name: ox.NamedNode(iri) for name, iri in parameters.items()}
    bound["inferred"] = graph.iri("graph/inferred")
    found = dict.fromkeys(
        InferredStance(
            text(row["holder"]),
            text(row["property"]),
            text(row["issue"]),
            local_name(row["stance"]),
        )
        for row in ({**row, **bound} for row in graph.rows("page-inferred-stances", **bound))
    )
    return tuple(found)


def all_inferred_stances(graph: KnowledgeGraph) -> tuple[InferredStance, ...]:
    """Every inferred stance, read once for each revision of the graph."""
    return remembered(graph, "inferred stances", lambda: inferred_stances(graph))


def _position(row: dict[str, Term]) -> Position:
    confidence = text(row.get("confidence"))
    return Position(
        iri=text(row["position"]),
        holder=text(row["holder"]),
        issue=text(row["issue"]),
        stance=local_name(row["stance"]),
        act=local_name(row.get("act")),
        modality=local_name(row.get("modality")),
        confidence=float(confidence) if confidence else None,
        rule=text(row.get("rule")),
        date=day(row.get("date")),
        reporter=text(row.get("attributedTo")) or None,
        condition=text(row.get("condition")) or None,
        document=text(row["document"]),
        start=int(text(row["start"])),
        end=int(text(row["end"])),
        quote=text(row["quote"]),
        quotation=text(row.get("quotation")) or None,
    )
