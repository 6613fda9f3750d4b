"""Whether something is only settled about one person: a sentence, a permit, a release, an expulsion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.articles.findings import Act, Actor, ActorKind
from loaders.german.tokens import Token
from loaders.issues.labels.cases import is_several
from loaders.lexicon.frames import frame_class
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Found
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_SETTLING = frozenset({Act.AGREE, Act.DEMAND, Act.REJECT, Act.PROHIBIT, Act.OFFER, Act.PROPOSE})
_PRIVATE = frozenset({"person", "group"})
"""Ranks of nouns that name no office: "Angeklagter", "Studentin", not "Minister"."""
_TRIED = _PRIVATE | {"function"}
"""Ranks of nouns for those whom a court can judge: "Journalist", "Arzt"."""


def is_single_case(found: Found, holder: Actor, context: Context) -> bool:
    """Whether a position settles what one person (or so many of them) gets, may or must do.

    Courts, police and offices settle such cases whatever the verb; of others only a decision or permission
    does, and only if the person stands beside its verb: "erlaubte dem Häftling den Besuch", "entschied, dass
    die Rentnerin bleiben darf".
    """
    clauses = [found.clause, *(c for c in context.clauses if c.index in found.claims)]
    decides = frame_class(found.rule) == "decide" or found.rule in words("case_verbs")
    if decides and _is_named(holder, words("case_offices")):
        return True  # "gestattete der Hälfte die Weiterreise"
    agent = _agent(found.clause, found)
    judge = agent is not None and found.clause.tokens[agent.head].lower.endswith(
        tuple(words("case_settlers"))
    )
    if judge or settles_cases(holder):
        told = (p for c in clauses for p in _with_owners(c.phrases) if p is not _agent(c, found))
        return found.act in _SETTLING and any(_is_one(found, p, _TRIED) or _is_his(found, p) for p in told)
    beside = (p for c in clauses for p in (c.subject, c.accusative, c.dative) if p is not _agent(c, found))
    return decides and any(p is not None and _is_one(found, p, _PRIVATE) for p in beside)


def settles_cases(holder: Actor) -> bool:
    """Whether an actor is one that settles the cases of persons: a court, a judge, the police, an office."""
    return holder.kind is ActorKind.COURT or _is_named(holder, words("case_settlers"))


def _is_named(holder: Actor, ends: frozenset[str]) -> bool:
    return holder.name.lower().split()[0].endswith(tuple(ends))


def _agent(clause: Clause, found: Found) -> Phrase | None:
    """The phrase of the holder: the subject of the verb that takes the position."""
    active = clause.verb is not None and clause.verb.voice == "active"
    return clause.subject if clause is found.clause and active else None


def _with_owners(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    for phrase in phrases:
        yield phrase
        if phrase.genitive is not None:
            yield phrase.genitive


def _is_one(found: Found, phrase: Phrase, ranks: frozenset[str]) -> bool:
    """Whether a phrase is about a private person, before a court also several: "37 Reisenden"."""
    tokens = found.clause.tokens
    head = tokens[phrase.head]
    if phrase.kind != "NP" or not _is_private(head, ranks):
        return False
    inside = {tokens[i].tag for i in range(phrase.first, phrase.end)}
    if ranks is _PRIVATE and not inside.isdisjoint({"NE", "CARD"}):
        return False  # whom somebody appoints, how many a government takes in
    if "CARD" in inside:
        return True
    given = phrase is found.clause.dative and tokens[phrase.first].lower == "den"  # "den Bauern": several
    return not given and not is_several(tokens, phrase)


def _is_his(found: Found, phrase: Phrase) -> bool:
    """Whether a phrase is what somebody just named has put in: "lehnte | seinen Antrag | ab"."""
    owned = found.clause.tokens[phrase.first].tag == "PPOSAT"
    return owned and found.clause.tokens[phrase.head].lemma.lower() in words("applying_nouns")


def _is_private(head: Token, ranks: frozenset[str]) -> bool:
    noun = analyse(head.text)
    known = noun is not None and noun.head.family == "person" and noun.head.rank in ranks
    return known or head.lemma.lower().endswith(tuple(words("private_persons")))
