"""Every IRI of ours answers, for people and for programs; the dataset describes itself."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from ontology import versions

BASE = "http://127.0.0.1:5000/"
ANNA = ox.NamedNode(BASE + "actor/anna-beispiel")
NAME = ox.Literal("Anna Beispiel")
SUFFIXES = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}


@pytest.mark.parametrize(("suffix", "media_type"), SUFFIXES.items())
def test_a_thing_answers_by_suffix_and_by_accept_alike(
    client: FlaskClient, suffix: str, media_type: str
) -> None:
    by_suffix = client.get(f"/actor/anna-beispiel.{suffix}")
    by_accept = client.get("/actor/anna-beispiel", headers={"Accept": media_type})
    assert by_suffix.mimetype == by_accept.mimetype == media_type
    assert by_suffix.data == by_accept.data
    form = ox.RdfFormat.from_media_type(media_type)
    assert NAME in {q.object for q in ox.parse(by_suffix.data, form) if q.subject == ANNA}


def test_a_description_also_says_who_refers_to_the_thing(client: FlaskClient) -> None:
    quads = list(ox.parse(client.get("/actor/anna-beispiel.nq").data, ox.RdfFormat.N_QUADS))
    assert ox.NamedNode(BASE + "position/9a") in {q.subject for q in quads if q.object == ANNA}
    assert {q.graph_name.value for q in quads} == {BASE + "graph/document/probe"}


def test_json_ld_uses_plain_names_of_the_published_context(client: FlaskClient) -> None:
    document = client.get("/position/9a", headers={"Accept": "application/ld+json"}).get_json(force=True)
    context = client.get(document["@context"]).get_json(force=True)["@context"]
    triples = {
        q.triple for q in ox.parse(json.dumps({**document, "@context": context}), ox.RdfFormat.JSON_LD)
    }
    holder = ox.NamedNode("https://w3id.org/standpunkt/ontology#holder")
    assert ox.Triple(ox.NamedNode(BASE + "position/9a"), holder, ANNA) in triples


def test_a_browser_gets_a_page_that_links_to_the_other_forms(client: FlaskClient) -> None:
    response = client.get("/actor/anna-beispiel", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.mimetype == "text/html"
    assert "Anna Beispiel" in response.text
    assert '</actor/anna-beispiel.ttl>; rel="alternate"; type="text/turtle"' in response.headers["Link"]


@pytest.mark.parametrize(
    "address", ["/actor/nobody", "/actor/nobody.ttl", "/graph/document/none", "/actor/%00", "/issue/<x>"]
)
def test_what_nobody_has_mentioned_is_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


SPLIT = """
@base <http://127.0.0.1:5000/> .
@prefix sp: <https://w3id.org/standpunkt/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<issue/hafen/gesetz> a sp:Issue ; rdfs:label "Gesetz"@de .
<issue/schule/gesetz> a sp:Issue ; rdfs:label "Gesetz über Schulbusse"@de .
<issue/schule/klage> a sp:Issue ; rdfs:label "Klage"@de .
<actor/hafen/anwohner> a sp:CollectiveActor ; rdfs:label "Anwohner" ; sp:mentionedIn <document/hafen> .
"""


@pytest.fixture
def split(knowledge: KnowledgeGraph) -> None:
    triples = [q.triple for q in ox.parse(SPLIT, format=ox.RdfFormat.TURTLE)]
    knowledge.put("graph/document/hafen", triples)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/issue/klage", "/issue/schule/klage"),
        ("/issue/klage.ttl", "/issue/schule/klage.ttl"),
        ("/actor/anwohner", "/actor/hafen/anwohner"),
    ],
)
@pytest.mark.usefixtures("split")
def test_an_iri_whose_thing_now_belongs_to_one_document_leads_there(
    client: FlaskClient, old: str, new: str
) -> None:
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert client.get(old, follow_redirects=True).status_code == 200


@pytest.mark.usefixtures("split")
def test_an_iri_that_was_split_lists_what_became_of_it(client: FlaskClient) -> None:
    page = client.get("/issue/gesetz", headers={"Accept": "text/html"})
    assert page.status_code == 300
    assert 'href="/issue/hafen/gesetz"' in page.text
    assert "Gesetz über Schulbusse" in page.text
    turtle = client.get("/issue/gesetz.ttl")
    assert turtle.status_code == 300
    replaced = {
        q.object.value for q in ox.parse(turtle.data, ox.RdfFormat.TURTLE) if "isReplacedBy" in str(q)
    }
    assert replaced == {BASE + "issue/hafen/gesetz", BASE + "issue/schule/gesetz"}


def test_a_document_graph_is_served_at_its_name(client: FlaskClient) -> None:
    response = client.get("/graph/document/probe", headers={"Accept": "text/turtle"})
    assert len(list(ox.parse(response.data, ox.RdfFormat.TURTLE))) == 14


def test_an_unchanged_thing_is_304(client: FlaskClient) -> None:
    tag = client.get("/actor/anna-beispiel.ttl").headers["ETag"]
    assert client.get("/actor/anna-beispiel.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_the_vocabulary_explains_itself(client: FlaskClient) -> None:
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    terms = {
        q.subject.value
        for q in ox.parse(turtle.data, ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
    }
    assert "https://w3id.org/standpunkt/ontology#supports" in terms
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    assert all(f'id="{name}"' in page for name in ("supports", "Position", "Demand"))


@pytest.mark.parametrize("address", ["/ontology/{}", "/ontology/{}.ttl"])
def test_a_version_of_the_vocabulary_is_served_at_its_version_iri(client: FlaskClient, address: str) -> None:
    number = versions.current().number
    response = client.get(address.format(number), headers={"Accept": "text/turtle"})
    said = {(q.subject, q.predicate.value, q.object) for q in ox.parse(response.data, ox.RdfFormat.TURTLE)}
    itself = ox.NamedNode(versions.IRI)
    assert (itself, "http://www.w3.org/2002/07/owl#versionInfo", ox.Literal(number)) in said
    assert '</ontology>; rel="latest-version"' in response.headers["Link"]
    assert f'</ontology/{number}.ttl>; rel="alternate"; type="text/turtle"' in response.headers["Link"]


def test_the_page_of_a_version_names_it_and_links_its_own_files(client: FlaskClient) -> None:
    number = versions.current().number
    page = client.get(f"/ontology/{number}", headers={"Accept": "text/html"}).text
    assert f'href="/ontology/{number}.jsonld"' in page
    assert f'aria-current="true">{number}</a>' in page


@pytest.mark.parametrize("version", ["9.9.9", "0.1", "x", "0.1.0.exe.ttl", "%00"])
def test_a_version_that_never_was_is_404(client: FlaskClient, version: str) -> None:
    assert client.get(f"/ontology/{version}", headers={"Accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize("path", ["ontology", "ontology/{number}", "ontology.ttl", "context.jsonld"])
def test_the_redirect_rules_of_the_permanent_address_lead_here(client: FlaskClient, path: str) -> None:
    """The rules that docs/ONTOLOGY.md gives w3id.org, applied by hand."""
    path = path.format(number=versions.current().number)
    page = (Path(__file__).parents[2] / "docs" / "ONTOLOGY.md").read_text(encoding="utf-8")
    rules = re.findall(
        r"^RewriteRule (\S+) https://positions\.example\.org(\S+) \[R=303,L\]$", page, re.MULTILINE
    )
    [target] = [
        re.sub(pattern, goal.replace("$1", r"\1"), path)
        for pattern, goal in rules
        if re.search(pattern, path)
    ]
    assert client.get(target, headers={"Accept": "text/turtle, application/ld+json"}).status_code == 200


def test_the_dataset_is_described_with_its_counts(client: FlaskClient) -> None:
    triples = {
        (q.predicate.value, q.object)
        for q in ox.parse(client.get("/.well-known/void").data, ox.RdfFormat.TURTLE)
    }
    size = ox.Literal("14", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    assert ("http://rdfs.org/ns/void#triples", size) in triples
    assert ("http://rdfs.org/ns/void#sparqlEndpoint", ox.NamedNode(BASE + "sparql")) in triples
    assert any(predicate == "http://purl.org/dc/terms/license" for predicate, _ in triples)


def test_dumps_are_complete_dated_and_the_same_packed(client: FlaskClient) -> None:
    plain, packed = client.get("/dump.nq"), client.get("/dump.nq.gz")
    assert len(plain.data.splitlines()) == 14
    assert sorted(gzip.decompress(packed.data).splitlines()) == sorted(plain.data.splitlines())
    assert packed.mimetype == "application/gzip"
    assert "Last-Modified" in plain.headers
    assert client.get("/dump.exe").status_code == 404


def test_the_sitemap_lists_everything_with_a_page(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    for path in ("actor/anna-beispiel", "document/probe", "issue/tempolimit", "position/9a"):
        assert f"<loc>{BASE}{path}</loc>" in text
    assert client.get("/sitemap-7.xml").status_code == 404
    assert "sitemap.xml" in client.get("/robots.txt").text
