"""A position that does not count says so in plain words wherever it is shown or decided about, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.ask.asking import ask
from graph.ask.report import as_lines
from graph.decisions.records import curations
from graph.rdf.terms import from_rdflib
from graph.things.positions.positions import Position, all_positions
from graph.things.positions.withheld import whys_withheld
from graph.things.things import thing
from loaders.articles.findings import Document
from standpunkt import Session
from tests.waiting import PATIENCE
from web import create_app

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}
TEXT = (
    "Die Verkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. "
    "Die Gewerkschaft Küste erwägt einen Streik im Hafen. "
    "Der Verband Freie Straße würde ein Verbot von Autos ablehnen, wenn es käme. "
    "Die Bürgermeisterin Wiebke Rohde fordert einen Radweg an der Mole."
)
DOUBT = "the second reader doubts it (0.31 is below 0.40)"


@pytest.fixture
def session() -> Iterator[Session]:
    """An article of which one position is plain, one considered, one conditional, and one doubted."""
    with standpunkt.open_graph(
        store_kind="memory", token=TOKEN, reasoner="none", query_seconds=PATIENCE
    ) as opened:
        document = Document("document/hafen", "Hafen", TEXT)
        found = standpunkt.extract(document)
        doubted = [replace(s, doubt=DOUBT) if "Radweg" in s.evidence.quote else s for s in found.statements]
        read = standpunkt.document_triples(replace(found, statements=tuple(doubted)))
        triples = [ox.Triple(*map(from_rdflib, triple)) for triple in read]
        opened.graph.put_all({"graph/document/hafen": triples})
        yield opened


@pytest.fixture
def client(session: Session) -> Iterator[FlaskClient]:
    app = create_app(session.graph, session.settings)
    made = app.test_client()
    form = {"name": "Ida Prüf", "token": TOKEN}
    assert made.post("/editing", data=form, headers=HTML).status_code == 303
    yield made
    app.extensions["standpunkt"].close()


def about(session: Session, word: str) -> Position:
    return next(p for p in all_positions(session.graph) if word in p.passage.quote)


def reason(session: Session, word: str) -> str:
    position = about(session, word)
    return whys_withheld(session.graph, [position])[position.iri]


SAID = {
    "Streik": "Der Satz sagt nur, dass es erwogen wird",
    "Verbot": "Der Satz stellt eine Bedingung.",
    "Radweg": "Ein zweites Programm, das jeden Fund nachliest, hält ihn für zu wenig wahrscheinlich: 31",
}


def test_each_reason_is_the_one_that_the_graph_keeps(session: Session) -> None:
    assert reason(session, "Radweg") == DOUBT
    assert reason(session, "Tempolimit") == ""


@pytest.mark.parametrize("word", SAID)
def test_queue_and_pages_say_why_it_does_not_count(session: Session, client: FlaskClient, word: str) -> None:
    position = about(session, word)
    path = position.iri.removeprefix(session.base)
    for address in (f"/queue?at={path}", f"/{path}", f"/curate?position={path}"):
        html = client.get(address, headers=HTML).text
        assert "Zählt nicht als dafür oder dagegen" in html, address
        assert SAID[word] in html, address
        assert "Modalität" not in html
        assert "legte sich nicht fest" not in html
    english = client.get(f"/queue?at={path}", headers=ENGLISH).text
    assert "Does not count as for or against" in english


def test_what_counts_says_nothing_of_that(session: Session, client: FlaskClient) -> None:
    path = about(session, "Tempolimit").iri.removeprefix(session.base)
    for address in (f"/queue?at={path}", f"/{path}"):
        assert "Zählt nicht" not in client.get(address, headers=HTML).text


def test_the_article_marks_what_does_not_count_and_says_why(client: FlaskClient) -> None:
    html = client.get("/document/hafen", headers=HTML).text
    assert SAID["Streik"] in html
    assert SAID["Radweg"] in html
    assert html.count("zählt nicht mit</span>") >= 2
    assert len(re.findall(r'class="position (?:support|oppose) unsure', html)) >= 3
    assert re.search(r'class="position support[^"]*">', html)


def test_confirmed_it_says_why_it_did_not_count_and_that_it_does_now(
    session: Session, client: FlaskClient
) -> None:
    path = about(session, "Radweg").iri.removeprefix(session.base)
    form = {"position": path, "decision": "accept", "next": f"/{path}"}
    html = client.get(client.post("/curate", data=form, headers=HTML).headers["Location"], headers=HTML).text
    assert "Bisher zählte das nicht." in html
    assert SAID["Radweg"] in html
    assert "Nun zählt es als dafür." in html
    assert "Zählt nicht als" not in html


def test_taking_back_says_what_is_taken_back_and_when_it_was_done(
    session: Session, client: FlaskClient
) -> None:
    path = about(session, "Tempolimit").iri.removeprefix(session.base)
    for button, undo in (("accept", "Bestätigung zurücknehmen"), ("reject", "Verwerfung zurücknehmen")):
        form = {"position": path, "decision": button, "next": "/queue"}
        told = client.get(
            client.post("/curate", data=form, headers=HTML).headers["Location"], headers=HTML
        ).text
        assert undo in told
        assert "Ida Prüf" in told
        assert re.search(r"\d+\. \w+ \d{4}, \d\d:\d\d UTC", told)
        made = curations(session.graph)[0].iri.removeprefix(session.base)
        back = client.post("/curate", data={"withdraw": made, "next": "/queue"}, headers=HTML)
        assert "zurückgenommen: " in client.get(back.headers["Location"], headers=HTML).text


def test_how_it_is_said_and_who_read_it_are_told_in_plain_words_everywhere(
    session: Session, client: FlaskClient
) -> None:
    query = "/queries/who-supports?run=1&topic=" + about(session, "Tempolimit").issue.removeprefix(
        session.base
    )
    for headers, plain, reader in (
        (HTML, "ohne Vorbehalt", "gelesen von den Regeln"),
        (ENGLISH, "without reservation", "read by the rules"),
    ):
        assert plain in client.get(query, headers=headers).text
        assert reader in client.get("/document/hafen", headers=headers).text


@pytest.mark.parametrize("word", ["Streik", "Radweg"])
@pytest.mark.parametrize(("language", "yes"), [("de", "ja: jemand hat"), ("en", "yes: somebody checked")])
@pytest.mark.parametrize("decision", ["accept", "correct"])
def test_what_counts_since_a_decision_does_not_say_that_it_does_not(
    client: FlaskClient, session: Session, word: str, language: str, yes: str, decision: str
) -> None:
    one = about(session, word)
    path = one.iri.removeprefix(session.base)
    form = {"position": path, "decision": decision, "holder": one.holder, "issue": one.issue}
    form |= {"stance": one.stance, "act": one.act, "modality": one.modality}
    assert client.post("/curate", data=form, headers=HTML).status_code == 303
    page = client.get(f"/{path}?lang={language}", headers=HTML).text
    steps = page[page.index('<ol class="plain">') :]
    assert yes in steps
    assert not re.search(r"\b(nein|no): ", steps)


@pytest.mark.parametrize(
    ("word", "told"), [("Streik", "zählt nicht mit"), ("Verbot", "unter einer Bedingung")]
)
def test_the_headline_of_what_does_not_count_takes_no_side(
    client: FlaskClient, session: Session, word: str, told: str
) -> None:
    one = about(session, word)
    for address in (f"/{one.iri.removeprefix(session.base)}", f"/{one.holder.removeprefix(session.base)}"):
        page = client.get(address, headers=HTML).text
        assert "sign open" in page, address
        assert f"({told})" in page, address
        assert f'<blockquote class="{one.stance}">' not in page, address


@pytest.mark.parametrize("word", SAID)
def test_one_mark_stands_by_it_on_every_page(client: FlaskClient, session: Session, word: str) -> None:
    one = about(session, word)
    path = one.iri.removeprefix(session.base)
    holder, issue = (thing(session.graph, iri).label("de") for iri in (one.holder, one.issue))
    question = f"Wie steht {holder} zu {issue}?"
    asked = client.get("/ask", query_string={"q": question}, headers=HTML).text
    listed = client.get(f"/positions?holder={one.holder}", headers=HTML).text
    queued = client.get(f"/queue?at={path}", headers=HTML).text
    heads = [re.search(r'class="(?:card-head|statement)">\s*(.*?)\s*<a', page)[1] for page in (asked, queued)]
    assert set(heads) == {'<span class="sign open" role="img" aria-label="zählt nicht mit">○</span>'}
    assert 'class="sign open"' in listed
    assert "\n○ " in "\n".join(["", *as_lines(ask(session.graph, question))])


def test_the_front_page_shows_what_counts(client: FlaskClient, session: Session) -> None:
    page = client.get("/", headers=HTML).text
    newest = page[page.index('id="newest"') :]
    newest = newest[: newest.index("</ul>")]
    assert "Tempolimit" in newest
    assert not [word for word in SAID if word in newest]


def test_a_correction_is_told_in_the_language_of_the_page_and_its_form_says_who_can_hold_it(
    client: FlaskClient, session: Session
) -> None:
    one = about(session, "Tempolimit")
    path = one.iri.removeprefix(session.base)
    assert "knowledge folder" in client.get(f"/{path}?lang=en", headers=ENGLISH).text
    form = {
        "position": path,
        "decision": "correct",
        "holder": one.holder,
        "issue": one.issue,
        "next": f"/{path}",
    }
    form |= {"stance": "oppose", "act": one.act, "modality": one.modality}
    led = client.post("/curate", data=form, headers=ENGLISH).headers["Location"]
    page = client.get(led + "&lang=en", headers=ENGLISH).text
    notice = page[page.index('id="decided"') :].split("</p>")[0]
    assert ">for:</span>" in notice
    assert "für" not in notice


@pytest.mark.parametrize(
    ("headers", "said"),
    [(HTML, "dafür: Tempolimit auf Autobahnen"), (ENGLISH, "for: speed limit on motorways")],
)
def test_the_list_of_decisions_speaks_the_language_of_the_page(
    client: FlaskClient, session: Session, headers: dict[str, str], said: str
) -> None:
    path = about(session, "Tempolimit").iri.removeprefix(session.base)
    client.post("/curate", data={"position": path, "decision": "accept"}, headers=HTML)
    html = client.get("/curate", headers=headers).text
    head = re.search(r'class="card-head">.*?position=.*?>(.*?)</a>', html)
    assert head
    assert head[1] == f"Anna Beispiel {said}"
