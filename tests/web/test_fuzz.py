"""Whatever is sent, the answer is never a 500 and never a traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from web import create_app

PATHS = (
    "/sparql",
    "/update",
    "/data",
    "/data/x/y",
    "/documents",
    "/document/probe",
    "/actor/anna-beispiel.ttl",
    "/actor/../../etc/passwd",
    "/graph/ontology",
    "/ontology.jsonld",
    "/.well-known/void",
    "/void.rdf",
    "/dump.trig.gz",
    "/sitemap.xml",
    "/sitemap-99999999999999999999.xml",
    "/health",
    "/metrics",
    "/context.jsonld",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE")
NAMES = (
    "query",
    "update",
    "graph",
    "default",
    "default-graph-uri",
    "using-graph-uri",
    "format",
    "title",
    "date",
    "x",
)
FRAGMENTS = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "?s ?p ?o", ".", ";", "GRAPH ?g", "FROM <urn:g>",
    "INSERT DATA", "DELETE WHERE", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>", "SERVICE <http://127.0.0.1:9/> {}",
    "PREFIX : <urn:>", "BASE <x>", "'a\\u0000'", "<<( :a :b :c )>>", "VALUES ?x { 1 UNDEF }", "ORDER BY ?x", "\x00",
    "FILTER(<urn:f>(?s))", "(COUNT(*) AS ?n)", "GROUP BY ?s", "LIMIT 3", "#", "\n", "é\U0001f600", ":a* :b", "_:b",
)  # fmt: skip
TYPES = (
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/turtle",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/json",
    "text/plain; charset=latin-1",
    "text/plain; charset=nonsense",
    "image/png",
    "",
    "/;=",
)
sparql = st.lists(st.sampled_from(FRAGMENTS), max_size=10).map(" ".join)
bodies = st.one_of(
    sparql.map(lambda text: text.encode()),
    st.binary(max_size=60),
    st.sampled_from(
        (b'{"@context": "http://127.0.0.1:9/"}', b'{"text": 5}', b"[]", b"<a> <b> <c> .", b"<?xml?><rdf/>")
    ),
)
header = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[FlaskClient]:
    app: Flask = create_app(
        KnowledgeGraph(memory(), "http://127.0.0.1:5000/", None),
        read_settings({"token": "correct horse battery", "query_seconds": 2, "update_seconds": 2}),
        load=lambda data, said: {"document": "http://127.0.0.1:5000/document/x", "statements": []},
    )
    yield app.test_client()
    app.extensions["standpunkt"].close()


@given(
    path=st.sampled_from(PATHS),
    method=st.sampled_from(METHODS),
    fields=st.dictionaries(st.sampled_from(NAMES), st.one_of(sparql, st.text(max_size=20)), max_size=3),
    body=bodies,
    media_type=st.one_of(st.sampled_from(TYPES), header),
    accept=st.one_of(
        st.sampled_from(("*/*", "text/html", "application/json", "text/turtle;q=x", ",,;")), header
    ),
    extra=st.dictionaries(
        st.sampled_from(("If-None-Match", "X-Request-Id", "Range", "Cookie", "Origin")), header
    ),
    known=st.booleans(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_breaks_the_server(
    fuzzed: FlaskClient, path, method, fields, body, media_type, accept, extra, known
) -> None:
    headers = {"Accept": accept, "Content-Type": media_type, **extra}
    if known:
        headers["Authorization"] = "Bearer correct horse battery"
    query = {} if path == "/sparql" and method == "POST" else fields
    response = fuzzed.open(path, method=method, query_string=query, data=body, headers=headers)
    assert response.status_code < 500, response.text
    assert "Traceback" not in response.text if response.mimetype.startswith("text/") else True
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@given(text=sparql, by=st.sampled_from(("query", "update")))
@settings(max_examples=200, deadline=None)
def test_no_sparql_breaks_the_server(fuzzed: FlaskClient, text: str, by: str) -> None:
    address = "/sparql" if by == "query" else "/update"
    response = fuzzed.post(
        address, data={by: text}, headers={"Authorization": "Bearer correct horse battery"}
    )
    assert response.status_code in (200, 204, 400, 403)


@given(data=st.one_of(st.binary(max_size=200), sparql.map(str.encode)), form=st.sampled_from(TYPES[5:9]))
@settings(max_examples=150, deadline=None)
def test_no_graph_breaks_the_server(fuzzed: FlaskClient, data: bytes, form: str) -> None:
    response = fuzzed.put(
        "/data?graph=urn:f",
        data=data,
        content_type=form,
        headers={"Authorization": "Bearer correct horse battery"},
    )
    assert response.status_code in (201, 204, 400)
