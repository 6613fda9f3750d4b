"""Which act and stance a word of stance has among the words that turn it round or take it back.

The one place where polarity is decided. A construction says what its word means alone (``Sense``) and which
of the operators reach it; ``operators`` lists those that stand there; ``polarity`` puts both together.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.articles.findings import Act, Modality, Stance

OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}

CLAUSE = frozenset({"negation", "complement", "blame"})
"""What reaches a verb or adjective: what negates its clause or its complement, and what it blames."""

NONE: frozenset[str] = frozenset()

_WISHES = frozenset({Act.DEMAND, Act.PROPOSE, Act.AGREE, Act.PROMISE, Act.OFFER, Act.CONSIDER})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word of stance says alone.

    ``negated`` is the act of its negated form, which takes the opposite stance; without one a negation only
    takes the assertion back. ``heeds`` names the operators that reach the word; the others pass it by.
    """

    act: Act
    stance: Stance
    negated: Act | None = None
    heeds: frozenset[str] = CLAUSE


@dataclass(frozen=True, slots=True)
class Operators:
    """The words around a word of stance that can change what it says; empty where there is none."""

    negation: str = ""  # what negates the clause, words of the idiom itself aside
    complement: str = ""  # what negates the clause that is the issue
    blame: str = ""  # the blaming word in what a verb attests: "bescheinigte erschreckende Versäumnisse"
    determiner: str = ""  # the article, pronoun or quantifier of a noun of stance: "kein", "wenig", "jede"
    aspect: str = ""  # lemma of the verb beside a noun of stance: "aufgeben", "bekräftigen"
    embedding: str = ""  # lemma of the verb whose complement the clause is: "leugnen", "vorgeben"


@dataclass(frozen=True, slots=True)
class Polarity:
    """What is left: the act, the stance, and whether the position is still asserted."""

    act: Act
    stance: Stance
    modality: Modality = Modality.ASSERTED


def polarity(sense: Sense, operators: Operators) -> Polarity:
    """What a word of stance says among ``operators``."""
    act, stance, modality = sense.act, sense.stance, Modality.ASSERTED
    if operators.negation and "negation" in sense.heeds:
        if sense.negated is not None:
            act, stance = sense.negated, OPPOSITE[stance]
        else:
            modality = Modality.NEGATED
    if operators.complement and "complement" in sense.heeds and sense.act in _WISHES:
        stance = OPPOSITE[stance]
        act = act if act is Act.DEMAND else Act.REJECT
    if operators.blame and "blame" in sense.heeds:
        act, stance = Act.CRITICISE, Stance.OPPOSE
    return Polarity(act, stance, modality)
