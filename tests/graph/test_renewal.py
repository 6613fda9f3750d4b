"""A store is written anew while others open it, its process ends or the disk refuses: it has all it had."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.stores.disk.renewal import QUADS
from graph.stores.embedded import OxigraphQuads, embedded

ROOT = Path(__file__).parents[2]
COUNT = 200


def told(what: str, path: Path) -> Any:
    """What ``tests/renewing.py`` says that it came to."""
    command = [sys.executable, "-m", "tests.renewing", what, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store that holds something."""
    path = tmp_path / "store"
    store = embedded(str(path))
    store.remember("http://127.0.0.1:5000/")
    node = ox.NamedNode("urn:p")
    store.change(add=[ox.Quad(node, node, ox.Literal(f"value {number}")) for number in range(COUNT)])
    store.close()
    return path


def size(path: Path) -> int:
    """How many quads the store holds for who opens it next; no other database is left."""
    store = OxigraphQuads(path)
    found = store.size()
    store.close()
    assert len(list(path.glob(f"{QUADS}*"))) == 1
    return found


def test_who_opens_it_meanwhile_is_refused_and_changes_nothing(path: Path) -> None:
    found = told("opened", path)
    assert len(found) > 5
    assert all(one == ["StoreInUseError", COUNT] for one in found), found
    assert size(path) == COUNT


def test_who_is_opening_it_meanwhile_never_has_the_database_that_goes(path: Path) -> None:
    *found, left = told("renewed", path)
    assert len(found) > 5
    assert left == ["databases", 1]
    assert all(one in (["embedded", "StoreInUseError"], ["snapshot", COUNT]) for one in found), found
    assert size(path) == COUNT


def test_whenever_its_process_ends_it_has_all(path: Path) -> None:
    left = told("ended", path)
    assert len(left) > 5
    assert {one: size(Path(one)) for one in left} == dict.fromkeys(left, COUNT)


def test_whatever_the_disk_refuses_what_is_written_next_is_there(path: Path) -> None:
    times, said = told("refused", path)
    assert times > said > 0
    assert size(path) == COUNT + times
