"""Who asks for a curated issue in the issue's own words finds it, and nothing turns its sides round."""

from __future__ import annotations

import pytest

from graph.ask.asking import ask
from graph.ask.indexes.match import CLOSE
from graph.ask.linking.inquiry import Inquiry
from graph.knowledge.graph import KnowledgeGraph
from tests.graph.ask.curated import build, curated, party, stance

QUESTIONS = {"de": "Unterstützt die {0} {1}?", "en": "Does the {0} support {1}?"}
SAID = {"support": "yes", "oppose": "no"}
SMALL = {"war"}
"""A label that is a small word of the other language, and so no word of any question."""


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return build()


def test_every_label_of_an_issue_is_found_as_that_issue(graph: KnowledgeGraph) -> None:
    wrong = []
    for language in ("de", "en"):
        inquiry = Inquiry(graph, language, language)
        for issue in curated():
            for text in (text for text, tag, _ in issue.labels if tag == language and text not in SMALL):
                match = inquiry.topic(text).scores.get(issue.iri)
                if match is None or match.turned or match.score < CLOSE:
                    wrong.append((text, issue.iri, match))
    assert not wrong


def test_a_verdict_on_an_issues_own_name_is_the_position_on_it(graph: KnowledgeGraph) -> None:
    wrong = []
    for place, issue in enumerate(curated()):
        for language, question in QUESTIONS.items():
            name = issue.names[language]
            answer = ask(graph, question.format(party(place), name), language=language)
            if name not in SMALL and answer.verdict != SAID[stance(place)]:
                wrong.append((answer.question, answer.verdict, answer.message))
    assert not wrong
