"""Whom a pronoun means: by agreement, recency and salience.

The preferences follow Lappin and Leass (1994) in a shallow form: nearer beats farther, subjects beat objects,
persons beat things for er and sie, frequent actors beat rare ones.
"""

from __future__ import annotations

from loaders.actors.people.acting import same_clause
from loaders.actors.people.pronouns import Pronoun
from loaders.actors.register.entity import Entity
from loaders.actors.register.register import Register, Seen
from loaders.articles.findings import ActorKind

WINDOW = 3  # sentences that a pronoun looks back
WINDOW_OF_THINGS = 1  # the same for organisations: things may come between; one more for subjects
REPORTED_PENALTY = 1.5  # for who is mentioned only in reported speech, when the reporter speaks again


def antecedent(register: Register, pronoun: Pronoun) -> Entity | None:
    """The entity a pronoun means, or ``None`` if nothing fits."""
    if pronoun.form == "relative":
        return _relative(register, pronoun)
    if pronoun.form == "ordinal":
        return _ordinal(register, pronoun)
    if pronoun.token.lower == "es":
        return None
    here, reported = pronoun.sentence.index, register.is_reported(pronoun.sentence.index)
    best, best_score = None, 0.0
    for rank, seen in enumerate(register.recent(here, 3 * WINDOW)):
        distance = register.distance(here, seen.sentence)
        if distance > _reach(seen) or not _agrees(pronoun, seen) or not _comes_before(pronoun, seen):
            continue
        score = _score(pronoun, seen, distance, rank)
        if register.is_reported(seen.sentence) and not reported:
            score -= REPORTED_PENALTY
        if score > best_score:
            best, best_score = seen.entity, score
    return best


def _comes_before(pronoun: Pronoun, seen: Seen) -> bool:
    """Whether the mention stands before the pronoun and, unless it says whose, in another clause."""
    if seen.sentence != pronoun.sentence.index:
        return True
    if seen.token >= pronoun.token.index:
        return False
    own = pronoun.form == "possessive"
    return own or not same_clause(pronoun.sentence, seen.end, pronoun.token.index)


def _ordinal(register: Register, pronoun: Pronoun) -> Entity | None:
    """The last, or the first, of those mentioned in the latest sentence that has two who agree."""
    here, place = pronoun.sentence.index, pronoun.token.index
    by_sentence: dict[int, list[Entity]] = {}
    for seen in register.recent(here, 1):
        if _agrees(pronoun, seen) and (seen.sentence < here or seen.token < place):
            by_sentence.setdefault(seen.sentence, []).append(seen.entity)
    nearest = by_sentence[max(by_sentence)] if by_sentence else []  # latest mention first
    if not nearest:
        return None
    return nearest[0] if pronoun.token.lower.startswith("letzt") else nearest[-1]


def _relative(register: Register, pronoun: Pronoun) -> Entity | None:
    place = pronoun.token.index
    for seen in register.recent(pronoun.sentence.index, 0):
        if seen.end in {place - 1, place - 2} and _agrees(pronoun, seen):
            return seen.entity
    return None


def _score(pronoun: Pronoun, seen: Seen, distance: int, rank: int) -> float:
    score = 6.0 - 1.6 * distance - 0.05 * rank
    if seen.subject:
        score += 1.5 if pronoun.subject or distance else 1.0
    if seen.subordinate and distance:
        score -= 1.6
    if seen.oblique:
        score -= 1.0
    if seen.entity.kind is ActorKind.PERSON:
        score += 1.5
    if pronoun.form == "demonstrative" and not seen.subject:
        score += 1.5  # dieser prefers the object
    return score + min(seen.entity.mentions, 6) * 0.1


def _reach(seen: Seen) -> int:
    """How many sentences later a pronoun can still mean who was mentioned here."""
    if seen.entity.kind is ActorKind.PERSON or seen.plural:
        return WINDOW
    return WINDOW_OF_THINGS + (seen.subject and not seen.subordinate)


def _agrees(pronoun: Pronoun, seen: Seen) -> bool:
    """Gender and number; unknown features of names agree with everything, collectives only with plurals."""
    if pronoun.plural is True:
        return seen.plural
    if seen.plural:
        return pronoun.plural is not False
    gender = seen.gender or seen.entity.gender
    if not gender:
        return seen.entity.kind is ActorKind.PERSON and "m" in pronoun.genders
    if gender == "u":
        return bool(set(pronoun.genders) & {"m", "f"})
    return not pronoun.genders or gender in pronoun.genders
