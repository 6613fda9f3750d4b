"""Strange requests by the thousand against a running server: schemathesis over ``/openapi.json``.

    python benchmarks/fuzz_http.py [--seconds 180] [--seed N]

Needs schemathesis (``make fuzz`` installs it). The server is a real ``standpunkt serve`` with the sample
articles, a token and short limits. Ends with status 1 if an answer is not what the description promises (it
promises no 500), if the server's log has a traceback, or if the server does not answer afterwards.
"""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import standpunkt
from tests.web import live

ROOT = Path(__file__).resolve().parents[1]
# No check for server errors as such: 503 is a promise where it is documented, 500 is documented nowhere.
CHECKS = (
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
LIMITS = {"query_seconds": 3, "update_seconds": 5, "readers": 8, "reasoner": "rl", "shapes": "on"}
_SERVED = re.compile(r'standpunkt_requests_total\{(?:[^}]*,)?status="(\d+)"[^}]*\} ([\d.]+)')


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--seed", type=int)
    asked = parser.parse_args()
    if shutil.which("schemathesis", path=str(Path(sys.executable).parent)) is None:
        print("schemathesis is not installed: pip install -e .[fuzz]")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return fuzz(Path(folder), asked.seconds, asked.seed)


def fuzz(folder: Path, seconds: int, seed: int | None) -> int:
    """Fuzz a server whose store and log are in ``folder``."""
    with standpunkt.open_graph(store=str(folder / "store")) as graph:
        standpunkt.load(graph, [ROOT / "loaders" / "samples"])
    log = folder / "log"
    server = live.start(folder / "store", log=log, **LIMITS)
    try:
        command = [str(Path(sys.executable).parent / "schemathesis"), "--no-color", "run"]
        command += [server.address + "openapi.json", "-H", f"Authorization: Bearer {live.TOKEN}"]
        command += ["-H", f"Cookie: {_signed_in(server)}"]
        command += ["--checks", ",".join(CHECKS), "--max-time", str(seconds), "--request-timeout", "20"]
        command += ["--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off"]
        command += ["--max-examples", "200"] + (["--seed", str(seed)] if seed is not None else [])
        status = subprocess.run(command, check=False, cwd=folder, timeout=seconds + 120).returncode
        served = _served(server)
        healthy = b"ok" in server.send("GET", "health")
    finally:
        server.stop()
    tracebacks = log.read_text(encoding="utf-8", errors="replace").count("Traceback")
    print(f"\n{served.total()} requests: " + ", ".join(f"{n} with {s}" for s, n in sorted(served.items())))
    print(f"tracebacks in the log: {tracebacks}; does the server answer afterwards: {healthy}")
    if tracebacks:
        shutil.copy(log, "fuzz-http.log")
        print("the log is in fuzz-http.log")
    return int(bool(status or tracebacks or served["500"] or not healthy))


def _signed_in(server: live.Server) -> str:
    """The cookie of an editor."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=20)
    form = urlencode({"name": "Fuzz", "token": live.TOKEN})
    connection.request("POST", "/editing", form, {"Content-Type": "application/x-www-form-urlencoded"})
    return connection.getresponse().headers["Set-Cookie"].partition(";")[0]


def _served(server: live.Server) -> Counter[str]:
    """How many requests the server has answered, by status, as it counts them itself."""
    counts: Counter[str] = Counter()
    for status, number in _SERVED.findall(server.send("GET", "metrics").decode()):
        counts[status] += int(float(number))
    return counts


if __name__ == "__main__":
    sys.exit(main())
