"""People decide about positions: recorded with author and time, reversible, and kept when the article is read again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

import standpunkt
from graph.decisions.applying import curated
from graph.decisions.curation import decide, withdraw
from graph.decisions.records import Author, Decision, curations, standing
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, read_settings
from graph.things.positions.positions import Position, positions
from graph.views.correction import Correction, corrected
from ontology.errors import InputError, NotFoundError
from tests.web.pages import sample

TOKEN = "correct horse battery"
EDITOR = Author("Ida Prüf", dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC))
LATER = Author("Ole Zweit", dt.datetime(2026, 1, 3, 3, 4, tzinfo=dt.UTC))
HTML = {"Accept": "text/html", "Accept-Language": "de"}


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Settings:
    """Only the tests marked as reasoning need the closure."""
    reasoner = "rl" if "reasoning" in request.fixturenames else "none"
    return read_settings({"store_kind": "memory", "token": TOKEN, "reasoner": reasoner})


@pytest.fixture
def reasoning() -> None:
    """Asks for a graph that infers."""


@pytest.fixture
def graph(settings: Settings) -> Iterator[KnowledgeGraph]:
    with standpunkt.open_graph(settings) as session:
        session.graph.put_all(sample.sample_graphs())
        yield session.graph


@pytest.fixture
def wrong(graph: KnowledgeGraph) -> Position:
    """Jonas Adler against the speed limit."""
    return next(
        p
        for p in positions(graph, holder=graph.base + "actor/jonas-adler")
        if p.issue.endswith("/tempolimit")
    )


def stances(graph: KnowledgeGraph, position: Position) -> set[tuple[str, str]]:
    return {(p.stance, p.issue.rsplit("/", 1)[1]) for p in positions(graph, position=position.iri)}


def apply(graph: KnowledgeGraph, change: object) -> None:
    graph.change(add=change.add, remove=change.remove)  # type: ignore[attr-defined]


def opposes(graph: KnowledgeGraph, position: Position) -> bool:
    edge = ox.NamedNode("https://w3id.org/standpunkt/ontology#opposes")
    found = graph.store.quads(
        subject=ox.NamedNode(position.holder), predicate=edge, object=ox.NamedNode(position.issue)
    )
    return next(found, None) is not None


def test_a_rejected_position_takes_what_followed_with_it(
    reasoning: None, graph: KnowledgeGraph, wrong: Position
) -> None:
    assert opposes(graph, wrong)
    apply(graph, decide(graph, wrong.iri, Decision.REJECTED, EDITOR, comment="war Ironie"))
    assert stances(graph, wrong) == set()
    assert not opposes(graph, wrong)
    record = standing(curations(graph, document=wrong.document))[wrong.iri]
    assert (record.curator, record.when[:10], record.comment) == ("Ida Prüf", "2026-01-02", "war Ironie")


def test_a_decision_can_be_taken_back(reasoning: None, graph: KnowledgeGraph, wrong: Position) -> None:
    before = set(graph.store.quads(graph.iri("graph/document/" + wrong.document.rsplit("/", 1)[1])))
    apply(graph, decide(graph, wrong.iri, Decision.REJECTED, EDITOR))
    decision = curations(graph, target=wrong.iri)[0]
    apply(graph, withdraw(graph, decision.iri, LATER))
    assert set(graph.store.quads(graph.iri("graph/document/" + wrong.document.rsplit("/", 1)[1]))) == before
    assert opposes(graph, wrong)
    kept = curations(graph, target=wrong.iri)[0]
    assert (kept.withdrawn[:10], kept.withdrawn_by) == ("2026-01-03", "Ole Zweit"), "the record stays"


def test_a_corrected_position_reads_as_corrected(graph: KnowledgeGraph, wrong: Position) -> None:
    wishes = Correction("Ada O'Hara", "Hafenausbau Süd", "support", "welcome", "asserted")
    after = corrected(graph, wrong, wishes)
    apply(graph, decide(graph, wrong.iri, Decision.CORRECTED, EDITOR, after=after))
    (found,) = positions(graph, position=wrong.iri)
    assert (found.holder, found.issue, found.stance, found.act) == (
        graph.base + "actor/ada-o-hara",
        wrong.document.replace("document/", "issue/") + "/hafenausbau-sued",  # new, so it is of the document
        "support",
        "welcome",
    )
    assert found.passage == wrong.passage
    assert not opposes(graph, wrong)


@pytest.fixture
def withheld(graph: KnowledgeGraph, wrong: Position) -> Position:
    """The same position as a text has it whose rules were not sure enough for a side."""
    home = graph.iri("graph/document/" + wrong.document.rsplit("/", 1)[1])
    node, issue = ox.NamedNode(wrong.iri), ox.NamedNode(wrong.issue)
    terms = "https://w3id.org/standpunkt/ontology#"
    graph.change(
        remove=[ox.Quad(node, ox.NamedNode(terms + "rejects"), issue, home)],
        add=[ox.Quad(node, ox.NamedNode(terms + "concerns"), issue, home)],
    )
    return wrong


def test_an_accepted_position_takes_the_side_that_was_withheld(
    reasoning: None, graph: KnowledgeGraph, withheld: Position
) -> None:
    assert not opposes(graph, withheld)
    apply(graph, decide(graph, withheld.iri, Decision.ACCEPTED, EDITOR))
    assert opposes(graph, withheld)
    apply(graph, withdraw(graph, curations(graph, target=withheld.iri)[0].iri, LATER))
    assert not opposes(graph, withheld)


def test_an_accepted_side_lasts_when_the_document_is_read_again(
    reasoning: None, graph: KnowledgeGraph, withheld: Position
) -> None:
    name = "graph/document/" + withheld.document.rsplit("/", 1)[1]
    read_again = [quad.triple for quad in graph.store.quads(graph.iri(name))]
    apply(graph, decide(graph, withheld.iri, Decision.ACCEPTED, EDITOR))
    graph.put(name, curated(graph, withheld.document, read_again).triples)
    assert opposes(graph, withheld)


def test_decisions_survive_that_the_document_is_read_again(graph: KnowledgeGraph, wrong: Position) -> None:
    other = next(p for p in positions(graph, document=wrong.document) if p.iri != wrong.iri)
    apply(graph, decide(graph, wrong.iri, Decision.REJECTED, EDITOR))
    wishes = Correction(other.holder, other.issue, "oppose", "reject", "negated")
    apply(graph, decide(graph, other.iri, Decision.CORRECTED, EDITOR, after=corrected(graph, other, wishes)))
    name = "graph/document/" + wrong.document.rsplit("/", 1)[1]
    held = set(graph.store.quads(graph.iri(name)))
    read_again = sample.sample_graphs()[name]
    graph.put(name, curated(graph, wrong.document, read_again).triples)
    assert set(graph.store.quads(graph.iri(name))) == held
    assert stances(graph, wrong) == set()
    assert {s for s, _ in stances(graph, other)} == {"oppose"}


def test_only_the_latest_decision_can_be_taken_back(graph: KnowledgeGraph, wrong: Position) -> None:
    apply(graph, decide(graph, wrong.iri, Decision.ACCEPTED, EDITOR))
    first = curations(graph, target=wrong.iri)[0]
    apply(graph, decide(graph, wrong.iri, Decision.REJECTED, LATER))
    with pytest.raises(NotFoundError, match="latest"):
        withdraw(graph, first.iri, LATER)


def test_a_correction_names_only_what_there_is(graph: KnowledgeGraph, wrong: Position) -> None:
    with pytest.raises(InputError, match="No actor"):
        corrected(graph, wrong, Correction("Niemand Hier", "Tempolimit", "support", "demand", "asserted"))
    with pytest.raises(InputError, match="support, oppose"):
        corrected(graph, wrong, Correction(wrong.holder, "Tempolimit", "neutral", "demand", "asserted"))


@pytest.fixture
def app(graph: KnowledgeGraph, settings: Settings) -> Iterator[Flask]:
    made = standpunkt.Session(graph, settings).app()
    yield made
    made.extensions["standpunkt"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def sign_in(client: FlaskClient, token: str = TOKEN) -> int:
    form = {"name": "Ida Prüf", "token": token, "next": "/documents"}
    return client.post("/editing", data=form, headers=HTML).status_code


def test_who_is_not_signed_in_changes_nothing(
    client: FlaskClient, graph: KnowledgeGraph, wrong: Position
) -> None:
    form = {"position": wrong.iri, "decision": "reject"}
    assert client.post("/curate", data=form, headers=HTML).status_code == 401
    assert sign_in(client, "guess") == 401
    assert stances(graph, wrong) == {("oppose", "tempolimit")}
    assert 'name="decision"' not in client.get("/curate?position=" + wrong.iri, headers=HTML).text


def test_a_form_of_another_site_is_refused(
    client: FlaskClient, graph: KnowledgeGraph, wrong: Position
) -> None:
    assert sign_in(client) == 303
    form = {"position": wrong.iri, "decision": "reject"}
    response = client.post("/curate", data=form, headers=HTML | {"Origin": "https://evil.example"})
    assert response.status_code == 401
    assert stances(graph, wrong) == {("oppose", "tempolimit")}


def test_signing_in_leads_only_to_pages_of_this_server(client: FlaskClient) -> None:
    form = {"name": "Ida", "token": TOKEN, "next": "//evil.example/"}
    assert client.post("/editing", data=form, headers=HTML).headers["Location"] == "/documents"


def test_reject_and_take_back_on_the_document_page(
    client: FlaskClient, graph: KnowledgeGraph, wrong: Position
) -> None:
    path = wrong.document.removeprefix(graph.base)
    sign_in(client)
    client.post("/curate", data={"position": path and wrong.iri, "decision": "reject"}, headers=HTML)
    html = client.get("/" + path, headers=HTML).text
    assert "verworfen" in html
    undo = re.search(r'name="withdraw" value="([^"]+)"', html)
    assert undo
    assert client.post("/curate", data={"withdraw": undo[1]}, headers=HTML).status_code == 303
    assert stances(graph, wrong) == {("oppose", "tempolimit")}


def test_a_correction_over_the_page_is_checked_and_stored(
    client: FlaskClient, graph: KnowledgeGraph, wrong: Position
) -> None:
    sign_in(client)
    form = {
        "position": wrong.iri,
        "decision": "correct",
        "holder": "Jonas Adler",
        "issue": "Küstenschutz",
        "stance": "support",
        "act": "promise",
        "modality": "conditional",
        "comment": "<b>gelesen</b>",
    }
    response = client.post("/curate", data=form, headers=HTML)
    assert response.status_code == 303, response.text
    assert stances(graph, wrong) == {("support", "kuestenschutz")}
    page = client.get("/curate?position=" + wrong.iri, headers=HTML).text
    assert "&lt;b&gt;gelesen" in page
    told = client.get(
        wrong.iri.removeprefix(graph.base.rstrip("/")), headers=HTML, follow_redirects=True
    ).text
    for said in (
        "berichtigt",
        "Ida Prüf",
        "&lt;b&gt;gelesen",
        "<del>",
        "Küstenschutz</bdi></ins>",
        "/curate?position=",
    ):
        assert said in told, said
    assert 'name="withdraw"' in told
    assert client.post("/curate", data=form | {"holder": "Niemand"}, headers=HTML).status_code == 400
    assert client.post("/curate", data=form | {"decision": "x"}, headers=HTML).status_code == 400
    assert client.post("/curate", data=form | {"position": "position/none"}, headers=HTML).status_code == 404
