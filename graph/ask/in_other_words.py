"""Matters that a text names in other words than the question, found by the graph's encoder.

How alike two wordings are does not tell whether they mean the same: what is found is shown with its own
wording, never as an answer, and nothing is concluded from it (benchmarks/README.md, *Other words*).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import AmbiguousName, NamedActors, actor_and_topic, only_actors, topic_of
from graph.ask.meanings import IN_A_QUESTION, disputed, make_meanings, meanings_of
from graph.ask.positions.answer import Finding
from graph.ask.positions.asked import asked_act
from graph.ask.positions.matches import Match, fetch, grouped
from graph.ask.reading.question import QuestionReading
from graph.ask.words.wording import say

ALIKE = {"de": 0.85, "en": 0.82}
"""From which likeness on a wording is told, by the question's language: four of five that mean the same.

Most labels are German; wordings of two languages are less alike, also those that are of two matters.
"""
_MOST = 5
_ISSUES = 12
"""The likest issues whose positions are looked at."""
_OF_AN_ACTOR = frozenset(("positions", "verdict", "stances", "why", "dates", "conditions", "said"))
"""Readings that ask of somebody's positions; the others ask whose they are."""


def in_other_words(inquiry: Inquiry, reading: QuestionReading, text: str) -> tuple[Finding, ...]:
    """The positions on the matters whose labels are likest to what is asked, likest first; few at most."""
    kept = meanings_of(inquiry.knowledge)
    if kept is None:
        return ()
    actors, topic = _asked(inquiry, reading, text)
    if not topic:
        return ()
    make_meanings(inquiry.knowledge, inquiry.index, lambda made: made < IN_A_QUESTION)
    labels = _labels(inquiry, actors)
    alike = kept.closeness(topic.text, labels)
    likest = sorted(
        (label for label in alike if alike[label] >= ALIKE[inquiry.spoken]),
        key=lambda one: (-alike[one], one),
    )
    close = {iri: alike[label] for label in likest[:_ISSUES] for iri in labels[label]}
    if not close:
        return ()
    _, stance = asked_act(reading)
    found = fetch(inquiry, holders=actors.iris, issues=list(close))
    rows = [replace(p, score=close[p.issue]) for p in found if actors or p.how == "own"]
    rows.sort(key=lambda p: (-p.score, bool(stance) and p.stance != stance, not p.asserted, p.iri))
    return _told(inquiry, rows)


def _told(inquiry: Inquiry, positions: list[Match]) -> tuple[Finding, ...]:
    """Positions as rows, one for each issue, holder and stance, in their order."""
    note = say("note-other-words", inquiry.language)
    order = {position.iri: place for place, position in reversed(list(enumerate(positions)))}
    rows = [replace(row, note="; ".join(filter(None, (note, row.note)))) for row in _rows(inquiry, positions)]
    return tuple(sorted(rows, key=lambda row: order.get(row.position or "", len(order)))[:_MOST])


def _rows(inquiry: Inquiry, positions: list[Match]) -> list[Finding]:
    """One row for each issue, holder and stance, with the sentences of all its positions."""
    return [
        replace(row, label=row.holder or row.label, iri=row.holder_iri or row.iri, kind="actor")
        for row in grouped(inquiry, positions, "issue")
    ]


def _asked(inquiry: Inquiry, reading: QuestionReading, text: str) -> tuple[NamedActors, Topic]:
    """Whose positions are asked of, nobody's if anybody's, and the matter."""
    nobody, slots = NamedActors(()), reading.slots
    with suppress(AmbiguousName):
        if reading.intent in _OF_AN_ACTOR and "actor" in slots:
            return only_actors(inquiry, slots["actor"]), inquiry.topic(slots.get("issue", ""))
        if reading.intent in _OF_AN_ACTOR and reading.about:
            return actor_and_topic(inquiry, reading.about)
        if reading.about:
            return nobody, topic_of(inquiry, reading.about)
    return nobody, inquiry.topic(slots.get("issue") or text)


def _labels(inquiry: Inquiry, actors: NamedActors) -> dict[str, list[str]]:
    """The labels of issues with positions (of ``actors``, if there are any), each with its issues."""
    labels = disputed(inquiry.index)
    if not actors:
        return labels
    theirs = {held.issue for iri in actors.iris for held in inquiry.index.by_holder.get(iri, ())}
    found = {label: [iri for iri in iris if iri in theirs] for label, iris in labels.items()}
    return {label: iris for label, iris in found.items() if iris}
