"""Which issues documents share: those whose words say by themselves which matter is meant.

Every other issue belongs to its document. Agreement needs one and the same issue, so "das Gesetz" of one
article must not be "das Gesetz" of another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from loaders.articles.findings import Actor, ActorKind
from loaders.background.gazetteer import gazetteer
from loaders.german.person_names import places
from loaders.german.tagger import noun_borders
from loaders.issues.keys import Key
from loaders.issues.words import AGAIN, DROP, FORM, JOINED, VAGUE, Word, role_of, roles, stem
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept

_TELLING = frozenset(
    {ActorKind.PERSON, ActorKind.COMPANY, ActorKind.ASSOCIATION, ActorKind.ORGANISATION, ActorKind.NORM}
)
"""Whose name alone tells a matter apart; states, bodies and parties have many affairs of one kind."""

_PLACES = frozenset({ActorKind.STATE, ActorKind.ALLIANCE})
"""Where a policy can be in force; whose it is ("Klimaschutz der SPD") is another question."""


_MANY = re.compile(r"\d{1,3}(\.\d{3})+")
"""A number that tells a matter apart: "Verteilung von 120.000 Flüchtlingen"."""


def is_anchored(key: Key, people: Mapping[str, Actor]) -> bool:
    """Whether a key tells which matter it is, by a name or by a place or body with a specific compound.

    "Übernahme von Hochtief" does, and "Raketenabwehr in Polen". "Protest in Polen", "Verhandlungen mit
    Hochtief" and "Plan von Hochtief" do not, nor does what somebody does ("Kürzung durch Hochtief"), nor do
    persons ("Nachfolger von Ackermann").
    ``people`` are the actors of the text by the slug of their identifiers.
    """
    head = next((word for word in key.words if word.stem == key.head), None)
    if head is None or _says_little(head) or named(head, people) or _is_person(head):
        return False
    names = [word for word in key.words if word.marker != "durch" and named(word, people)]
    if role_of(head) != AGAIN and any(named(word, people) in _TELLING for word in names):
        return True
    return bool(names) and any(_is_specific(word) for word in key.words if word not in names)


def is_policy_somewhere(rest: Collection[Word], people: Mapping[str, Actor]) -> bool:
    """Whether the words beside those of a policy only say where, or how many: "Mindestlohn in Ungarn".

    Not by whom ("Seenotrettung durch Italien"), nor for whom or in which form ("Wehrpflicht für Frauen").
    """
    return bool(rest) and all(
        (word.marker != "durch" and named(word, people) in _PLACES) or _MANY.fullmatch(word.form)
        for word in rest
    )


def _says_little(word: Word) -> bool:
    """Whether a noun tells nothing of a matter by itself: "Plan", "Lage", "Einreichen"."""
    return role_of(word) in {FORM, VAGUE, DROP} or word.form.endswith(tuple(words("infinitive_endings")))


def _is_person(word: Word) -> bool:
    noun = analyse(word.form.capitalize()) if word.noun else None
    return noun is not None and noun.head.family == "person"


def named(word: Word, people: Mapping[str, Actor]) -> ActorKind | None:
    """The kind of what a word names; a place that is no state counts as one."""
    actor = people.get(word.stem)
    if actor is not None:
        return actor.kind
    return _known_names().get(word.stem)


@kept
def _known_names() -> dict[str, ActorKind]:
    """The stems of places, and the slugs of the actors of the background, with their kinds."""
    found = dict.fromkeys(map(stem, places()), ActorKind.STATE)
    found |= {i.removeprefix("actor/"): entry.kind for i, entry in gazetteer().entries.items()}
    return found


def _is_specific(word: Word) -> bool:
    """Whether a word is a compound noun, whole or taken apart, that says more than a kind of thing."""
    if not word.noun or _says_little(word):
        return False
    borders = noun_borders(word.form)
    if any(roles().get(stem(word.form[end:]), ("", ""))[0] in {AGAIN, VAGUE} for end in borders):
        return False  # "Parlamentswahl in Polen" is another one every few years
    return word.marker == JOINED or any(word.form[:end] not in words("issue_prefixes") for end in borders)
