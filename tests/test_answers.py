"""What a reader of answers sees: each thing once, and nothing that only shares a name with the question."""

from __future__ import annotations

import datetime as dt

import pytest

import standpunkt
from graph.ask.report import as_lines
from loaders.articles.findings import Document

TITLE = "Streit um den Rundelhof"
ARTICLE = (
    "Im Kreis Hallstein ruht der Bau des Rundelhofs. Der Bauleiter Ole Berg wird dem linken Flügel der SPD "
    "zugerechnet. Auch zwei Mitglieder des Kreistags, Ida Falk (Grüne) und Ada Stern (SPD), wollen Klage gegen "
    "die Entscheidung des Landrats einreichen."
)


@pytest.fixture(scope="module")
def session():
    with standpunkt.open_graph(store_kind="memory") as opened:
        opened.load_document(Document("document/hof", TITLE, ARTICLE, published=dt.date(2026, 3, 2)))
        yield opened


def test_sentences_that_only_share_a_name_with_the_question_are_not_quoted(session):
    quotes = [one.evidence[0].quote for one in session.ask("Was fordert die SPD?").passages]
    assert len(quotes) == 1
    assert "Klage" in quotes[0]


def test_a_passage_without_a_known_voice_is_headed_by_its_title_and_nothing_is_told_twice(session):
    lines = list(as_lines(session.ask("Was fordert die SPD?")))
    text = "\n".join(lines)
    assert text.count("wollen Klage") == 1
    assert text.count(TITLE) == 1
    assert any(line.startswith(f"· {TITLE} [2026-03-02, Beleg für ") for line in lines)


def test_nor_where_the_question_names_a_matter_that_no_text_speaks_of(session, monkeypatch):
    monkeypatch.setattr(session.graph, "encoder", None)
    answer = session.ask("Ist die SPD für ein Versammlungsverbot?")
    assert (answer.status, answer.passages) == ("nothing-found", ())
    assert session.ask("Ist die SPD für eine Klage?").passages
