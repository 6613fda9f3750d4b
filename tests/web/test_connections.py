"""Connections that keep a server waiting: they go, everybody else is served."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.waiting import PATIENCE, wait_until
from tests.web import live
from web.admission.lanes import lane

HALF = b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow:"
ENDLESS = "SELECT * { " + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 }}" for i in range(30)) + " }"


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    server = live.start(connections=40, stall_seconds=1, long_readers=1, query_seconds=PATIENCE)
    yield server
    server.stop()


def connect(server: live.Server) -> socket.socket:
    address = urlsplit(server.address)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed ``connection``."""
    with contextlib.suppress(ConnectionError):
        return connection.recv(65536) == b""
    return True


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"\r\n",
        HALF,
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nASK",
        b"POST /update HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nINSERT",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nASK",
    ],
)
def test_half_a_request_is_not_waited_for(server: live.Server, beginning: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(beginning)
        wait_until(lambda: is_closed(connection))


def test_who_sends_a_byte_now_and_then_is_not_waited_for_either(server: live.Server) -> None:
    with connect(server) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(HALF)
        connection.settimeout(0.1)
        while True:
            connection.sendall(b"x")
            with contextlib.suppress(TimeoutError):
                if connection.recv(1) == b"":
                    break


def test_many_half_open_connections_lock_nobody_out(server: live.Server) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(200):  # where 40 have room
            stack.enter_context(connect(server)).sendall(HALF)
        assert json.loads(server.send("GET", "health"))["status"] == "ok"
        assert server.csv("SELECT (1 AS ?x) {}") == ["1"]


def test_a_client_that_takes_nothing_gives_its_place_back(server: live.Server) -> None:
    query = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nAccept: text/csv\r\nContent-Length: {len(ENDLESS)}\r\n\r\n{ENDLESS}"
    with connect(server) as connection:
        connection.sendall(query.encode())
        wait_until(lambda: json.loads(server.send("GET", "health"))["busy"] == 1)
        wait_until(lambda: json.loads(server.send("GET", "health"))["busy"] == 0)


def test_few_descriptors_mean_few_connections() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))\n"
        "from graph.model.settings import read_settings\n"
        "from web.admission.connections import most_connections\n"
        "print(most_connections(read_settings({})))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert 0 < int(told.stdout) < 100


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits the files of others")
def test_without_a_free_descriptor_others_make_room_and_nothing_is_logged(tmp_path: Path) -> None:
    log = tmp_path / "log"
    server = live.start(log=log, stall_seconds=PATIENCE)
    pid = server.process.pid
    used = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    _, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (used + 30, hard))
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(connect(server)).sendall(HALF)
        assert json.loads(server.send("GET", "health"))["status"] == "ok"
    server.stop()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/health", "operators"),
        ("/metrics", "operators"),
        ("/sparql", "queries"),
        ("/actors", "others"),
        ("", "others"),
    ],
)
def test_operators_and_queries_have_threads_of_their_own(path: str, expected: str) -> None:
    assert lane(path) == expected
