"""The query endpoint (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

HOLDERS = "SELECT ?a { ?p <https://w3id.org/standpunkt/ontology#holder> ?a }"
ANNA = "http://127.0.0.1:5000/actor/anna-beispiel"


def rows(response) -> list[str]:
    return [row["a"]["value"] for row in response.get_json()["results"]["bindings"]]


def test_a_query_by_get(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": HOLDERS})
    assert response.content_type == "application/sparql-results+json"
    assert rows(response) == [ANNA]


def test_a_query_as_form_is_decoded_once(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": 'ASK { FILTER("a+b%2B" = "a\\u002Bb%2B") }'})
    assert response.get_json()["boolean"] is True


def test_a_query_as_body(client: FlaskClient) -> None:
    response = client.post("/sparql", data=HOLDERS, content_type="application/sparql-query; charset=utf-8")
    assert rows(response) == [ANNA]


def test_a_query_as_multipart_form(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": HOLDERS}, content_type="multipart/form-data")
    assert rows(response) == [ANNA]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_solutions_come_in_the_format_the_client_likes_best(
    client: FlaskClient, accept: str, content_type: str
) -> None:
    response = client.get("/sparql", query_string={"query": HOLDERS}, headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, content_type)


def test_dataset_parameters_restrict_the_dataset(client: FlaskClient) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        response = client.get("/sparql", query_string={"query": HOLDERS, name: "http://example.org/none"})
        assert rows(response) == []


def test_from_restricts_the_union(client: FlaskClient) -> None:
    text = HOLDERS.replace("{", "FROM <http://example.org/none> {", 1)
    assert rows(client.get("/sparql", query_string={"query": text})) == []


def test_an_unknown_function_is_an_error_in_its_expression(client: FlaskClient) -> None:
    text = (
        "SELECT ?a (<http://example.org/f>(?a) AS ?b) { ?p <https://w3id.org/standpunkt/ontology#holder> ?a }"
    )
    response = client.get("/sparql", query_string={"query": text})
    assert (response.status_code, rows(response)) == (200, [ANNA])


@pytest.mark.parametrize(
    "fields",
    [
        "query=SELECT * {",
        "query=",
        "",
        "query=ASK {}&query=ASK {}",
        "query=ASK {}&update=CLEAR ALL",
        "query=%ff",
        "query=INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    ],
)
def test_what_is_no_query_is_refused_with_a_sentence(client: FlaskClient, fields: str) -> None:
    response = client.post("/sparql", data=fields, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert len(response.text.strip().splitlines()) == 1
    assert "Traceback" not in response.text


def test_nothing_acceptable_is_406(client: FlaskClient) -> None:
    assert (
        client.get("/sparql", query_string={"query": HOLDERS}, headers={"Accept": "image/png"}).status_code
        == 406
    )


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_browser_is_led_to_the_editor(client: FlaskClient) -> None:
    empty = client.get("/sparql", headers={"Accept": BROWSER})
    assert (empty.status_code, empty.headers["Location"]) == (303, "/query")
    assert "Accept" in empty.vary
    assert client.get(empty.headers["Location"], headers={"Accept": BROWSER}).status_code == 200


@pytest.mark.parametrize(
    ("accept", "fields"),
    [
        ("", {}),
        ("*/*", {"query": HOLDERS}),
        ("text/turtle, text/html;q=0.5", {}),
        ("application/sparql-results+json", {"query": HOLDERS}),
        (BROWSER, {"query": HOLDERS}),
        (BROWSER, {"query": HOLDERS, "format": "csv"}),
        (BROWSER, {"query": HOLDERS, "default-graph-uri": "http://example.org/none"}),
    ],
)
def test_whoever_wants_data_gets_data(client: FlaskClient, accept: str, fields: dict[str, str]) -> None:
    assert client.get("/sparql", query_string=fields, headers={"Accept": accept}).status_code == 200


def test_two_queries_at_once_are_refused_in_a_browser_too(client: FlaskClient) -> None:
    twice = client.get("/sparql?query=ASK{}&query=ASK{}", headers={"Accept": BROWSER})
    assert twice.status_code == 400
