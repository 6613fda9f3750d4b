"""Whatever is typed into the question box: a helpful message, nothing executed, nothing written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ask.asking import ask

HOSTILE = [
    "'; DROP TABLE positions; --",
    "Wer unterstützt Sicherheitsgarantien'; DELETE WHERE { ?s ?p ?o }",
    '"} } ; DROP ALL ; SELECT * WHERE { ?s ?p "',
    "SELECT * WHERE { ?s ?p ?o }",
    "INSERT DATA { <http://x> <http://y> <http://z> }",
    "Wer fordert <script>alert(1)</script>?",
    "Was fordert <http://127.0.0.1:5000/actor/viktor-orlow>?",
    "Wer unterstützt \\u003e ?issue } #",
    "من يدعم الضمانات الأمنية؟",
    "\u202eWer unterstützt Sicherheitsgarantien?",
    "谁支持安全保障?",
    "Qui soutient les garanties de sécurité ?",
    "Wer " * 100,
    "?" * 300,
    "()[]{}*+.^$|\\",
    "\x00\x01\x02",
    "Wer\n\n\tunterstützt\r\nSicherheitsgarantien?",
    "%s %d {0} {actor}",
]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_text_gets_a_message_and_changes_nothing(world, question):
    version, size = world.store.version, world.store.size()
    answer = ask(world, question)
    assert answer.message or answer.answers
    assert (world.store.version, world.store.size()) == (version, size)
    for text in ("DROP", "DELETE", "INSERT", "script", "alert"):
        assert text not in answer.sparql


def test_direction_marks_and_line_breaks_do_not_matter(world):
    plain = ask(world, "Wer unterstützt Sicherheitsgarantien?")
    for question in (
        "\u202eWer unterstützt Sicherheitsgarantien?",
        "Wer\n\tunterstützt\r\nSicherheitsgarantien?",
    ):
        assert ask(world, question).answers == plain.answers


@pytest.mark.parametrize("question", ["", "   ", "?", "…", "\u200b"])
def test_an_empty_question_gets_examples(world, question):
    answer = ask(world, question)
    assert answer.status == "bad-input"
    assert answer.suggestions
    assert not answer.sparql


def test_a_very_long_question_is_not_read(world):
    answer = ask(world, "Wer unterstützt " + "x" * 10_000)
    assert answer.status == "bad-input"
    assert "max_question_chars" in answer.message
    assert len(answer.question) <= 500


@pytest.mark.parametrize(
    "question",
    [
        "Was fordert Orlow zwischen 2025-09-01 und 2025-08-01?",
        "Was fordert Orlow seit Oktober 2025 bis August 2025?",
        "What did Orlow demand between 1 September 2025 and 1 August 2025?",
        "Was fordert Orlow seit dem 31.02.2025?",
    ],
)
def test_contradictory_or_impossible_dates_are_named(world, question):
    answer = ask(world, question)
    assert answer.status == "bad-input"
    assert not answer.answers
    assert answer.message


def test_other_scripts_are_told_which_languages_are_understood(world):
    assert "Deutsch und Englisch" in ask(world, "Кто поддерживает гарантии безопасности?").message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_gets_an_answer_object(world, question):
    answer = ask(world, question)
    assert answer.status in {"answered", "nothing-found", "ambiguous", "not-understood", "bad-input"}
    assert answer.message or answer.answers
