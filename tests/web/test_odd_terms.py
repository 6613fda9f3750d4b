"""Terms that RDF allows and nobody expects: no page breaks, nothing broken is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from tests.waiting import PATIENCE
from tests.web.conftest import BASE, DOCUMENT, TOKEN
from web.http.negotiation import TRIPLES

BEARER = {"Authorization": f"Bearer {TOKEN}"}
ACTOR = f"<{BASE}actor/anna-beispiel>"
TERM = '<<( <urn:a> <urn:b> "c" )>>'
LABEL, TYPE = "<http://www.w3.org/2000/01/rdf-schema#label>", "a"
SUPPORTS = "<https://w3id.org/standpunkt/ontology#supports>"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
PAGES = ("/", "/actors", "/actor/anna-beispiel", "/matrix", "/network", "/ask?q=Was+fordert+Anna+Beispiel%3F")


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    """A whole server in memory, with reasoner and shapes."""
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, query_seconds=PATIENCE) as session:
        session.graph.put(
            "graph/document/probe", [q.triple for q in ox.parse(DOCUMENT, format=ox.RdfFormat.TURTLE)]
        )
        app = session.app()
        yield app.test_client()
        app.extensions["standpunkt"].close()


@pytest.mark.parametrize("how", ["update", "graph"])
@pytest.mark.parametrize(
    "odd",
    [
        f"{ACTOR} {LABEL} _:b",
        f"{ACTOR} {TYPE} _:b",
        f"{ACTOR} {LABEL} {TERM}",
        f"{ACTOR} {TYPE} {TERM}",
        f"{ACTOR} {SAME} {TERM}",
        f"{ACTOR} {SUPPORTS} {TERM}",
        f'{ACTOR} {LABEL} "x"@en--ltr',
        f"<urn:s> <urn:p> <<( _:a <urn:p> {TERM} )>>",
    ],
)
def test_an_odd_term_is_taken_and_breaks_no_page(client: FlaskClient, odd: str, how: str) -> None:
    if how == "update":
        text = f"INSERT DATA {{ GRAPH <urn:odd> {{ {odd} }} }}"
        sent = client.post("/update", data=text, content_type="application/sparql-update", headers=BEARER)
    else:
        sent = client.put("/data?graph=urn:odd", data=f"{odd} .", content_type="text/turtle", headers=BEARER)
    assert sent.status_code in (201, 204), sent.text
    for page in PAGES:
        assert client.get(page).status_code == 200, page
    for form in TRIPLES:
        assert client.get(f"/actor/anna-beispiel.{form.suffix}").status_code in (200, 406), form
    assert client.delete("/data?graph=urn:odd", headers=BEARER).status_code == 204


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("CONSTRUCT { <urn:s> <http://example.org/1> <urn:o> } {}", "application/rdf+xml"),
        ("CONSTRUCT { <urn:s> <urn:p> 'a\\u0001' } {}", "application/rdf+xml"),
        ("SELECT ('\\u000C' AS ?x) {}", "application/sparql-results+xml"),
        ("SELECT ('\\uFFFE' AS ?x) {}", "application/sparql-results+xml"),
    ],
)
def test_what_xml_cannot_hold_is_refused(client: FlaskClient, query: str, kind: str) -> None:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": kind})
    assert answer.status_code == 406
    assert "cannot be written in XML" in answer.text


def test_an_escaped_slash_is_another_iri_than_a_slash(client: FlaskClient) -> None:
    for name, label in (("a%2Fb", "escaped"), ("a/b", "plain")):
        turtle = f'<{BASE}actor/{name}> {LABEL} "{label}" .'
        client.post("/data?graph=urn:slash", data=turtle, content_type="text/turtle", headers=BEARER)
    for address, label in (
        ("/actor/a%2Fb", "escaped"),
        ("/actor/a/b", "plain"),
        ("/actor/a%2Fb.ttl", "escaped"),
    ):
        answer = client.get(address, headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        assert f'"{label}"' in answer.text
    client.delete("/data?graph=urn:slash", headers=BEARER)


SP, DCT = "https://w3id.org/standpunkt/ontology#", "http://purl.org/dc/terms/"
PROBE, ISSUE = f"<{BASE}document/probe>", f"<{BASE}issue/tempolimit>"
ODD = f'_:b , {TERM} , "x" , "" , "2026-99-99" , -5 , 1e999 , "x"@en--ltr , <urn:x> , "a\\u0000b" , {ACTOR}'
PLACES = (*PAGES, "/issues", "/documents", "/positions", "/timeline", "/document/probe", "/issue/tempolimit")


@pytest.fixture(scope="module")
def unshaped() -> Iterator[FlaskClient]:
    """A server that checks no shapes, so that our own terms may hold anything."""
    with standpunkt.open_graph(
        store_kind="memory", token=TOKEN, shapes="off", reasoner="none", query_seconds=PATIENCE
    ) as session:
        session.graph.put(
            "graph/document/probe", [q.triple for q in ox.parse(DOCUMENT, format=ox.RdfFormat.TURTLE)]
        )
        app = session.app()
        yield app.test_client()
        app.extensions["standpunkt"].close()


@pytest.mark.parametrize(
    ("subject", "term"),
    [
        (ACTOR, "http://www.w3.org/ns/org#memberOf"),
        (ACTOR, f"{SP}participant"),
        (ACTOR, "http://www.w3.org/2000/01/rdf-schema#label"),
        (PROBE, f"{DCT}issued"),
        (PROBE, f"{DCT}title"),
        (PROBE, f"{SP}text"),
        (ISSUE, "http://www.w3.org/2004/02/skos/core#broader"),
        (f"<{BASE}position/9a>", f"{SP}holder"),
        (f"<{BASE}position/9a>", f"{SP}confidence"),
        (f"<{BASE}position/9a>", f"{DCT}date"),
    ],
)
def test_our_own_terms_may_hold_anything_where_no_shapes_are_checked(
    unshaped: FlaskClient, subject: str, term: str
) -> None:
    text = f"INSERT DATA {{ GRAPH <urn:odd> {{ {subject} <{term}> {ODD} }} }}"
    sent = unshaped.post("/update", data=text, content_type="application/sparql-update", headers=BEARER)
    assert sent.status_code == 204, sent.text
    for page in PLACES:
        assert unshaped.get(page).status_code == 200, page
    assert unshaped.delete("/data?graph=urn:odd", headers=BEARER).status_code == 204
