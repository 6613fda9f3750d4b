"""Who and what a question does not mean: other words that only look or sound alike, opposites, other people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import standpunkt
from graph.ask.asking import ask
from graph.ask.words.stems import likeness, stem
from loaders.articles.findings import Document
from standpunkt.session.session import Session

ARTICLE = (
    "Ministerpräsidentin Ida Falk lehnt die Verteilungsungerechtigkeit in der Verwaltung ab. "
    "Oppositionsführer David Kameran fordert eine Maut am Brenner. "
    "Die Gewerkschafterin Christa Benner begrüßt den Streik. "
    "Der Staat Nauru fordert Klimaschutz."
)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", min_belief=0, wordings="") as opened:
        opened.load_document(Document("document/allerlei", "Allerlei", ARTICLE))
        yield opened


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("gerecht", "Verteilungsungerechtigkeit"),
        ("Gerechtigkeit", "Ungerechtigkeit"),
        ("Abhängigkeit", "Unabhängigkeit"),
        ("sicher", "unsicher"),
        ("Zufriedenheit", "Wählerunzufriedenheit"),
    ],
)
def test_a_word_does_not_find_its_opposite(asked: str, known: str) -> None:
    assert likeness(stem(asked.lower()), stem(known.lower())) == 0


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Anlage", "Zaunanlage"),
        ("System", "Immunsystem"),
        ("Ungerechtigkeit", "Verteilungsungerechtigkeit"),
        ("Gerechtigkeit", "Verteilungsgerechtigkeit"),
    ],
)
def test_but_a_compound_that_only_looks_so(asked: str, known: str) -> None:
    assert likeness(stem(asked.lower()), stem(known.lower())) > 0


def test_no_verdict_comes_of_an_opposite(session: Session) -> None:
    answer = ask(session.graph, "Warum will Ida Falk die Arbeit gerechter verteilen?")
    assert not answer.verdict
    assert not answer.answers


def test_an_office_before_a_name_is_of_whom_the_name_means(session: Session) -> None:
    answer = ask(session.graph, "Was sagt Ministerpräsident Kameran zur Maut?")
    assert "Kameran" in answer.understood
    assert "Falk" not in answer.understood


@pytest.mark.parametrize(
    ("question", "nobody"),
    [
        ("Maut Brenner Befürworter", "Benner"),
        ("Zu wie vielen Jahren Haft wurde jemand verurteilt?", "Nauru"),
    ],
)
def test_a_word_that_texts_have_or_that_is_of_time_is_nobody_misspelt(
    session: Session, question: str, nobody: str
) -> None:
    answer = ask(session.graph, question)
    assert nobody not in answer.understood
    assert not any(nobody in row.label for row in answer.answers)


def test_a_slip_in_a_name_is_still_forgiven(session: Session) -> None:
    assert "Kameran" in ask(session.graph, "Was fordert David Kamaran?").understood
    assert "Benner" in ask(session.graph, "Was begrüßt Christa Bennner?").understood


def test_a_word_that_begins_with_another_letter_is_no_slip(session: Session) -> None:
    understood = ask(session.graph, "Von wem wurde das Lager geschlossen?").understood
    assert "stimmt zu" not in understood
