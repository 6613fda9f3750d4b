"""Many clients of every kind at once, with writes beside them, and then ``kill -9``.

    python benchmarks/soak.py --seconds 120 --clients 64

Five of eight clients ask fast queries at a human pace, the others send queries that never end, queries that
are malformed, queries they abandon, and hostile pages, heads and bodies; one more client writes. Before that,
the fast clients are alone for a quarter of the time: that is "idle". Reported: answers by status, the 95th
percentile of fast queries in both phases, the memory of all processes before, at most and after, and whether
every acknowledged write is there after ``kill -9`` and a restart. Exits with 1 if a promise is broken.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import CONFORMANCE, ROOT
from benchmarks.memory import memory_of

GENERATOR = CONFORMANCE / "position_data.py"
TOKEN = "a token for measuring"
P, KG = "http://example.org/position#", "http://example.org/kg/"
NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} "
    f"VALUES ?c {{ {NUMBERS} }} VALUES ?d {{ {NUMBERS} }} }}"
)
FAST = (
    "SELECT ?o WHERE {{ <{kg}person/{n}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }} # {salt}",
    "SELECT ?pos WHERE {{ ?pos <{p}holder> <{kg}person/{n}> }} LIMIT 20 # {salt}",
    "DESCRIBE <{kg}person/{n}> # {salt}",
    "ASK {{ <{kg}person/{n}> <{p}memberOf> ?party }} # {salt}",
)
MALFORMED = ("SELECT * {", "query", "SELECT ?x { ?x <a b> ?y }", "\x00", "INSERT DATA { <urn:a> <urn:b> 1 }")

HOSTILE = (
    "GET /positions?" + "&".join(f"issue=issue/{n}" for n in range(2000)) + " HTTP/1.1\r\n",
    "GET /positions?" + "&".join(f"issue=issue/{n}" for n in range(90)) + " HTTP/1.1\r\n",
    "GET /matrix?lang=en HTTP/1.1\r\n",
    f"GET /query?query={quote(ENDLESS)} HTTP/1.1\r\n",
    "GET /actors HTTP/1.1\r\nAccept: a" + " " * 30_000 + "b\r\n",
    "GET /actors HTTP/1.1\r\nX: " + "x" * 300_000 + "\r\n",
    "POST /sparql HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 60000000\r\n",
)
"""Heads of requests; of the last the body never comes."""
ALLOWED = {"malformed": (400, 503), "writer": (204, 503), "hostile": (0, 200, 400, 413, 431, 503)}
"""The statuses that keep a promise, where they are not 200 or 503; 0: the connection was closed."""


@dataclass
class Tally:
    """What the clients saw: counts by kind and status, latencies of fast answers in seconds."""

    statuses: collections.Counter[tuple[str, int]] = field(default_factory=collections.Counter)
    latencies: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    written: list[int] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The latency below which ``share`` of the fast answers lie, in milliseconds."""
        values = sorted(self.latencies) or [0.0]
        return values[min(len(values) - 1, int(share * len(values)))] * 1000


class Client(threading.Thread):
    """One client of one kind; ``pace`` is the mean pause between its requests in seconds."""

    def __init__(self, kind: str, address: str, until: float, pace: float, tally: Tally, seed: int) -> None:
        super().__init__(daemon=True)
        self.kind, self.until, self.pace, self.tally = kind, until, pace, tally
        self.host = urlsplit(address).netloc
        self.random = random.Random(seed)

    def run(self) -> None:
        """Send requests until the time is over."""
        act = {"fast": self.ask_fast, "slow": self.ask_slow, "malformed": self.ask_badly}
        act |= {"abandoned": self.abandon, "writer": self.write, "hostile": self.harass}
        time.sleep(self.random.random() * self.pace)
        while time.monotonic() < self.until:
            try:
                act[self.kind]()
            except (OSError, http.client.HTTPException) as error:
                self.tally.broken.append(f"{self.kind}: {type(error).__name__}: {error}")
            time.sleep(self.random.expovariate(1 / self.pace))

    def send(self, path: str, body: str, media_type: str) -> tuple[int, bytes]:
        """One request on a connection of its own."""
        headers = {"Content-Type": media_type, "Authorization": f"Bearer {TOKEN}"}
        with contextlib.closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            connection.request("POST", path, body.encode(), headers)
            response = connection.getresponse()
            return response.status, response.read()

    def ask(self, text: str) -> int:
        """One query; its status is counted."""
        status, _ = self.send("/sparql", text, "application/sparql-query")
        self.tally.statuses[self.kind, status] += 1
        return status

    def ask_fast(self) -> None:
        """A query that nobody has asked before, so that no cache answers it."""
        template = self.random.choice(FAST)
        text = template.format(kg=KG, p=P, n=self.random.randrange(500), salt=self.random.random())
        began = time.monotonic()
        if self.ask(text) == 200:
            self.tally.latencies.append(time.monotonic() - began)

    def ask_slow(self) -> None:
        """A query that the time limit must end."""
        self.ask(ENDLESS + f" # {self.random.random()}")

    def ask_badly(self) -> None:
        """A query that is none."""
        self.ask(self.random.choice(MALFORMED))

    def abandon(self) -> None:
        """Send an endless query and hang up."""
        name, port = self.host.split(":")
        request = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {self.host}\r\n\r\n"
        with socket.create_connection((name, int(port)), timeout=10) as wire:
            wire.sendall(request.encode())
            time.sleep(0.2)

    def harass(self) -> None:
        """Send something hostile and take what comes; a closed connection is an answer too."""
        name, port = self.host.split(":")
        head = f"{self.random.choice(HOSTILE)}Host: {self.host}\r\nConnection: close\r\n\r\n"
        answer = b""
        with contextlib.suppress(OSError), socket.create_connection((name, int(port)), timeout=10) as wire:
            wire.sendall(head.encode())
            while piece := wire.recv(1 << 16):
                answer = answer or piece
        status = answer.split(b" ", 2)[1:2]
        self.tally.statuses["hostile", int(status[0]) if status else 0] += 1

    def write(self) -> None:
        """A write that must last once it is acknowledged."""
        number = len(self.tally.written)
        text = f"INSERT DATA {{ GRAPH <urn:soak> {{ <urn:soak> <urn:number> {number} }} }}"
        status, _ = self.send("/update", text, "application/sparql-update")
        self.tally.statuses["writer", status] += 1
        if status == 204:
            self.tally.written.append(number)


class Served:
    """``standpunkt serve`` over a store on disk."""

    def __init__(self, store: Path, **settings: object) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        values: dict[str, object] = {"port": port, "store": store, "token": TOKEN, "reasoner": "none"}
        values |= {"shapes": "off", "query_seconds": 2, "access_log": "off", **settings}
        environment = {f"STANDPUNKT_{name.upper()}": str(value) for name, value in values.items()}
        command = [sys.executable, "-m", "standpunkt", "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
        )
        host = urlsplit(self.address).netloc
        for _ in range(600):
            time.sleep(0.1)
            with contextlib.suppress(OSError), contextlib.closing(http.client.HTTPConnection(host)) as probe:
                probe.request("GET", "/health")
                if probe.getresponse().status == 200:
                    return
        raise RuntimeError("the server does not answer")

    def numbers(self) -> set[int]:
        """The writes that are there."""
        host = urlsplit(self.address).netloc
        with contextlib.closing(http.client.HTTPConnection(host)) as connection:
            text = "SELECT ?o { GRAPH <urn:soak> { ?s ?p ?o } }"
            headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
            connection.request("POST", "/sparql", text, headers)
            return {int(line) for line in connection.getresponse().read().decode().split()[1:]}

    def end(self, number: int = signal.SIGTERM) -> None:
        """End it."""
        self.process.send_signal(number)
        self.process.wait(20)


def run(address: str, kinds: dict[str, int], until: float, pace: float) -> Tally:
    """Run clients until the moment ``until`` of the monotonic clock; what they saw."""
    sys.setswitchinterval(0.0005)
    tally = Tally()
    paces = {"fast": pace, "slow": 0.5, "malformed": 0.3, "abandoned": 0.7, "writer": 0.3, "hostile": 0.5}
    clients = [
        Client(kind, address, until, paces[kind], tally, seed=number)
        for kind, count in kinds.items()
        for number in range(count)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join(until - time.monotonic() + 60)
    return tally


def phase(
    address: str, kinds: dict[str, int], seconds: float, pace: float, served: Served
) -> tuple[Tally, int]:
    """Run clients for ``seconds``; what they saw, and the most memory meanwhile.

    The fast ones are in a process of their own, so that their latencies are the server's, not
    this program's.
    """
    until, most = time.monotonic() + seconds, 0
    groups = [{k: n for k, n in kinds.items() if (k == "fast") == fast and n} for fast in (True, False)]
    with ProcessPoolExecutor(2, get_context("fork")) as processes:
        runs = [processes.submit(run, address, group, until, pace) for group in groups if group]
        while time.monotonic() < until:
            time.sleep(min(1.0, seconds / 10))
            most = max(most, memory_of(served.process.pid))
        tally = Tally()
        for seen in (future.result() for future in runs):
            tally.statuses += seen.statuses
            tally.latencies += seen.latencies
            tally.broken += seen.broken
            tally.written += seen.written
    return tally, most


def soak(store: Path, seconds: float, clients: int, pace: float = 1.0) -> dict[str, object]:
    """The whole run over the data in ``store``; the figures, with ``broken`` listing broken promises."""
    # The model of wordings, which a server opens in the background, is 100 MB that no request takes.
    served = Served(store, wordings="")
    fast = clients * 5 // 8
    rest = (clients - fast) // 4
    phase(served.address, {"fast": fast}, seconds / 12, pace, served)
    before = memory_of(served.process.pid)
    idle, _ = phase(served.address, {"fast": fast}, seconds / 4, pace, served)
    mix = {"fast": fast, "slow": rest, "malformed": rest, "abandoned": rest, "writer": 1}
    mix["hostile"] = clients - fast - 3 * rest
    tally, most = phase(served.address, mix, seconds, pace, served)
    phase(served.address, {"fast": fast}, seconds / 12, pace, served)
    after = memory_of(served.process.pid)
    served.end(signal.SIGKILL)
    again = Served(store)
    kept = again.numbers()
    again.end()
    broken = list(tally.broken) + [
        f"{count} answers {status} to {kind} queries"
        for (kind, status), count in sorted(tally.statuses.items())
        if status not in ALLOWED.get(kind, (200, 503))
    ]
    if lost := set(tally.written) - kept:
        broken.append(f"{len(lost)} acknowledged writes are lost")
    return {
        "clients": clients,
        "seconds": seconds,
        "statuses": {f"{kind} {status}": count for (kind, status), count in sorted(tally.statuses.items())},
        "fast p50 ms": {"idle": idle.percentile(0.5), "mix": tally.percentile(0.5)},
        "fast p95 ms": {"idle": idle.percentile(0.95), "mix": tally.percentile(0.95)},
        "p95 ratio": tally.percentile(0.95) / max(idle.percentile(0.95), 0.001),
        "memory MB": {"before": before >> 20, "most": most >> 20, "after": after >> 20},
        "writes": {"acknowledged": len(tally.written), "kept": len(kept)},
        "broken": broken,
    }


def make_store(folder: Path, triples: int) -> Path:
    """A store with the data of ``position_data.py``."""
    data, store = folder / "data.nq", folder / "store"
    subprocess.run(
        [sys.executable, str(GENERATOR), "--triples", str(triples), "--out", str(data)], check=True
    )
    code = (
        "import sys; from pathlib import Path; from graph.stores.embedded import OxigraphQuads\n"
        "store = OxigraphQuads(Path(sys.argv[1])); store.inner.bulk_load(path=sys.argv[2]); store.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(store), str(data)], check=True, cwd=ROOT)
    return store


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--pace", type=float, default=1.0, help="mean pause of a fast client in seconds")
    parser.add_argument("--triples", type=int, default=100_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = soak(make_store(Path(folder), args.triples), args.seconds, args.clients, args.pace)
    print(json.dumps(figures, indent=1))
    return 1 if figures["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
