"""The lexicon of events: kinds with the nouns and verbs that name them, from ``event_*.tsv``."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.lexicon.tables import read_table
from ontology.in_force import kept


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event with its German and its English label.

    ``needs_date`` if a mention without a date does not count.
    """

    name: str
    label: str
    english: str
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


@kept
def event_kinds() -> dict[str, EventKind]:
    """All kinds by name."""
    return {
        row["kind"]: EventKind(
            row["kind"],
            row["label"],
            row["english"],
            row["needs"] == "date",
            row["kind"] if row["merges"] == "-" else row["merges"],
        )
        for row in read_table("event_kinds")
    }


@kept
def event_verbs() -> dict[str, tuple[EventVerb, ...]]:
    """The readings of each verb (infinitive) as an event, those that demand most first."""
    verbs: dict[str, list[EventVerb]] = {}
    for entry, kind in _words("verb").items():
        plain, _, noun = entry.partition("+")
        plain, _, subject = plain.partition("@")
        verb, _, preposition = plain.partition(":")
        reading = EventVerb(kind, preposition or None, noun or None, subject or None)
        verbs.setdefault(verb, []).append(reading)
    return {verb: tuple(sorted(rs, key=lambda r: -r.demands)) for verb, rs in verbs.items()}


@kept
def _nouns() -> dict[str, EventKind]:
    return {noun.lower(): kind for noun, kind in _words("noun").items()}


def _words(part: str) -> dict[str, EventKind]:
    """The entries for nouns, or for verbs, with the kind that each names."""
    rows = (row for row in read_table("event_words") if row["part"] == part)
    return {row["words"]: event_kinds()[row["kind"]] for row in rows}


@kept
def _endings() -> tuple[str, ...]:
    return tuple(sorted((n for n in _nouns() if len(n) >= 5), key=lambda n: (-len(n), n)))


@kept
def event_noun(lemma: str) -> EventKind | None:
    """The kind of event a noun names, by the noun itself or the end of a compound."""
    low = lemma.lower().rsplit("-", 1)[-1]
    known = _nouns()
    if low in known:
        return known[low]
    ending = next((e for e in _endings() if low.endswith(e) and len(low) > len(e) + 2), None)
    return known[ending] if ending else None
