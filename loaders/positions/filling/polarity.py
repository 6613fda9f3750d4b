"""Which act and stance a word of stance has among the words that turn it round or take it back.

The one place where polarity is decided. A construction says what its word means alone (``Sense``) and which
of the operators reach it; ``operators`` lists those that stand there, each with its effect from
``lexicon/data/operators.tsv``; ``polarity`` puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from loaders.articles.findings import Act, Modality, Stance

OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}

CLAUSE = frozenset({"negation", "adverb", "embedding", "complement", "blame"})
"""What reaches a verb or adjective: what stands in its clause and above it, and what it blames."""

NOUN = frozenset({"determiner", "embedding", "complement"})
"""What reaches a noun of stance whose holder stands beside it."""

SUPPORTED = NOUN | {"negation", "adverb", "aspect"}
"""What reaches a noun of stance whose holder is the subject of its verb."""

NONE: frozenset[str] = frozenset()

WISHES = frozenset({Act.DEMAND, Act.PROPOSE, Act.AGREE, Act.PROMISE, Act.OFFER, Act.CONSIDER})
"""Acts whose negated complement is opposed: who demands not to build is against building."""


class Effect(StrEnum):
    """What an operator does to a stance (``operators.tsv`` says it in words)."""

    KEEP = "keep"
    DENY = "deny"
    LIFT = "lift"
    END = "end"
    REFUSE = "refuse"
    SUPPOSE = "suppose"
    OTHERS = "others"


class Operator(NamedTuple):
    """A word that does something to a stance, and what it does; falsy where there is none."""

    word: str = ""
    effect: Effect = Effect.KEEP

    def __bool__(self) -> bool:
        return bool(self.word)


NO_OPERATOR = Operator()


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word of stance says alone.

    ``negated`` is the act of its negated form, which takes the opposite stance; without one a negation only
    takes the assertion back. ``heeds`` names the operators that reach the word; the others pass it by.
    ``forbids`` says that an end of it is a denial: what "dürfe nicht mehr" be is rejected.
    """

    act: Act
    stance: Stance
    negated: Act | None = None
    heeds: frozenset[str] = CLAUSE
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Operators:
    """The words around a word of stance that can change what it says; empty where there is none."""

    negation: Operator = NO_OPERATOR  # what negates the clause, words of the idiom itself aside
    adverb: Operator = NO_OPERATOR  # "nur bedingt", "fast"
    complement: str = ""  # what negates the clause that is the issue
    blame: str = ""  # the blaming word in what a verb attests: "bescheinigte erschreckende Versäumnisse"
    determiner: Operator = NO_OPERATOR  # before a noun of stance: "kein", "wenig", "geringe"
    aspect: Operator = NO_OPERATOR  # the verb beside a noun of stance: "aufgeben", "bekräftigen"
    embedding: Operator = NO_OPERATOR  # the verb whose complement the clause is: "leugnen", "aufhören"

    @property
    def ending(self) -> str:
        """The word by which the stance was held before and is not any more: "nicht mehr", "aufgeben"."""
        around = (self.determiner, self.negation, self.adverb, self.aspect, self.embedding)
        turning = [operator for operator in around if operator and operator.effect is not Effect.KEEP]
        is_end = len(turning) == 1 and turning[0].effect is Effect.END
        return turning[0].word if is_end else ""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What is left: the act, the stance, and whether the position is still asserted."""

    act: Act
    stance: Stance
    modality: Modality = Modality.ASSERTED


def polarity(sense: Sense, operators: Operators) -> Polarity:
    """What a word of stance says among ``operators``."""
    left = Polarity(sense.act, sense.stance)
    if operators.complement and "complement" in sense.heeds and sense.act in WISHES:
        act = sense.act if sense.act is Act.DEMAND else Act.REJECT
        left = Polarity(act, OPPOSITE[sense.stance])
    if operators.blame and "blame" in sense.heeds:
        left = Polarity(Act.CRITICISE, Stance.OPPOSE)
    turned = [
        getattr(operators, name).effect
        for name in ("determiner", "negation", "adverb", "aspect", "embedding")
        if name in sense.heeds and getattr(operators, name)
    ]
    if sum(effect in {Effect.DENY, Effect.REFUSE, Effect.LIFT, Effect.END} for effect in turned) > 1:
        return replace(left, modality=Modality.NEGATED)  # two of them leave it open which side is taken
    for effect in turned:
        ending = effect is Effect.END and sense.forbids
        left = _EFFECTS[Effect.DENY if ending else effect](left, sense)
    return left


def _kept(left: Polarity, _: Sense) -> Polarity:
    return left


def _lifted(left: Polarity, _: Sense) -> Polarity:
    return replace(left, modality=Modality.NEGATED)


def _denied(left: Polarity, sense: Sense) -> Polarity:
    """The act of the negated form, where the lexicon has one; what is not promised is not yet refused."""
    if sense.negated is None or sense.act is Act.PROMISE:
        return _lifted(left, sense)
    return Polarity(sense.negated, OPPOSITE[left.stance], left.modality)


def _refused(left: Polarity, sense: Sense) -> Polarity:
    consent = sense.act is Act.AGREE and sense.stance is Stance.SUPPORT
    return Polarity(Act.REJECT, Stance.OPPOSE, left.modality) if consent else _lifted(left, sense)


def _supposed(left: Polarity, _: Sense) -> Polarity:
    return replace(left, modality=Modality.HYPOTHETICAL)


_EFFECTS = {
    Effect.KEEP: _kept,
    Effect.DENY: _denied,
    Effect.LIFT: _lifted,
    Effect.END: _lifted,
    Effect.REFUSE: _refused,
    Effect.SUPPOSE: _supposed,
    Effect.OTHERS: _lifted,
}
