"""The proof of an inferred edge, as a page, as JSON and as PROV, down to the sentence."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph

HTML = {"Accept": "text/html", "Accept-Language": "de"}
OPPOSES = "/why?s=actor/jonas-adler&p=sp:implicitlyOpposes&o=issue/tempolimit-auf-autobahnen"


def test_a_proof_ends_at_the_sentence_that_somebody_wrote(client: FlaskClient) -> None:
    html = client.get(OPPOSES, headers=HTML).text
    assert "Kein Text sagt das so" in html
    assert "Ministerpräsident Jonas Adler lehnt das Tempolimit ab." in html
    assert "/document/nordmark-streitet-ueber-das-tempolimit?at=" in html


def test_an_actor_page_leads_to_the_proofs(client: FlaskClient) -> None:
    html = client.get("/actor/jonas-adler", headers=HTML).text
    ways = [address.replace("&amp;", "&") for address in re.findall(r'href="(/why\?[^"]+)"', html)]
    assert ways
    for address in ways[:8]:
        assert client.get(address, headers=HTML).status_code == 200, address


def plain(client: FlaskClient, address: str, language: str) -> str:
    """What a proof says in words, without what is folded."""
    html = client.get(address, headers={"Accept": "text/html", "Accept-Language": language}).text
    main = html.split('id="content"')[1].split("</main>")[0]
    shown = re.sub(r"<details.*</details>", "", main, flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)))


def inferred_of(knowledge: KnowledgeGraph, each: int) -> Iterator[ox.Quad]:
    """Some inferred edges of every property of ours."""
    of_a_kind: Counter[str] = Counter()
    for quad in knowledge.store.quads(knowledge.iri("graph/inferred")):
        name = quad.predicate.value
        if isinstance(quad.object, ox.NamedNode) and "standpunkt/ontology" in name and of_a_kind[name] < each:
            of_a_kind[name] += 1
            yield quad


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_proof_shows_formal_names(client: FlaskClient, knowledge: KnowledgeGraph, language: str) -> None:
    edges = list(inferred_of(knowledge, 2))
    assert len(edges) > 20
    for edge in edges:
        query = {"s": edge.subject.value, "p": edge.predicate.value, "o": edge.object.value}
        said = plain(client, "/why?" + urlencode(query), language)
        formal = r"interval|inXSDDate|prp-|cax-|scm-|standpunkt[ -]\d|\b[0-9a-f]{12,}\b|#\w"
        assert not re.search(formal, said), said


def test_a_proof_says_who_held_which_office_when(client: FlaskClient) -> None:
    edge = "s=actor/stephan-harbarth&p=http://www.w3.org/ns/org%23holds&o=office/praesident-bundesverfassungsgericht"
    said = plain(client, f"/why?{edge}", "de")
    assert "Stephan Harbarth hat das Amt Präsident ( Bundesverfassungsgericht ) seit 22. Juni 2020." in said


def test_two_who_disagree_are_told_by_what_each_of_them_said(client: FlaskClient) -> None:
    said = plain(client, "/why?s=actor/mira-holm&p=sp:disagreesWith&o=actor/suedland", "de")
    assert said.count("ist dafür:") + said.count("ist dagegen:") >= 2
    assert "Kette" not in said


def test_the_same_proof_as_json_and_turtle(client: FlaskClient) -> None:
    proof = json.loads(client.get(OPPOSES + "&format=json").text)
    assert proof["asserted"] is False
    assert b"prov:" in client.get(OPPOSES + "&format=ttl").data


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?s=actor/nato", 200),
        ("?s=actor/nobody&p=sp:supports&o=issue/none", 404),
        ("?s=%3Cscript%3E&p=sp:supports&o=issue/none", 400),
    ],
)
def test_what_does_not_hold_is_said(client: FlaskClient, query: str, status: int) -> None:
    assert client.get("/why" + query, headers=HTML).status_code == status


def test_the_form_takes_names_and_offers_relations_in_plain_words(client: FlaskClient) -> None:
    html = client.get("/why", headers=HTML).text
    form = html.split("<form")[1].partition("</form>")[0]
    assert "placeholder" not in form
    assert ">lehnt damit auch ab</option>" in form
    named = {"s": "Jonas Adler", "p": "sp:implicitlyOpposes", "o": "Tempolimit auf Autobahnen"}
    assert "Kein Text sagt das so" in client.get("/why", query_string=named, headers=HTML).text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"s": "Niemand Hier", "o": "Tempolimit"}, "So heißt hier nichts."),
        ({"s": "Adler", "o": "o"}, "Welches davon?"),
        ({"s": "Mira Holm", "o": "Jonas Adler"}, "Das gilt hier nicht"),
    ],
)
def test_the_form_forgives(client: FlaskClient, asked: dict[str, str], said: str) -> None:
    html = client.get("/why", query_string={**asked, "p": "sp:supports"}, headers=HTML).text
    assert said in html
    for typed in asked.values():
        assert f'value="{typed}"' in html
