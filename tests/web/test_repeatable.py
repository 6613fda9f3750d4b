"""Which queries give the same answer until something is written, and may be kept."""

from __future__ import annotations

import pytest

from web.http.caching import is_repeatable


@pytest.mark.parametrize(
    "query",
    [
        "# what is known of somebody\nSELECT ?s WHERE { ?s ?p ?o }",
        "SELECT ?known ?brand WHERE { ?known ?p ?brand }",
        "SELECT ?s WHERE { ?s <https://example.org/servicing> ?o }",
    ],
)
def test_words_that_only_contain_such_a_word_are_kept(query: str) -> None:
    assert is_repeatable(query)


@pytest.mark.parametrize(
    "call", ["NOW()", "now ( )", "RAND()", "UUID()", "STRUUID()", "BNODE()", "struuid( )"]
)
def test_what_is_new_every_time_is_not_kept(call: str) -> None:
    assert not is_repeatable(f"SELECT ?x WHERE {{ BIND({call} AS ?x) }}")


def test_what_asks_another_server_is_not_kept() -> None:
    assert not is_repeatable("SELECT ?x WHERE { SERVICE <https://example.org/sparql> { ?x ?y ?z } }")
