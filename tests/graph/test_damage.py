"""A store that is damaged, cut off from power, or only to be read: told in a sentence, never filled anew."""

from __future__ import annotations

import contextlib
import errno
import functools
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.knowledge.graph import KnowledgeGraph
from graph.serving.requests import Dump, Limits, never
from graph.stores.disk.deep_check import faults
from graph.stores.disk.durability import LogSync
from graph.stores.disk.log_files import damaged_at
from graph.stores.embedded import OxigraphQuads, embedded, snapshot
from ontology.errors import DiskError, StoreError, StoreReadOnlyError
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
BASE = "http://127.0.0.1:5000/"


def quad(number: int) -> ox.Quad:
    s, p, g = (ox.NamedNode(f"urn:{name}") for name in (f"s{number}", f"p{number % 7}", f"g{number % 3}"))
    return ox.Quad(s, p, ox.Literal(f"value {number % 11} " + "x" * 50), g)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a base and a few thousand quads, most of them in tables; to be copied."""
    made = tmp_path_factory.mktemp("tables") / "store"
    store = embedded(str(made))
    store.remember(BASE)
    store.change(add=[quad(number) for number in range(3000)])
    store.close()
    store = OxigraphQuads(made)
    store.inner.optimize()
    store.close()
    return made


@pytest.fixture
def path(tables: Path, tmp_path: Path) -> Path:
    """Such a store, to be damaged."""
    return Path(shutil.copytree(tables, tmp_path / "store"))


@pytest.mark.parametrize("missing", ["quads/CURRENT", "quads"])
def test_a_store_whose_database_is_missing_is_refused_not_begun_anew(path: Path, missing: str) -> None:
    gone = path / missing
    gone.unlink() if gone.is_file() else shutil.rmtree(gone)
    before = sorted(path.rglob("*"))
    for read in (embedded, snapshot):
        with pytest.raises(StoreError, match="CURRENT is missing"):
            read(str(path))
    assert sorted(path.rglob("*")) == before


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "{",
        "[" * 100_000,
        '{"format": 1, "base_iri": 5}',
        '{"format": 1, "base_iri": "no iri"}',
        '"x"',
        "\x00",
    ],
)
def test_a_damaged_mark_is_told(path: Path, mark: str) -> None:
    (path / "store.json").write_text(mark)
    with pytest.raises(StoreError, match=r"store\.json is damaged"):
        OxigraphQuads(path)


def test_a_whole_store_has_no_faults(path: Path) -> None:
    store = OxigraphQuads(path)
    assert list(faults(store.inner)) == []
    store.close()


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_in_a_table_is_found(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    tables = sorted(path.glob("quads/*.sst"), key=lambda file: file.stat().st_size)
    table = tables[-1 - dice.randrange(min(3, len(tables)))]
    data = bytearray(table.read_bytes())
    data[dice.randrange(len(data) // 2)] ^= 1 << dice.randrange(8)
    table.write_bytes(data)
    try:
        store = OxigraphQuads(path)
    except StoreError:
        return
    assert list(faults(store.inner))
    store.close()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose process was killed: what was written last lies in the log, each write in a part of it."""
    made = tmp_path_factory.mktemp("killed") / "store"
    code = (
        "import os, sys; from tests.graph.test_damage import BASE, OxigraphQuads, Path, quad\n"
        "store = OxigraphQuads(Path(sys.argv[1])); store.remember(BASE)\n"
        "for first in range(0, 3000, 100): store.change(add=[quad(n) for n in range(first, first + 100)])\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(made)], cwd=ROOT, check=False)
    return made


@pytest.fixture
def unfinished(killed: Path, tmp_path: Path) -> Path:
    """What the killed process left, to be damaged."""
    return Path(shutil.copytree(killed, tmp_path / "store"))


def log_of(path: Path) -> Path:
    return max(path.glob("quads/*.log"), key=lambda file: file.stat().st_size)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_flipped_byte_in_the_log_is_told_before_it_is_replayed(unfinished: Path, share: float) -> None:
    log = log_of(unfinished)
    data = bytearray(log.read_bytes())
    data[int(share * len(data))] ^= 4
    log.write_bytes(data)
    with pytest.raises(StoreError, match=rf"quads/{log.name} cannot be read at byte \d+") as told:
        OxigraphQuads(unfinished)
    assert log.read_bytes() == data
    place = int(str(told.value).split("truncate -s ")[1].split()[0])
    assert place <= share * len(data)
    os.truncate(log, place)
    store = OxigraphQuads(unfinished)
    assert store.size() % 100 == 0
    assert abs(store.size() / 3000 - share) < 0.1
    store.close()


@pytest.mark.parametrize("lost", [0, 1, 5, 11, 40, 5000, 60_000])
def test_a_log_that_ends_in_the_middle_of_a_write_is_whole(unfinished: Path, lost: int) -> None:
    log = log_of(unfinished)
    os.truncate(log, log.stat().st_size - lost)
    store = OxigraphQuads(unfinished)
    assert store.size() % 100 == 0
    assert store.size() == 3000 or lost
    store.close()


def test_what_an_earlier_log_left_in_a_file_is_no_damage(tmp_path: Path) -> None:
    """RocksDB writes logs over again under another number; in any state of that the log is whole.

    Each is as long as two of its blocks, and some are longer than what is read without numpy.
    """
    store = OxigraphQuads(tmp_path / "store")
    logs = 0
    for number in range(40):
        store.change(add=[quad(100 * number + n) for n in range(14)])
        if number % 8 == 7:
            store.inner.flush()
        for log in (tmp_path / "store").glob("quads/*.log"):
            assert damaged_at(log.read_bytes(), int(log.stem)) is None
            logs += 1
    assert logs >= 40
    store.close()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_flipped_byte_in_the_manifest_is_told(unfinished: Path, share: float) -> None:
    [manifest] = unfinished.glob("quads/MANIFEST-*")
    data = bytearray(manifest.read_bytes())
    data[int(share * len(data))] ^= 4
    manifest.write_bytes(data)
    with pytest.raises(StoreError, match=r"is damaged \(Corruption.*MANIFEST"):
        OxigraphQuads(unfinished)


@pytest.mark.parametrize("said", ["", "MANIFEST-999999\n", "x\n", "MANIFEST"])
def test_a_damaged_current_is_told(unfinished: Path, said: str) -> None:
    (unfinished / "quads" / "CURRENT").write_text(said)
    with pytest.raises(StoreError, match="is damaged"):
        OxigraphQuads(unfinished)


@pytest.mark.skipif(not hasattr(os, "setuid") or os.getuid() != 0, reason="root alone becomes somebody else")
def test_where_nothing_can_be_written_it_can_be_read(path: Path) -> None:
    code = (
        "import os, sys; from graph.stores.embedded import embedded, snapshot\n"
        "from ontology.errors import StoreReadOnlyError\n"
        "os.setuid(65534)\n"
        "try: embedded(sys.argv[1])\n"
        "except StoreReadOnlyError: print(snapshot(sys.argv[1]).size())"
    )
    for folder in itertools.takewhile(lambda one: not one.stat().st_mode & 0o001, path.parents):
        folder.chmod(0o755)
    for file in path.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "3000", told.stderr


def test_what_is_only_read_refuses_a_change(path: Path) -> None:
    store = snapshot(str(path))
    with pytest.raises(StoreReadOnlyError):
        store.change(add=[quad(-1)])
    store.close()


# ---------------------------------------------------------------- a power cut


def copied(store: Path, to: Path) -> bool:
    """Whether ``to`` is a copy of ``store`` at one moment: the database deletes old files when it likes."""
    before = sorted(store.rglob("*"))
    shutil.rmtree(to, ignore_errors=True)
    with contextlib.suppress(shutil.Error):
        shutil.copytree(store, to)
        return sorted(store.rglob("*")) == before
    return False


def test_every_acknowledged_write_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk holds is played by what logs held when they were last synced, also under another name."""
    disk: dict[int, bytes] = {}

    def sync(descriptor: int) -> None:
        disk[os.fstat(descriptor).st_ino] = os.pread(descriptor, 1 << 26, 0)

    monkeypatch.setattr("graph.stores.disk.durability.sync_data", sync)
    store = OxigraphQuads(tmp_path / "store")
    for number in range(60):
        store.change(add=[quad(number)])
        if number % 20 == 7:
            store.inner.flush()
            store.change(add=[quad(number + 1000)])
        cut = tmp_path / f"cut-{number}"
        wait_until(functools.partial(copied, tmp_path / "store", cut))
        for log in (tmp_path / "store").glob("quads/*.log"):
            (cut / "quads" / log.name).write_bytes(disk.get(log.stat().st_ino, b""))
        after = OxigraphQuads(cut)
        assert set(after.quads()) == set(store.quads()), f"after write {number}"
        after.close()
    store.close()


def refuse(_descriptor: int) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_a_write_that_the_disk_may_not_hold_is_told_to_its_writer_and_to_whoever_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the store; so an answer of before it is no answer any more."""
    store = OxigraphQuads(tmp_path / "store")
    graph = KnowledgeGraph(store, BASE, None)
    graph.change(add=[quad(1)])
    answers = store.answers(Limits(readers=1))
    store.listen((heard := []).append)
    mark, revision = store.version, graph.revision
    monkeypatch.setattr("graph.stores.disk.durability.sync_data", refuse)
    with pytest.raises(DiskError, match="may not be on the disk"):
        graph.change(add=[quad(2)])
    assert set(store.quads()) == {quad(1), quad(2)}
    assert [change.add for change in heard] == [(quad(2),)]
    assert store.version != mark
    assert graph.revision > revision
    assert b"urn:s2" in answers.answer(Dump(None, "application/n-quads"), never).body
    assert "may not be on the disk" in store.condition.failure
    answers.close()
    store.close()


def test_nothing_that_stands_in_a_log_behind_what_may_be_lost_is_taken_to_be_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later sync says nothing of what an earlier one did not bring there, and a log is read to its first hole."""
    store = OxigraphQuads(tmp_path / "store")
    store.change(add=[quad(1)])
    with monkeypatch.context() as disk:
        disk.setattr("graph.stores.disk.durability.sync_data", refuse)
        with pytest.raises(DiskError):
            store.change(add=[quad(2)])
    for number in (3, 4):
        with pytest.raises(DiskError, match="may not be on the disk"):
            store.change(add=[quad(number)])
        store.inner.flush()  # what stands in the log is in tables then, and the log before it goes
    store.change(add=[quad(5)])
    assert store.condition.failure == ""
    assert set(store.quads()) == {quad(number) for number in range(1, 6)}
    store.close()


def test_a_log_that_is_gone_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "000004.log").write_bytes(b"x")
    sync = LogSync(tmp_path)
    sync()
    (tmp_path / "000004.log").unlink()
    (tmp_path / "000008.log").write_bytes(b"y")
    sync()
    assert [os.path.basename(os.readlink(f"/proc/self/fd/{fd}")) for fd in sync._open.values()] == [
        "000008.log"
    ]
    sync.close()


# ---------------------------------------------------------------- the command


def test_too_little_memory_is_told() -> None:
    shell = subprocess.run(
        ["sh", "-c", f"ulimit -v 300000 && exec {sys.executable} -m standpunkt documents"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert shell.returncode == 2
    assert "memory (ulimit -v)" in shell.stderr
    assert "Traceback" not in shell.stderr


def test_ctrl_c_while_it_is_loaded_ends_it_without_a_word() -> None:
    code = (
        "import builtins, os, signal\n"
        "import standpunkt.__main__\n"
        "load = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'standpunkt.commands': os.kill(os.getpid(), signal.SIGINT)\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = interrupted\n"
        "standpunkt.__main__.main()"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (-signal.SIGINT, "")
