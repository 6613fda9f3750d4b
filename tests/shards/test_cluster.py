"""Extraction on a real cluster: a scheduler and two workers, each a process of its own, some of which are killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shards import cluster
from tests.shards.cluster import Cluster, told
from tests.waiting import wait_until

pytest.importorskip("distributed", reason="Dask is not installed (extra cluster)")
TITLES = ("Anfang", "Mitte", "Sturz am Deich", "Deich", "Radweg", "Absturz", "Brunnen", "Ende")
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def articles(place: Path) -> Path:
    folder = place / "articles"
    folder.mkdir()
    for number, title in enumerate(TITLES):
        text = f"Die Ministerin Alberta Falk{number} fordert eine Brücke nach Insel{number}."
        (folder / f"2026-03-0{number + 1}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def two_workers(place: Path) -> Iterator[Cluster]:
    with cluster.running(place, workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def local(place: Path, articles: Path, two_workers: Cluster) -> Path:
    """The shards that this machine makes by itself."""
    told(two_workers.extract(articles, place / "local"), 0)
    return place / "local"


def test_with_a_worker_killed_in_the_middle_it_gives_the_bytes_of_a_local_run(
    two_workers: Cluster, articles: Path, local: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    once = two_workers.signs / "once"
    once.touch()
    words = told(two_workers.extract(articles, tmp_path / "out", "--cluster", two_workers.address), 0)
    assert "8 documents in 4 shards, 4 of them made now" in words
    assert not once.exists(), "a worker was killed"
    assert snapshot_of(tmp_path / "out") == snapshot_of(local)


def test_articles_at_which_workers_die_are_told_and_the_others_are_there(
    two_workers: Cluster, articles: Path, local: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    always = two_workers.signs / "always"
    always.touch()
    out = tmp_path / "out"
    words = told(two_workers.extract(articles, out, "--cluster", two_workers.address), 1)
    assert "worker after worker died" in words
    assert "2026-03-05.md to" in words
    assert not (out / "00003.json").exists()
    always.unlink()
    words = told(two_workers.extract(articles, out, "--cluster", str(two_workers.file)), 0)
    assert "4 shards, " in words
    assert "4 of them made now" not in words, "what was whole was not made again"
    assert snapshot_of(out) == snapshot_of(local)


def test_a_scheduler_that_goes_away_is_told_and_what_was_done_stays(
    two_workers: Cluster, articles: Path, local: Path, tmp_path: Path, snapshot_of: Callable[[Path], Files]
) -> None:
    """The last test of this cluster."""
    later = articles / "2026-03-09.md"
    later.write_text("# Stillstand\n\nDie Ministerin Alberta Falk fordert einen Zoo.\n", encoding="utf-8")
    (two_workers.signs / "wait").touch()
    out = tmp_path / "out"
    process = two_workers.extract(articles, out, "--cluster", two_workers.address)
    wait_until((out / "00001.json").exists)
    two_workers.scheduler.kill()
    words = told(process, 2)
    assert f"The scheduler at {two_workers.address} went away" in words
    later.unlink()
    words = told(two_workers.extract(articles, out), 0)
    assert "4 shards" in words
    assert "4 of them made now" not in words
    assert snapshot_of(out) == snapshot_of(local)
