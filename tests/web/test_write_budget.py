"""What one change over the web may cost: quads, bytes of them, and time for all that follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import standpunkt
from tests.web.conftest import TOKEN

BEARER = {"Authorization": f"Bearer {TOKEN}"}
PREFIX = "@prefix p: <http://example.org/" + "x" * 30_000 + "> . "
CHAIN = "<urn:next> a <http://www.w3.org/2002/07/owl#TransitiveProperty> . "
CHAIN += " ".join(f"<urn:{n}> <urn:next> <urn:{n + 1}> ." for n in range(6000))


def client(**settings: object) -> Iterator[FlaskClient]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, **settings) as session:
        app = session.app()
        yield app.test_client()
        app.extensions["standpunkt"].close()


@pytest.fixture(scope="module")
def few() -> Iterator[FlaskClient]:
    """A server that takes changes of a hundred quads."""
    yield from client(write_quads=100, reasoner="none")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/turtle", PREFIX + " ".join(f"p:a p:b p:c{n} ." for n in range(50))),
        ("text/turtle", " ".join(f"<urn:a> <urn:b> {n} ." for n in range(101))),
        (
            "application/sparql-update",
            "INSERT DATA { " + " ".join(f"<urn:a> <urn:b> {n} ." for n in range(101)) + "}",
        ),
        (
            "application/sparql-update",
            "INSERT { <urn:a> <urn:b> ?x } WHERE { VALUES ?a { 1 2 3 4 5 6 7 8 9 10 } VALUES ?b { 1 2 3 4 5 6 7 8 9 10 11 }"
            " BIND(CONCAT(STR(?a), '-', STR(?b)) AS ?x) }",
        ),
    ],
)
def test_a_small_body_may_not_say_very_much(few: FlaskClient, kind: str, body: str) -> None:
    before = few.get("/data?default").data
    if kind == "text/turtle":
        answer = few.put("/data?graph=urn:g", data=body, content_type=kind, headers=BEARER)
        whole = few.put("/data", data=body, content_type="application/trig", headers=BEARER)
        assert whole.status_code == 413
    else:
        answer = few.post("/update", data=body, content_type=kind, headers=BEARER)
    assert answer.status_code == 413
    assert "write_quads" in answer.text
    assert few.get("/data?default").data == before


def test_a_change_of_just_so_many_quads_is_taken(few: FlaskClient) -> None:
    body = " ".join(f"<urn:a> <urn:b> {n} ." for n in range(100))
    assert (
        few.put("/data?graph=urn:h", data=body, content_type="text/turtle", headers=BEARER).status_code == 201
    )


def test_a_change_from_which_millions_follow_is_ended_and_nothing_written() -> None:
    for few in client(update_seconds=1, shapes="off"):
        answer = few.put("/data?graph=urn:chain", data=CHAIN, content_type="text/turtle", headers=BEARER)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert few.get("/data?graph=urn:chain").status_code == 404
