"""The reconciliation service speaks version 0.2 of the protocol that OpenRefine knows."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import standpunkt
from loaders.articles.findings import Document
from web import create_app

TEXT = """Die Ministerin Ida Falk fordert ein Tempolimit auf Autobahnen. Der Verband Freie Straße lehnt ein Tempolimit auf
Autobahnen ab. Ida Falkner von der Partei der Linken begrüßt das Gesetz zur Wärme."""


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load_document(Document("document/streit", "Streit", TEXT))
        yield create_app(session.graph, session.settings).test_client()


def found(client: FlaskClient, **query: object) -> list[tuple[str, bool]]:
    """The identifiers of the candidates and whether each is a match."""
    response = client.get("/reconcile", query_string={"queries": json.dumps({"q": query})})
    assert response.status_code == 200, response.text
    return [(one["id"], one["match"]) for one in response.json["q"]["result"]]


def test_without_queries_it_says_what_it_is(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").json
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "http://127.0.0.1:5000/"
    assert manifest["schemaSpace"] == "https://w3id.org/standpunkt/ontology#"
    assert manifest["view"]["url"].endswith("{{id}}")
    assert {"id": "Person", "name": "Person"} in manifest["defaultTypes"]


def test_the_very_name_is_a_match_and_likeness_is_not(client: FlaskClient) -> None:
    assert found(client, query="Ida Falk", type="Person")[0] == ("actor/ida-falk", True)
    assert found(client, query="Falk, Ida", type="Person")[0] == ("actor/ida-falk", False)
    assert found(client, query="Ida Falck", type="Person")[0] == ("actor/ida-falk", False)
    assert found(client, query="VERBAND FREIE STRASSE")[0] == ("actor/verband-freie-strasse", True)


def test_only_what_is_of_the_kind_is_found(client: FlaskClient) -> None:
    assert found(client, query="Ida Falk", type="Party") == []
    assert found(client, query="Tempolimit", type="Actor") == []
    assert found(client, query="Tempolimit", type=["Issue"])[0] == ("issue/tempolimit", True)
    assert found(client, query="Ida Falk", type="https://w3id.org/standpunkt/ontology#Person", limit=1) == [
        ("actor/ida-falk", True)
    ]


def test_a_batch_in_the_body_answers_every_query_by_its_name(client: FlaskClient) -> None:
    queries = {"q0": {"query": "Ida Falk"}, "q1": {"query": "nobody of that name at all"}}
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)}).json
    assert answer["q0"]["result"][0] == {
        "id": "actor/ida-falk",
        "name": "Ida Falk",
        "type": [{"id": "Person", "name": "Person"}],
        "score": 100.0,
        "match": True,
    }
    assert answer["q1"] == {"result": []}


@pytest.mark.parametrize(
    "queries",
    [
        "{",
        "[]",
        "null",
        "[" * 5000,
        '{"q": 1}',
        '{"q": {"query": 5}}',
        '{"q": {"query": "a", "limit": "x"}}',
        '{"q": {"query": "a", "limit": 0}}',
        '{"q": {"query": "a", "limit": 100000}}',
        '{"q": {"query": "a", "type": {"id": 1}}}',
        json.dumps({"q": {"query": "a" * 500}}),
        json.dumps({str(n): {"query": "a"} for n in range(60)}),
    ],
)
def test_bad_queries_are_refused_in_a_sentence(client: FlaskClient, queries: str) -> None:
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == 400
    assert "quer" in response.text or "limit" in response.text
