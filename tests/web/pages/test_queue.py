"""The queue of positions to decide about: least sure first, nothing done twice, nothing lost, taken back in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.decisions.records import curations
from graph.knowledge.graph import KnowledgeGraph
from graph.things.positions.positions import Position, all_positions, positions
from tests.web.pages import sample

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
CONFIDENCE = ox.NamedNode("https://w3id.org/standpunkt/ontology#confidence")
SHARE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


@pytest.fixture
def session() -> Iterator[standpunkt.Session]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner="none") as opened:
        opened.graph.put_all(sample.sample_graphs())
        yield opened


@pytest.fixture
def graph(session: standpunkt.Session) -> KnowledgeGraph:
    """The invented articles, with every position a little surer than the one before."""
    found, change = session.graph, []
    for number, position in enumerate(sorted(all_positions(found), key=lambda p: p.iri)):
        home = found.iri("graph/document/" + position.document.rsplit("/", 1)[1])
        share = ox.Literal(f"{0.4 + number / 200:.3f}", datatype=SHARE)
        change.append(ox.Quad(ox.NamedNode(position.iri), CONFIDENCE, share, home))
    old = [q for one in change for q in found.store.quads(subject=one.subject, predicate=CONFIDENCE)]
    found.change(add=change, remove=old)
    return found


@pytest.fixture
def client(session: standpunkt.Session, graph: KnowledgeGraph) -> Iterator[FlaskClient]:
    app = session.app()
    yield app.test_client()
    app.extensions["standpunkt"].close()


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    sign_in(client, "Ida Prüf")
    return client


def sign_in(client: FlaskClient, name: str) -> None:
    form = {"name": name, "token": TOKEN, "next": "/queue"}
    assert client.post("/editing", data=form, headers=HTML).headers["Location"] == "/queue"


def least_sure(graph: KnowledgeGraph, place: int = 0) -> Position:
    return sorted(all_positions(graph), key=lambda p: (p.confidence or 1, p.document, p.iri))[place]


def hidden(html: str) -> dict[str, str]:
    """What the first form about a position carries unseen."""
    form = html[html.index('name="position"') - 200 :]
    return {n: unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)[:3]}


def shown(html: str) -> str:
    return hidden(html)["position"]


def page(client: FlaskClient, path: str = "/queue") -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200
    return response.text


def test_the_least_sure_position_comes_first_with_its_sentence(
    editor: FlaskClient, graph: KnowledgeGraph
) -> None:
    html, first = page(editor), least_sure(graph)
    assert graph.base + shown(html) == first.iri
    assert f"<mark>{first.passage.quote}</mark>" in unescape(html)
    assert f"Noch {len(all_positions(graph))} zu prüfen" in html


def test_a_decision_leads_to_the_next_one_and_is_told_with_an_undo(
    editor: FlaskClient, graph: KnowledgeGraph
) -> None:
    first, second = least_sure(graph), least_sure(graph, 1)
    form = hidden(page(editor)) | {"decision": "reject"}
    response = editor.post("/queue", data=form, headers=HTML)
    assert response.status_code == 303
    assert response.headers["Location"].endswith("#card"), "no jump to the end of the page"
    html = page(editor, response.headers["Location"])
    assert graph.base + shown(html) == second.iri
    told = re.search(r'id="decided".*?</form></div>', html, re.DOTALL)
    assert told
    assert "verworfen" in told[0]
    assert "<del>" in told[0]
    undo = re.search(r'name="withdraw" value="([^"]+)"', told[0])
    assert undo
    response = editor.post("/queue", data={"withdraw": undo[1]}, headers=HTML)
    assert graph.base + shown(page(editor, response.headers["Location"])) == first.iri
    assert positions(graph, position=first.iri)


def test_a_correction_is_told_with_what_was_before_and_what_is_now(
    editor: FlaskClient, graph: KnowledgeGraph
) -> None:
    first = least_sure(graph)
    stance = "oppose" if first.stance == "support" else "support"
    wishes = {"holder": first.holder, "issue": first.issue, "stance": stance, "act": "doubt"}
    form = hidden(page(editor)) | wishes | {"decision": "correct", "modality": "asserted"}
    html = page(editor, editor.post("/queue", data=form, headers=HTML).headers["Location"])
    changes = re.search(r'<dl class="definition changes">.*?</dl>', html, re.DOTALL)
    assert changes
    assert len(re.findall("<del>", changes[0])) == 2, "stance and act, nothing else"
    assert "bezweifeln" in changes[0]


def test_a_form_that_is_sent_twice_does_nothing_twice(editor: FlaskClient, graph: KnowledgeGraph) -> None:
    for button in ("accept", "reject"):
        form = hidden(page(editor)) | {"decision": button}
        answers = {editor.post("/queue", data=form, headers=HTML).headers["Location"] for _ in range(3)}
        assert len(answers) == 1
    assert len(curations(graph)) == 2
    undo = {"withdraw": curations(graph)[0].iri}
    assert {editor.post("/queue", data=undo, headers=HTML).status_code for _ in range(2)} == {303}


def test_a_correction_that_is_sent_twice_is_one(editor: FlaskClient, graph: KnowledgeGraph) -> None:
    wishes = {"holder": least_sure(graph).holder, "issue": "Ganz neues Thema", "stance": "support"}
    form = hidden(page(editor)) | wishes | {"decision": "correct", "act": "demand", "modality": "asserted"}
    assert {editor.post("/queue", data=form, headers=HTML).status_code for _ in range(2)} == {303}
    assert len(curations(graph)) == 1


def test_what_somebody_else_decided_meanwhile_is_not_overwritten_unseen(
    editor: FlaskClient, graph: KnowledgeGraph
) -> None:
    form = hidden(page(editor))
    sign_in(editor, "Ole Zweit")
    assert editor.post("/queue", data=form | {"decision": "accept"}, headers=HTML).status_code == 303
    sign_in(editor, "Ida Prüf")
    first = least_sure(graph)
    wishes = {"holder": first.holder, "issue": "Mein Thema", "stance": "oppose", "act": "warn"}
    path = "/queue?at=" + form["position"]
    sent = form | wishes | {"decision": "correct", "modality": "asserted", "comment": "gelesen"}
    refused = editor.post(path, data=sent, headers=HTML)
    assert refused.status_code == 409
    assert "anders entschieden" in refused.text
    assert "Ole Zweit" in refused.text
    assert 'value="Mein Thema"' in refused.text, "nothing that was typed is lost"
    again = sent | hidden(refused.text)
    assert editor.post(path, data=again, headers=HTML).status_code == 303
    assert len(curations(graph)) == 2


def test_what_was_typed_comes_again_where_it_is_refused(editor: FlaskClient, graph: KnowledgeGraph) -> None:
    first = least_sure(graph)
    form = hidden(page(editor)) | {"decision": "correct", "holder": "Niemand Hier", "issue": "Neu"}
    sent = form | {"stance": first.stance, "act": "warn", "modality": "negated", "comment": "<b>x"}
    refused = editor.post("/queue?at=" + form["position"], data=sent, headers=HTML)
    assert refused.status_code == 400
    assert '<details class="correct" open>' in refused.text
    assert 'value="Niemand Hier"' in refused.text
    assert "&lt;b&gt;x" in refused.text
    assert not curations(graph)


def test_the_queue_is_narrowed_and_stays_so(editor: FlaskClient, graph: KnowledgeGraph) -> None:
    one = least_sure(graph, -1)
    document = one.document.removeprefix(graph.base)
    html = page(editor, f"/queue?source={document}")
    for _ in positions(graph, document=one.document):
        assert positions(graph, position=graph.base + shown(html))[0].document == one.document
        form = hidden(html) | {"decision": "accept"}
        answer = editor.post(f"/queue?source={document}", data=form, headers=HTML)
        html = page(editor, answer.headers["Location"])
    assert "Alle sind geprüft" in page(editor, f"/queue?source={document}")


def test_one_can_pass_on_and_go_back_also_to_what_was_rejected(
    editor: FlaskClient, graph: KnowledgeGraph
) -> None:
    first, second = least_sure(graph), least_sure(graph, 1)
    skip = re.search(r'href="([^"]+)" rel="next"', page(editor))
    assert skip
    html = page(editor, unescape(skip[1]))
    assert graph.base + shown(html) == second.iri
    form = hidden(html) | {"decision": "reject"}
    html = page(editor, editor.post("/queue", data=form, headers=HTML).headers["Location"])
    back = re.search(r'href="([^"]+)" rel="prev"', html)
    assert back
    html = page(editor, unescape(back[1]))
    assert "Diese Position wurde verworfen" in html
    back = re.search(r'href="([^"]+)" rel="prev"', html)
    assert back
    assert graph.base + shown(page(editor, unescape(back[1]))) == first.iri


def test_who_is_not_signed_in_reads_the_queue_and_decides_nothing(
    client: FlaskClient, graph: KnowledgeGraph
) -> None:
    html = page(client)
    assert 'name="decision"' not in html
    assert "melden Sie sich an" in html
    form = {"position": least_sure(graph).iri, "decision": "reject"}
    assert client.post("/queue", data=form, headers=HTML).status_code == 401
    sign_in(client, "Ida")
    foreign = HTML | {"Origin": "https://evil.example"}
    assert client.post("/queue", data=form, headers=foreign).status_code == 401
    assert not curations(graph)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/queue?at=position/none", 404), ("/queue?at=%00", 400), ("/queue?since=2026-13-01", 400)],
)
def test_what_is_not_there_is_told(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path, headers=HTML).status_code == status


def test_on_a_document_one_stays_where_one_was(editor: FlaskClient, graph: KnowledgeGraph) -> None:
    document = next(
        p.document for p in all_positions(graph) if len(positions(graph, document=p.document)) > 2
    )
    path = "/" + document.removeprefix(graph.base)
    html = page(editor, path)
    second = html[html.index('<li id="p2">') :]
    next_ = re.search(r'name="next" value="([^"]+)"', second)
    assert next_
    form = hidden(second) | {"decision": "reject", "next": unescape(next_[1])}
    place = editor.post("/curate", data=form, headers=HTML).headers["Location"]
    assert place.endswith("#decided")
    html = page(editor, place)
    assert html.index('<li id="p1">') < html.index('id="decided"') < html.index('<li id="p2">')
