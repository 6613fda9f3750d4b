"""A question is read in its own language and answered in it, unless another one is demanded."""

from __future__ import annotations

import pytest

from graph.ask.asking import ask
from graph.knowledge.graph import KnowledgeGraph

GERMAN, ENGLISH = "Wer unterstützt Sicherheitsgarantien?", "Who supports security guarantees?"


@pytest.mark.parametrize("page", ["de", "en"])
@pytest.mark.parametrize(
    ("question", "language", "understood"),
    [(GERMAN, "de", "Befürworter von"), (ENGLISH, "en", "supporters of")],
)
def test_the_answer_is_in_the_language_of_the_question_whatever_that_of_the_page(
    world: KnowledgeGraph, question: str, language: str, understood: str, page: str
) -> None:
    answer = ask(world, question, unless_shown=page)
    assert answer.language == language
    assert answer.understood.startswith(understood)


@pytest.mark.parametrize(
    ("question", "language", "understood"),
    [(GERMAN, "en", "supporters of"), (ENGLISH, "de", "Befürworter von")],
)
def test_what_is_demanded_words_the_answer_and_does_not_change_how_the_question_is_read(
    world: KnowledgeGraph, question: str, language: str, understood: str
) -> None:
    own, demanded = ask(world, question), ask(world, question, language=language)
    assert demanded.language == language
    assert demanded.understood.startswith(understood)
    assert [finding.iri for finding in demanded.answers] == [finding.iri for finding in own.answers] != []


def test_no_word_of_the_other_language_stands_in_what_is_demanded(world: KnowledgeGraph) -> None:
    nothing = ask(world, "Wer unterstützt die Kernfusion auf dem Mond?", language="en")
    assert "Nothing found" in nothing.message
    assert "Nichts" not in nothing.message
    assert all(question.startswith(("Who", "What", "Where")) for question in nothing.suggestions)
    assert ask(world, "Does Orlow support the sanctions?", language="de").message.split()[0] not in {
        "Yes",
        "No",
    }


@pytest.mark.parametrize("page", ["de", "en"])
def test_words_that_show_no_language_are_answered_in_that_of_the_page(
    world: KnowledgeGraph, page: str
) -> None:
    assert ask(world, "Orlow NATO", unless_shown=page).language == page
