"""Limits that hold: what runs too long, wants too much or reaches out is ended, and others go on."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.serving.evaluation import Query, TooLargeError
from graph.serving.pool import Replica
from graph.serving.requests import (
    AbandonedError,
    BusyError,
    Dump,
    Limits,
    MemoryLimitError,
    RefusedError,
    TimeLimitError,
    never,
)
from graph.serving.updates import Update
from graph.stores.embedded import OxigraphQuads
from ontology.errors import QueryError
from tests.waiting import PATIENCE, wait_until

BASE = "http://127.0.0.1:5000/"
NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} }}"
MANY = f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"


def quad(subject: str, value: str, graph: str = "urn:g") -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode("urn:p"), ox.Literal(value), ox.NamedNode(graph))


@pytest.fixture
def store() -> OxigraphQuads:
    store = OxigraphQuads()
    store.change(add=[quad("urn:a", "1"), quad("urn:b", "2")])
    return store


@pytest.fixture
def replica(store: OxigraphQuads) -> Iterator[Replica]:
    """Patient with queries: only what is hopeless is ended here, however slow the machine is."""
    limits = Limits(query_time=PATIENCE, readers=3, long_readers=1, long=0.1, wait=0.2, memory=200_000_000)
    replica = Replica(store, limits)
    yield replica
    replica.close()


def ask(replica: Replica, text: str, hung_up=never, **more) -> bytes:
    body = replica.answer(Query(text, BASE, solutions="text/csv", **more), hung_up).body
    return body if isinstance(body, bytes) else b"".join(body)


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_write_is_seen_by_every_later_query(store: OxigraphQuads, replica: Replica) -> None:
    for number in range(20):
        store.change(add=[quad(f"urn:{number}", "new")])
        assert ask(replica, f"SELECT ?o {{ <urn:{number}> ?p ?o }}") == b"o\r\nnew\r\n"
    store.change(remove=[quad("urn:3", "new")])
    assert ask(replica, "SELECT ?o { <urn:3> ?p ?o }") == b"o\r\n"


def test_a_query_into_single_graphs_ends_as_it_began_while_others_write(
    store: OxigraphQuads, replica: Replica
) -> None:
    store.change(add=[quad("urn:a", "1", "urn:h")])  # a triple in two graphs
    slow = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ <urn:a> ?p ?o }} VALUES ?x {{ {NUMBERS} }} VALUES ?y {{ {NUMBERS} }} }}"
    found: list[bytes] = []
    asking = threading.Thread(target=lambda: found.append(ask(replica, slow)))
    asking.start()
    wait_until(lambda: replica.state().busy > 0)
    for number in range(10):
        store.change(add=[quad(f"urn:{number}", "new")])
        assert ask(replica, f"SELECT ?g {{ GRAPH ?g {{ <urn:{number}> ?p ?o }} }}") == b"g\r\nurn:g\r\n"
    asking.join()
    assert found == [b"n\r\n2000000\r\n"]


def test_an_endless_query_ends_at_its_time_limit_with_its_process(store: OxigraphQuads) -> None:
    with contextlib.closing(Replica(store, Limits(query_time=0.5))) as replica:
        with pytest.raises(TimeLimitError, match=r"0\.5 seconds"):
            ask(replica, ENDLESS)
        assert replica.state().busy == 0


def test_a_client_that_hangs_up_frees_its_query(replica: Replica) -> None:
    looks = iter((False, False))
    with pytest.raises(AbandonedError):
        ask(replica, ENDLESS, lambda: next(looks, True))
    assert replica.state().busy == 0


def test_leaving_a_stream_ends_its_reader(replica: Replica) -> None:
    answer = replica.answer(Query(MANY, BASE), never)
    assert not isinstance(answer.body, bytes)
    assert next(answer.body).startswith(b'{"head"')
    assert replica.state().busy == 1
    answer.body.close()
    assert replica.state().busy == 0


def test_a_long_answer_arrives_complete(store: OxigraphQuads) -> None:
    replica = Replica(store, Limits(query_time=PATIENCE))
    with contextlib.closing(replica):
        assert ask(replica, MANY).count(b"\r\n") == 1_000_001


@pytest.mark.parametrize(
    "form", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"]
)
def test_rows_and_bytes_are_limited(replica: Replica, form: str) -> None:
    for limit in ({"rows": 5}, {"size": 1000}):
        with pytest.raises(TooLargeError):
            replica.answer(
                Query(f"SELECT ?a {{ VALUES ?a {{ {NUMBERS} }} }}", BASE, solutions=form, **limit), never
            )
    few = "SELECT ?a { VALUES ?a { 1 2 3 4 } }"
    assert replica.answer(Query(few, BASE, solutions=form, rows=5), never).body


def test_a_query_that_wants_too_much_memory_is_ended_alone(store: OxigraphQuads) -> None:
    replica = Replica(store, Limits(query_time=PATIENCE, memory=100_000_000))
    try:
        with pytest.raises(MemoryLimitError):
            ask(replica, MANY + " ORDER BY ?b ?a LIMIT 10" + " #" * 10)
        assert ask(replica, "SELECT ?o { <urn:a> ?p ?o }") == b"o\r\n1\r\n"
    finally:
        replica.close()


@contextlib.contextmanager
def endless_queries(replica: Replica, number: int) -> Iterator[list[Exception]]:
    """So many endless queries, each in a thread; their clients hang up at the end. Gives how they ended so far."""
    enough, ended = threading.Event(), []

    def run() -> None:
        try:
            ask(replica, ENDLESS, enough.is_set)
        except Exception as error:
            ended.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield ended
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def test_long_queries_never_take_all_places(replica: Replica) -> None:
    def is_answered() -> bool:
        with contextlib.suppress(BusyError):
            return ask(replica, "SELECT ?o { <urn:a> ?p ?o }") == b"o\r\n1\r\n"
        return False

    with endless_queries(replica, 3) as ended:
        wait_until(lambda: len(ended) == 2)
        assert {type(error) for error in ended} == {BusyError}
        wait_until(is_answered)
    assert type(ended[2]) is AbandonedError


def test_a_service_is_refused_with_a_sentence(replica: Replica) -> None:
    with pytest.raises(RefusedError, match="SERVICE and LOAD are refused"):
        ask(replica, "SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SeRvIcE#comment\n<{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{address}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "SELECT * {{ FILTER(1<'>') SERVICE <{address}> {{ }} }} #'",
        "SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{address}> {{ ?s ?p ?o }}",
    ],
)
def test_no_query_opens_a_connection(replica: Replica, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with contextlib.suppress(RefusedError, QueryError):
            ask(replica, text.format(address=address))
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_update_opens_a_connection(replica: Replica) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(RefusedError):
            replica.plan(Update(f"LOAD <{address}>", BASE), never)
        assert not replica.plan(Update(f"LOAD SILENT <{address}>", BASE), never)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_malformed_query_says_where(replica: Replica) -> None:
    with pytest.raises(QueryError, match="line 2, column"):
        ask(replica, "SELECT *\n{ ?s ?p }")


def test_a_replica_that_dies_is_made_anew(store: OxigraphQuads, replica: Replica) -> None:
    process = replica._copy.process
    process.kill()
    process.wait()
    store.change(add=[quad("urn:c", "3")])
    assert ask(replica, "SELECT ?o { <urn:c> ?p ?o }") == b"o\r\n3\r\n"


@pytest.mark.in_memory
def test_a_copy_worn_by_removals_is_replaced_while_reading_goes_on(
    store: OxigraphQuads, replica: Replica
) -> None:
    began = replica.answer(Query(MANY + " LIMIT 200000", BASE), never).body
    assert not isinstance(began, bytes)
    next(began)
    first = replica._copy.process.pid
    quads = [quad(f"urn:many:{number}", "x") for number in range(51_000)]
    store.change(add=quads)
    store.change(remove=quads)

    def is_replaced() -> bool:
        assert ask(replica, "SELECT ?o { <urn:a> ?p ?o }") == b"o\r\n1\r\n"
        return replica._copy.process.pid != first

    wait_until(is_replaced)
    assert b"".join(began).endswith(b"}]}}")
    store.change(add=[quad("urn:c", "3")])
    assert ask(replica, "SELECT ?o { <urn:c> ?p ?o }") == b"o\r\n3\r\n"


@pytest.mark.in_memory
def test_a_waiting_reader_makes_a_small_change_itself(store: OxigraphQuads, replica: Replica) -> None:
    ask(replica, "ASK {}")
    with replica._pool_lock:
        waiting = {reader.pid for reader in replica._pool.idle}
    store.change(add=[quad("urn:followed", "1")], remove=[quad("urn:a", "1")])
    with replica._pool_lock:
        assert {reader.pid for reader in replica._pool.idle} >= waiting
    for _ in range(8):
        assert ask(replica, "SELECT ?o { <urn:followed> ?p ?o }") == b"o\r\n1\r\n"
        assert ask(replica, "SELECT ?o { <urn:a> ?p ?o }") == b"o\r\n"


def test_a_large_change_is_made_by_the_copy_alone(store: OxigraphQuads, replica: Replica) -> None:
    ask(replica, "ASK {}")
    with replica._pool_lock:
        waiting = {reader.pid for reader in replica._pool.idle}
    store.change(add=[quad(f"urn:many:{number}", "x") for number in range(1000)])
    assert ask(replica, "SELECT (COUNT(*) AS ?n) { ?s ?p 'x' }") == b"n\r\n1000\r\n"
    with replica._pool_lock:
        assert not waiting & {reader.pid for reader in replica._pool.idle}


def test_long_queries_take_turns(store: OxigraphQuads) -> None:
    def is_one_paused() -> bool:
        with contextlib.suppress(RuntimeError, AttributeError, OSError):
            pids = [call._reader.pid for call in set(replica.calls) if call._reader]
            states = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] for pid in pids]
            return "T" in states
        return False

    limits = Limits(query_time=PATIENCE, readers=3, long_readers=3, long=0.1, wait=PATIENCE)
    with contextlib.closing(Replica(store, limits)) as replica, endless_queries(replica, 3):
        wait_until(is_one_paused)


def test_nothing_runs_on_after_the_end(store: OxigraphQuads) -> None:
    replica = Replica(store, Limits(spare=2))
    ask(replica, "ASK {}")
    pids = [replica._copy.process.pid, *(reader.pid for reader in replica._pool.idle)]
    replica.close()
    wait_until(lambda: not any(map(running, pids)))
    with pytest.raises(BusyError):
        ask(replica, "ASK {}")


@pytest.mark.in_memory
def test_readers_have_no_core_dump_and_no_descriptors_to_spare(replica: Replica) -> None:
    reader = replica.take(Query("ASK {}", BASE))
    try:
        assert os.getpid() != reader.pid

        def limit(name: str) -> list[str]:
            text = Path(f"/proc/{reader.pid}/limits").read_text()
            return text.split(name)[1].split()[:2]

        wait_until(lambda: limit("Max open files") == ["0", "0"])  # before it reads its first request
        assert limit("Max core file size")[0] == "0"
    finally:
        reader.end()


def test_the_whole_dataset_or_one_graph_as_it_is(replica: Replica) -> None:
    whole = replica.answer(Dump(None, "application/n-quads"), never).body
    one = replica.answer(Dump("urn:g", "application/n-triples"), never).body
    default = replica.answer(Dump("", "application/n-triples"), never).body
    assert isinstance(whole, bytes)
    assert isinstance(one, bytes)
    assert len(whole.splitlines()) == len(one.splitlines()) == 2
    assert default == b""
