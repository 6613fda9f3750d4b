"""Queries under names of one's own: kept in the browser, renamed, let go, and shared by an address."""

from __future__ import annotations

import base64
import json
import re
import zlib

import pytest
from flask import Flask
from flask.testing import FlaskClient

PLACE = "/queries/who-supports?topic=issue/tempolimit&run=1"
GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """A browser of its own, with its own cookies."""
    return app.test_client()


def keep(reader: FlaskClient, name: str, address: str = PLACE, **more: str) -> tuple[int, str]:
    """Status and place that naming a query leads to."""
    answer = reader.post("/queries/own", data={"name": name, "address": address, **more}, headers=GERMAN)
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def named(reader: FlaskClient) -> list[str]:
    """What the gallery lists as the reader's own queries."""
    page = reader.get("/queries", headers=GERMAN).text
    own = page.partition('id="own"')[2].partition("</section>")[0]
    return re.findall(r"<h3><a href=\"[^\"]+\"><bdi>(.*?)</bdi>", own)


def test_a_query_is_kept_under_the_name_the_reader_gives(reader: FlaskClient) -> None:
    assert named(reader) == []
    assert 'name="address" value="/queries/who-supports?topic=issue/tempolimit' in reader.get(PLACE).text
    status, place = keep(reader, "Wer bremst?")
    assert (status, place) == (303, PLACE + "&as=Wer+bremst%3F")
    assert named(reader) == ["Wer bremst?"]
    assert '<p class="kicker called"><bdi>Wer bremst?</bdi></p>' in reader.get(place, headers=GERMAN).text


def test_the_address_tells_others_the_name(reader: FlaskClient, app: Flask) -> None:
    _, place = keep(reader, "Wer bremst?")
    other = app.test_client()
    page = other.get(place, headers=GERMAN).text
    assert "Wer bremst?" in page
    assert "as=Wer+bremst%3F" in page.partition('id="permanent"')[2].partition(">")[0]
    assert named(other) == []


def test_the_page_says_that_it_was_saved_to_who_saved_it(reader: FlaskClient, app: Flask) -> None:
    _, place = keep(reader, "Wer bremst?")
    said = "Gespeichert als „Wer bremst?“"
    assert said in reader.get(place, headers=GERMAN).text
    assert said not in reader.get(PLACE, headers=GERMAN).text
    assert said not in app.test_client().get(place, headers=GERMAN).text


def test_a_name_is_changed_and_a_query_let_go(reader: FlaskClient) -> None:
    for name in ("Eins", "Zwei"):
        keep(reader, name)
    assert keep(reader, "Drei", act="rename", of="Eins")[0] == 303
    assert named(reader) == ["Drei", "Zwei"]
    assert keep(reader, "Zwei", act="rename", of="Drei")[0] == 400
    assert keep(reader, "", act="delete", of="Zwei")[0] == 303
    assert named(reader) == ["Drei"]


def test_the_same_name_again_takes_the_place_of_the_first(reader: FlaskClient) -> None:
    keep(reader, "Eins")
    keep(reader, "Eins", "/queries/who-opposes?run=1")
    assert named(reader) == ["Eins"]
    assert "who-opposes" in reader.get("/queries").text.partition('id="own"')[2].partition("</section>")[0]


def test_a_query_of_the_editor_is_kept_too(reader: FlaskClient) -> None:
    text = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
    page = reader.get("/query", query_string={"query": text}, headers=GERMAN).text
    address = re.findall(r'name="address" value="(.*?)"', page)[0].replace("&amp;", "&")
    status, place = keep(reader, "Ein Satz", address)
    assert status == 303
    assert "Ein Satz" in reader.get(place, headers=GERMAN).text


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/queries/x", "//evil.example/queries/x", "/editing/leave", "javascript:alert(1)", "",
     "/queries/\\evil", "/queries/x\nSet-Cookie: a=b", "/query/../editing", "/queries/../editing",
     "http://[x", "//[x/queries/a", "/query#?query=ASK{}", "query", "?query=ASK{}"],
)  # fmt: skip
def test_only_addresses_of_queries_are_kept(reader: FlaskClient, address: str) -> None:
    status, said = keep(reader, "Falle", address)
    assert status == 400
    assert "nur Adressen von Abfragen" in said
    assert named(reader) == []


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_a_query_needs_a_name(reader: FlaskClient, name: str) -> None:
    assert keep(reader, name)[0] == 400


def test_hostile_names_and_cookies_do_no_harm(reader: FlaskClient) -> None:
    keep(reader, '<script>alert("x")</script>' + "ä" * 300)
    [name] = named(reader)
    assert name.startswith("&lt;script&gt;")
    written = json.dumps([["Eins", "http://[x"], ["Zwei", "//["], ["Drei", "/editing"]]).encode()
    address_that_is_none = base64.urlsafe_b64encode(zlib.compress(written)).decode()
    for cookie in ("x", "eJwDAAAAAAE=", "AAAA" * 900, "eJyLjgUAARUAuQ==", address_that_is_none):
        reader.set_cookie("queries", cookie)
        assert reader.get("/queries").status_code == 200
        assert named(reader) == []


def test_a_browser_keeps_no_more_than_fits(reader: FlaskClient) -> None:
    statuses = [keep(reader, f"Abfrage {n}")[0] for n in range(31)]
    assert set(statuses[:30]) == {303}
    assert statuses[30] == 400
    assert len(named(reader)) == 30


def test_a_page_of_another_site_changes_nothing(reader: FlaskClient) -> None:
    keep(reader, "Wer bremst?")
    form = {"act": "save", "name": "Anderes", "address": PLACE}
    answer = reader.post("/queries/own", data=form, headers={**GERMAN, "Origin": "https://elsewhere.example"})
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
    assert named(reader) == ["Wer bremst?"]


def test_the_cookie_stays_on_encrypted_connections_where_the_page_came_by_one(reader: FlaskClient) -> None:
    form = {"name": "Wer bremst?", "address": PLACE}
    answer = reader.post("/queries/own", data=form, headers=GERMAN, base_url="https://localhost")
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert "; Secure" not in reader.post("/queries/own", data=form, headers=GERMAN).headers["Set-Cookie"]
