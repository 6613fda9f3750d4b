"""Mentions of events, and which of them are one event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.articles.findings import Actor, Document, Event, Evidence, Span, When
from loaders.lexicon.events import EventKind

NEAR = 50  # events a mention is compared with


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention of an event, before mentions are merged."""

    kind: EventKind
    evidence: Span
    participants: tuple[Actor, ...]
    place: str | None
    when: When | None
    planned: bool
    noun: str | None

    @property
    def weight(self) -> int:
        """How much the mention says."""
        return len(self.participants) + 2 * (self.when is not None) + (self.place is not None)


def merged(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Mentions of one event as one, in text order of the first mention.

    A mention is compared with the latest ``NEAR`` events that share its kind and a participant or the date.
    """
    events: list[EventMention] = []
    known: dict[tuple[str, ...], list[int]] = {}
    for mention in mentions:
        near = {k for key in _keys(mention) for k in known.get(key, ())[-NEAR:]}
        same = next((k for k in sorted(near) if _same(events[k], mention)), None)
        if same is None:
            same = len(events)
            events.append(mention)
        else:
            events[same] = _joined(events[same], mention)
        for key in _keys(mention):
            places = known.setdefault(key, [])
            if not places or places[-1] != same:
                places.append(same)
    return events


def _keys(mention: EventMention) -> Iterator[tuple[str, ...]]:
    """What two mentions of one event share at least one of."""
    for actor in mention.participants:
        yield mention.kind.merges, actor.id
    if mention.when is not None:
        yield mention.kind.merges, str(mention.when.start), str(mention.when.end)


def _same(a: EventMention, b: EventMention) -> bool:
    if a.kind.merges != b.kind.merges or (a.place and b.place and a.place != b.place):
        return False
    ids_a, ids_b = {x.id for x in a.participants}, {x.id for x in b.participants}
    if a.when is not None and b.when is not None:
        dates = (a.when.start, a.when.end) == (b.when.start, b.when.end)
        known = a.when.start is not None or a.when.end is not None or a.when.expression == b.when.expression
        return dates and known and (bool(ids_a & ids_b) or not ids_a or not ids_b)
    if a.planned != b.planned:
        return False
    return bool(ids_a and ids_b) and (ids_a <= ids_b or ids_b <= ids_a) and bool(ids_a & ids_b)


def of_clause(by_verb: EventMention | None, by_nouns: Iterable[EventMention]) -> Iterator[EventMention]:
    """The events of a clause: those of its nouns, then that of its verb with what nouns of its kind say."""
    for mention in by_nouns:
        if by_verb is not None and mention.kind.merges == by_verb.kind.merges:
            by_verb = _named_by(mention, by_verb)
        else:
            yield mention
    if by_verb is not None:
        yield by_verb


def _named_by(noun: EventMention, verb: EventMention) -> EventMention:
    """One event of a clause, named by its noun and told by its verb: "auf dem Gipfel in Rom berieten …"."""
    return replace(
        noun,
        participants=unique((*verb.participants, *noun.participants)),
        place=noun.place or verb.place,
        when=noun.when or verb.when,
        planned=noun.planned or verb.planned,
    )


def _joined(a: EventMention, b: EventMention) -> EventMention:
    best = b if b.weight > a.weight else a
    return replace(
        best,
        participants=unique((*a.participants, *b.participants)),
        place=a.place or b.place,
        when=a.when or b.when,
        noun=a.noun or b.noun,
    )


def unique(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Each actor once, in order."""
    return tuple({actor.id: actor for actor in actors}.values())


def event_of(document: Document, mention: EventMention, kind: str) -> Event:
    """The event of a mention; ``kind`` is what its kind is called in the language of the text."""
    key = f"{document.id} {mention.kind.name} {mention.evidence.start}-{mention.evidence.end}"
    return Event(
        "event/" + hashlib.sha256(key.encode()).hexdigest()[:16],
        _label(mention, kind),
        mention.kind.name,
        Evidence.of(document, mention.evidence),
        mention.participants,
        mention.place,
        mention.when,
        mention.planned,
    )


def _label(mention: EventMention, kind: str) -> str:
    """ "Gipfel in Rom", "Telefonat: Anna Weber – Jan Holm (Weißes Haus)"."""
    place = mention.place or ""
    if mention.noun:
        where = f" ({place})" if " " in place else f" in {place}"
        return mention.noun + (where if place and place not in mention.noun else "")
    who = " – ".join(actor.name for actor in mention.participants[:4])
    return kind + (f": {who}" if who else "") + (f" ({place})" if place else "")
