"""Articles sent over the web: read as what their file is, and nothing that is said about them is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import standpunkt
from graph.rdf.terms import term, text
from loaders.articles.files import SUFFIXES, Options, read_file
from standpunkt import Session

TOKEN = "correct horse battery"
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
OTHER = "Die Fähre nach Ostheim fährt ab Mai wieder jeden Tag. Karten gibt es am Anleger und im Rathaus."
SAID = "Landrätin Ida Falk fordert einen Neubau der Brücke über die Rundel. Der Kreistag berät am Montag."
TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Streit</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>{SAID}</p></body></text></TEI>"""
WRITTEN = {
    "text": SAID,
    "markdown": f"---\ntitle: Streit\n---\n\n## Kopf\n\n**{SAID}**",
    "html": f"<html><head><title>Streit</title></head><body><article>{f'<p>{SAID}</p>' * 4}</article></body></html>",
    "tei": TEI,
}
"""By kind an article with the marks that are no part of its text."""


@pytest.fixture
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner="none") as opened:
        yield opened


@pytest.fixture
def client(session: Session) -> Iterator[FlaskClient]:
    app = session.app()
    yield app.test_client()
    app.extensions["standpunkt"].close()


def stored(session: Session) -> list[str]:
    """The texts of the documents that are loaded."""
    return [text(quad.object) for quad in session.graph.store.quads(predicate=term("sp:text"))]


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".XML"])
@pytest.mark.parametrize("path", ["/documents", "/upload"])
def test_a_file_is_read_as_on_the_command_line(
    client: FlaskClient, session: Session, tmp_path: Path, path: str, suffix: str
) -> None:
    file = tmp_path / f"streit{suffix}"
    file.write_text(WRITTEN[SUFFIXES[suffix.lower()]], encoding="utf-8")
    client.post("/editing", data={"name": "Ida", "token": TOKEN})
    sent = client.post(path, data={"file": (io.BytesIO(file.read_bytes()), file.name)}, headers=RIGHT)
    assert sent.status_code in (201, 303)
    assert stored(session) == [read_file(file, Options()).text]
    assert "<" not in stored(session)[0]


def test_the_day_in_the_name_of_a_file_is_its_date(client: FlaskClient, session: Session) -> None:
    data = {"file": (io.BytesIO(SAID.encode()), "2025-06-03 streit.txt")}
    assert client.post("/documents", data=data, headers=RIGHT).status_code == 201
    assert [text(q.object) for q in session.graph.store.quads(predicate=term("dcterms:issued"))] == [
        "2025-06-03"
    ]


def post(client: FlaskClient, form: str, **said: Any) -> TestResponse:
    """An article with what is said about it, as JSON, as a form, or as plain text with parameters."""
    if form == "json":
        return client.post("/documents", json=said, headers=RIGHT)
    if form == "form":
        return client.post("/documents", data=said, headers=RIGHT)
    article = said.pop("text")
    return client.post(
        "/documents", data=article.encode(), content_type="text/plain", query_string=said, headers=RIGHT
    )


@pytest.mark.parametrize(
    ("form", "yes"), [("json", True), ("json", "true"), ("form", "true"), ("form", "1"), ("plain", "yes")]
)
def test_an_article_takes_the_place_of_another_where_it_is_told_to(
    client: FlaskClient, session: Session, form: str, yes: str | bool
) -> None:
    assert post(client, form, text=SAID, title="Streit").status_code == 201
    sent = post(client, form, text=OTHER, title="Streit", replace=yes)
    assert (sent.status_code, sent.get_json()["replaced"]) == (200, True)
    assert stored(session) == [OTHER]


@pytest.mark.parametrize("no", [False, "false", "0", "no", "", None])
def test_without_it_both_are_kept(client: FlaskClient, session: Session, no: str | bool | None) -> None:
    post(client, "json", text=SAID, title="Streit")
    assert post(client, "json", text=OTHER, title="Streit", replace=no).status_code == 201
    assert len(stored(session)) == 2


@pytest.mark.parametrize(
    ("form", "said", "told"),
    [
        ("json", {"replace": 1}, "replace"),
        ("json", {"replace": "ja"}, "replace"),
        ("form", {"replace": "ja"}, "replace"),
        ("json", {"date": 20250819}, "date"),
        ("json", {"title": ["Streit"]}, "title"),
        ("json", {"source": {"url": "https://zeitung.example/1"}}, "source"),
        ("json", {"title": True}, "title"),
        ("json", {"titel": "Streit"}, "titel"),
        ("json", {"encoding": "latin-1"}, "encoding"),
        ("form", {"titel": "Streit"}, "titel"),
        ("form", {"encoding": "latin-1"}, "encoding"),
        ("plain", {"titel": "Streit"}, "titel"),
    ],
)
def test_what_is_said_and_not_understood_is_told_and_nothing_is_stored(
    client: FlaskClient, session: Session, form: str, said: dict[str, Any], told: str
) -> None:
    sent = post(client, form, text=SAID, **said)
    assert sent.status_code == 400
    assert told in sent.text
    assert stored(session) == []


def test_parameters_of_the_address_count_whatever_the_body_is(client: FlaskClient, session: Session) -> None:
    for number, body in enumerate(({"json": {"text": SAID}}, {"data": {"text": SAID}})):
        sent = client.post(f"/documents?title=Streit+{number}", headers=RIGHT, **body)
        assert sent.get_json()["document"].endswith(f"/streit-{number}")


def test_a_file_says_how_it_is_written(client: FlaskClient, session: Session) -> None:
    data = {"file": (io.BytesIO(SAID.encode("latin-1")), "a.txt"), "encoding": "latin-1"}
    assert client.post("/documents", data=data, headers=RIGHT).status_code == 201
    assert stored(session) == [SAID]
