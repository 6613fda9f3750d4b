"""Signing in and out leads back to where one was, and nowhere else."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.things.positions.positions import all_positions
from web import create_app

TOKEN = "only-for-this-test"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
PAGES = (
    "/",
    "/why",
    "/ask?q=Wer+fordert+ein+Tempolimit%3F",
    "/matrix?by=party&sort=name",
    "/queue?holder=actor%2Fspd",
    "/upload",
    "/curate",
    "/query?query=" + "SELECT+%2A+" * 9,
    "/no-such-page",
)
ABROAD = (
    "//evil.example/",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    " //evil.example",
    "evil.example",
)


@pytest.fixture
def client(knowledge: KnowledgeGraph) -> FlaskClient:
    return create_app(knowledge, read_settings({"store_kind": "memory", "token": TOKEN})).test_client()


def way_to_sign_in(client: FlaskClient, address: str, **environ: str) -> str:
    """The link of the footer."""
    html = client.get(address, headers=HTML, environ_overrides=environ or None).text
    return unescape(re.findall(r'<a[^>]* href="([^"]*/editing[^"]*)"', html)[-1])


def next_in(html: str) -> str:
    found = re.search(r'name="next" value="([^"]*)"', html)
    assert found
    return unescape(found[1])


def signed_in(client: FlaskClient, address: str) -> str:
    """Where one is after signing in by the form at ``address``."""
    wanted = next_in(client.get(address, headers=HTML).text)
    form = {"name": "Ida Prüf", "token": TOKEN, "next": wanted}
    return client.post("/editing", data=form, headers=HTML).headers["Location"]


@pytest.mark.parametrize("address", PAGES)
def test_signing_in_leads_back_to_the_page(client: FlaskClient, address: str) -> None:
    went = urlsplit(signed_in(client, way_to_sign_in(client, address)))
    assert (went.path, parse_qs(went.query)) == (urlsplit(address).path, parse_qs(urlsplit(address).query))


def test_pages_of_things_lead_back_too(client: FlaskClient, knowledge: KnowledgeGraph) -> None:
    position = all_positions(knowledge)[0]
    for iri in (position.iri, position.holder, position.issue, position.document):
        path = iri.removeprefix(knowledge.base.rstrip("/"))
        for link in re.findall(r'href="(/editing[^"]*)"', client.get(path, headers=HTML).text):
            assert parse_qs(urlsplit(unescape(link)).query)["next"] == [path]


def test_a_wrong_token_does_not_forget_where_one_was(client: FlaskClient) -> None:
    form = {"name": "Ida", "token": "guess", "next": "/why"}
    again = client.post("/editing", data=form, headers=HTML)
    assert again.status_code == 401
    assert next_in(again.text) == "/why"
    assert "next=/why" in re.findall(r'<a[^>]* href="([^"]*/editing[^"]*)"', again.text)[-1]


def test_signing_out_leads_back_too(client: FlaskClient) -> None:
    signed_in(client, "/editing?next=/why")
    signed = client.get("/editing?next=/why", headers=HTML).text
    assert 'class="button" href="/why"' in signed
    left = client.post("/editing/leave", data={"next": next_in(signed)}, headers=HTML)
    assert left.headers["Location"] == "/why"


def test_behind_a_prefix_it_leads_back_below_the_prefix(client: FlaskClient) -> None:
    for address in ("/why", "/no-such-page"):
        link = way_to_sign_in(client, address, SCRIPT_NAME="/wissen")
        assert link == f"/wissen/editing?next=/wissen{address}"


def test_of_a_very_long_address_only_the_path_is_kept(client: FlaskClient) -> None:
    assert way_to_sign_in(client, "/query?query=" + "x" * 3000) == "/editing?next=/query"


@pytest.mark.parametrize("wanted", ABROAD)
def test_it_never_leads_to_another_server(client: FlaskClient, wanted: str) -> None:
    assert next_in(client.get("/editing", query_string={"next": wanted}, headers=HTML).text) == ""
    form = {"name": "Ida", "token": TOKEN, "next": wanted}
    assert client.post("/editing", data=form, headers=HTML).headers["Location"] == "/documents"
    assert (
        client.post("/editing/leave", data={"next": wanted}, headers=HTML).headers["Location"] == "/documents"
    )
