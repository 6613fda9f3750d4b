"""The W3C SPARQL suites over HTTP against ``standpunkt serve``.

By default everything that the HTTP layer answers for runs; with STANDPUNKT_CONFORMANCE=full all suites do
(half a minute). What may fail is listed with its reason in ``conformance-failures.toml``; a failure that is
not listed, and one that is listed and passes, fails the test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from benchmarks.material import CONFORMANCE
from tests.web import live

SCRIPT = CONFORMANCE / "sparql_conformance.py"
REASONS = Path(__file__).with_name("conformance-failures.toml")
FULL = os.environ.get("STANDPUNKT_CONFORMANCE") == "full"
SLICE = "protocol|graph store|service description|negotiation|result formats|1.1 update syntax"


@pytest.mark.conformance
@pytest.mark.skipif(not SCRIPT.exists(), reason="the W3C suites are not here")
def test_every_test_passes_or_fails_for_a_known_reason(tmp_path: Path) -> None:
    known = {case["id"]: case["reason"] for case in tomllib.loads(REASONS.read_text("utf-8"))["failure"]}
    server = live.start(default_graph="own", cache_bytes=0)
    out = tmp_path / "records.json"
    command = [sys.executable, str(SCRIPT), "--suite", str(SCRIPT.parent / "sparql"), "--json", str(out)]
    command += ["--query", f"{server.address}sparql", "--update", f"{server.address}update"]
    command += ["--gsp", f"{server.address}data", "--header", f"Authorization: Bearer {live.TOKEN}"]
    try:
        subprocess.run(
            [*command, *([] if FULL else ["--only", SLICE])], check=True, stdout=subprocess.DEVNULL
        )
    finally:
        server.stop()
    found = json.loads(out.read_text("utf-8"))
    failed = {record["id"]: record["detail"] for record in found["records"] if record["status"] == "failed"}
    passed = {record["id"] for record in found["records"] if record["status"] == "passed"}
    assert {name: detail for name, detail in failed.items() if name not in known} == {}
    assert passed.isdisjoint(known)
    assert found["canary"] == []
    assert len(passed) >= (1317 if FULL else 160)
