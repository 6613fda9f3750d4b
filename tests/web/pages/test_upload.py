"""Loading an article over the page: how far it is, what was found, what was left out, and the undo beside it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.decisions.curation import decide
from graph.decisions.records import Decision, now_by
from graph.things.positions.positions import all_positions
from ontology.errors import InputError
from standpunkt import Session
from tests.waiting import wait_until
from web import create_app
from web.http.uploads import AT_ONCE

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
TEXT = """Hafenminister Uwe Kranz fordert eine höhere Hafengebühr für große Schiffe.

Die Reederin Petra Lund lehnt eine höhere Hafengebühr ab."""
OTHER = (
    "Hafenminister Uwe Kranz fordert eine höhere Hafengebühr für große Schiffe. Er warnt vor Lärm im Hafen."
)


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """Only the tests marked as reasoning need the closure."""
    reasoner = "rl" if "reasoning" in request.fixturenames else "none"
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner=reasoner) as opened:
        yield opened


@pytest.fixture
def reasoning() -> None:
    """Asks for a graph that infers."""


def signed_in(app) -> FlaskClient:
    client = app.test_client()
    form = {"name": "Ida Prüf", "token": TOKEN, "next": "/upload"}
    assert client.post("/editing", data=form, headers=HTML).status_code == 303
    return client


@pytest.fixture
def editor(session: Session) -> Iterator[FlaskClient]:
    app = session.app()
    yield signed_in(app)
    app.extensions["standpunkt"].close()


def sent(client: FlaskClient, text: str = TEXT, title: str = "Streit um die Hafengebühr") -> str:
    """The page of an upload, once it is over."""
    response = client.post("/upload", data={"text": text, "title": title}, headers=HTML)
    assert response.status_code == 303
    place = response.headers["Location"]
    wait_until(lambda: "data-progress" not in client.get(place, headers=HTML).text)
    return place


def quads(session: Session) -> set[ox.Quad]:
    return set(session.graph.store.quads())


def test_what_was_found_is_told_with_counts_that_link_and_sentences(
    editor: FlaskClient, session: Session
) -> None:
    html = editor.get(sent(editor), headers=HTML).text
    assert "Dieses Dokument ist neu" in html
    count = len(all_positions(session.graph))
    assert f'source=document/streit-um-die-hafengebuehr&amp;broad=0">{count}</a>' in html
    assert html.count("<blockquote") == count
    assert 'href="#actors"' in html
    assert "Petra Lund" in html[html.index('id="actors"') :]
    for link in re.findall(r'href="(/(?:positions|queue|document)[^"]*)"', html):
        assert editor.get(unescape(link), headers=HTML).status_code == 200


def test_the_undo_removes_exactly_that_upload_and_what_followed(
    reasoning: None, editor: FlaskClient, session: Session
) -> None:
    sent(editor, OTHER, "Lärm")
    before = quads(session)
    place = sent(editor)
    assert quads(session) != before
    for _ in range(2):  # a button that is pressed twice
        assert editor.post(place, data={"undo": "1"}, headers=HTML).status_code == 303
        assert quads(session) == before
    assert "Zurückgenommen" in editor.get(place, headers=HTML).text


def test_the_undo_of_another_text_brings_the_old_one_back(editor: FlaskClient, session: Session) -> None:
    sent(editor)
    before = quads(session)
    place = sent(editor, TEXT + " Das sagte sie am Montag.")
    assert "der neue ist an seine Stelle getreten" in editor.get(place, headers=HTML).text
    editor.post(place, data={"undo": "1"}, headers=HTML)
    assert quads(session) == before


def test_what_was_decided_since_is_not_swept_away(editor: FlaskClient, session: Session) -> None:
    place = sent(editor)
    change = decide(
        session.graph, all_positions(session.graph)[0].iri, Decision.REJECTED, now_by("Ole Zweit")
    )
    session.graph.change(add=change.add, remove=change.remove)
    before = quads(session)
    refused = editor.post(place, data={"undo": "1"}, headers=HTML)
    assert refused.status_code == 409
    assert "geändert" in refused.text
    assert quads(session) == before


def test_the_same_again_changes_nothing_and_offers_no_undo(editor: FlaskClient, session: Session) -> None:
    sent(editor)
    before = quads(session)
    html = editor.get(sent(editor), headers=HTML).text
    assert "nichts hat sich geändert" in html
    assert 'name="undo"' not in html
    assert quads(session) == before


def test_what_was_left_out_is_told_with_the_reason(editor: FlaskClient) -> None:
    foreign = (
        "Ministr dopravy odmítl návrh na omezení rychlosti na dálnicích a kritizoval poslance vlády. " * 2
    )
    where = " Das sagte sie am Montag in Althafen, wo der Landtag lange über die Gebühr und den Lärm beriet."
    html = editor.get(sent(editor, f"{TEXT}{where}\n\n{foreign}"), headers=HTML).text
    assert "in anderer Sprache" in html[html.index('id="skipped"') :]


class Slow:
    """A reader of articles that waits until it may go on, and then says that the article is bad."""

    def __init__(self) -> None:
        self.may_go, self.calls = threading.Event(), 0

    def __call__(self, article, said, told):
        self.calls += 1
        told("reading")
        self.may_go.wait()
        raise InputError("A position needs an issue.")


@pytest.fixture
def slow(session: Session) -> Iterator[tuple[FlaskClient, Slow]]:
    """A site whose articles take as long as a test wants; what reads real ones is tested above."""
    load = Slow()
    app = create_app(session.graph, session.settings, load=load)
    yield signed_in(app), load
    load.may_go.set()
    app.extensions["standpunkt"].close()


def test_the_page_tells_how_far_it_is_and_refreshes_without_a_script(slow: tuple[FlaskClient, Slow]) -> None:
    client, load = slow
    response = client.post("/upload", data={"text": TEXT, "title": "Streit"}, headers=HTML)
    place = response.headers["Location"]
    html = client.get(place, headers=HTML).text
    assert "Der Artikel wird gelesen" in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
    assert client.get("/health").status_code == 200
    load.may_go.set()
    wait_until(lambda: client.get(place, headers=HTML).status_code == 400)
    html = client.get(place, headers=HTML).text
    assert 'role="alert"' in html
    assert TEXT in unescape(html), "nothing that was typed is lost"
    assert 'value="Streit"' in html
    assert load.calls == 1, "however often the page is looked at"


def test_too_many_at_once_are_asked_to_come_again(slow: tuple[FlaskClient, Slow]) -> None:
    client, _ = slow
    app = client.application
    app.extensions["standpunkt"].uploads.begin(lambda told: _waiting(slow[1], told), {}, 1)
    for _ in range(AT_ONCE - 1):
        app.extensions["standpunkt"].uploads.begin(lambda told: _waiting(slow[1], told), {}, 1)
    refused = client.post("/upload", data={"text": TEXT}, headers=HTML)
    assert refused.status_code == 503


def _waiting(load: Slow, told) -> dict[str, str]:
    told("reading")
    load.may_go.wait()
    return {}


def test_an_upload_is_nobody_elses(editor: FlaskClient, session: Session) -> None:
    place = sent(editor)
    stranger = editor.application.test_client()
    assert stranger.get(place, headers=HTML).status_code == 401
    assert stranger.post(place, data={"undo": "1"}, headers=HTML).status_code == 401
    assert editor.post(place, headers=HTML | {"Origin": "https://evil.example"}).status_code == 401
    assert editor.get("/upload/none", headers=HTML).status_code == 404
    assert all_positions(session.graph)
