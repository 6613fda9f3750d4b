"""Facts beside positions: events, tenures, norm rules, quotations, each with what proves it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import day
from graph.stores.repository import Row
from graph.things.memory import remembered
from graph.things.passages import Passage, passage_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Event:
    """An event; ``first`` and ``last`` are its days where known, ``expression`` how the text says when."""

    iri: str
    kind: str
    place: str
    planned: bool
    expression: str
    first: dt.date | None
    last: dt.date | None
    participants: tuple[str, ...]
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone holding an office; proved by a passage or by a ``source`` of the background."""

    iri: str
    actor: str
    office: str
    organisation: str | None
    former: bool
    begin: dt.date | None
    finish: dt.date | None
    source: str | None
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class NormRule:
    """A norm prohibits, obliges or permits (``deontic``) an issue."""

    iri: str
    norm: str
    deontic: str
    issue: str
    source: str | None
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words; a quotation in several pieces has several passages."""

    iri: str
    type: str
    speaker: str | None
    cue: str
    passages: tuple[Passage, ...]


def events(graph: KnowledgeGraph) -> dict[str, Event]:
    """Every event by IRI, newest first, those without a day last."""

    def build() -> dict[str, Event]:
        participants: defaultdict[str, list[str]] = defaultdict(list)
        for row in graph.texts("page-participants"):
            participants[row["event"]].append(row["participant"])
        found: dict[str, Event] = {}
        for row in graph.texts("page-events"):
            iri = row["event"]
            found.setdefault(iri, _event(iri, row, tuple(participants[iri])))
        return found

    return remembered(graph, "events", build)


def _event(iri: str, row: Row, participants: tuple[str, ...]) -> Event:
    single, begin, finish = day(row.get("day")), day(row.get("begin")), day(row.get("finish"))
    return Event(
        iri=iri,
        kind=row.get("kind", ""),
        place=row.get("place", ""),
        planned=row.get("planned", "") == "true",
        expression=row.get("expression", ""),
        first=single or begin,
        last=single or finish,
        participants=participants,
        passage=passage_of(row),
    )


def tenures(graph: KnowledgeGraph) -> tuple[Tenure, ...]:
    """Every tenure, current ones first."""
    return _each(graph, "page-tenures", "tenure", _tenure)


def _tenure(row: Row) -> Tenure:
    return Tenure(
        iri=row["tenure"],
        actor=row["actor"],
        office=row["office"],
        organisation=row.get("organisation"),
        former=row["former"] == "true",
        begin=day(row.get("begin")),
        finish=day(row.get("finish")),
        source=row.get("source"),
        passage=passage_of(row),
    )


def norm_rules(graph: KnowledgeGraph) -> tuple[NormRule, ...]:
    """Every norm rule."""
    return _each(graph, "page-norm-rules", "rule", _norm_rule)


def _norm_rule(row: Row) -> NormRule:
    return NormRule(
        iri=row["rule"],
        norm=row["norm"],
        deontic=row["deontic"],
        issue=row["issue"],
        source=row.get("source"),
        passage=passage_of(row),
    )


def _each(graph: KnowledgeGraph, query: str, key: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """What each thing of a query's column ``key`` is by its first row, read once for each revision."""

    def build() -> tuple[Made, ...]:
        first: dict[str, Row] = {}
        for row in graph.texts(query):
            first.setdefault(row[key], row)
        return tuple(map(make, first.values()))

    return remembered(graph, query, build)


def quotations(graph: KnowledgeGraph, document: str) -> tuple[Quotation, ...]:
    """The quotations of a document (IRI), in text order."""
    pieces: defaultdict[str, dict[tuple[int, int], Passage]] = defaultdict(dict)
    rows: dict[str, Row] = {}
    for row in graph.texts("page-quotations", document=graph.iri(document).value):
        iri = row["quotation"]
        rows.setdefault(iri, row)
        if passage := passage_of(row):
            pieces[iri][passage.start, passage.end] = passage
    return tuple(
        Quotation(
            iri=iri,
            type=row.get("type", ""),
            speaker=row.get("speaker"),
            cue=row.get("cue", ""),
            passages=tuple(pieces[iri].values()),
        )
        for iri, row in rows.items()
    )
