"""Keywords are told from names, strings and comments, whatever stands around them."""

from __future__ import annotations

import pytest

from graph.rdf.sparql_words import has_keyword, tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


@pytest.mark.parametrize(
    "text",
    [
        "SERVICE <x>",
        "service<x>",
        "{SeRvIcE#comment\n<x>",
        "true.SERVICE <x>",
        "ex:a.\nSERVICE ?x",
        "1.SERVICE<x>",
        "'a'SERVICE<x>",
    ],
)
def test_a_keyword_is_found(text: str) -> None:
    assert has_keyword(text, "SERVICE")


@pytest.mark.parametrize(
    "text",
    [
        "# SERVICE <x>",
        "'SERVICE'",
        '"""a "SERVICE" b"""',
        "<SERVICE>",
        "ex:SERVICE",
        "SERVICE:x",
        "?SERVICE",
        "_:SERVICE",
        "@service",
        "a.SERVICE:b",
    ],
)
def test_a_name_a_string_or_a_comment_is_no_keyword(text: str) -> None:
    assert not has_keyword(text, "SERVICE")


def test_terminals_keep_their_place_and_dots_end_statements() -> None:
    text = "ASK { ex:a.b <p> 'it''s' . ?x ex:c. }"
    assert [text[token.start : token.end] for token in tokens(text)] == [token.text for token in tokens(text)]
    assert ("pname", "ex:a.b") in kinds(text)
    assert kinds(text)[-3:] == [("pname", "ex:c"), ("mark", "."), ("mark", "}")]
    assert kinds("1.5e3 .5 'a\\'b' '''x'y'''") == [
        ("number", "1.5e3"),
        ("number", ".5"),
        ("string", "'a\\'b'"),
        ("string", "'''x'y'''"),
    ]
    assert kinds("a<b&&c>d") == [("word", "a"), ("iri", "<b&&c>"), ("word", "d")]
    assert kinds("1 < 2") == [("number", "1"), ("mark", "<"), ("number", "2")]


@pytest.mark.parametrize(
    "text", ["'\\" * 200_000, "a.-" * 200_000, "'''" * 200_000, ":" + "a." * 200_000, "%41" * 100_000]
)
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    assert sum(len(token.text) for token in tokens(text)) <= len(text)
