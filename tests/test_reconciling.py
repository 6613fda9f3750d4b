"""Our actors are looked up in a real service of the protocol, and what is accepted is a decision."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

import standpunkt
from graph.decisions.records import Decision, curations
from loaders.articles.findings import Document
from ontology.errors import InputError, NotFoundError
from standpunkt.session.reconciling import accept, look_up
from web import create_app

TEXT = "Die Ministerin Ida Falk fordert eine Maut. Der Verband Freie Straße lehnt die Maut ab."


@pytest.fixture
def service() -> Iterator[str]:
    """Another Standpunkt, under another base IRI."""
    with standpunkt.open_graph(store_kind="memory", base_iri="https://positions.example/") as session:
        session.load_document(Document("document/maut", "Maut", TEXT))
        server = make_server("127.0.0.1", 0, create_app(session.graph, session.settings), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.port}/reconcile"
        server.shutdown()
        thread.join()


@pytest.fixture
def session() -> Iterator[standpunkt.Session]:
    with standpunkt.open_graph(store_kind="memory") as opened:
        opened.load_document(Document("document/streit", "Streit", TEXT))
        yield opened


def test_what_the_service_is_sure_of_is_linked_by_decisions(
    session: standpunkt.Session, service: str
) -> None:
    found = look_up(session.graph, service, ["actor/ida-falk"])
    assert (found[0].other, found[0].match) == ("https://positions.example/actor/ida-falk", True)
    [taken] = accept(session.graph, found, "Ida Prüf", service)
    [one] = curations(session.graph)
    assert (one.decision, one.other, one.curator) == (Decision.LINKED, taken.other, "Ida Prüf")
    left = {other.thing for other in look_up(session.graph, service)}
    assert session.base + "actor/ida-falk" not in left
    assert session.base + "actor/verband-freie-strasse" in left


def test_what_is_no_service_or_no_thing_is_told(session: standpunkt.Session, service: str) -> None:
    with pytest.raises(NotFoundError):
        look_up(session.graph, service, ["actor/nobody"])
    for address in (
        "file:///etc/passwd",
        "http://127.0.0.1:1/reconcile",
        service.replace("reconcile", "health"),
    ):
        with pytest.raises(InputError):
            look_up(session.graph, address, ["actor/ida-falk"])
