"""The server as a process: what it acknowledges lasts, what is abandoned ends, and it goes when told to."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.waiting import PATIENCE, wait_until
from tests.web import live

NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} }}"


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    """Patient with queries, so that what is asked here is answered however slow the machine is."""
    server = live.start(query_seconds=PATIENCE, readers=4, long_readers=2, wait_seconds=PATIENCE)
    server.send("PUT", "data?graph=urn:g", live.DATA, Content_Type="text/turtle")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def hasty() -> Iterator[live.Server]:
    """Gives up on queries soon, and takes no long ones."""
    server = live.start(query_seconds=1, request_bytes=100_000)
    yield server
    server.stop()


def busy(server: live.Server) -> int:
    text = server.send("GET", "metrics").decode()
    return int(float(text.split("\nstandpunkt_readers_busy ")[1].split()[0]))


def test_every_acknowledged_write_is_there_after_kill_9(tmp_path: Path) -> None:
    server = live.start(tmp_path / "store")
    acknowledged: list[int] = []

    def write() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            for number in range(10_000):
                server.update(f"INSERT DATA {{ GRAPH <urn:g{number % 7}> {{ <urn:s> <urn:p> {number} }} }}")
                acknowledged.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    wait_until(lambda: len(acknowledged) >= 20)
    server.stop(signal.SIGKILL)
    writer.join()
    again = live.start(tmp_path / "store")
    try:
        kept = {int(value) for value in again.csv("SELECT ?o { <urn:s> <urn:p> ?o }")}
    finally:
        again.stop()
    assert set(acknowledged) <= kept
    assert len(kept) <= len(acknowledged) + 1


def test_a_client_that_hangs_up_frees_its_query(server: live.Server) -> None:
    host = urlsplit(server.address).netloc
    connection = http.client.HTTPConnection(host)
    connection.request("POST", "/sparql", ENDLESS, {"Content-Type": "application/sparql-query"})
    wait_until(lambda: busy(server) == 1)
    connection.close()
    wait_until(lambda: busy(server) == 0)


def test_a_query_that_runs_too_long_is_503_and_says_so(hasty: live.Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        hasty.csv(ENDLESS)
    with caught.value as error:
        assert error.code == 503
        assert error.headers["Retry-After"]
        assert b"time limit" in error.read()
    wait_until(lambda: busy(hasty) == 0)


def test_a_stream_that_is_cut_off_does_not_look_complete(hasty: live.Server) -> None:
    endless = (
        f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} }}"
    )
    with pytest.raises((http.client.IncompleteRead, urllib.error.HTTPError)):
        hasty.csv(endless)
    wait_until(lambda: busy(hasty) == 0)


def test_reading_goes_on_while_a_large_graph_is_written(server: live.Server) -> None:
    wait_until(
        lambda: busy(server) == 0
    )  # those of other tests hold places for long ones until they are ended
    body = "".join(f"<urn:big:{n}> <urn:p> <urn:o:{n % 100}> .\n" for n in range(40_000)).encode()
    done = threading.Event()

    def write() -> None:
        server.send("PUT", "data?graph=urn:big", body, Content_Type="application/n-triples")
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    while not done.is_set():
        counts.append(server.csv("SELECT (COUNT(*) AS ?n) { GRAPH <urn:big> { ?s ?p ?o } }")[0])
    writer.join()
    assert set(counts) <= {"0", "40000"}
    assert counts[0] == "0"
    assert server.csv("SELECT (COUNT(*) AS ?n) { GRAPH <urn:big> { ?s ?p ?o } }") == ["40000"]
    server.send("DELETE", "data?graph=urn:big")


def test_what_is_no_http_does_no_harm(server: live.Server) -> None:
    address = urlsplit(server.address)
    for noise in (
        b"\x16\x03\x01\x00\xff" * 10,
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"\r\n\r\n",
    ):
        with socket.create_connection((address.hostname, address.port), timeout=PATIENCE) as wire:
            wire.sendall(noise)
            wire.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                wire.recv(1000)
    assert server.csv("SELECT ?o { ?s <https://w3id.org/standpunkt/ontology#holder> ?o }") == ["urn:anna"]


def test_a_body_that_is_too_large_is_413(hasty: live.Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        hasty.csv("ASK {} #" + "x" * 100_000)
    with caught.value as error:
        assert error.code == 413


def test_the_server_ends_when_told_to_and_leaves_nothing_running(tmp_path: Path) -> None:
    server = live.start(tmp_path / "store")
    server.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }")
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert children
    assert server.stop() in (0, -signal.SIGTERM)
    wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@pytest.mark.parametrize("pause", [0, 0.1, 0.3])  # seconds: while it is started, while it reads
def test_ctrl_c_while_the_copy_is_made_ends_without_a_traceback(pause: float) -> None:
    """A terminal sends it to all processes of the group, the copy's among them, wherever that is."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "standpunkt", "serve", "--port", str(port)],
        cwd=live.ROOT,
        env={**os.environ, "STANDPUNKT_STORE_KIND": "memory", "STANDPUNKT_REASONER": "none"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert "is served at" in process.stdout.readline()
    time.sleep(pause)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said


def test_health_says_well(server: live.Server) -> None:
    assert json.loads(server.send("GET", "health"))["status"] == "ok"
