"""A remote store that answers slowly, wrongly or not at all: told with its address, resumable, nothing half-done."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.serving.evaluation import Query
from graph.serving.requests import Limits
from graph.stores.endpoint.connection import NoAnswerError, SentRequest, StoreSlowError
from graph.stores.endpoint.writing import STORE, OverwrittenError, Writer
from graph.stores.remote import RemoteQuads
from ontology.errors import StandpunktError, StoreError
from tests.endpoints import FAULTS, BadEndpoint, bad_endpoint
from tests.waiting import wait_until

G, H, P = (ox.NamedNode(f"http://example.org/{name}") for name in "ghp")
OLD = {
    ox.Quad(ox.NamedNode(f"http://example.org/{n}"), P, ox.Literal("alt", language="de"), G)
    for n in range(40)
}
NEW = {
    ox.Quad(ox.NamedNode(f"http://example.org/{n}"), P, ox.Literal(f"neu „{n}“\n"), H) for n in range(1_540)
}
SECONDS = 0.6
READING = "SELECT ?o WHERE { ?s <http://example.org/p> ?o }"
ALL_OF_ONE_REQUEST, IN_PARTS = "Some server", "Virtuoso/07"


@contextlib.contextmanager
def held(name: str = ALL_OF_ONE_REQUEST) -> Iterator[tuple[BadEndpoint, str, RemoteQuads]]:
    with (
        bad_endpoint(name) as (endpoint, address),
        contextlib.closing(RemoteQuads(address, seconds=SECONDS)) as store,
    ):
        store.change(add=OLD)
        yield endpoint, address, store


def lasting(endpoint: BadEndpoint) -> set[ox.Quad]:
    return {quad for quad in endpoint.store if quad.graph_name != STORE}


def test_one_connection_serves_what_is_asked_in_turn() -> None:
    """Also after an answer that was read as it came, and for queries of clients."""
    with held() as (endpoint, _, store):
        assert set(store.quads()) == OLD
        opened = endpoint.connections
        answers = store.answers(Limits())
        for _ in range(2):
            assert set(store.quads()) == OLD
            reply = answers.answer(Query(READING, ""), lambda: False)
            assert b"".join(reply.body).count(b'"alt"') == len(OLD)
        assert endpoint.connections == opened


def test_a_connection_in_use_when_the_store_is_closed_is_closed_after_it() -> None:
    """Nobody would close it any more, if it were kept."""
    with held() as (endpoint, _, store):
        opened = endpoint.connections
        answer = store.endpoint.read(SentRequest("query", READING, "application/sparql-results+json"))
        store.close()
        assert b"".join(answer.pieces()).count(b'"alt"') == len(OLD)
        store.size()
        assert endpoint.connections == opened + 1


@pytest.mark.parametrize("fault", ["closed", "lost", "cut", "503"])
def test_a_query_that_got_no_answer_is_asked_again(fault: str) -> None:
    with held() as (endpoint, _, store):
        endpoint.fail(lambda number, kind, text: fault if number == 1 else "")
        assert len(list(store.query(READING))) == len(OLD)
        endpoint.fail(lambda number, kind, text: fault if number == 1 else "")
        assert set(store.quads(G)) == OLD


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("closed", NoAnswerError, "did not answer"),
        ("503", NoAnswerError, "answered 503"),
        ("500", StoreError, "answered 500"),
        ("cut", NoAnswerError, "broke off"),
        ("page", StoreError, "answered with text/html.*address for queries"),
        ("wrong", StoreError, "no result of SPARQL"),
        ("slow", StoreSlowError, "did not answer within 0.6 seconds.*store_seconds"),
    ],
)
def test_what_stays_wrong_is_told_with_the_address_and_what_was_done(
    fault: str, error: type[StoreError], words: str
) -> None:
    with held() as (endpoint, address, store):
        endpoint.fail(lambda number, kind, text: fault)
        for ask in (lambda: store.query(f"# Who holds what.\n{READING}"), lambda: list(store.quads())):
            with pytest.raises(error, match=f"(?s){words}") as told:
                ask()
            assert address in str(told.value)
        assert "Who holds what" in str(told.value) or "reading quads" in str(told.value)


def test_a_slow_store_is_not_asked_again() -> None:
    with held() as (endpoint, _, store):
        endpoint.fail(lambda number, kind, text: "slow")
        with pytest.raises(StoreSlowError):
            store.query(READING)
        assert len(endpoint.texts) == 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [(ALL_OF_ONE_REQUEST, fault) for fault in FAULTS]
    + [(IN_PARTS, fault) for fault in ("closed", "lost", "500", "page", "slow")],
)
def test_wherever_a_write_breaks_off_it_is_whole_or_not_there(fault: str, name: str) -> None:
    """The fault hits the first request of the write, then the second, until the write meets none any more."""
    broken = 0
    for place in range(1, 40):
        with held(name) as (endpoint, address, store):
            endpoint.fail(lambda number, kind, text, place=place: fault if number == place else "")
            failure = None
            try:
                store.change(remove=OLD, add=NEW)
            except StandpunktError as error:
                failure = error
            assert failure is None or address in str(failure)
            met = len(endpoint.texts) >= place
            endpoint.fail(lambda number, kind, text: "")
            if failure is None:
                assert lasting(endpoint) == NEW
            with contextlib.closing(RemoteQuads(address, seconds=SECONDS)) as next_one:
                wait_until(lambda endpoint=endpoint: not endpoint.busy)  # what was late is there now
                next_one.look()
                assert set(next_one.quads()) in (OLD, NEW)
                next_one.change(remove=OLD, add=NEW)
                assert set(next_one.quads()) == NEW
                Writer(next_one.endpoint).throw_away(dt.timedelta())
            assert len({quad for quad in endpoint.store if quad.graph_name == STORE}) == 1, "no note is left"
            broken += failure is not None
        if not met:
            break
    assert not met, "the write is done in a few requests"
    assert broken or fault in ("lost", "cut"), "where only the answer is lost, what is there tells"


def test_what_a_crash_leaves_unfinished_the_next_one_finishes() -> None:
    with held(IN_PARTS) as (endpoint, address, store):
        endpoint.fail(
            lambda number, kind, text: "closed" if "urn:standpunkt:done> 2" in text.replace('"', "") else ""
        )
        with pytest.raises(StoreError, match="noted in the store, and the next command or write finishes it"):
            store.change(remove=OLD, add=NEW)
        assert lasting(endpoint) not in (OLD, NEW)
        endpoint.fail(lambda number, kind, text: "")
        with contextlib.closing(RemoteQuads(address, seconds=SECONDS)):
            assert lasting(endpoint) == NEW


@pytest.mark.parametrize("name", [ALL_OF_ONE_REQUEST, IN_PARTS])
def test_two_who_write_do_not_write_over_each_other(name: str) -> None:
    with held(name) as (endpoint, address, store), contextlib.closing(RemoteQuads(address)) as other:
        other.change(add=NEW)
        with pytest.raises(OverwrittenError, match="nothing of this change was written"):
            store.change(remove=OLD)
        assert lasting(endpoint) == OLD | NEW
        assert store.look()
        assert not store.look()
        store.change(remove=OLD)
        assert lasting(endpoint) == NEW


def test_writes_of_others_are_noticed_in_the_background() -> None:
    with held() as (endpoint, address, store):
        heard: list[object] = []
        store.listen(heard.append)
        store.limit(seconds=SECONDS, check=0)
        before = store.version
        with contextlib.closing(RemoteQuads(address)) as other:
            other.change(add=NEW)
        wait_until(lambda: store.version != before)
        assert heard[:1] == [None]
        before = store.version
        wait_until(lambda: store.size() == len(OLD | NEW) + 1)
        endpoint.store.clear_graph(H)  # past everybody's mark: another number of quads is noticed
        wait_until(lambda: store.version != before)


def test_of_a_write_of_others_the_graph_hears_last() -> None:
    """Who reads it anew then, asks those who know of the write."""
    with held() as (_, address, store):
        graph = KnowledgeGraph(store, "http://example.org/", None)
        revisions = [graph.revision]
        store.listen(lambda change: revisions.append(graph.revision))
        with contextlib.closing(RemoteQuads(address)) as other:
            other.change(add=NEW)
        assert store.look()
        assert revisions == [0, 0]
        assert graph.revision == 1


def test_a_load_that_a_store_breaks_off_is_resumed(tmp_path: Path) -> None:
    for name, verb in (("eins", "fordert"), ("zwei", "verlangt"), ("drei", "lehnt")):
        end = " ab" if verb == "lehnt" else ""
        text = f"# Streit {name}\n\nDie Ministerin Anna Beispiel {verb} ein Tempolimit auf Autobahnen{end}.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with bad_endpoint() as (endpoint, address):
        options = {"store_kind": "remote", "store": address}
        with standpunkt.open_graph(**options) as session:
            endpoint.fail(lambda number, kind, text: "closed" if kind == "update" else "")
            with pytest.raises(StoreError, match="writing"):
                session.load([tmp_path])
        endpoint.fail(lambda number, kind, text: "")
        assert not [quad for quad in endpoint.store if "/document/" in str(quad.graph_name)]
        with standpunkt.open_graph(**options) as session:
            report = session.load([tmp_path], resume=True)
            assert len(report.loaded) == 3
            there = set(session.graph.store.quads())
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load([tmp_path])
        assert there == set(session.graph.store.quads())


def test_a_store_that_wants_a_token_gets_it_with_every_request_also_of_a_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with bad_endpoint() as (endpoint, address):
        endpoint.authorization = "Bearer correct horse"
        with pytest.raises(StoreError, match="answered 401"), standpunkt.open_graph(**there(address)):
            pass
        monkeypatch.setenv("STANDPUNKT_STORE_AUTHORIZATION", "Bearer correct horse")
        with standpunkt.open_graph(**there(address)) as session:
            assert not [one for one in session.check() if one.severity == "violation"]
            assert len(session.graph.store.dataset()) > 0


def there(address: str) -> dict[str, str]:
    return {"store_kind": "remote", "store": address, "reasoner": "none"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://h/", "give http:// or https://"),
        ("http://h:999999/", "Port"),
        ("http://h:ninety/", "Port"),
        ("http://[::1/", "IPv6"),
        ("http://a..b/", "no host is called a..b"),
        ("http://h/säule", "as /s%C3%A4ule"),
        ("http://h/a b", "as /a%20b"),
        ("http://h/q?name=ä", r"as /q\?name=%C3%A4"),
    ],
)
def test_what_can_be_no_address_is_refused_in_one_sentence(address: str, words: str) -> None:
    with pytest.raises(StoreError, match=f"is no address of a SPARQL endpoint: .*{words}"):
        RemoteQuads(address)
