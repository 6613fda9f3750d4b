"""Whatever the text, an extraction keeps its promises."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules

WORDS = st.sampled_from(
    [
        "Die",
        "SPD",
        "der",
        "CDU",
        "fordert",
        "lehnt",
        "ab",
        ",",
        ".",
        "„",
        "“",
        '"',
        "(",
        ")",
        ":",
        "?",
        "dass",
        "zu",
        "und",
        "nicht",
        "den",
        "Plan",
        "Gesetz",
        "Minister",
        "Müller",
        "sagte",
        "er",
        "sie\n",
        "",
        "",
        "",
        "wenn",
        "würde",
        "müsse",
        "Kritik",
        "an",
        "Forderung",
        "nach",
        "von",
        "wird",
        "abgelehnt",
        "haben",
        "2025",
        "!",
        "-",
        "–",
        "’",
        "\u202e",
        "\x00",
        "😀",
        "<b>",
        "</b>",
        "﷽",
        "é",
        "\n",
        "\n\n",
    ]
)


def extract(text):
    return GermanRules().extract(Document("document/test", "Test", text, published=dt.date(2025, 8, 19)))


def check(text, extraction):
    for statement in extraction.statements:
        span = statement.evidence.span
        assert text[span.start : span.end] == statement.evidence.quote
        assert statement.holder.name.strip()
        assert statement.holder.id.startswith(("actor/", "norm/"))
        assert statement.issue.label.strip()
        assert statement.issue.id.startswith("issue/")
        assert 0 <= statement.confidence <= 1
        assert statement.rule
        assert statement.trace
    for mention in extraction.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_scrambled_german(text):
    check(text, extract(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    check(text, extract(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "Die SPD " * 2000,
        "„" * 500 + "Die SPD fordert Brot",
        "Die SPD fordert, dass " * 300,
        "Die Forderung der " * 500,
        "und " * 3000,
        "(" * 1000,
        "SPD" * 3000,
    ],
    ids=range(9),
)
def test_hostile_texts(text):
    check(text, extract(text))


def test_two_runs_are_identical():
    text = "Die SPD fordert ein Gesetz. „Das ist ein Fehler“, sagte Anna Weber. Sie lehnt es ab."
    assert extract(text) == extract(text)
