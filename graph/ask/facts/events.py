"""What happened when and where, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from graph.ask.linking.inquiry import Inquiry, nodes
from graph.ask.linking.label_index import LabelIndex
from graph.ask.linking.sentence_index import sentence_at
from graph.ask.linking.stem_index import StemIndex
from graph.ask.positions.answer import Finding
from graph.ask.positions.matches import fetch, grouped
from graph.ask.positions.outcome import Outcome
from graph.ask.positions.speakers import speakers
from graph.ask.reading.question import Filters, QuestionReading, written
from graph.ask.words.lexicon import read, without_happening
from graph.ask.words.topic_terms import content_stems
from graph.ask.words.wording import say
from graph.stores.repository import Row
from graph.things.passages import Passage, with_passage

_ENOUGH = 0.6
_IN_QUOTE, _IN_TITLE = 0.85, 0.5
_UNTRANSLATED = 0.25
_MOST = 50
"""Rows of an answer that tells all events."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the query gives it."""

    iri: str
    label: str
    kind: str = ""
    place: str = ""
    planned: bool = False
    participants: tuple[str, ...] = ()
    words: str = ""
    """The date as the text gives it."""
    first: str = ""
    last: str = ""
    """First and last day, ISO 8601, empty where unknown."""
    proofs: tuple[Passage, ...] = ()
    stems: frozenset[str] = field(default_factory=frozenset)

    @property
    def when(self) -> str:
        """The day or days it happened, as far as known."""
        return (
            self.first
            if self.last in ("", self.first)
            else f"{self.first} – {self.last}"
            if self.first
            else self.last
        )


def _happening(inquiry: Inquiry, rows: Sequence[Row]) -> Happening:
    row = rows[0]
    first = next((r.get("day") or r.get("first") for r in rows if r.get("day") or r.get("first")), "") or ""
    last = next((r.get("day") or r.get("last") for r in rows if r.get("day") or r.get("last")), "") or ""
    participants = tuple(sorted({r["participant"] for r in rows if "participant" in r}))
    proofs: tuple[Passage, ...] = ()
    for one in rows:
        proofs = with_passage(proofs, one)
    words = row.get("words", "")
    return Happening(
        row["event"],
        row["label"],
        row.get("kind", ""),
        row.get("place", ""),
        row.get("planned") == "true",
        participants,
        words,
        first,
        last,
        proofs,
    )


def _read(inquiry: Inquiry, iris: Sequence[str]) -> list[Happening]:
    groups: dict[str, list[Row]] = {}
    for row in inquiry.query("ask-events", {"event": nodes(iris)}):
        groups.setdefault(row["event"], []).append(row)
    return [_happening(inquiry, rows) for rows in groups.values()]


_BUILT: WeakKeyDictionary[LabelIndex, tuple[list[Happening], StemIndex]] = WeakKeyDictionary()


def _all(inquiry: Inquiry) -> tuple[list[Happening], StemIndex]:
    """Every event with the stems it can be found by; read once for each state of the store."""
    if inquiry.index not in _BUILT:
        ran = list(inquiry.ran)
        found = [replace(event, stems=_stems(inquiry, event)) for event in _read(inquiry, ())]
        inquiry.ran[:] = ran
        vocabulary = StemIndex(
            word
            for event in found
            for part in (event.stems, *(content_stems(p.quote + " " + p.title) for p in event.proofs))
            for word in part
        )
        _BUILT[inquiry.index] = found, vocabulary
    return _BUILT[inquiry.index]


def _stems(inquiry: Inquiry, event: Happening) -> frozenset[str]:
    kind = read("event-kinds")["kinds"].get(event.kind, event.kind)
    names = [
        name
        for iri in event.participants
        if (thing := inquiry.index.things.get(iri))
        for texts in thing.names.values()
        for name in texts
    ]
    return content_stems(" ".join([event.label, kind, event.place, *names]))


def matching(inquiry: Inquiry, text: str) -> list[tuple[float, Happening]]:
    """The events that answer to ``text`` within the dates asked for, best first."""
    happenings, vocabulary = _all(inquiry)
    terms = inquiry.topic(text).terms
    weights = [_UNTRANSLATED if t.foreign and not vocabulary.touched(t) else 1.0 for t in terms]
    filters = inquiry.filters
    scored = []
    for event in happenings:
        if not _within(event, filters):
            continue
        if inquiry.documents and not any(proof.document in inquiry.documents for proof in event.proofs):
            continue
        quote = content_stems(" ".join(proof.quote for proof in event.proofs))
        title = content_stems(" ".join(proof.title for proof in event.proofs))
        answers = [
            max(
                vocabulary.answers(term, event.stems),
                _IN_QUOTE * vocabulary.answers(term, quote),
                _IN_TITLE * vocabulary.answers(term, title),
            )
            for term in terms
        ]
        score = sum(w * a for w, a in zip(weights, answers, strict=True)) / sum(weights) if answers else 1.0
        dated = bool(filters.since or filters.until)
        if score >= _ENOUGH and (terms or dated):
            scored.append((score, event))
    best = max((score for score, _ in scored), default=0.0)
    return sorted(
        ((s, e) for s, e in scored if s >= 0.8 * best),
        key=lambda pair: (-pair[0], pair[1].first or "9", pair[1].label),
    )


def _within(event: Happening, filters: Filters) -> bool:
    """Whether an event lies in the time asked for; one without a date does only if no time is."""
    if not filters.since and not filters.until:
        return True
    first, last = event.first or event.last, event.last or event.first
    since = filters.since.isoformat() if filters.since else first
    until = filters.until.isoformat() if filters.until else last
    return bool(first) and last >= since and first <= until


def _question_text(reading: QuestionReading) -> str:
    if reading.about:
        return written(tuple(token for segment in reading.about for token in segment))
    return " ".join(reading.slots.values())


def _shown(inquiry: Inquiry, scored: Sequence[tuple[float, Happening]]) -> list[tuple[float, Happening]]:
    """The same events as the query gives them, so that the answer's SPARQL is the one shown."""
    if not scored:
        return []
    fresh = {event.iri: event for event in _read(inquiry, [event.iri for _, event in scored])}
    return [(score, fresh[event.iri]) for score, event in scored if event.iri in fresh]


def events(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """What happened."""
    text = without_happening(_question_text(reading))
    found = _shown(inquiry, matching(inquiry, text))
    if not found:
        return None
    understood = say("events", inquiry.language, what=text) if text else say("all-events", inquiry.language)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "event") for score, event in found))


def all_events(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """All events, or all of a kind: "Welche Treffen gab es?"."""
    text = without_happening(_question_text(reading).lower())
    if text:
        return events(inquiry, replace(reading, slots={"event": text}))
    found = sorted(_all(inquiry)[0], key=lambda event: (event.first or "9", event.label))
    shown = _shown(inquiry, [(1.0, event) for event in found if _within(event, inquiry.filters)][:_MOST])
    shown.sort(key=lambda pair: (pair[1].first or "9", pair[1].label))
    rows = tuple(_finding(inquiry, score, event, "event") for score, event in shown)
    return Outcome(say("all-events", inquiry.language), rows)


def when(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """When something happened."""
    text = without_happening(_question_text(reading))
    found = [(s, e) for s, e in _shown(inquiry, matching(inquiry, text)) if e.when or e.words]
    dated = [(s, e) for s, e in found if e.when] or found
    if not dated:
        return None
    understood = say("when", inquiry.language, what=text)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "date") for score, event in dated))


def where(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Where something happened."""
    text = without_happening(_question_text(reading))
    found = [(s, e) for s, e in _shown(inquiry, matching(inquiry, text)) if e.place]
    if not found:
        return None
    understood = say("where", inquiry.language, what=text)
    return Outcome(understood, tuple(_finding(inquiry, score, event, "place") for score, event in found))


def participants(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who met whom, who took part in something."""
    text = reading.slots.get("event") or reading.slots.get("actor", "")
    asked = inquiry.topic(text)
    kind = "" if "event" in reading.slots else reading.relation
    found = _shown(inquiry, matching(inquiry, f"{text} {kind}".strip()))
    understood = say("participants", inquiry.language, what=text)
    named = set(asked.actors)
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
            before = findings.get(actor)
            findings[actor] = replace(before, evidence=(*before.evidence, *row.evidence)) if before else row
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
        for proof in event.proofs:
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
        evidence=event.proofs,
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
    if inquiry.topic(text).terms:
        return None
    found = [position for position in fetch(inquiry) if position.how == "own" and position.asserted]
    return Outcome(say("all-events", inquiry.language), grouped(inquiry, found, "issue")) if found else None
