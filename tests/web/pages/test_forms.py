"""Forms that forgive: an error keeps what was typed and says what to mend; programs get the error as ever."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.things.positions.positions import all_positions
from loaders.articles.findings import Document
from standpunkt import Session

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}
TEXT = "Landrätin Ida Falk fordert einen Neubau der Brücke über die Rundel."


@pytest.fixture
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner="none") as opened:
        opened.load_document(Document("document/bruecke", "Brücke", TEXT))
        yield opened


@pytest.fixture
def client(session: Session) -> Iterator[FlaskClient]:
    app = session.app()
    yield app.test_client()
    app.extensions["standpunkt"].close()


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    form = {"name": "Ida Prüf", "token": TOKEN, "next": "/documents"}
    assert client.post("/editing", data=form, headers=HTML).status_code == 303
    return client


def field(html: str, name: str) -> str:
    """What stands in a field of a page."""
    area = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    box = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', html)
    chosen = re.search(rf'<select[^>]* name="{name}">.*?<option value="([^"]*)" selected', html, re.DOTALL)
    found = area or box or chosen
    assert found, f"no field {name}"
    return unescape(found[1])


def test_a_wrong_token_keeps_the_name_and_the_way(client: FlaskClient) -> None:
    form = {"name": 'Ida "Prüf"', "token": "wrong", "next": "/curate?position=position/x"}
    response = client.post("/editing", data=form, headers=HTML)
    assert response.status_code == 401
    assert 'role="alert"' in response.text
    assert field(response.text, "name") == 'Ida "Prüf"'
    assert field(response.text, "next") == "/curate?position=position/x"
    assert "wrong" not in response.text, "a token is shown to nobody"


def test_an_unknown_actor_keeps_the_whole_correction(editor: FlaskClient, session: Session) -> None:
    position = all_positions(session.graph)[0]
    form = {
        "position": position.iri,
        "decision": "correct",
        "holder": "<b>Niemand</b>",
        "issue": "Abriss der Brücke",
        "stance": "oppose",
        "act": "reject",
        "modality": "conditional",
        "comment": "eine Zeile\nnoch eine",
    }
    response = editor.post("/curate", data=form, headers=HTML)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    kept = {name: field(response.text, name) for name in form if name not in ("position", "decision")}
    assert kept == {name: form[name] for name in kept}
    assert "<b>Niemand" not in response.text
    assert all_positions(session.graph)[0] == position


def test_an_empty_upload_keeps_title_day_and_source(editor: FlaskClient) -> None:
    form = {"text": "  ", "title": "Streit", "date": "2025-03-01", "source": "https://zeitung.example/1"}
    response = editor.post("/upload", data=form, headers=ENGLISH)
    assert response.status_code == 400
    assert "no article" in response.text
    assert {name: field(response.text, name) for name in ("title", "date", "source")} == {
        name: form[name] for name in ("title", "date", "source")
    }


def test_an_upload_that_is_refused_keeps_the_text_and_asks_for_the_file_again(editor: FlaskClient) -> None:
    form = {"text": TEXT, "title": "Streit", "date": "am Montag", "source": ""}
    response = editor.post("/upload", data=form, headers=HTML)
    assert response.status_code == 400
    assert field(response.text, "text") == TEXT
    sent = {**form, "file": (io.BytesIO(b"   "), "leer.txt")}
    again = editor.post("/upload", data=sent, headers=HTML, content_type="multipart/form-data")
    assert again.status_code == 400
    assert "leer.txt" in again.text


def test_a_decision_about_things_keeps_what_was_typed(editor: FlaskClient) -> None:
    form = {"thing": "actor/nobody", "decision": "renamed", "other": "Ein Name", "comment": "weil"}
    response = editor.post("/curate", data=form, headers=HTML)
    assert response.status_code in (400, 404)
    assert {name: field(response.text, name) for name in form} == form


def test_a_program_gets_the_error_alone(editor: FlaskClient) -> None:
    response = editor.post("/upload", data={"text": ""}, headers={"Accept": "application/problem+json"})
    assert response.status_code == 400
    assert json.loads(response.text)["status"] == 400


def test_a_form_nobody_filled_in_shows_no_error(editor: FlaskClient) -> None:
    for path in ("/upload", "/curate", "/matters", "/editing"):
        assert 'role="alert"' not in editor.get(path, headers=HTML).text
