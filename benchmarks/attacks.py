"""What strangers can do to everybody else: latency, health and memory during and after each attack.

    python benchmarks/attacks.py [--seconds N] [--only NAME] [--peers FOLDER]

A server with invented articles in a process of its own is attacked from another for N seconds by each attack
in turn. Meanwhile a third asks a fast query and `/health` ten times a second. Told are the 95th percentiles
in milliseconds, the memory of the server's processes before and at most, and how long after the attack a
query takes less than 250 ms again (- where it did not within a minute; a server that ended is started anew).

With ``--peers`` the Oxigraph server and rdflib-endpoint are attacked too, on the same data, as far as the
attacks are not about our own pages; FOLDER has their programs: the ``bin`` of an environment with
``pip install oxigraph rdflib-endpoint uvicorn``.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.memory import memory_of
from benchmarks.removal import article
from tests.waiting import wait_until
from tests.web import live

FAST = "?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5 # ")
ENDLESS = "SELECT * { " + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 }}" for i in range(30)) + " }"
PATIENCE = 60
Place = tuple[str, int]
Served = tuple[subprocess.Popen[bytes], str]
"""A process and its address."""
Running = Callable[[], bool]
Attack = Callable[[Place, Running], None]


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


def never_reading(path: str) -> Attack:
    """Ask for an endless answer and take nothing of it."""
    head = f"GET {path}?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"

    def attack(place: Place, running: Running) -> None:
        with socket.create_connection(place, timeout=30) as wire:
            wire.sendall(head.encode())
            while running():
                time.sleep(0.1)

    return attack


def repeated(head: str, body: bytes = b"") -> Attack:
    """The same request again and again."""

    def attack(place: Place, running: Running) -> None:
        while running():
            with contextlib.suppress(OSError):
                request(place, head, body)

    return attack


def get(path: str, extra: str = "") -> str:
    """The head of a GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n"


_FORM = (
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000000\r\nConnection: close\r\n\r\n"
)


def attacks(path: str) -> dict[str, tuple[int, Attack]]:
    """How many clients do what to a server that answers queries at ``path``; last what is about our pages."""
    form = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{_FORM}"
    spaces = get(path + FAST, "Accept: a" + " " * 30_000 + "b\r\n")
    endless = get(f"{path}?query={quote('SELECT (COUNT(*) AS ?n) ' + ENDLESS[8:])}")
    many = {n: "&".join(f"issue=issue/{i}" for i in range(n)) for n in (90, 2000)}
    return {
        "60 MB form": (8, repeated(form, b"%41" * 1_000_000)),
        "Accept of 30,000 spaces": (16, repeated(spaces)),
        "endless queries": (32, repeated(endless)),
        "2,000 half-open": (8, half_open),
        "never reading": (32, never_reading(path)),
        "2,000 filters": (70, repeated(get(f"/positions?{many[2000]}"))),
        "90 filters": (70, repeated(get(f"/positions?{many[90]}"))),
        "matrix": (64, repeated(get("/matrix?lang=en"))),
        "SPARQL page, endless": (16, repeated(get(f"/query?query={quote(ENDLESS)}"))),
    }


OURS_ONLY = ("2,000 filters", "90 filters", "matrix", "SPARQL page, endless")


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
    """Attack with so many clients until ``end``, from what has the processor last: other machines' work."""
    os.nice(10)

    def running() -> bool:
        return time.monotonic() < end

    threads = [threading.Thread(target=attack, args=(place, running)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass(frozen=True, slots=True)
class Target:
    """A server: what starts it (a process and its address), where it answers queries and tells its health."""

    name: str
    start: Callable[[], Served]
    query: str
    health: str = ""


def attacked(served: Served, target: Target, name: str, seconds: float) -> str:
    """The line of one attack."""
    process, place = served[0], _place(served[1])
    clients, attack = attacks(target.query)[name]
    fast = target.query + FAST
    idle, peak = memory_of(process.pid), 0
    end = time.monotonic() + seconds
    attackers = multiprocessing.Process(target=together, args=(clients, attack, place, end), daemon=True)
    attackers.start()
    queries: list[float] = []
    health: list[float] = []
    while time.monotonic() < end:
        queries.append(timed(place, fast + str(len(queries))))
        if target.health:
            health.append(timed(place, target.health))
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.1)
    recovered = recovery(place, fast)
    attackers.kill()
    attackers.join()
    return (
        f"{target.name:16} {name:24} {clients:7} {percentile(queries):9.0f} {percentile(health):9.0f} "
        f"{idle / 1e6:7.0f} {peak / 1e6:7.0f} {recovered:>7}"
    )


def recovery(place: Place, fast: str) -> str:
    """Seconds until a query is fast again."""
    over = time.monotonic()
    while timed(place, fast + os.urandom(4).hex()) > 250:
        if time.monotonic() - over > PATIENCE:
            return "-"
        time.sleep(0.05)
    return f"{time.monotonic() - over:.1f}"


def ours() -> Served:
    """Standpunkt with 40 invented articles."""
    server = live.start(connections=1000)
    for number in range(40):
        triples = article(server.address, f"article-{number}", 6, 2, 3 * number)
        text = "".join(f"{triple} .\n" for triple in triples)
        server.send("PUT", f"data?graph=urn:{number}", text.encode(), Content_Type="application/n-triples")
    return server.process, server.address


def peers(folder: Path, data: Path) -> list[Target]:
    """The Oxigraph server and rdflib-endpoint over ``data``."""

    def started(*command: str, port: int, probe: str) -> Served:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([str(folder / command[0]), *command[1:]], stdout=quiet, stderr=quiet)
        wait_until(lambda: timed(("127.0.0.1", port), probe + FAST) < 10_000)
        return process, f"http://127.0.0.1:{port}/"

    def oxigraph() -> Served:
        place = str(data.parent / "oxigraph")
        if not Path(place).exists():
            load = [str(folder / "oxigraph"), "load", "--location", place, "--file", str(data)]
            subprocess.run(load, check=True, capture_output=True)
        options = ("--location", place, "--bind", "127.0.0.1:8191", "--union-default-graph")
        return started("oxigraph", "serve", *options, port=8191, probe="/query")

    def rdflib_endpoint() -> Served:
        options = ("--host", "127.0.0.1", "--port", "8192")
        return started("rdflib-endpoint", "serve", str(data), *options, port=8192, probe="/")

    return [Target("oxigraph", oxigraph, "/query"), Target("rdflib-endpoint", rdflib_endpoint, "/")]


def attack_all(target: Target, names: list[str], seconds: float, data: Path | None = None) -> None:
    """Print a line for each attack; what the server holds is written to ``data``."""
    process, address = target.start()
    try:
        if data is not None:
            with urlopen(address + "dump.nq") as answer:
                data.write_bytes(answer.read())
        for name in names:
            if process.poll() is not None or timed(_place(address), target.query + FAST) >= 10_000:
                process.kill()
                process.wait()
                process, address = target.start()
            print(attacked((process, address), target, name, seconds), flush=True)
    finally:
        process.terminate()
        process.wait(20)


def _place(address: str) -> Place:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--only", choices=list(attacks("")))
    parser.add_argument("--peers", type=Path, help="the folder of their programs")
    options = parser.parse_args()
    names = [options.only] if options.only else list(attacks(""))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    print(f"{'server':16} {'attack':24} clients  query ms  health ms  idle MB  most MB  over s")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nq"
        attack_all(Target("standpunkt", ours, "/sparql", "/health"), names, options.seconds, data)
        for peer in peers(options.peers, data) if options.peers else ():
            attack_all(peer, [name for name in names if name not in OURS_ONLY], options.seconds)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
