"""A matrix of questions (``matrix.toml``): each form of asking, over other positions of an invented town.

The right answer is computed from the positions by ``matrix.py``, not by the code that asks.
"""

from collections import Counter

import pytest

from graph.ask.asking import ask
from tests.graph.ask import matrix

ENOUGH = 0.95
"""Share of the questions that are answered rightly; 54 % when the matrix was written."""


QUESTIONS = list(matrix.questions())


@pytest.fixture(scope="module")
def answers():
    town = matrix.build()
    return [(asked, ask(town, asked.text)) for asked in QUESTIONS]


def test_there_are_many_forms_of_many_kinds():
    forms = [form for row in matrix.TABLE["forms"] for form in row["q"]]
    assert len(forms) == len(set(forms)) > 250
    assert {asked.asks for asked in QUESTIONS} >= {"holders", "both", "verdicts", "why", "nobody"}


def test_nothing_is_asserted_that_nobody_holds(answers):
    false = {asked.text: wrong for asked, answer in answers if (wrong := matrix.wrong(answer, asked))}
    assert not false


def test_nearly_every_form_is_answered(answers):
    missing = {a.text: lack for a, answer in answers if (lack := matrix.lacking(answer, a))}
    assert len(missing) <= (1 - ENOUGH) * len(answers), missing


def test_no_kind_of_question_is_left_out(answers):
    asked, right = Counter(), Counter()
    for question, answer in answers:
        asked[question.asks] += 1
        right[question.asks] += not matrix.lacking(answer, question)
    assert not {kind for kind in asked if right[kind] < 0.8 * asked[kind]}
