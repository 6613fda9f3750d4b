"""What strangers can do to everybody else: latency, health and memory during and after each attack.

    python benchmarks/attacks.py [--seconds N] [--only NAME]

A server with invented articles in a process of its own is attacked from another for N seconds by each attack
in turn. Meanwhile a third asks a fast query and `/health` ten times a second. Told are the 95th percentiles
in milliseconds, the memory of the server's processes before and at most, and how long after the attack a
query takes less than 250 ms again.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.removal import article
from tests.web import live

FAST = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5 # ")
ENDLESS = "SELECT * { " + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 }}" for i in range(30)) + " }"
Place = tuple[str, int]
Running = Callable[[], bool]


def request(place: Place, head: str, body: bytes = b"") -> None:
    """Send one request byte for byte and take what comes."""
    with socket.create_connection(place, timeout=30) as wire:
        wire.sendall(head.encode() + body)
        while wire.recv(65536):
            pass


def half_open(place: Place, running: Running) -> None:
    """Open connections as fast as possible and send half a request on each."""
    held = []
    while running():
        with contextlib.suppress(OSError):
            held.append(socket.create_connection(place, timeout=5))
            held[-1].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX:")
        if len(held) > 250:
            held.pop(0).close()
    for wire in held:
        wire.close()


def never_reading(place: Place, running: Running) -> None:
    """Ask for an endless answer and take nothing of it."""
    head = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"
    with socket.create_connection(place, timeout=30) as wire:
        wire.sendall(head.encode())
        while running():
            time.sleep(0.1)


def repeated(head: str, body: bytes = b"") -> Callable[[Place, Running], None]:
    """The same request again and again."""

    def attack(place: Place, running: Running) -> None:
        while running():
            with contextlib.suppress(OSError):
                request(place, head, body)

    return attack


def get(path: str, extra: str = "") -> str:
    """The head of a GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n"


_FORM = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
_FORM += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000000\r\n\r\n"
ATTACKS: dict[str, tuple[int, Callable[[Place, Running], None]]] = {
    "60 MB form": (8, repeated(_FORM, b"%41" * 1_000_000)),
    "Accept of 30,000 spaces": (16, repeated(get("/actors", "Accept: a" + " " * 30_000 + "b\r\n"))),
    "2,000 filters": (70, repeated(get("/positions?" + "&".join(f"issue=issue/{n}" for n in range(2000))))),
    "90 filters": (70, repeated(get("/positions?" + "&".join(f"issue=issue/{n}" for n in range(90))))),
    "matrix": (64, repeated(get("/matrix?lang=en"))),
    "SPARQL page, endless": (16, repeated(get(f"/query?query={quote(ENDLESS)}"))),
    "endless queries": (
        32,
        repeated(get(f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) ' + ENDLESS[8:])}")),
    ),
    "2,000 half-open": (8, half_open),
    "never reading": (32, never_reading),
}
"""Clients and what each does."""


def memory(pid: int) -> int:
    """Bytes that a process and its children use themselves (proportional set size)."""
    total = 0
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        total += sum(memory(int(child)) for child in children)
    return total


def timed(place: Place, path: str) -> float:
    """Milliseconds until a request is answered with 200; a failure counts as ten seconds."""
    start = time.perf_counter()
    try:
        connection = http.client.HTTPConnection(*place, timeout=10)
        connection.request("GET", path, headers={"Accept": "application/sparql-results+json, */*"})
        with contextlib.closing(connection), connection.getresponse() as response:
            response.read()
            return (time.perf_counter() - start) * 1000 if response.status == 200 else 10_000.0
    except (OSError, http.client.HTTPException):
        return 10_000.0


def percentile(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)] if values else float("nan")


def together(clients: int, attack: Callable[[Place, Running], None], place: Place, end: float) -> None:
    """Attack with so many clients until ``end``."""

    def running() -> bool:
        return time.monotonic() < end

    threads = [threading.Thread(target=attack, args=(place, running)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def attacked(server: live.Server, name: str, seconds: float) -> str:
    """The line of one attack."""
    parts = urlsplit(server.address)
    place = (parts.hostname or "", parts.port or 0)
    clients, attack = ATTACKS[name]
    idle, peak = memory(server.process.pid), 0
    end = time.monotonic() + seconds
    attackers = multiprocessing.Process(target=together, args=(clients, attack, place, end), daemon=True)
    attackers.start()
    queries: list[float] = []
    health: list[float] = []
    while time.monotonic() < end:
        queries.append(timed(place, FAST + str(len(queries))))
        health.append(timed(place, "/health"))
        peak = max(peak, memory(server.process.pid))
        time.sleep(0.1)
    over = time.monotonic()
    while timed(place, FAST + f"{os.urandom(4).hex()}") > 250:
        time.sleep(0.05)
    recovered = time.monotonic() - over
    attackers.kill()
    attackers.join()
    return (
        f"{name:26} {clients:7} {percentile(queries):9.0f} {percentile(health):9.0f} "
        f"{idle / 1e6:7.0f} {peak / 1e6:7.0f} {recovered:8.1f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", choices=list(ATTACKS))
    options = parser.parse_args()
    server = live.start(connections=1000)
    try:
        for number in range(40):
            triples = article(server.address, f"article-{number}", 6, 2, 3 * number)
            text = "".join(f"{triple} .\n" for triple in triples)
            server.send(
                "PUT", f"data?graph=urn:{number}", text.encode(), Content_Type="application/n-triples"
            )
        print(f"{'attack':26} clients  query ms  health ms  idle MB  most MB  over s")
        for name in [options.only] if options.only else ATTACKS:
            print(attacked(server, name, options.seconds), flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
