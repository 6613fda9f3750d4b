"""English nouns for actors: offices and roles, bodies with their kinds, groups, norms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loaders.articles.findings import ActorKind
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

LONGEST_NOUN = 4  # words


class ActorNoun(NamedTuple):
    """A noun for actors: its ``group`` (office, role, body, group, norm), the kind of actor, its words."""

    group: str
    kind: ActorKind
    words: tuple[str, ...]


@kept
def _nouns() -> dict[tuple[str, ...], ActorNoun]:
    found: dict[tuple[str, ...], ActorNoun] = {}
    for row in read_table("english/actor_nouns"):
        words = tuple(row["words"].split())
        found.setdefault(words, ActorNoun(row["group"], ActorKind(row["kind"]), words))
    return found


def noun_at_end(words: Sequence[str]) -> ActorNoun | None:
    """The longest noun for actors that ``words`` (in small letters) end with: "city council" of "the city
    council".
    """
    for size in range(min(LONGEST_NOUN, len(words)), 0, -1):
        found = _nouns().get(tuple(word.removeprefix("ex-") for word in words[-size:]))
        if found is not None:
            return found
    return None


def last_role(words: Sequence[str]) -> int:
    """Where the last word for an office or role in ``words`` ends (exclusive), or 0."""
    for end in range(len(words), 0, -1):
        found = noun_at_end(words[:end])
        if found is not None and found.group in {"office", "role"}:
            return end
    return 0
