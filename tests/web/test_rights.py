"""One table says who may do what: principals with rights and tokens, of which only hashes are kept."""

from __future__ import annotations

import json
import logging
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from graph.decisions.records import curations
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, read_settings
from ontology.errors import InputError, NotFoundError, SettingError
from standpunkt.commands import commands
from web import create_app
from web.admission.principals import Tokens, given, rights_table
from web.admission.rights import Keys, needed

READERS = ("GET", "HEAD", "OPTIONS")
POSITION = "http://127.0.0.1:5000/position/9a"


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "tokens.json")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"tokens": tmp_path / "tokens.json"})


@pytest.fixture
def client(knowledge: KnowledgeGraph, settings: Settings) -> FlaskClient:
    return create_app(knowledge, settings).test_client()


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def sign_in(client: FlaskClient, token: str, name: str = "") -> int:
    return client.post("/editing", data={"token": token, "name": name}).status_code


# ---------------------------------------------------------------- the table


def test_every_request_that_could_change_something_stands_in_the_table(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {*READERS}:
            if (rule.endpoint, method) != ("update.update", "GET"):
                assert needed(rule.endpoint, method), f"{method} {rule.rule} needs no right"


def test_the_table_names_only_what_there_is(app: Flask) -> None:
    known = {
        f"{rule.endpoint} {method}" for rule in app.url_map.iter_rules() for method in rule.methods or ()
    }
    table = rights_table()
    for right, requests in table["needs"].items():
        assert right == "nothing" or right in table["meaning"]
        assert set(requests) <= known
    for who in table["given"]:
        assert given(who) <= set(table["meaning"])


def test_what_is_in_no_table_is_refused(client: FlaskClient) -> None:
    assert needed("pages.home", "POST") is None
    assert client.post("/").status_code == 405


# ---------------------------------------------------------------- tokens


def test_of_a_token_only_a_hash_is_kept(tokens: Tokens, tmp_path: Path) -> None:
    secret, made = tokens.make("Ida Prüf", ["read", "decide"])
    assert len(secret) >= 32
    file = tmp_path / "tokens.json"
    assert secret not in file.read_text()
    assert made.digest in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.rights == ("read", "decide")


@pytest.mark.parametrize(("name", "rights"), [("", ["read"]), ("Ida", ["fly"]), ("  ", ["read"])])
def test_a_token_has_a_name_and_known_rights(tokens: Tokens, name: str, rights: list[str]) -> None:
    with pytest.raises(InputError):
        tokens.make(name, rights)


def test_one_name_has_one_token(tokens: Tokens) -> None:
    tokens.make("Ida", ["read"])
    with pytest.raises(InputError, match="revoke"):
        tokens.make("Ida", ["write"])
    tokens.revoke("Ida")
    tokens.make("Ida", ["write"])
    with pytest.raises(NotFoundError):
        tokens.revoke("Otto")


def test_a_damaged_file_lets_nobody_in(tokens: Tokens, tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("[{]")
    with pytest.raises(SettingError, match="cannot be read"):
        tokens.all()


def test_tokens_are_made_listed_and_revoked_by_command(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path)]
    run = CliRunner().invoke
    secret = run(commands, ["token", "new", "Ida Prüf", *store]).stdout.strip()
    only = run(commands, ["token", "new", "Archiv", "--right", "read", "--right", "administer", *store])
    listed = run(commands, ["token", "list", *store]).stdout
    assert "Ida Prüf" in listed
    assert "read, decide, write" in listed
    assert "read, administer" in listed
    assert secret not in listed
    assert only.stdout.strip() not in listed
    assert run(commands, ["token", "revoke", "Ida Prüf", *store]).exit_code == 0
    assert "Ida Prüf" not in run(commands, ["token", "list", *store]).stdout
    assert run(commands, ["token", "new", "Ida", "--store", str(tmp_path / "nowhere")]).exit_code == 2


# ---------------------------------------------------------------- over the web


def test_a_running_server_knows_new_and_revoked_tokens_at_once(client: FlaskClient, tokens: Tokens) -> None:
    change = {"update": "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"}
    assert client.post("/update", data=change).status_code == 403  # nobody has a token yet
    secret, _ = tokens.make("Ida", ["read", "write"])
    assert client.post("/update", data=change).status_code == 401
    assert client.post("/update", data=change, headers=bearing(secret)).status_code == 204
    tokens.revoke("Ida")
    tokens.make("Otto", ["read"])
    assert client.post("/update", data=change, headers=bearing(secret)).status_code == 401


def test_each_request_needs_its_own_right(client: FlaskClient, tokens: Tokens) -> None:
    decider, _ = tokens.make("Ida", ["read", "decide"])
    writer, _ = tokens.make("Otto", ["read", "write"])
    change = {"update": "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"}
    refused = client.post("/update", data=change, headers=bearing(decider))
    assert refused.status_code == 403
    assert "right to write" in refused.text
    assert client.delete("/document/probe", headers=bearing(decider)).status_code == 403
    assert sign_in(client, writer) == 303
    assert client.post("/curate", data={"position": POSITION, "decision": "reject"}).status_code == 403


def test_a_token_alone_signs_nobody_in_on_a_form(client: FlaskClient, tokens: Tokens) -> None:
    secret, _ = tokens.make("Ida", ["read", "decide"])
    form = {"position": POSITION, "decision": "reject"}
    assert client.post("/curate", data=form, headers=bearing(secret)).status_code == 401


def test_a_cookie_sends_no_update(client: FlaskClient, tokens: Tokens) -> None:
    secret, _ = tokens.make("Ida", ["read", "write"])
    assert sign_in(client, secret) == 303
    assert client.post("/update", data={"update": "CLEAR ALL"}).status_code == 401


def test_a_decision_stands_under_the_name_of_the_token(
    knowledge: KnowledgeGraph, client: FlaskClient, tokens: Tokens
) -> None:
    secret, _ = tokens.make("Ida Prüf", ["read", "decide"])
    assert sign_in(client, secret, name="Somebody Else") == 303
    assert "Ida Prüf" in client.get("/editing", headers={"Accept": "text/html"}).text
    form = {"thing": "actor/anna-beispiel", "decision": "renamed", "other": "Anna B."}
    assert client.post("/curate", data=form).status_code == 303
    assert [one.curator for one in curations(knowledge)] == ["Ida Prüf"]


def test_who_signed_in_with_a_revoked_token_is_signed_out(client: FlaskClient, tokens: Tokens) -> None:
    secret, _ = tokens.make("Ida", ["read", "decide"])
    sign_in(client, secret)
    tokens.revoke("Ida")
    tokens.make("Otto", ["read"])
    assert client.post("/curate", data={"position": POSITION, "decision": "reject"}).status_code == 401


def test_a_cookie_of_another_start_proves_nothing(settings: Settings, tokens: Tokens) -> None:
    secret, _ = tokens.make("Ida", ["decide"])
    first, second = Keys(settings), Keys(settings)
    token = first.owner(secret)
    assert token
    cookie = first.sign("Ida", token)
    assert first.signed(cookie)
    assert second.signed(cookie) is None
    name, since, key, mark = cookie.split(".")
    for forged in (
        f"{name}.{since}.other.{mark}",
        f"{name}.0.{key}.{mark}",
        f"T3R0bw==.{since}.{key}.{mark}",
    ):
        assert first.signed(forged) is None


def test_writes_are_noted_with_the_name_and_without_what_was_sent(
    client: FlaskClient, tokens: Tokens, caplog: pytest.LogCaptureFixture
) -> None:
    secret, made = tokens.make("Ida", ["read", "write"])
    with caplog.at_level(logging.INFO, "standpunkt.writes"):
        client.get("/actors", headers=bearing(secret))
        client.put("/data?graph=urn:secret", data="<urn:a> <urn:b> 1 .", content_type="text/turtle",
                   headers=bearing(secret))  # fmt: skip
    (entry,) = (json.loads(record.message) for record in caplog.records)
    assert entry["who"] == "Ida"
    assert entry["token"] == made.key
    assert (entry["method"], entry["path"], entry["status"]) == ("PUT", "/data", 201)
    assert "urn:secret" not in caplog.text


# ---------------------------------------------------------------- a server that is not for everybody


def test_reading_can_need_a_token(knowledge: KnowledgeGraph, tmp_path: Path, tokens: Tokens) -> None:
    app = create_app(knowledge, read_settings({"tokens": tmp_path / "tokens.json", "strangers_read": "off"}))
    client = app.test_client()
    secret, _ = tokens.make("Ida", ["read"])
    writer, _ = tokens.make("Otto", ["write"])
    closed = [rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule]
    for path in closed:
        if path not in ("/health", "/robots.txt", "/editing", "/editing/leave", "/documents"):
            assert client.get(path).status_code in (401, 405), path
    assert client.post("/sparql", data={"query": "ASK {}"}).status_code == 401
    assert client.get("/health").status_code == 200
    assert client.get("/actors", headers=bearing(writer)).status_code == 403
    assert client.get("/actors", headers=bearing(secret)).status_code == 200
    assert sign_in(client, secret) == 303
    assert client.get("/actors").status_code == 200
    assert client.post("/sparql", data={"query": "ASK {}"}).status_code == 200
    client.post("/editing/leave")
    assert client.get("/actors").status_code == 401
    app.extensions["standpunkt"].close()
