"""The lexicon of events: kinds with the nouns and verbs that name them, from ``data/events.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.lexicon.tables import content


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event; ``needs_date`` if a mention without a date does not count."""

    name: str
    label: str
    needs_date: bool
    merges: str


@dataclass(frozen=True, slots=True)
class EventVerb:
    """A verb that names an event, alone or with a phrase after ``preposition`` or the object ``noun``.

    With both, the noun stands after the preposition; ``subject`` is the class the subject must be of.
    """

    kind: EventKind
    preposition: str | None = None
    noun: str | None = None
    subject: str | None = None

    @property
    def demands(self) -> int:
        """How much a clause must have besides the verb."""
        return sum(part is not None for part in (self.preposition, self.noun, self.subject))


@cache
def event_kinds() -> dict[str, EventKind]:
    """All kinds by name."""
    return {
        name: EventKind(name, row["label"], row.get("needs") == "date", row.get("merges", name))
        for name, row in content("events").items()
    }


@cache
def event_verbs() -> dict[str, tuple[EventVerb, ...]]:
    """The readings of each verb (infinitive) as an event, those that demand most first."""
    verbs: dict[str, list[EventVerb]] = {}
    for name, row in content("events").items():
        for entry in row["verbs"].split():
            plain, _, noun = entry.partition("+")
            plain, _, subject = plain.partition("@")
            verb, _, preposition = plain.partition(":")
            reading = EventVerb(event_kinds()[name], preposition or None, noun or None, subject or None)
            verbs.setdefault(verb, []).append(reading)
    return {verb: tuple(sorted(rs, key=lambda r: -r.demands)) for verb, rs in verbs.items()}


@cache
def _nouns() -> dict[str, EventKind]:
    return {
        noun.lower(): event_kinds()[name]
        for name, row in content("events").items()
        for noun in row["nouns"].split()
    }


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted((n for n in _nouns() if len(n) >= 5), key=lambda n: (-len(n), n)))


@lru_cache(maxsize=20_000)
def event_noun(lemma: str) -> EventKind | None:
    """The kind of event a noun names, by the noun itself or the end of a compound."""
    low = lemma.lower().rsplit("-", 1)[-1]
    known = _nouns()
    if low in known:
        return known[low]
    ending = next((e for e in _endings() if low.endswith(e) and len(low) > len(e) + 2), None)
    return known[ending] if ending else None
