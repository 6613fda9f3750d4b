"""Whether a position is one of politics: who holds it, or what it is about, is of public life.

"Will", "plan", "offer" and "prevent" are words of everyday life, too. Said of a party, an office holder or on
a curated policy they take a position; said of a runner or a firm they tell what somebody does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.articles.findings import Actor, ActorKind, Membership, Quotation, Statement, Tenure
from loaders.background.issues import scheme
from loaders.background.things import known_things
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept

_PUBLIC = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.MINISTRY,
        ActorKind.PARTY,
        ActorKind.PARLIAMENT,
        ActorKind.COURT,
        ActorKind.ALLIANCE,
        ActorKind.ASSOCIATION,
        ActorKind.NORM,
        ActorKind.AUTHOR,
    }
)

_NO_OFFICES = frozenset({"person", "group", "function"})
"""Ranks of nouns for persons that name no office."""


def with_politics(
    statements: Iterable[Statement],
    tenures: Iterable[Tenure],
    memberships: Iterable[Membership],
    voice: Quotation | None = None,
) -> list[Statement]:
    """The statements; those of nobody and nothing of public life have the feature ``politics``: "no".

    Beside a word of sport it is "sport". Those of whom a noun only takes up have ``named``: "role", those of
    persons who are not of public life, whatever it is about, ``life``: "private". Whose ``voice`` the text is
    speaks in public.
    """
    offices = (tenure for tenure in tenures if not _of_sport(tenure.office))
    public = {tenure.actor.id for tenure in offices} | {membership.member.id for membership in memberships}
    if voice is not None and voice.speaker is not None:
        public.add(voice.speaker.id)
    return [replace(found, features=(*found.features, *_marks(found, public))) for found in statements]


def _marks(statement: Statement, public: set[str]) -> Iterator[tuple[str, str]]:
    """The features that say how far a statement is one of nobody and nothing of public life."""
    holder = statement.holder
    if _is_role(holder) or _is_counted(statement) or _is_somebody(holder):
        yield "named", "role"
    if holder.kind is ActorKind.PERSON and not _is_of_public_life(holder, public):
        yield "life", "private"
    if not _is_public(statement, public):
        yield "politics", "sport" if _is_sport(statement) else "no"


def _is_role(holder: Actor) -> bool:
    """Whether a noun that takes up a name is all that is known of an actor: "Organisation", "41 Prozent"."""
    name = holder.name.lower()
    pointing = name in words("pointing_holders") or name.endswith(tuple(words("pointing_holder_ends")))
    part = "prozent" in name.split()  # "40 Prozent der Gemeinden"
    return (pointing or part) and holder.id.count("/") > 1


def _is_somebody(holder: Actor) -> bool:
    """Whether a noun without office is all that is known of one person: "radikaler Islamist", "Winzer"."""
    if holder.kind is not ActorKind.PERSON or holder.id.count("/") < 2:
        return False
    *before, last = holder.name.split()
    noun = analyse(last)
    described = all(word.islower() and word.endswith(("er", "e", "es")) for word in before)
    return described and (bool(before) if noun is None else noun.head.rank in _NO_OFFICES)


def _is_counted(statement: Statement) -> bool:
    """Whether some of a class of people hold it, nobody knows who: "mehrere Forscher", not "der Rat"."""
    name = statement.holder.name
    first, _, rest = name.partition(" ")
    if statement.holder.id.count("/") < 2:
        return False
    if first in words("other_counts"):
        return True  # "andere Länder der Region"
    if _is_of_bodies(name.split()[-1]):
        return False
    if first in words("vague_counts"):
        return True  # "mehrere Kritiker"
    before = statement.evidence.quote.partition(name)[0].split()
    return not rest and bool(before) and before[-1].lower() in words("vague_counts")


def _is_of_bodies(name: str) -> bool:
    noun = analyse(name)
    return noun is None or noun.head.family != "person"


def _is_sport(statement: Statement) -> bool:
    return any(_of_sport(word.strip(',.„“"»«()')) for word in statement.evidence.quote.split())


def _of_sport(word: str) -> bool:
    return word.lower().endswith(tuple(words("sport_words")))


def _is_public(statement: Statement, public: set[str]) -> bool:
    issue = statement.issue
    return _is_of_public_life(statement.holder, public) or bool({issue.id, *issue.broader} & _curated())


def _is_of_public_life(holder: Actor, public: set[str]) -> bool:
    known = holder.id in public or bool(holder.member_of) or holder.id in known_things()
    return known or holder.kind in _PUBLIC


@kept
def _curated() -> frozenset[str]:
    return frozenset(entry.id for entry in scheme())
