"""A headline is the head of its article, no second proof beside the sentence that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.things.positions.positions import all_positions, headlines
from loaders.articles.findings import Document
from standpunkt import Session
from web import create_app

HTML = {"Accept": "text/html", "Accept-Language": "de"}
ARTICLES = {
    "same": ("Rohde fordert Radweg", "Die Bürgermeisterin Wiebke Rohde fordert einen Radweg."),
    "other": ("Rohde fordert Radweg", "Die Bürgermeisterin Wiebke Rohde lehnt einen Parkplatz ab."),
    "turned": ("Falk lehnt Mautpläne ab", "Die Landrätin Ida Falk fordert eine Maut."),
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        for name, (title, text) in ARTICLES.items():
            opened.load_document(Document(f"document/{name}", title, f"{title}\n\n{text}"))
        yield opened


@pytest.fixture(scope="module")
def client(session: Session) -> Iterator[FlaskClient]:
    app = create_app(session.graph, session.settings)
    yield app.test_client()
    app.extensions["standpunkt"].close()


def quotes(session: Session, name: str, *, versions: bool = False) -> list[str]:
    return [
        p.passage.quote
        for p in all_positions(session.graph, versions=versions)
        if p.document.endswith("/" + name)
    ]


def test_a_headline_that_the_text_repeats_counts_once(session: Session) -> None:
    assert len(quotes(session, "same", versions=True)) == 2, "the rules read both"
    assert quotes(session, "same") == ["Die Bürgermeisterin Wiebke Rohde fordert einen Radweg"]


def test_a_headline_that_says_something_else_counts(session: Session) -> None:
    assert "Rohde fordert Radweg" in quotes(session, "other")
    assert not {p for p in headlines(session.graph) if "/other/" in p or "/turned/" in p}


def test_the_article_shows_it_as_its_head_with_the_number_of_the_sentence(client: FlaskClient) -> None:
    html = client.get("/document/same", headers=HTML).text
    head = re.search(r'<p class="headline">(.*?)</p>', html, re.DOTALL)
    assert head
    assert 'href="#p1"' in head[1]
    assert 'id="text-1"' not in head[1]
    assert html.count('id="text-1"') == 1
    assert "<span>1 Position</span>" in html


def test_its_own_page_leads_to_the_sentence(session: Session, client: FlaskClient) -> None:
    for headline, sentence in headlines(session.graph).items():
        html = client.get("/" + headline.removeprefix(session.base), headers=HTML).text
        assert "Das ist die Überschrift" in html
        assert sentence.removeprefix(session.base) in html


def test_lists_the_matrix_and_the_queue_leave_it_out(client: FlaskClient) -> None:
    for address in ("/positions?source=document/same", "/queue?source=document/same"):
        html = client.get(address, headers=HTML).text
        assert "Wiebke Rohde fordert einen Radweg" in html
        assert "„Rohde fordert Radweg“" not in html.replace('<span dir="auto" lang="de">', "")
    assert "von 1." in client.get("/queue?source=document/same", headers=HTML).text
