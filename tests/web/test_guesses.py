"""Tokens are not guessed, and what proves a sign-in does not travel in the open."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.stores.embedded import memory
from tests.web.conftest import TOKEN
from web import create_app
from web.admission.guesses import MOST, SECONDS, Guesses, GuessingError
from web.admission.rights import DAY, Keys


def test_an_address_is_heard_again_after_a_minute() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for _ in range(MOST):
        guesses.judge("192.0.2.1", False)
    for is_right in (False, True):
        with pytest.raises(GuessingError):
            guesses.judge("192.0.2.1", is_right)
    guesses.judge("192.0.2.2", True)
    now[0] = SECONDS
    guesses.judge("192.0.2.1", True)


@pytest.mark.parametrize("address", ["/update", "/health", "/sparql?query=ASK{}"])
def test_guesses_are_counted_wherever_they_are_sent(client: FlaskClient, address: str) -> None:
    for number in range(MOST):
        wrong = {"Authorization": f"Bearer guess{number}"}
        assert client.get(address, headers=wrong).status_code in (200, 400)
    refused = client.get(address, headers={"Authorization": f"Bearer {TOKEN}"})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(SECONDS)
    assert client.get("/health").status_code == 200


def test_the_form_to_sign_in_counts_too(client: FlaskClient) -> None:
    form = {"name": "Anna", "token": "wrong"}
    answers = [client.post("/editing", data=form).status_code for _ in range(MOST + 1)]
    assert answers == [401] * MOST + [429]


def test_the_cookie_is_secure_behind_tls() -> None:
    graph = KnowledgeGraph(memory(), "https://positions.example.org/", None)
    settings = read_settings({"token": TOKEN, "base_iri": "https://positions.example.org/"})
    app = create_app(graph, settings)
    form = {"name": "Anna", "token": TOKEN}
    for host, is_secure in (("positions.example.org", True), ("localhost", False)):
        answer = app.test_client().post("/editing", data=form, headers={"Host": host})
        assert answer.status_code == 303
        assert ("; Secure" in answer.headers["Set-Cookie"]) is is_secure
    app.extensions["standpunkt"].close()
    graph.close()


# ---------------------------------------------------------------- signing out


def test_who_signed_out_is_signed_out_here_too(client: FlaskClient) -> None:
    entered = client.post("/editing", data={"name": "Anna", "token": TOKEN})
    kept = entered.headers["Set-Cookie"].split(";")[0]
    assert b"Anna" in client.get("/editing").data
    assert client.post("/editing/leave").status_code == 303
    for cookie in (kept.partition("=")[2], "!" + kept.partition("=")[2]):  # base64 reads over the mark
        client.set_cookie("editor", cookie)
        assert b"Anna" not in client.get("/editing").data
    assert client.post("/curate", data={"position": "x"}).status_code == 401


def test_a_cookie_is_worth_nothing_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(read_settings({"token": TOKEN}))
    token = keys.owner(TOKEN)
    assert token
    cookie = keys.sign("Anna", token)
    found = keys.signed(cookie)
    assert found
    assert found.name == "Anna"
    now = time.time()
    monkeypatch.setattr("web.admission.rights.time.time", lambda: now + DAY + 1)
    assert keys.signed(cookie) is None


def test_every_page_names_a_contact_where_there_is_one(knowledge: KnowledgeGraph) -> None:
    app = create_app(knowledge, read_settings({"contact": "mailto:redaktion@example.org"}))
    for page in ("/", "/actors", "/matrix", "/nowhere"):
        assert (
            "mailto:redaktion@example.org"
            in app.test_client().get(page, headers={"Accept": "text/html"}).text
        )
    app.extensions["standpunkt"].close()
