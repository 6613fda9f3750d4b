"""Events as questions find them: by their words, their actors and the sentences that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.stem_index import StemIndex
from graph.ask.linking.inquiry import Inquiry, nodes
from graph.ask.reading.question import Filters
from graph.ask.words.topic_terms import TopicTerm, content_stems
from graph.ask.words.word_files import event_words
from graph.stores.repository import Row
from graph.things.passages import Passage, with_passage

_ENOUGH = 0.6
_IN_QUOTE, _IN_TITLE = 0.85, 0.5
_UNTRANSLATED = 0.25


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
    passages: tuple[Passage, ...] = ()
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
    passages: tuple[Passage, ...] = ()
    for one in rows:
        passages = with_passage(passages, one)
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
        passages,
    )


def _read(inquiry: Inquiry, iris: Sequence[str]) -> list[Happening]:
    groups: dict[str, list[Row]] = {}
    for row in inquiry.query("ask-events", {"event": nodes(iris)}):
        groups.setdefault(row["event"], []).append(row)
    return [_happening(inquiry, rows) for rows in groups.values()]


_BUILT: WeakKeyDictionary[LabelIndex, tuple[list[Happening], StemIndex]] = WeakKeyDictionary()


def all_happenings(inquiry: Inquiry) -> tuple[list[Happening], StemIndex]:
    """Every event with the stems it can be found by; read once for each state of the store."""
    if inquiry.index not in _BUILT:
        ran = list(inquiry.ran)
        found = [replace(event, stems=_stems(inquiry, event)) for event in _read(inquiry, ())]
        inquiry.ran[:] = ran
        vocabulary = StemIndex(
            word
            for event in found
            for part in (event.stems, *(content_stems(p.quote + " " + p.title) for p in event.passages))
            for word in part
        )
        _BUILT[inquiry.index] = found, vocabulary
    return _BUILT[inquiry.index]


def _stems(inquiry: Inquiry, event: Happening) -> frozenset[str]:
    kind = event_words(event.kind)
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
    happenings, vocabulary = all_happenings(inquiry)
    terms = inquiry.worded(text).terms
    named = _names(terms, text)
    weights = [_UNTRANSLATED if t.foreign and not vocabulary.touched(t) else 1.0 for t in terms]
    filters = inquiry.filters
    scored = []
    for event in happenings:
        if not within(event, filters):
            continue
        if inquiry.documents and not any(proof.document in inquiry.documents for proof in event.passages):
            continue
        quote = content_stems(" ".join(proof.quote for proof in event.passages))
        title = content_stems(" ".join(proof.title for proof in event.passages))
        answers = [
            max(
                vocabulary.answers(term, event.stems),
                _IN_QUOTE * vocabulary.answers(term, quote),
                _IN_TITLE * vocabulary.answers(term, title),
            )
            for term in terms
        ]
        if len(terms) > 1 and any(term in named and not a for term, a in zip(terms, answers, strict=True)):
            continue
        score = sum(w * a for w, a in zip(weights, answers, strict=True)) / sum(weights) if answers else 1.0
        dated = bool(filters.since or filters.until)
        if score >= _ENOUGH and (terms or dated):
            scored.append((score, event))
    best = max((score for score, _ in scored), default=0.0)
    return sorted(
        ((s, e) for s, e in scored if s >= 0.8 * best),
        key=lambda pair: (-pair[0], pair[1].first or "9", pair[1].label),
    )


def _names(terms: Sequence[TopicTerm], text: str) -> list[TopicTerm]:
    """The terms that name somebody or, as an English question writes it, something: an event without one of
    them is another one."""
    capital = content_stems(" ".join(word for word in text.split() if word[:1].isupper()))
    return [
        term for term in terms if term.name or (term.foreign and not capital.isdisjoint(term.text.split()))
    ]


def within(event: Happening, filters: Filters) -> bool:
    """Whether an event lies in the time asked for; one without a date does only if no time is."""
    if not filters.since and not filters.until:
        return True
    first, last = event.first or event.last, event.last or event.first
    since = filters.since.isoformat() if filters.since else first
    until = filters.until.isoformat() if filters.until else last
    return bool(first) and last >= since and first <= until


def as_queried(inquiry: Inquiry, scored: Sequence[tuple[float, Happening]]) -> list[tuple[float, Happening]]:
    """The same events as the query gives them, so that the answer's SPARQL is the one shown."""
    if not scored:
        return []
    fresh = {event.iri: event for event in _read(inquiry, [event.iri for _, event in scored])}
    return [(score, fresh[event.iri]) for score, event in scored if event.iri in fresh]
