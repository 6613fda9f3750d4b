"""A slice of ``benchmarks/durability.py``: what was acknowledged is there after ``kill -9`` and after a power cut."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.durability import Left, broken
from benchmarks.powercut import after_the_cut, mixed, snapshot

ROOT = Path(__file__).parents[2]
needs_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="the power cut needs a C compiler")


def test_nothing_acknowledged_is_lost_and_nothing_is_half() -> None:
    cuts = "1" if shutil.which("cc") else "0"
    command = [sys.executable, "benchmarks/durability.py", "--kills", "1", "--cuts", cuts, "--only", "import"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert [line.split()[-1] for line in told.stdout.splitlines()[1:]] == ["0", "0"]


def test_what_is_lost_half_or_never_written_is_found() -> None:
    whole = {"graph/document/bericht-1": 30, "graph/document/bericht-2": 30, "graph/document/bericht-3": 30}
    left = Left({"graph/document/bericht-2": 12, "graph/document/bericht-7": 1}, off=3)
    assert broken(whole, [1], left) == [
        "the closure is off by 3",
        "1: lost",
        "2: half ({'graph/document/bericht-2': 12} of {'graph/document/bericht-2': 30})",
        "7: never written",
    ]
    assert broken(whole, [1, 2], Left(dict(list(whole.items())[:2]))) == []
    assert broken(whole, [], Left(error="StoreError: damaged")) == ["StoreError: damaged"]


@needs_compiler
def test_what_was_not_synced_is_cut_off(tmp_path: Path) -> None:
    folder, disk = tmp_path / "folder", tmp_path / "disk"
    folder.mkdir()
    disk.mkdir()
    (folder / "old").write_text("before")
    snapshot(folder, disk)
    shim = tmp_path / "powercut.so"
    source = ROOT / "benchmarks" / "powercut.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    code = (
        "import os, sys; os.chdir(sys.argv[1])\n"
        "def write(name, text, synced):\n"
        "    with open(name, 'w') as file:\n"
        "        file.write(text); file.flush()\n"
        "        if synced: os.fdatasync(file.fileno())\n"
        "write('old', 'after', False); write('named', 'x', True); write('empty', 'y', False)\n"
        "folder = os.open('.', os.O_RDONLY); os.fsync(folder)\n"
        "write('unnamed', 'z', True); os.rename('named', 'renamed')\n"
    )
    environment = {**os.environ, "LD_PRELOAD": str(shim), "POWERCUT_DISK": str(disk)}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True)
    after_the_cut(folder, disk, tmp_path / "left", None)
    left = {file.name: file.read_text() for file in (tmp_path / "left").iterdir()}
    assert left == {"old": "before", "named": "x", "empty": ""}


def test_pages_that_got_to_the_disk_unasked_are_mixed_in() -> None:
    made = {mixed(b"a" * 9000, b"b" * 20_000, random.Random(seed)) for seed in range(40)}
    assert {len(one) for one in made} == {9000, 20_000}
    assert any(0 < one.count(b"b") < len(one) and one.count(b"a") for one in made)
