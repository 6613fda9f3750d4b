"""Shards taken into a store: the graph that a load of their articles makes, whatever was there and whenever it ends."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import standpunkt
from graph.decisions.curation import decide
from graph.decisions.records import Author, Decision
from graph.things.positions.positions import all_positions
from ontology.errors import InputError, ShapeError
from standpunkt.commands.shared.group import run
from standpunkt.session.hiding import hide_person
from standpunkt.shards import importing
from standpunkt.shards.importing import TakenIn, take_in_shards
from tests.shards.articles import ROOT, extract, quads, write


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("shards") / "articles", samples=True)


@pytest.fixture(scope="module")
def whole(articles: Path) -> Path:
    out = articles.parent / "whole"
    extract(articles, out, size=3)
    return out


@pytest.fixture
def shards(whole: Path, tmp_path: Path) -> Path:
    """A folder of whole shards that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "shards"))


@pytest.fixture(scope="module")
def loaded(articles: Path) -> list[bytes]:
    """What a store holds after a load of the articles."""
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load([articles])
        return quads(session)


@pytest.fixture
def session() -> Iterator[standpunkt.Session]:
    with standpunkt.open_graph(store_kind="memory") as opened:
        yield opened


@pytest.fixture
def bare() -> Iterator[standpunkt.Session]:
    """Without what follows, which takes longest."""
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        yield opened


def documents(session: standpunkt.Session) -> int:
    return len(session.graph.texts("page-documents"))


def take_in(session: standpunkt.Session, folder: Path) -> TakenIn:
    return take_in_shards(session.graph, folder, session.settings)


@pytest.mark.parametrize("documents_at_once", [1, 4, 1_000])
def test_the_graph_is_the_one_that_a_load_makes(
    session: standpunkt.Session,
    whole: Path,
    loaded: list[bytes],
    documents_at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "TOGETHER", documents_at_once)
    done = take_in(session, whole)
    assert (done.shards, done.documents, done.unread, done.failed, done.reread) == (3, 8, 1, [], [])
    assert quads(session) == loaded
    assert done.change.inferred > 0
    revision = session.graph.revision
    again = take_in(session, whole)
    assert not again.change
    assert session.graph.revision == revision, "what is there already is not written again"


@pytest.mark.parametrize("harm", ["cut off", "missing", "of another version"])
def test_a_shard_that_is_not_whole_is_left_out_whole_and_comes_in_later(
    bare: standpunkt.Session, articles: Path, shards: Path, harm: str
) -> None:
    data, description = shards / "00002.nq.gz", shards / "00002.json"
    if harm == "cut off":
        data.write_bytes(data.read_bytes()[:1000])
    elif harm == "missing":
        data.unlink()
    else:
        description.write_text(json.dumps(json.loads(description.read_text()) | {"key": "old"}))
    done = take_in(bare, shards)
    assert (done.shards, documents(bare)) == (2, 5)
    ((name, error),) = done.failed
    assert name == "00002"
    assert "00002.nq.gz" in str(error)
    assert "extract again" in str(error)
    extract(articles, shards, size=3)
    assert take_in(bare, shards).failed == []
    assert documents(bare) == 8


def test_shards_of_another_version_or_base_are_refused(bare: standpunkt.Session, shards: Path) -> None:
    before = quads(bare)
    manifest = json.loads((shards / "manifest.json").read_text(encoding="utf-8"))
    fingerprint, settings = manifest["fingerprint"], manifest["settings"]
    for other, told in (
        (
            {"fingerprint": fingerprint | {"package": "0.0.9"}},
            r"another version .*Standpunkt \(0.1.0, not 0.0.9\)",
        ),
        ({"fingerprint": fingerprint | {"knowledge": "a" * 64}}, "the knowledge folder"),
        (
            {"settings": settings | {"base_iri": "https://elsewhere.example/"}},
            "keeps its data under https://else",
        ),
        ({"format": "standpunkt shards 99"}, "not the format"),
        ({"shards": None}, "damaged"),
    ):
        (shards / "manifest.json").write_text(json.dumps(manifest | other), encoding="utf-8")
        with pytest.raises(InputError, match=told):
            take_in(bare, shards)
    assert quads(bare) == before


IMPORT = """
import sys, standpunkt
from pathlib import Path
from standpunkt.shards import importing
from standpunkt.shards.importing import take_in_shards
importing.TOGETHER = 1
with standpunkt.open_graph(store=sys.argv[1]) as session:
    take_in_shards(session.graph, Path(sys.argv[2]), session.settings, lambda done, of: print(done, flush=True))
"""


def test_after_kill_9_an_import_goes_on(new_store: Path, whole: Path, loaded: list[bytes]) -> None:
    command = [sys.executable, "-c", IMPORT, str(new_store), str(whole)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with standpunkt.open_graph(store=str(new_store)) as session:
        assert documents(session) in (3, 6, 8), "shards are there whole"
        take_in(session, whole)
        assert quads(session) == loaded


FULL = """
import resource, signal, sys, standpunkt
from pathlib import Path
from ontology.errors import DiskError
from standpunkt.shards import importing
from standpunkt.shards.importing import take_in_shards
importing.TOGETHER = 1
with standpunkt.open_graph(store=sys.argv[1], reasoner="none") as session:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        take_in_shards(session.graph, Path(sys.argv[2]), session.settings)
    except DiskError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="another system names the signal otherwise")
def test_a_full_disk_ends_an_import_which_goes_on_later(new_store: Path, whole: Path) -> None:
    command = [sys.executable, "-c", FULL, str(new_store), str(whole)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "cannot be written" in told.stdout, told
    with standpunkt.open_graph(store=str(new_store), reasoner="none") as session:
        assert documents(session) in (0, 3, 6), "shards are there whole"
        assert take_in(session, whole).failed == []
        assert documents(session) == 8


def test_two_imports_at_once_are_as_one(new_store: Path, whole: Path, loaded: list[bytes]) -> None:
    command = [sys.executable, "-m", "standpunkt", "import", str(whole), "--store", str(new_store)]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[1] for process in both]
    states = sorted(process.returncode for process in both)
    assert states in ([0, 0], [0, 2]), told
    refused = [words for words, one in zip(told, both, strict=True) if one.returncode]
    assert all("is in use" in words for words in refused), refused
    with standpunkt.open_graph(store=str(new_store)) as session:
        assert quads(session) == loaded


ANNA = Author("Anna Prüf", dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC))
OTHER = "Die Ministerin Alberta Falk lehnt den Zoo in Westdorf ab. Das sagte sie beim Fest der Feuerwehr."


def test_beside_other_articles_each_stands_where_a_load_would_put_it(
    session: standpunkt.Session, articles: Path, whole: Path, tmp_path: Path
) -> None:
    """The name of one is taken, one is here under another name, one is here with an older text."""
    before = tmp_path / "before"
    before.mkdir()
    texts = {file.name: file.read_text(encoding="utf-8") for file in articles.glob("*.md")}
    bridge = "---\ntitle: Streit um die Brücke\n---\n\n"
    (before / "zoo.md").write_text(bridge.replace("Streit um die Brücke", "Schule") + OTHER, encoding="utf-8")
    (before / "2026-03-01-a.md").write_text(texts["2026-03-01-a.md"], encoding="utf-8")
    (before / "2026-03-05-e.md").write_text(
        texts["2026-03-05-e.md"].replace("lehnt Radwege ab", "fordert Radwege"), encoding="utf-8"
    )
    with standpunkt.open_graph(store_kind="memory") as other:
        other.load([before])
        other.load([articles])
        session.load([before])
        done = take_in(session, whole)
        assert done.reread
        assert quads(session) == quads(other)
    assert not take_in(session, whole).change


def test_what_people_decided_and_whom_they_hid_counts_for_shards_too(
    new_store: Path, articles: Path, whole: Path, tmp_path: Path
) -> None:
    with standpunkt.open_graph(store=str(new_store), reasoner="none") as session:
        session.load([articles / "2026-03-01-a.md", articles / "2026-03-02-b.md"])
        position = next(one for one in all_positions(session.graph) if "falk" in one.holder)
        change = decide(session.graph, position.iri, Decision.REJECTED, ANNA)
        session.graph.change(add=change.add, remove=change.remove)
        hide_person(session.graph, session.settings, "Ole Kranz", "Ida Prüf", decision=Decision.REMOVED)
    other_store = Path(shutil.copytree(new_store, tmp_path / "other"))
    with standpunkt.open_graph(store=str(new_store), reasoner="none") as session:
        session.load([articles])
        expected = quads(session)
    with standpunkt.open_graph(store=str(other_store), reasoner="none") as session:
        take_in(session, whole)
        assert quads(session) == expected
        assert not any(b"Kranz" in line for line in expected)


def test_shapes_that_were_not_checked_are_checked_when_they_come_in(
    bare: standpunkt.Session, shards: Path
) -> None:
    manifest, said = (json.loads((shards / name).read_text()) for name in ("manifest.json", "00001.json"))
    manifest["settings"]["shapes"] = False
    lines = gzip.decompress((shards / "00001.nq.gz").read_bytes()).splitlines(keepends=True)
    fewer = b"".join(line for line in lines if b"ontology#holder>" not in line)
    said["sha256"] = hashlib.sha256(fewer).hexdigest()
    (shards / "00001.nq.gz").write_bytes(gzip.compress(fewer))
    for name, content in (("manifest.json", manifest), ("00001.json", said)):
        (shards / name).write_text(json.dumps(content), encoding="utf-8")
    done = take_in(bare, shards)
    ((name, error),) = done.failed
    assert name == "00001"
    assert isinstance(error, ShapeError)
    assert (done.shards, done.documents) == (2, 5)


def test_the_command_takes_shards_and_files_and_tells_what_is_missing(
    shards: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (shards / "00003.nq.gz").unlink()
    store = str(tmp_path / "store")
    assert run(["import", str(shards), "--store", store, "--reasoner", "none"]) == 1
    told = capfd.readouterr().err
    assert "2 shards, 6 documents" in told
    assert "1 articles could not be read" in told
    assert "00003.nq.gz: cannot be read" in told
