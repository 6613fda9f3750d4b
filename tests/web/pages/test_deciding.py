"""Decisions about things and matters on the pages: listed, made by who is signed in, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.decisions.records import curations
from graph.matters.matters import matters
from loaders.articles.findings import Document
from standpunkt import Session
from web import create_app

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
ARTICLES = {
    "sperre": "In Hallstein ist die Brücke über die Rundel gesperrt. Landrätin Ida Falk fordert einen Neubau der Brücke.",
    "risse": "Risse in der Brücke über die Rundel: Der Bürgermeister Ole Berg lehnt den Abriss der Brücke in Hallstein ab.",
}


@pytest.fixture
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner="none") as opened:
        for name, text in ARTICLES.items():
            opened.load_document(Document(f"document/{name}", name.title(), text))
        yield opened


@pytest.fixture
def client(session: Session) -> FlaskClient:
    return create_app(session.graph, session.settings).test_client()


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    form = {"name": "Ida Prüf", "token": TOKEN, "next": "/documents"}
    assert client.post("/editing", data=form, headers=HTML).status_code == 303
    return client


def test_the_foot_of_a_page_says_who_is_signed_in(client: FlaskClient) -> None:
    assert "Angemeldet als" not in client.get("/documents", headers=HTML).text
    form = {"name": "Ida Prüf", "token": TOKEN, "next": "/documents"}
    page = client.get("/editing", headers=HTML).text
    assert page.index('name="token"') < page.index('name="name"')
    client.post("/editing", data=form, headers=HTML)
    assert "Angemeldet als Ida Prüf" in client.get("/documents", headers=HTML).text


def issues(session: Session) -> list[str]:
    return sorted({row["issue"].removeprefix(session.base) for row in session.graph.texts("matter-issues")})


def test_what_may_belong_together_is_shown_with_the_reasons(client: FlaskClient, session: Session) -> None:
    page = client.get("/matters", headers=HTML).text
    assert "Gehört vielleicht zusammen" in page
    assert "Rundel" in page
    assert 'value="confirm"' not in page, "only who is signed in decides"


def test_a_matter_is_confirmed_shown_renamed_and_an_issue_leaves_it(
    editor: FlaskClient, session: Session
) -> None:
    form = {"decision": "confirm", "name": "Brücke über die Rundel", "issue": issues(session)}
    response = editor.post("/matters", data=form, headers=HTML)
    assert response.status_code == 303
    page = editor.get("/matter/bruecke-ueber-die-rundel", headers=HTML).text
    assert "Ida Falk" in page
    assert "Ole Berg" in page
    path = "matter/bruecke-ueber-die-rundel"
    form = {"decision": "rename", "matter": path, "name": "Rundelbrücke"}
    assert editor.post("/matters", data=form, headers=HTML).status_code == 303
    form = {"decision": "reject", "matter": path, "issue": issues(session)[0]}
    assert editor.post("/matters", data=form, headers=HTML).status_code == 303
    [one] = matters(session.graph)
    assert (one.name, len(one.issues)) == ("Rundelbrücke", 1)


def test_the_list_of_matters_is_searched_sorted_and_a_file(editor: FlaskClient, session: Session) -> None:
    first, second = issues(session)
    for name, those in (("Ämter", [first]), ("Brücken", [first, second])):
        form = {"decision": "confirm", "name": name, "issue": those}
        assert editor.post("/matters", data=form, headers=HTML).status_code == 303

    def listed(query: str) -> list[str]:
        table = editor.get(f"/matters.csv{query}").text.splitlines()
        return [row.split(",")[0] for row in table[1:]]

    assert listed("") == ["Ämter", "Brücken"]
    assert listed("?sort=-name") == ["Brücken", "Ämter"]
    assert listed("?sort=issues") == ["Brücken", "Ämter"]
    assert listed("?q=br%C3%BCck") == ["Brücken"]
    assert listed("?q=xyzzy") == []
    page = editor.get("/matters?sort=issues", headers=HTML).text
    assert page.index("Brücken") < page.index("Ämter</")
    assert 'aria-sort="descending"' in page
    assert "Nichts gefunden" in editor.get("/matters?q=xyzzy", headers=HTML).text
    assert editor.get("/matters.csv?dialect=excel").text.startswith("\ufeffName;IRI;")
    assert editor.get("/matters?sort=colour").status_code == 400


def test_a_matter_that_became_part_of_another_leads_to_it(editor: FlaskClient, session: Session) -> None:
    for name, issue in zip(("Eine", "Andere"), issues(session), strict=True):
        form = {"decision": "confirm", "name": name, "issue": issue}
        editor.post("/matters", data=form, headers=HTML)
    form = {"decision": "merge", "matter": "matter/andere", "into": "matter/eine"}
    assert editor.post("/matters", data=form, headers=HTML).status_code == 303
    response = editor.get("/matter/andere", headers=HTML)
    assert (response.status_code, response.headers["Location"]) == (301, "/matter/eine")


@pytest.mark.parametrize(
    "form", [{}, {"decision": "x"}, {"decision": "confirm"}, {"decision": "confirm", "name": "A"}]
)
def test_a_form_that_says_nothing_is_refused(
    editor: FlaskClient, session: Session, form: dict[str, str]
) -> None:
    assert editor.post("/matters", data=form, headers=HTML).status_code == 400
    assert not curations(session.graph)


def test_decisions_about_things_are_listed_and_taken_back(editor: FlaskClient, session: Session) -> None:
    form = {
        "decision": "different",
        "thing": "actor/ida-falk",
        "other": "actor/ole-berg",
        "comment": "<b>zwei</b>",
    }
    response = editor.post("/curate", data=form, headers=HTML)
    assert (response.status_code, response.headers["Location"]) == (303, "/curate")
    form = {"decision": "renamed", "thing": "actor/ole-berg", "other": "Ole Berg-Stern"}
    assert editor.post("/curate", data=form, headers=HTML).status_code == 303
    page = editor.get("/curate", headers=HTML).text
    assert "verschieden von" in page
    assert "&lt;b&gt;zwei" in page
    for iri in re.findall(r'name="withdraw" value="([^"]+)"', page):
        assert editor.post("/curate", data={"withdraw": iri}, headers=HTML).status_code == 303
    assert not any(one.is_in_force for one in curations(session.graph))
    assert 'name="withdraw"' not in editor.get("/curate", headers=HTML).text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"decision": "merged", "thing": "actor/ida-falk", "other": "actor/none"}, 404),
        ({"decision": "merged", "thing": "actor/ida-falk", "other": ""}, 400),
        ({"decision": "renamed", "thing": "actor/ida-falk", "other": " "}, 400),
        ({"decision": "linked", "thing": "actor/ida-falk", "other": "www.wikidata.org/wiki/Q49762"}, 400),
        ({"decision": "linked", "thing": "actor/ida-falk", "other": "javascript:alert(1)"}, 400),
        ({"decision": "linked", "thing": "actor/ida-falk", "other": "actor/ole-berg"}, 400),
    ],
)
def test_a_decision_about_what_is_not_there_is_refused(
    editor: FlaskClient, session: Session, form: dict[str, str], status: int
) -> None:
    assert editor.post("/curate", data=form, headers=HTML).status_code == status
    assert not curations(session.graph)


def test_who_is_not_signed_in_decides_nothing(client: FlaskClient, session: Session) -> None:
    for path in ("/matters", "/curate"):
        assert (
            client.post(
                path, data={"decision": "merged", "thing": "actor/ida-falk"}, headers=HTML
            ).status_code
            == 401
        )
    assert 'name="thing"' not in client.get("/curate", headers=HTML).text
