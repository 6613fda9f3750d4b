"""Facts beside positions: events, tenures, norm rules, quotations, each with what proves it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import day
from graph.stores.repository import Row
from graph.things.following import table
from graph.things.memory import remembered
from graph.things.passages import Passage, passage_of


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
        known = table(graph, "page-events", "event", _event, ("evidence", "time", "since", "until"))
        found = [event for _, event in sorted(known.items())]
        dated = [event for event in found if event.first]
        dated.sort(key=lambda event: event.first or dt.date.min, reverse=True)
        return {event.iri: event for event in (*dated, *(e for e in found if not e.first))}

    return remembered(graph, "events", build)


def _event(rows: Sequence[Row]) -> Event:
    row = rows[0]
    single, begin, finish = day(row.get("day")), day(row.get("begin")), day(row.get("finish"))
    return Event(
        iri=row["event"],
        kind=row.get("kind", ""),
        place=row.get("place", ""),
        planned=row.get("planned", "") == "true",
        expression=row.get("expression", ""),
        first=single or begin,
        last=single or finish,
        participants=tuple(sorted({row["participant"] for row in rows if "participant" in row})),
        passage=passage_of(row),
    )


def tenures(graph: KnowledgeGraph) -> tuple[Tenure, ...]:
    """Every tenure, current ones first, the latest before others."""

    def build() -> tuple[Tenure, ...]:
        found = table(graph, "page-tenures", "tenure", _tenure, ("evidence", "during", "since", "until"))
        latest = sorted((tenure for _, tenure in sorted(found.items())), key=_begun, reverse=True)
        return tuple(sorted(latest, key=lambda tenure: tenure.former))

    return remembered(graph, "tenures", build)


def _begun(tenure: Tenure) -> dt.date:
    return tenure.begin or dt.date.min


def _tenure(rows: Sequence[Row]) -> Tenure:
    row = rows[0]
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


def said_of_offices(graph: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    """The words of texts that say which offices an actor holds, by actor."""

    def build() -> dict[str, tuple[str, ...]]:
        said: defaultdict[str, list[str]] = defaultdict(list)
        for tenure in tenures(graph):
            said[tenure.actor] += [tenure.passage.quote] if tenure.passage else []
        return {actor: tuple(quotes) for actor, quotes in said.items()}

    return remembered(graph, "said of offices", build)


def norm_rules(graph: KnowledgeGraph) -> tuple[NormRule, ...]:
    """Every norm rule, norm by norm."""

    def build() -> tuple[NormRule, ...]:
        found = table(graph, "page-norm-rules", "rule", _norm_rule, ("evidence",))
        return tuple(sorted(found.values(), key=lambda r: (r.norm, r.deontic, r.issue, r.iri)))

    return remembered(graph, "norm rules", build)


def _norm_rule(rows: Sequence[Row]) -> NormRule:
    row = rows[0]
    return NormRule(
        iri=row["rule"],
        norm=row["norm"],
        deontic=row["deontic"],
        issue=row["issue"],
        source=row.get("source"),
        passage=passage_of(row),
    )


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
