"""Who may read the server from a browser: its own pages, and other web pages only where it is public."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from web import create_app
from web.admission.hosts import is_ours

LOCAL = {"base_iri": "https://positions.example.org/"}
BEYOND = {**LOCAL, "host": "0.0.0.0", "hosts": "standpunkt reading.example.org"}
ADDRESSES = ("/", "/sparql", "/openapi.json", "/actor/anna-beispiel.jsonld", "//actors", "/health")


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:5000", "127.0.0.1", "127.0.0.2:80", "[::1]:5000", "positions.example.org"],
)
def test_a_server_answers_for_this_machine_and_its_base(host: str) -> None:
    assert is_ours(host, read_settings(LOCAL))
    assert is_ours(host, read_settings(BEYOND))


@pytest.mark.parametrize(
    "host", ["192.0.2.7:5000", "[2001:db8::1]", "standpunkt:5000", "reading.example.org."]
)
def test_a_server_for_others_answers_for_addresses_and_further_names(host: str) -> None:
    assert not is_ours(host, read_settings(LOCAL))
    assert is_ours(host, read_settings(BEYOND))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "127.0.0.1.evil.example",
        "\xff<b c>",
        "localhost:80:80",
        "localhost/",
    ],
)
def test_a_server_answers_for_nobody_else(client: FlaskClient, host: str) -> None:
    assert not is_ours(host, read_settings(BEYOND))
    for address in ADDRESSES:
        answer = client.get(address, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 421
        assert host not in answer.text + str(answer.headers)


def test_other_web_pages_read_nothing(client: FlaskClient) -> None:
    for answer in (
        client.get("/sparql?query=ASK{}", headers={"Origin": "https://evil.example"}),
        client.options("/sparql"),
    ):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("settings", "origin"),
    [({"public": "on"}, "*"), ({"cors_origin": "https://a.example"}, "https://a.example")],
)
def test_what_is_public_is_read_from_everywhere(
    knowledge: KnowledgeGraph, settings: dict[str, str], origin: str
) -> None:
    app = create_app(knowledge, read_settings(settings))
    try:
        for answer in (app.test_client().get("/sparql?query=ASK{}"), app.test_client().options("/sparql")):
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "Authorization" not in answer.headers.get("Access-Control-Allow-Headers", "")
    finally:
        app.extensions["standpunkt"].close()


def test_a_page_reads_only_so_many_values(client: FlaskClient) -> None:
    for page in ("/positions", "/matrix", "/network", "/timeline"):
        many = "&".join(f"issue=issue/{number}" for number in range(1000))
        answer = client.get(f"{page}?{many}", headers={"Accept": "text/html"})
        assert answer.status_code == 400
        assert "1000" in answer.text
        few = "&".join(f"issue=issue/{number}" for number in range(90))
        assert client.get(f"{page}?{few}").status_code == 200
