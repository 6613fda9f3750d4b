"""A disk that takes nothing more: the change is refused with a sentence, what was there stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.stores.embedded import OxigraphQuads

CODE = """
import resource, signal, sys
import pyoxigraph as ox
from graph.stores.embedded import embedded
from ontology.errors import DiskError

store = embedded(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
written = 0
try:
    for number in range(1000):
        text = ox.Literal(f"{number} " + "x" * 5000)
        store.change(add=[ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), text)])
        written += 1
except DiskError as error:
    assert error.status == 507 and "cannot be written" in str(error), error
assert store.condition.failure and store.size() == written, written
store.close()
print(written)
"""
"""The largest file allowed stands for the disk's end: to the store both are an error of writing."""


@pytest.mark.skipif(sys.platform != "linux", reason="another system names the signal otherwise")
def test_a_change_that_does_not_fit_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path / "store")], capture_output=True, check=False, text=True
    )
    assert told.returncode == 0, told.stderr
    store = OxigraphQuads(tmp_path / "store")
    assert store.condition.failure == ""
    assert store.size() == int(told.stdout) > 0
    store.close()
