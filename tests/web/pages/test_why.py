"""The proof of an inferred edge, as a page, as JSON and as PROV, down to the sentence."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

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
