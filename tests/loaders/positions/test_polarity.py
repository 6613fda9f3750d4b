"""Which act and stance is left of a word of stance among the operators around it: a truth table."""

import pytest

from loaders.articles.findings import Act, Modality, Stance
from loaders.positions.filling.polarity import (
    CLAUSE,
    NONE,
    NOUN,
    SUPPORTED,
    Effect,
    Operator,
    Operators,
    Sense,
    polarity,
)

DEMAND = Sense(Act.DEMAND, Stance.SUPPORT)
AGREE = Sense(Act.AGREE, Stance.SUPPORT, negated=Act.REJECT)
WARN = Sense(Act.WARN, Stance.OPPOSE)
DEAF = Sense(Act.CRITICISE, Stance.OPPOSE, negated=Act.PRAISE, heeds=NONE)

PLAIN, NOT, NOT_TO, BAD = (
    Operators(),
    Operators(negation=Operator("nicht", Effect.DENY)),
    Operators(complement="nicht"),
    Operators(blame="Mangel"),
)


@pytest.mark.parametrize(
    ("sense", "operators", "act", "stance", "modality"),
    [
        (DEMAND, PLAIN, Act.DEMAND, Stance.SUPPORT, Modality.ASSERTED),
        (DEMAND, NOT, Act.DEMAND, Stance.SUPPORT, Modality.NEGATED),  # "fordert nicht, dass"
        (DEMAND, NOT_TO, Act.DEMAND, Stance.OPPOSE, Modality.ASSERTED),  # "fordert, nicht zu schließen"
        (AGREE, NOT, Act.REJECT, Stance.OPPOSE, Modality.ASSERTED),  # "stimmt nicht zu"
        (AGREE, NOT_TO, Act.REJECT, Stance.OPPOSE, Modality.ASSERTED),  # "stimmt zu, nicht zu schließen"
        (WARN, NOT_TO, Act.WARN, Stance.OPPOSE, Modality.ASSERTED),  # no wish: the complement is the issue
        (AGREE, BAD, Act.CRITICISE, Stance.OPPOSE, Modality.ASSERTED),  # "bescheinigte Mängel"
        (DEAF, NOT, Act.CRITICISE, Stance.OPPOSE, Modality.ASSERTED),  # the operator passes it by
    ],
)
def test_what_is_left(sense, operators, act, stance, modality):
    left = polarity(sense, operators)
    assert (left.act, left.stance, left.modality) == (act, stance, modality)


@pytest.mark.parametrize(
    ("sense", "around", "stance", "modality"),
    [
        (
            DEMAND,
            Operators(embedding=Operator("bekräftigen", Effect.KEEP)),
            Stance.SUPPORT,
            Modality.ASSERTED,
        ),
        (DEMAND, Operators(embedding=Operator("aufhören", Effect.LIFT)), Stance.SUPPORT, Modality.NEGATED),
        (AGREE, Operators(embedding=Operator("weigern", Effect.REFUSE)), Stance.OPPOSE, Modality.ASSERTED),
        (DEMAND, Operators(embedding=Operator("weigern", Effect.REFUSE)), Stance.SUPPORT, Modality.NEGATED),
        (DEMAND, Operators(embedding=Operator("vorwerfen", Effect.OTHERS)), Stance.SUPPORT, Modality.NEGATED),
        (
            DEMAND,
            Operators(embedding=Operator("erwägen", Effect.SUPPOSE)),
            Stance.SUPPORT,
            Modality.HYPOTHETICAL,
        ),
        (AGREE, Operators(adverb=Operator("bedingt", Effect.LIFT)), Stance.SUPPORT, Modality.NEGATED),
        (
            AGREE,  # "es stimmt nicht, dass sie nicht zustimmt" leaves it open
            Operators(negation=Operator("nicht", Effect.DENY), embedding=Operator("stimmen", Effect.LIFT)),
            Stance.SUPPORT,
            Modality.NEGATED,
        ),
    ],
)
def test_what_stands_above_a_clause_and_beside_a_word(sense, around, stance, modality):
    left = polarity(sense, around)
    assert (left.stance, left.modality) == (stance, modality)


def test_a_noun_heeds_the_verb_only_where_the_holder_is_its_subject():
    around = Operators(aspect=Operator("aufgeben", Effect.LIFT))
    beside, subject = (Sense(Act.REJECT, Stance.OPPOSE, heeds=heeds) for heeds in (NOUN, SUPPORTED))
    assert polarity(beside, around).modality is Modality.ASSERTED
    assert polarity(subject, around).modality is Modality.NEGATED


def test_every_operator_that_a_word_can_heed_has_a_name():
    assert set(Operators.__dataclass_fields__) >= CLAUSE
