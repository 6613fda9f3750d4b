"""What happened when and where, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.facts.happenings import Happening, all_happenings, as_queried, matching, within
from graph.ask.facts.speakers import speakers
from graph.ask.indexes.sentences import sentence_at
from graph.ask.linking.inquiry import Inquiry
from graph.ask.positions.answer import Finding, add_row
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import grouped
from graph.ask.positions.outcome import Outcome
from graph.ask.reading.question import QuestionReading, written
from graph.ask.words.word_files import without_happening
from graph.ask.words.wording import say

_MOST = 50
"""Rows of an answer that tells all events."""


def _question_text(reading: QuestionReading) -> str:
    if reading.about:
        return written(tuple(token for segment in reading.about for token in segment))
    return " ".join(reading.slots.values())


def events(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """What happened."""
    text = without_happening(_question_text(reading))
    found = as_queried(inquiry, matching(inquiry, text))
    if not found:
        return None
    understood = say("events", inquiry.language, what=text) if text else say("all-events", inquiry.language)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "event") for score, event in found))


def all_events(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """All events, or all of a kind: "Welche Treffen gab es?"."""
    text = without_happening(_question_text(reading).lower())
    if text:
        return events(inquiry, replace(reading, slots={"event": text}))
    found = sorted(all_happenings(inquiry)[0], key=lambda event: (event.first or "9", event.label))
    shown = as_queried(inquiry, [(1.0, event) for event in found if within(event, inquiry.filters)][:_MOST])
    shown.sort(key=lambda pair: (pair[1].first or "9", pair[1].label))
    rows = tuple(_finding(inquiry, score, event, "event") for score, event in shown)
    return Outcome(say("all-events", inquiry.language), rows)


def when(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """When something happened."""
    text = without_happening(_question_text(reading))
    found = [(s, e) for s, e in as_queried(inquiry, matching(inquiry, text)) if e.when or e.words]
    dated = [(s, e) for s, e in found if e.when] or found
    if not dated:
        return None
    understood = say("when", inquiry.language, what=text)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "date") for score, event in dated))


def where(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Where something happened."""
    text = without_happening(_question_text(reading))
    found = [(s, e) for s, e in as_queried(inquiry, matching(inquiry, text)) if e.place]
    if not found:
        return None
    understood = say("where", inquiry.language, what=text)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "place") for score, event in found))


def participants(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who met whom, who took part in something."""
    text = reading.slots.get("event") or reading.slots.get("actor", "")
    kind = "" if "event" in reading.slots else reading.relation
    found = as_queried(inquiry, matching(inquiry, f"{text} {kind}".strip()))
    understood = say("participants", inquiry.language, what=text)
    named = set(inquiry.worded(text).actors)
    findings: dict[str, Finding] = {}
    for score, event in found:
        for actor in event.participants:
            if actor in named:
                continue
            made = _finding(inquiry, score, event, "event")
            row = replace(
                made,
                label=inquiry.label(actor),
                iri=actor,
                kind="actor",
                note="; ".join(filter(None, (made.label, made.note))),
            )
            add_row(findings, actor, row)
    if not findings:
        rows = _named_beside(inquiry, found, named)
        return Outcome(understood, rows, say("participants-unknown", inquiry.language)) if rows else None
    return Outcome(understood, tuple(sorted(findings.values(), key=lambda f: (-f.score, f.label))))


def _named_beside(
    inquiry: Inquiry, found: Sequence[tuple[float, Happening]], known: set[str]
) -> tuple[Finding, ...]:
    """Who is named in the sentences that tell of events without saying who took part."""
    rows: dict[str, Finding] = {}
    for score, event in found:
        for proof in event.passages:
            sentence = sentence_at(inquiry.index, proof.document, proof.start)
            for one in speakers(inquiry, sentence, None, set()) if sentence else ():
                made = _finding(inquiry, score, event, "event")
                row = replace(
                    made, label=inquiry.label(one.iri), iri=one.iri, kind="passage", note=made.label
                )
                if one.iri not in known:
                    rows.setdefault(one.iri, row)
    return tuple(rows.values())


def _finding(inquiry: Inquiry, score: float, event: Happening, kind: str) -> Finding:
    """An event as a row; asked when or where, the date or place is the label."""
    label = {"date": event.when or event.words, "place": event.place}.get(kind, event.label)
    names = ", ".join(inquiry.label(iri) for iri in event.participants)
    parts = [
        event.label if kind != "event" else "",
        names,
        event.words if kind != "date" or event.when else "",
    ]
    if event.planned:
        parts.append(say("note-planned", inquiry.language))
    return Finding(
        label=label,
        iri=event.iri,
        kind=kind,
        evidence=event.passages,
        date=event.when or None,
        note="; ".join(part for part in parts if part),
        score=score,
    )


def happened_or_said(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """ "Was war mit …?": events, and where there are none, the positions of the time."""
    outcome = events(inquiry, reading)
    if outcome:
        return outcome
    if not (inquiry.filters.since or inquiry.filters.until):
        return None
    text = without_happening(_question_text(reading))
    if inquiry.worded(text).terms:
        return None
    found = [position for position in fetch(inquiry) if position.how == "own" and position.asserted]
    message = "" if found else say("nothing-then", inquiry.language)
    return Outcome(say("all-events", inquiry.language), grouped(inquiry, found, "issue"), message)
