"""Pages, changes and questions over a remote store: the same as over one of our own, in at most twelve requests."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.stores.remote import RemoteQuads
from loaders.articles.findings import Document
from standpunkt import Session
from tests.endpoints import BadEndpoint, bad_endpoint
from tests.waiting import PATIENCE
from tests.web.pages import sample

TOKEN = "correct horse battery"
HTML = {"Accept": "text/html", "Accept-Language": "de"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}
MOST = 12
"""Requests of one page."""
PAGES = [
    "/",
    "/actors",
    "/issues",
    "/positions",
    "/documents",
    "/matters",
    "/network",
    "/matrix",
    "/charts",
    "/queue",
    "/queries/who-supports",
    "/why",
    "/ask",
    "/ask?q=Wer+unterst%C3%BCtzt+das+Tempolimit%3F",
    "/ask?q=Wer+hat+seine+Meinung+ge%C3%A4ndert%3F",
    "/ask?q=Welches+Amt+hat+Mira+Holm%3F",
    "/positions?format=ttl",
    "/sitemap.xml",
    "/actor/mira-holm",
    "/actor/mira-holm.ttl",
    "/actor/suedland",
    "/issue/tempolimit",
    "/issue/kuestenschutz",
    "/document/nordmark-streitet-ueber-das-tempolimit?at=0-67",
    "/issue-scheme",
]
KINDS = {
    "page-positions": "position",
    "page-events": "event",
    "page-tenures": "office",
    "page-norm-rules": "norm",
}
TEXT = (
    "Hafenminister Uwe Kranz fordert eine höhere Hafengebühr. Petra Lund lehnt eine höhere Hafengebühr ab.\n"
)
VAGUE = "Minister Uwe Kranz fordert eine Lösung. Minister Uwe Kranz fordert Maßnahmen."
WHY = "Aus den Worten, die das Thema benennen, erfährt man nicht, worum es geht."


@pytest.fixture(scope="module")
def far() -> Iterator[tuple[BadEndpoint, str, Session]]:
    with bad_endpoint() as (endpoint, address), opened(address) as session:
        session.graph.put_all(sample.sample_graphs())
        yield endpoint, address, session


def opened(address: str) -> contextlib.AbstractContextManager[Session]:
    return standpunkt.open_graph(
        store_kind="remote",
        store=address,
        token=TOKEN,
        cache_bytes=0,
        query_seconds=PATIENCE,
        store_seconds=PATIENCE,
    )


@pytest.fixture(scope="module")
def client(far: tuple[BadEndpoint, str, Session]) -> Iterator[FlaskClient]:
    app = far[2].app()
    yield app.test_client()
    app.extensions["standpunkt"].close()


def pages(graph: KnowledgeGraph) -> list[str]:
    """One page of each kind."""
    things = {graph.texts(query)[0][name].removeprefix(graph.base) for query, name in KINDS.items()}
    return [*PAGES, *(f"/{thing}" for thing in sorted(things))]


def write_elsewhere(address: str) -> None:
    """Another process writes, so that nothing that is remembered counts any more."""
    quad = ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:y"), ox.Literal(1), ox.NamedNode("urn:elsewhere"))
    with contextlib.closing(RemoteQuads(address)) as other:
        other.change(add=[quad])
        other.change(remove=[quad])


def test_no_page_takes_more_than_so_many_requests(
    far: tuple[BadEndpoint, str, Session], client: FlaskClient
) -> None:
    endpoint, address, session = far
    store = session.graph.store
    store.limit(seconds=PATIENCE, check=1e9)
    taken: dict[str, tuple[int, int]] = {}
    for page in pages(session.graph):
        write_elsewhere(address)
        assert store.look()
        counts = []
        for _ in ("after a write of others", "once more"):
            endpoint.texts.clear()
            response = client.get(page, headers=HTML)
            assert response.status_code in (200, 303), (page, response.text[:300])
            assert response.data or response.status_code == 303
            counts.append(len(endpoint.texts))
        taken[page] = (counts[0], counts[1])
    assert not {page: counts for page, counts in taken.items() if max(counts) > MOST}
    assert sum(warm for _, warm in taken.values()) < 2 * len(taken), taken


def test_why_positions_do_not_count_is_read_of_all_of_a_page_at_once() -> None:
    with bad_endpoint() as (endpoint, address), opened(address) as session:
        session.load_document(Document("document/vorhaben", "Vorhaben", VAGUE))
        app = session.app()
        try:
            client = app.test_client()
            for page in ("/document/vorhaben", "/ask?q=Was+fordert+Uwe+Kranz%3F"):
                endpoint.texts.clear()
                assert client.get(page, headers=HTML).text.count(WHY) == 2, page
                assert sum("trace" in text for text in endpoint.texts) == 1, page
        finally:
            app.extensions["standpunkt"].close()


def test_pages_are_the_same_as_over_a_store_of_our_own(
    knowledge: KnowledgeGraph, far: tuple[BadEndpoint, str, Session], client: FlaskClient
) -> None:
    with standpunkt.open_graph(
        store_kind="memory", token=TOKEN, cache_bytes=0, query_seconds=PATIENCE
    ) as here:
        here.graph.put_all(
            {
                name: (q.triple for q in knowledge.store.quads(knowledge.iri(name)))
                for name in names(knowledge)
            }
        )
        app = here.app()
        try:
            own = app.test_client()
            for page in pages(here.graph):
                if (
                    "ttl" not in page and page != "/sitemap.xml"
                ):  # triples have no order; it tells when it was
                    assert client.get(page, headers=HTML).text == own.get(page, headers=HTML).text, page
        finally:
            app.extensions["standpunkt"].close()


def names(graph: KnowledgeGraph) -> list[str]:
    found = (name.value.removeprefix(graph.base) for name in graph.store.graph_names())
    return [name for name in found if name != "graph/inferred"]


def test_what_can_be_changed_can_be_changed_over_a_remote_store(tmp_path: Path) -> None:
    with bad_endpoint() as (endpoint, address), opened(address) as session:
        app, store = session.app(), session.graph.store
        client = app.test_client()
        before = set(store.quads())

        sent = client.post("/documents", json={"text": TEXT, "title": "Hafen"}, headers=BEARER)
        assert sent.status_code in (200, 201), sent.text
        loaded = set(store.quads())
        assert any("graph/document/hafen" in str(quad.graph_name) for quad in loaded)
        answer = client.get("/ask?q=Wer+fordert+eine+h%C3%B6here+Hafengeb%C3%BChr%3F", headers=HTML).text
        assert "Uwe Kranz" in answer

        update = "DELETE { GRAPH ?g { ?d <http://purl.org/dc/terms/title> ?t } } INSERT { GRAPH ?g { ?d <http://purl.org/dc/terms/title> 'Am Kai'@de } } WHERE { GRAPH ?g { ?d a <https://w3id.org/standpunkt/ontology#Document> ; <http://purl.org/dc/terms/title> ?t } }"
        headers = {**BEARER, "Content-Type": "application/sparql-update"}
        assert client.post("/update", data=update, headers=headers).status_code == 204
        assert any("Am Kai" in str(quad.object) for quad in store.quads())

        backup = tmp_path / "backup.nq.gz"
        backup.write_bytes(client.get("/backup", headers=BEARER).data)
        with standpunkt.open_graph(store_kind="memory") as other:
            other.take_in([backup])
            assert set(other.graph.store.quads()) == set(store.quads())
        dump = client.get("/dump.nq", headers={"Accept": "application/n-quads"})
        assert dump.status_code == 200
        assert len(set(ox.parse(dump.data, format=ox.RdfFormat.N_QUADS))) == len(set(store.quads()))
        assert (
            client.get(
                "/data?graph=http://127.0.0.1:5000/graph/document/hafen", headers={"Accept": "text/turtle"}
            ).status_code
            == 200
        )

        assert client.delete("/document/hafen", headers=BEARER).status_code == 204
        gone = {quad for quad in store.quads() if "graph/provenance" not in str(quad.graph_name)}
        assert gone == {quad for quad in before if "graph/provenance" not in str(quad.graph_name)}
        app.extensions["standpunkt"].close()

    with bad_endpoint() as (endpoint, address), opened(address) as session:
        session.take_in([backup])
        assert any("Am Kai" in str(quad.object) for quad in endpoint.store)
