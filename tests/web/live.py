"""A real ``standpunkt serve`` in a process of its own, for tests that need one."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[2]
FROM_DISK = "STANDPUNKT_TEST_FROM_DISK" in os.environ
"""See ``tests/from_disk.py``."""
TOKEN = "correct horse battery"
DATA = b"""
@prefix sp: <https://w3id.org/standpunkt/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:position:1> sp:holder <urn:anna> . <urn:anna> rdfs:label "Anna Beispiel" .
"""


@dataclass
class Server:
    """A running server and its address."""

    process: subprocess.Popen[bytes]
    address: str

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> bytes:
        """One request with the token; raises ``HTTPError`` unless it succeeds."""
        request = urllib.request.Request(self.address + path, body, method=method)
        request.add_header("Authorization", f"Bearer {TOKEN}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return bytes(response.read())

    def update(self, text: str) -> None:
        """Run an update."""
        self.send("POST", "update", text.encode(), Content_Type="application/sparql-update")

    def csv(self, text: str) -> list[str]:
        """The lines of a CSV answer without the first."""
        body = self.send(
            "POST", "sparql", text.encode(), Content_Type="application/sparql-query", Accept="text/csv"
        )
        return body.decode().splitlines()[1:]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the process and wait for it."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def start(store: Path | None = None, *, log: Path | None = None, **settings: object) -> Server:
    """Start a server over ``store`` (in memory without one) with ``settings``; wait until it answers.

    What it says on standard error goes to ``log``, if there is one. Where ``FROM_DISK`` is set, it answers from
    the disk.
    """
    if FROM_DISK and "serve_from" not in settings:
        folder = store or Path(tempfile.mkdtemp()) / "store"
        return start(folder, log=log, **{"serve_from": "disk", **settings})
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    values: dict[str, object] = {
        "port": port,
        "store_kind": "embedded" if store else "memory",
        "store": store or "",
        "token": TOKEN,
        "reasoner": "none",
        "shapes": "off",
        "access_log": "off",
        **settings,
    }
    environment = {f"STANDPUNKT_{name.upper()}": str(value) for name, value in values.items()}
    with log.open("wb") if log else contextlib.nullcontext() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "standpunkt", "serve"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    server = Server(process, address)

    def is_well() -> bool:
        assert process.poll() is None, f"the server ended with status {process.returncode}"
        with contextlib.suppress(OSError):
            server.send("GET", "health")
            return True
        return False

    wait_until(is_well)
    return server
