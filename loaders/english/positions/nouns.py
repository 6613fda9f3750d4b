"""Nouns of stance: "the union's demand for a referendum", whoever does whatever with it."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.english.actors.index import possessor
from loaders.english.lexicon import StanceEntry, frames_of
from loaders.english.positions.context import NOBODY, HeldBy, Stated, Surroundings
from loaders.english.positions.labels import of_gerund, reach
from loaders.english.positions.matching import Matching, composed
from loaders.english.positions.senses import Stand, reported, sense_in
from loaders.english.positions.slots import Filling, of_issue
from loaders.english.syntax.units import NounPhrase, VerbClause
from loaders.english.vocabulary import words


def by_noun(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """The positions of the nouns beside a verb: its subject, or the object of a verb that does not end
    them.
    """
    if (
        clause.verb.lemma in words("ending_verbs")
        or clause.verb.negated
        or clause.link in {"inf", "ing", "wh"}
    ):
        return
    for phrase in (*clause.subjects, *((clause.object,) if clause.object is not None else ())):
        low = [t.lower for t in clause.tokens[phrase.start : phrase.head]]
        if {"no", "any", "alleged", "former", "little", "possible"} & set(low):
            continue
        for frame in frames_of("noun", clause.tokens[phrase.head].lemma):
            yield from _framed(frame, phrase, clause, context)


def _framed(
    frame: StanceEntry, phrase: NounPhrase, clause: VerbClause, context: Surroundings
) -> Iterator[Stated]:
    after = _after(phrase, context)
    held = _holder(frame, phrase, after, context)
    filled = _issue(frame, phrase, after, context) if held.actors else None
    if filled is None:
        return
    stance, filled = composed(Matching(frame, filled), context)
    sense = reported(sense_in(Stand(frame.act, stance, None), clause, own=held.own), clause)
    yield Stated(
        clause,
        held,
        filled.label,
        sense,
        frame.words,
        "noun",
        filled.slot,
        phrase.start,
        filled.end,
        filled.about,
    )


def _after(phrase: NounPhrase, context: Surroundings) -> list[NounPhrase]:
    """The phrases with prepositions right after a phrase."""
    units = context.parsed.units
    at = (
        next(i for i, unit in enumerate(units) if unit.phrase is not None and unit.phrase.head == phrase.head)
        + 1
    )
    found: list[NounPhrase] = []
    while at < len(units):
        other = units[at].phrase
        if other is None or other.preposition is None:
            break
        found.append(other)
        at += 1
    return found


def _holder(frame: StanceEntry, phrase: NounPhrase, after: list[NounPhrase], context: Surroundings) -> HeldBy:
    tokens = context.parsed.sentence.tokens
    owner = possessor(tokens, phrase)
    if owner is not None and "poss" in frame.holder:
        own = tokens[owner.head].lower in words("voice_pronouns")
        actor = context.meant(owner)
        return HeldBy((actor,), "possessor", own) if actor is not None else NOBODY
    for other in after:
        if tokens[other.preposition or 0].lower in frame.holder:
            actor = context.meant(other)
            return HeldBy((actor,), "possessor") if actor is not None else NOBODY
    return NOBODY


def _issue(
    frame: StanceEntry, phrase: NounPhrase, after: list[NounPhrase], context: Surroundings
) -> Filling | None:
    tokens = context.parsed.sentence.tokens
    for slot in frame.issue:
        if slot == "inf":
            last = after[-1] if after else phrase
            child = next(
                (
                    c
                    for c in context.parsed.clauses
                    if c.link == "inf" and c.verb.start == last.end and not c.verb.negated
                ),
                None,
            )
            child = child or next(
                (c for c in context.parsed.clauses if c.link == "subject" and c.verb.start == last.end), None
            )
            if child is not None:
                return Filling(slot, of_gerund(child), reach(child), child=child)
        for other in after:
            if tokens[other.preposition or 0].lower == slot and tokens[other.head].lower not in words(
                "time_nouns"
            ):
                return of_issue(slot, other, context)
    return None
