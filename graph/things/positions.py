"""Positions and inferred stances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.model.rdf_terms import day, local_name
from graph.stores.repository import Row
from graph.things.memory import remembered
from graph.things.passages import Passage, with_passage

SUPPORT, OPPOSE = "support", "oppose"
OPPOSITE = {SUPPORT: OPPOSE, OPPOSE: SUPPORT}
ORIGINS = ("rules", "model", "rules+model")
"""By whom a position may be found."""


@dataclass(frozen=True, slots=True)
class Position:
    """One position with the passages that prove it; things are IRIs.

    ``stance``, ``act`` and ``modality`` are local names in lower case; ``reporter`` is who reports the
    position where that is not its holder. ``sided`` says whether it takes a side in the graph: a candidate, a
    threat or what was held long ago does not, nor what a later position superseded. ``history`` says that it
    is one of the last two, ``when`` in what words the text tells of another time ("früher", "bis 2019").
    ``origin`` is who found it: ``rules``, a language ``model`` or ``rules+model``.
    """

    iri: str
    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    confidence: float | None = None
    rule: str = ""
    date: dt.date | None = None
    reporter: str | None = None
    condition: str | None = None
    quotation: str | None = None
    passages: tuple[Passage, ...] = ()
    sided: bool = True
    history: bool = False
    when: str = ""
    origin: str = "rules"

    @property
    def asserted(self) -> bool:
        """Whether the text asserts the position (and the graph draws an edge from it)."""
        return self.sided and self.modality in ("asserted", "")

    @property
    def document(self) -> str:
        """The document (IRI) of the first passage; ``""`` where there is none."""
        return self.passage.document

    @property
    def passage(self) -> Passage:
        """The first passage that proves it; an empty one where there is none."""
        return self.passages[0] if self.passages else Passage("", 0, 0, "")


@dataclass(frozen=True, slots=True)
class InferredStance:
    """An edge from an actor to an issue that follows from others: ``property`` is its IRI."""

    holder: str
    property: str
    issue: str
    stance: str


def fields_of(row: Row) -> dict[str, Any]:
    """The fields of the position that a row of a query tells of, without its passage."""
    confidence = row.get("confidence")
    return {
        "iri": row["position"],
        "holder": row["holder"],
        "issue": row["issue"],
        "stance": local_name(row["stance"]),
        "act": local_name(row.get("act")),
        "modality": local_name(row.get("modality")),
        "confidence": float(confidence) if confidence else None,
        "rule": row.get("rule", ""),
        "date": day(row.get("date")),
        "reporter": row.get("reporter"),
        "condition": row.get("condition"),
        "quotation": row.get("quotation"),
        "sided": "sided" in row and "newer" not in row,
        "history": "former" in row or "newer" in row,
        "when": row.get("when", ""),
        "origin": row.get("origin", "rules"),
    }


def positions(graph: KnowledgeGraph, **parameters: str) -> tuple[Position, ...]:
    """Positions with the given ``holder``, ``issue``, ``document`` or ``position`` (IRIs), newest first."""
    found: dict[str, Position] = {}
    for row in graph.texts("page-positions", **parameters):
        position = found.get(row["position"]) or Position(**fields_of(row))
        found[position.iri] = replace(position, passages=with_passage(position.passages, row))
    return tuple(found.values())


def all_positions(graph: KnowledgeGraph, *, versions: bool = False) -> tuple[Position, ...]:
    """Every position of the graph, newest first, read once for each revision of the graph.

    What several versions of one text say counts once, unless ``versions`` asks for each.
    """
    if versions:
        return remembered(graph, "positions of all versions", lambda: positions(graph))
    return remembered(graph, "positions", lambda: once(graph, all_positions(graph, versions=True)))


def once(graph: KnowledgeGraph, found: Iterable[Position]) -> tuple[Position, ...]:
    """``found`` without what a version of a text only repeats; the first text goes before its versions."""
    firsts = remembered(graph, "versions", lambda: _firsts(graph))
    if not firsts:
        return tuple(found)
    kept = list(found)
    told: dict[tuple[str, ...], str] = {}
    for position in sorted(kept, key=lambda p: p.document in firsts):
        told.setdefault(_said(position, firsts), position.document)
    return tuple(p for p in kept if told[_said(p, firsts)] == p.document)


def _firsts(graph: KnowledgeGraph) -> dict[str, str]:
    """Each document that is a version to the one that it is a version of."""
    return {row["document"]: row["first"] for row in graph.texts("page-versions")}


def _said(position: Position, firsts: dict[str, str]) -> tuple[str, ...]:
    """What a position says, and in which text whatever the version."""
    text = firsts.get(position.document, position.document)
    return text, position.holder, position.issue, position.stance, position.act, position.modality


def inferred_stances(graph: KnowledgeGraph, **parameters: str) -> tuple[InferredStance, ...]:
    """Stances no text states as they are: of states through officials, of members, of broader issues.

    ``parameters`` may bind ``holder`` and ``issue`` (IRIs).
    """
    inferred = graph.iri(named_graphs.INFERRED).value
    rows = graph.texts("page-inferred-stances", inferred=inferred, **parameters)
    found = (InferredStance(r["holder"], r["property"], r["issue"], local_name(r["stance"])) for r in rows)
    return tuple(dict.fromkeys(found))


def all_inferred_stances(graph: KnowledgeGraph) -> tuple[InferredStance, ...]:
    """Every inferred stance, read once for each revision of the graph."""
    return remembered(graph, "inferred stances", lambda: inferred_stances(graph))
