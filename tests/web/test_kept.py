"""The same request again is answered from what is kept, until something is written; too large an answer is not kept."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.waiting import PATIENCE
from tests.web import live

NUMBERS = " ".join(map(str, range(300)))
PAIRS = f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    server = live.start(cache_bytes=32_000_000)
    server.send("PUT", "data?graph=urn:g", live.DATA, Content_Type="text/turtle")
    yield server
    server.stop()


def ask(server: live.Server, text: str) -> bytes:
    """The answer as CSV, asked without a token, as anybody may."""
    request = urllib.request.Request(
        f"{server.address}sparql?query={quote(text)}", headers={"Accept": "text/csv"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return bytes(response.read())


def from_kept(server: live.Server) -> int:
    """How many requests were answered from what is kept."""
    text = server.send("GET", "metrics").decode()
    line = next((line for line in text.splitlines() if 'requests_total{endpoint="kept"' in line), "0 0")
    return int(float(line.split()[-1]))


def test_a_small_answer_is_kept_until_something_is_written(server: live.Server) -> None:
    text = "SELECT ?name { ?who <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"
    kept = from_kept(server)
    before = ask(server, text)
    assert ask(server, text) == before
    assert from_kept(server) == kept + 1
    server.update('INSERT DATA { <urn:zoe> <http://www.w3.org/2000/01/rdf-schema#label> "Zoe Muster" }')
    assert b"Zoe Muster" in ask(server, text)
    assert from_kept(server) == kept + 1


def test_a_streamed_answer_is_kept_when_it_has_been_sent(server: live.Server) -> None:
    text = f"{PAIRS} LIMIT 80000"
    assert 1_000_000 > len(ask(server, text)) > 500_000
    wide = text.replace("?a ?b", "?a ?b (CONCAT('row ', STR(?a)) AS ?c)", 1)
    kept = from_kept(server)
    first = ask(server, wide)
    assert len(first) > 1_048_576
    assert ask(server, wide) == first
    assert from_kept(server) == kept + 1


def test_an_answer_larger_than_a_sixteenth_of_the_cache_is_not_kept(server: live.Server) -> None:
    text = PAIRS.replace("?a ?b", "?a ?b (CONCAT('quite a long row ', STR(?a), STR(?b)) AS ?c)", 1)
    kept = from_kept(server)
    first = ask(server, text)
    assert len(first) > 32_000_000 // 16
    assert ask(server, text) == first
    assert from_kept(server) == kept
