"""Questions and what they are answered with, over the invented world of ``world.py``."""

import pytest

from graph.ask import as_lines, ask


def labels(answer):
    return [finding.label for finding in answer.answers]


@pytest.mark.parametrize(
    "question",
    [
        "Wer unterstützt Sicherheitsgarantien?",
        "wer unterstützt sicherheitsgarantien",
        "Wer ist für Sicherheitsgarantien?",
        "Wer spricht sich für Sicherheitsgarantien aus?",
        "Können Sie mir bitte sagen, wer Sicherheitsgarantien befürwortet?",
        "Von wem werden Sicherheitsgarantien gefordert?",
        "Who supports security guarantees?",
        "Who is in favour of security guarantees?",
    ],
)
def test_supporters_are_named_with_the_sentence_that_proves_it(world, question):
    answer = ask(world, question)
    assert answer.status == "answered"
    assert "Europäer" in labels(answer)
    assert "Viktor Orlow" not in labels(answer)
    best = answer.answers[0]
    assert best.stance == "support"
    assert "Sicherheitsgarantie" in best.evidence[0].quote
    assert best.evidence[0].document.endswith("document/gipfel-in-wien")


@pytest.mark.parametrize(
    "question",
    ["Was fordert Orlow?", "Was will Viktor Orlow?", "What does Orlow demand?", "was verlangt orlow"],
)
def test_demands_of_an_actor_are_issues(world, question):
    answer = ask(world, question)
    assert "Gebietsabtretung" in labels(answer)[0]
    assert answer.answers[0].kind == "issue"
    assert answer.answers[0].evidence[0].quote == "Orlow verlangt Gebietsabtretungen"


def test_the_terminal_shows_understanding_evidence_and_sparql(world):
    lines = "\n".join(as_lines(ask(world, "Wer unterstützt Sicherheitsgarantien?")))
    assert "Verstanden als: Befürworter von *Sicherheitsgarantien*" in lines
    assert "„Die Europäer fordern gemeinsam Sicherheitsgarantien“" in lines
    assert "SELECT" in lines
