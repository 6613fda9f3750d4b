"""Killing the process in the middle of a write leaves the old or the new document, never half of one."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.rdf.changes import BULK
from graph.stores.embedded import OxigraphQuads
from ontology.errors import StoreError

ROOT = Path(__file__).parents[2]
TRIPLES = 3000
WRITER = """
import sys, pyoxigraph as ox
from graph.knowledge.graph import KnowledgeGraph
from graph.stores.embedded import embedded
graph = KnowledgeGraph(embedded(sys.argv[1]), "http://127.0.0.1:5000/", None)
node = ox.NamedNode("http://example.org/p")
def version(n):
    return [ox.Triple(ox.NamedNode(f"http://example.org/{i}"), node, ox.Literal(str(n))) for i in range(int(sys.argv[2]))]
n = 0
while True:
    graph.put("graph/document/a", version(n))
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.029, 0.047])
def test_kill_9_leaves_one_whole_version(tmp_path, delay):
    store = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store), str(TRIPLES)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        acknowledged = int(writer.stdout.readline())
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    found = [quad.object.value for quad in OxigraphQuads(store).quads()]
    assert len(found) == TRIPLES
    assert len(set(found)) == 1
    assert int(found[0]) in (acknowledged, acknowledged + 1), "an acknowledged write is there after the kill"


GROWER = """
import sys, pyoxigraph as ox
from pathlib import Path
from graph.stores.embedded import OxigraphQuads
store, size, n = OxigraphQuads(Path(sys.argv[1])), int(sys.argv[2]), 0
named = ox.NamedNode
while True:
    home = named(f"http://example.org/{n}")
    print("begun", flush=True)
    store.change(add=[ox.Quad(home, named("http://example.org/p"), ox.Literal(str(i)), home) for i in range(size)])
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize(("writes", "delay"), [(0, 0.02), (0, 0.15), (1, 0.05), (1, 0.25)])
def test_kill_9_leaves_a_bulk_write_whole_or_undone(tmp_path, writes, delay):
    place = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", GROWER, str(place), str(BULK)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        for _ in range(2 * writes + 1):
            writer.stdout.readline()
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        acknowledged = writes + sum(line.strip().isdigit() for line in writer.stdout)
    store = OxigraphQuads(place)
    sizes = [sum(1 for _ in store.quads(name)) for name in store.graph_names()]
    assert set(sizes) <= {BULK}
    assert len(sizes) in (acknowledged, acknowledged + 1), "an acknowledged write is there after the kill"
    assert not list(place.rglob("bulk-*")), "what the kill left half written is swept away"


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    OxigraphQuads(tmp_path / "store").close()
    (tmp_path / "store" / "store.json").write_text('{"format": 99}')
    with pytest.raises(StoreError, match="format 99"):
        OxigraphQuads(tmp_path / "store")


def test_a_directory_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Anna")
    with pytest.raises(StoreError, match="not a Standpunkt store"):
        OxigraphQuads(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_in_use_is_named_as_such_however_it_is_called(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = OxigraphQuads(tmp_path / "store")
    for name in (tmp_path / "store", Path("store"), Path("../") / tmp_path.name / "store"):
        with pytest.raises(StoreError, match="in use by another"):
            OxigraphQuads(name)
    first.close()


def test_a_path_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be opened"):
        OxigraphQuads(tmp_path / "file" / "store")


def test_the_same_data_through_rdflib(tmp_path):
    store = OxigraphQuads(tmp_path / "store")
    quad = ox.Quad(*[ox.NamedNode(f"http://example.org/{name}") for name in "spog"])
    store.change(add=[quad])
    assert len(store.dataset()) == 1
    store.change(remove=[quad])
    assert list(store.quads()) == []
