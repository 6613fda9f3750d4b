"""The English words that name events (``english/event_words.tsv``)."""

from __future__ import annotations

from typing import NamedTuple

from loaders.lexicon.events import EventKind, event_kinds
from loaders.lexicon.tables import Row, read_table
from ontology.in_force import kept


class NamingVerb(NamedTuple):
    """A verb that names an event, with what its clause must have besides.

    ``particle`` follows the verb, ``noun`` is the head of the object or of the phrase after ``preposition``;
    ``subject`` is the class the subject must be of; ``named`` if the object must be somebody or have a name.
    """

    kind: EventKind
    particle: str
    preposition: str
    noun: str
    subject: str
    named: bool

    @property
    def demands(self) -> int:
        """How much the clause must have besides the verb."""
        return sum(map(bool, self[1:]))


@kept
def naming_verbs() -> dict[str, tuple[NamingVerb, ...]]:
    """The readings of each verb (base form), those that demand most first."""
    found: dict[str, list[NamingVerb]] = {}
    for row in read_table("english/event_words"):
        if row["part"] == "verb":
            verb, reading = _reading(row)
            found.setdefault(verb, []).append(reading)
    return {verb: tuple(sorted(readings, key=lambda r: -r.demands)) for verb, readings in found.items()}


def _reading(row: Row) -> tuple[str, NamingVerb]:
    plain, _, noun = row["words"].partition("+")
    plain, _, preposition = plain.partition(":")
    verb, _, particle = plain.partition(" ")
    subject = row["subject"].removeprefix("-")
    kind = event_kinds()[row["kind"]]
    return verb, NamingVerb(kind, particle, preposition, noun, subject, row["object"] == "named")


@kept
def _nouns() -> dict[str, EventKind]:
    rows = (row for row in read_table("english/event_words") if row["part"] == "noun")
    return {row["words"]: event_kinds()[row["kind"]] for row in rows}


def naming_noun(before: str, noun: str) -> EventKind | None:
    """The kind of event a noun (singular) names, alone or with the word before it: "phone" "call"."""
    return _nouns().get(f"{before} {noun}") or _nouns().get(noun)
