"""Facts beside positions: events, tenures, norm rules, quotations, each with what proves it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import Term, day, text
from graph.things.memory import remembered

Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document (code points, end exclusive) with its words."""

    document: str
    start: int
    end: int
    quote: str


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


def passage_of(row: Row) -> Passage | None:
    """The passage in a row's ``document``, ``start``, ``end`` and ``quote``."""
    if "document" not in row or "start" not in row:
        return None
    return Passage(
        text(row["document"]), int(text(row["start"])), int(text(row["end"])), text(row.get("quote"))
    )


def events(graph: KnowledgeGraph) -> dict[str, Event]:
    """Every event by IRI, newest first, those without a day last."""

    def build() -> dict[str, Event]:
        participants: defaultdict[str, list[str]] = defaultdict(list)
        for row in graph.rows("page-participants"):
            participants[text(row["event"])].append(text(row["participant"]))
        found: dict[str, Event] = {}
        for row in graph.rows("page-events"):
            iri = text(row["event"])
            found.setdefault(iri, _event(iri, row, tuple(participants[iri])))
        return found

    return remembered(graph, "events", build)


def _event(iri: str, row: Row, participants: tuple[str, ...]) -> Event:
    single, begin, finish = day(row.get("day")), day(row.get("begin")), day(row.get("finish"))
    return Event(
        iri=iri,
        kind=text(row.get("kind")),
        place=text(row.get("place")),
        planned=text(row.get("planned")) == "true",
        expression=text(row.get("expression")),
        first=single or begin,
        last=single or finish,
        participants=participants,
        passage=passage_of(row),
    )


def tenures(graph: KnowledgeGraph) -> tuple[Tenure, ...]:
    """Every tenure, current ones first."""

    def build() -> tuple[Tenure, ...]:
        found: dict[str, Tenure] = {}
        for row in graph.rows("page-tenures"):
            iri = text(row["tenure"])
            tenure = Tenure(
                iri=iri,
                actor=text(row["actor"]),
                office=text(row["office"]),
                organisation=text(row.get("organisation")) or None,
                former=text(row["former"]) == "true",
                begin=day(row.get("begin")),
                finish=day(row.get("finish")),
                source=text(row.get("source")) or None,
                passage=passage_of(row),
            )
            found.setdefault(iri, tenure)
        return tuple(found.values())

    return remembered(graph, "tenures", build)


def norm_rules(graph: KnowledgeGraph) -> tuple[NormRule, ...]:
    """Every norm rule."""

    def build() -> tuple[NormRule, ...]:
        found: dict[str, NormRule] = {}
        for row in graph.rows("page-norm-rules"):
            iri = text(row["rule"])
            rule = NormRule(
                iri=iri,
                norm=text(row["norm"]),
                deontic=text(row["deontic"]),
                issue=text(row["issue"]),
                source=text(row.get("source")) or None,
                passage=passage_of(row),
            )
            found.setdefault(iri, rule)
        return tuple(found.values())

    return remembered(graph, "norm rules", build)


def quotations(graph: KnowledgeGraph, document: str) -> tuple[Quotation, ...]:
    """The quotations of a document (IRI), in text order."""
    pieces: defaultdict[str, dict[tuple[int, int], Passage]] = defaultdict(dict)
    rows: dict[str, Row] = {}
    bound = graph.iri(document)
    for row in graph.rows("page-quotations", document=bound):
        iri = text(row["quotation"])
        rows.setdefault(iri, row)
        if passage := passage_of({**row, "document": bound}):
            pieces[iri][passage.start, passage.end] = passage
    return tuple(
        Quotation(
            iri=iri,
            type=text(row.get("type")),
            speaker=text(row.get("speaker")) or None,
            cue=text(row.get("cue")),
            passages=tuple(pieces[iri].values()),
        )
        for iri, row in rows.items()
    )
