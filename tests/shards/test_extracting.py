"""Articles read into a folder of shards: whole or not there, the same again, and not read twice."""

from __future__ import annotations

import ast
import dataclasses
import gzip
import hashlib
import importlib.metadata
import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import loaders
import ontology
from graph.model.settings import read_settings
from ontology.errors import ClusterError, DiskError, InputError, SettingError
from standpunkt.commands.shared.group import run
from standpunkt.shards import cluster, extracting, folder, reading
from standpunkt.shards.fingerprint import LIBRARIES
from standpunkt.shards.planning import plan
from tests.shards.articles import ARTICLES, extract, means, write

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("shards") / "articles")


@pytest.fixture(scope="module")
def whole(articles: Path) -> Path:
    out = articles.parent / "whole"
    extract(articles, out)
    return out


@pytest.fixture
def shards(whole: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]) -> Path:
    """A folder of whole shards that a test may damage."""
    out = tmp_path / "shards"
    out.mkdir()
    for name, data in snapshot_of(whole).items():
        (out / name).write_bytes(data)
    return out


def test_the_manifest_tells_of_each_shard_by_what_it_was_made_and_what_failed(
    articles: Path, whole: Path
) -> None:
    manifest = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["fingerprint"]["package"] == importlib.metadata.version("standpunkt")
    assert re.fullmatch("[0-9a-f]{64}", manifest["fingerprint"]["rules"])
    assert manifest["settings"]["extractor"] == "rules"
    assert list(manifest["shards"]) == ["00001", "00002", "00003"]
    (failure,) = manifest["failures"]
    assert failure["file"] == str(articles / "2026-03-07-leer.md")
    assert "holds no text" in failure["reason"]
    assert manifest["replaced"] == [str(articles / "2026-03-04-d.md")]
    files = []
    for name in manifest["shards"]:
        said = json.loads((whole / f"{name}.json").read_text(encoding="utf-8"))
        lines = gzip.decompress((whole / f"{name}.nq.gz").read_bytes())
        assert said["sha256"] == hashlib.sha256(lines).hexdigest()
        assert said["quads"] == len(lines.splitlines())
        for document in said["documents"]:
            files.append(Path(document["file"]).name)
            assert document["sha256"] == hashlib.sha256(Path(document["file"]).read_bytes()).hexdigest()
            assert f"/graph/{document['document']}> .".encode() in lines
    assert files == [name for name in ARTICLES if name not in ("2026-03-04-d.md", "2026-03-07-leer.md")]


def test_the_same_articles_give_the_same_bytes_in_any_number_of_processes(
    articles: Path, whole: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    by, side_by_side = means(), extracting.here(2)
    extracting.extract(plan([articles], by, side_by_side, 2), by, tmp_path / "again", side_by_side)
    assert snapshot_of(tmp_path / "again") == snapshot_of(whole)


def test_only_what_changed_is_read_again(articles: Path, shards: Path) -> None:
    assert extract(articles, shards).made == 0
    last = articles / "2026-03-06-f.md"
    before = last.read_text(encoding="utf-8")
    last.write_text(before + "\nDer Elternbeirat begrüßt sie.\n", encoding="utf-8")
    try:
        done = extract(articles, shards)
    finally:
        last.write_text(before, encoding="utf-8")
    assert (done.made, done.here, done.documents) == (1, 2, 5)


@pytest.mark.parametrize("harm", ["cut", "another", "gone", "undescribed", "half described"])
def test_a_shard_that_is_not_whole_is_made_again(
    articles: Path, shards: Path, whole: Path, harm: str, snapshot_of: Callable[[Path], Files]
) -> None:
    data, description = shards / "00002.nq.gz", shards / "00002.json"
    if harm == "cut":
        data.write_bytes(data.read_bytes()[:-9])
    elif harm == "another":
        data.write_bytes((shards / "00001.nq.gz").read_bytes())
    elif harm == "gone":
        data.unlink()
    elif harm == "undescribed":
        description.unlink()
    else:
        description.write_bytes(description.read_bytes()[:100])
    with pytest.raises(InputError, match="00002"):
        folder.read_shard(shards, "00002", folder.read_manifest(shards).shards["00002"])
    assert extract(articles, shards).made == 1
    assert snapshot_of(shards) == snapshot_of(whole)


def test_another_version_or_setting_reads_everything_again(articles: Path, shards: Path) -> None:
    by = means()
    newer = dataclasses.replace(by, fingerprint=dataclasses.replace(by.fingerprint, package="99"))
    assert set(plan([articles], newer, extracting_by(by), 2).manifest.shards.values()).isdisjoint(
        folder.read_manifest(shards).shards.values()
    )
    surer = means(read_settings({"min_confidence": 0.9}))
    assert extract(articles, shards, by=surer).made == 3


def extracting_by(by: reading.Means) -> reading.Run:
    """Does the work by other means than it was given."""

    def run(work, tasks, /):  # type: ignore[no-untyped-def]
        return ((task, reading.recognise(by, task)) for task in tasks)

    return run


def test_shards_of_articles_that_are_gone_go_too(articles: Path, shards: Path) -> None:
    (shards / ".00001.json.77.new").write_text("left by a run that was killed")
    extract(articles / "2026-03-06-f.md", shards)
    assert sorted(file.name for file in shards.iterdir()) == ["00001.json", "00001.nq.gz", "manifest.json"]


def test_a_folder_that_holds_other_things_stays_as_it_is(
    articles: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "00001.json").write_text("{}")
    with pytest.raises(InputError, match="other things"):
        extract(articles, mine)
    with pytest.raises(InputError, match="no shards can be written"):
        extract(articles, mine / "00001.json")
    assert snapshot_of(mine) == {"00001.json": b"{}"}


def test_one_extraction_at_a_time_writes_into_a_folder(
    articles: Path, whole: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    """The second would take what the first is just writing for what a run that was killed has left."""
    by, out = means(), tmp_path / "out"

    def run(work, tasks, /):  # type: ignore[no-untyped-def]
        for task in tasks:
            with pytest.raises(InputError, match=r"out: another extraction is writing here"):
                extract(articles / "2026-03-06-f.md", out)
            yield task, work(task)

    extracting.extract(plan([articles], by, extracting.here(1), 2), by, out, run)
    assert snapshot_of(out) == snapshot_of(whole)
    assert extract(articles, out).made == 0, "the first is done, and the next one may"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk on which a file finds room for ``size`` bytes only."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_what_was_written_is_whole(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with largest_file(2_500), pytest.raises(DiskError, match=r"0000\d\.nq\.gz cannot be written"):
        extract(articles, out)
    assert not [file for file in out.iterdir() if file.name.endswith(".new")]
    assert (out / "manifest.json").is_file()
    assert extract(articles, out).documents == 5


def test_a_file_that_changes_while_it_is_read_is_a_failure(tmp_path: Path) -> None:
    articles, by, run = write(tmp_path / "articles"), means(), extracting.here(1)
    planned = plan([articles], by, run, 2)
    (articles / "2026-03-06-f.md").write_text("Etwas anderes.", encoding="utf-8")
    (articles / "2026-03-05-e.md").unlink()
    done = extracting.extract(planned, by, tmp_path / "out", run)
    reasons = [one.reason for one in done.failures]
    assert any("was changed" in reason for reason in reasons)
    assert any("No such file" in reason for reason in reasons)
    assert done.documents == 3


def test_a_worker_of_another_version_refuses(articles: Path) -> None:
    by = means()
    other = dataclasses.replace(by, fingerprint=dataclasses.replace(by.fingerprint, rules="0" * 64))
    task = reading.Task("00001", ())
    with pytest.raises(ClusterError, match="code and words that read"):
        reading.read_shard(other, task)


def test_no_secret_leaves_the_machine() -> None:
    assert means(read_settings({"token": "a secret of many letters"})).settings["token"] == ""


def test_what_is_read_depends_on_no_library_that_the_fingerprint_leaves_out() -> None:
    homes = [Path(str(room.__file__)).parent for room in (loaders, ontology)]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for home in homes for file in home.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    names = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names
    found = importlib.metadata.packages_distributions()
    used = {found[name][0] for name in names - {"loaders", "ontology", "openai"}}
    assert used <= set(LIBRARIES)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-", "--out", "shards"], "Shards are made of files"),
        (["--out", "shards", "--format", "json"], "leave them out with --out"),
        (["--cluster", "tcp://127.0.0.1:1"], "name the folder for them with --out"),
        (["--out", "shards", "--cluster", "nowhere"], "There is no scheduler at nowhere"),
    ],
)
def test_what_cannot_be_is_told(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    more: list[str],
    told: str,
) -> None:
    if "nowhere" in more:
        pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.1)
    assert run(["extract", str(articles), *more]) == 2
    assert told in capfd.readouterr().err
    assert not (tmp_path / "shards").exists()


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingError, match=r"standpunkt\[cluster\]"), cluster.cluster("tcp://a:1", print):
        pass


def test_a_language_model_takes_no_part() -> None:
    settings = read_settings({"extractor": "rules+llm", "llm_mode": "replay"})
    with pytest.raises(InputError, match="Shards hold what the rules read"):
        means(settings)
