"""Many articles: stored together as if one by one, none lost and none twice, whenever the process ends."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import standpunkt
from loaders.articles.findings import Document
from ontology.errors import UnexpectedError
from ontology.terms import SP
from standpunkt.loading import batch, loading, reading
from standpunkt.loading.placing import Place
from standpunkt.shards.reading import Sent
from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 3, 2)


def text(number: int) -> str:
    """An invented article; every second one is against what the one before is for."""
    verb = "lehnt {} ab" if number % 2 else "fordert {}"
    bridge = f"eine Brücke nach Insel{number // 2}"
    return f"# Bericht {number}\n\nDie Ministerin Alberta Falk{number} {verb.format(bridge)}.\n"


def write(folder: Path, number: int) -> Path:
    folder.mkdir()
    for article in range(number):
        (folder / f"2026-03-02-{article:03}.md").write_text(text(article), encoding="utf-8")
    return folder


def quads(session: standpunkt.Session) -> list[bytes]:
    out = io.BytesIO()
    session.export(out, "nquads")
    return sorted(out.getvalue().splitlines())


def documents(session: standpunkt.Session) -> list[str]:
    return sorted(row["title"] for row in session.graph.texts("page-documents"))


@pytest.fixture
def empty() -> Iterator[standpunkt.Session]:
    with standpunkt.open_graph(store_kind="memory") as session:
        yield session


def test_stored_together_they_are_what_they_are_one_by_one(
    empty: standpunkt.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "articles", 7)
    shown: list[tuple[int, int]] = []
    together = empty.load([folder], progress=lambda done, of: shown.append((done, of)))
    assert shown == [(done, 7) for done in range(1, 8)]
    with standpunkt.open_graph(store_kind="memory") as session:
        monkeypatch.setattr(loading, "TOGETHER", 1)
        alone = session.load([folder])
        assert quads(session) == quads(empty)
    for what in ("added", "inferred"):
        sums = [sum(getattr(item.change, what) for item in report.loaded) for report in (together, alone)]
        assert sums[0] == sums[1] > 0
    assert [item.name for item in together.loaded] == [item.name for item in alone.loaded]


def read(session: standpunkt.Session, number: int) -> loading.Named:
    document = Document(f"document/{number}", f"Bericht {number}", text(number), published=DAY)
    prepared = reading.prepare(document, session.settings, session.graph.knowledge)
    return document.title, prepared, Place(document.id)


def test_what_cannot_be_stored_is_left_out_alone(empty: standpunkt.Session) -> None:
    name, (extraction, _), place = read(empty, 1)
    results = [read(empty, 0), (name, (extraction, b"no triples"), place), read(empty, 2)]
    report = loading.store_all(empty.graph, results, 3, loading.silent)
    assert [item.name for item in report.loaded] == ["Bericht 0", "Bericht 2"] == documents(empty)
    assert [name for name, _ in report.failed] == ["Bericht 1"]


def test_what_was_read_before_an_error_is_stored(empty: standpunkt.Session) -> None:
    def results() -> Iterator[loading.Named]:
        yield read(empty, 0)
        yield read(empty, 1)
        raise UnexpectedError("A process that read articles was ended.")

    with pytest.raises(UnexpectedError):
        loading.store_all(empty.graph, results(), 3, loading.silent)
    assert documents(empty) == ["Bericht 0", "Bericht 1"]


def test_an_article_that_comes_twice_is_stored_once_as_it_came_last(empty: standpunkt.Session) -> None:
    first, (name, second, place) = read(empty, 0), read(empty, 1)
    again = second[0].document
    later = name, second, Place(again.id, known=True)
    report = loading.store_all(empty.graph, [first, (name, second, place), later], 3, loading.silent)
    assert [bool(item.change) for item in report.loaded] == [True, True, False]


def test_what_others_stored_while_articles_were_read_stays(empty: standpunkt.Session) -> None:
    """As over the pages during a long load: whose place is taken by then is left out, and told."""

    def results() -> Iterator[loading.Named]:
        yield read(empty, 0)
        yield read(empty, 1)
        page = Document("document/1", "Bericht 1", text(7), published=DAY)
        empty.load_document(page)

    report = loading.store_all(empty.graph, results(), 2, loading.silent)
    assert [item.name for item in report.loaded] == ["Bericht 0"]
    assert [(name, "document/1; load it again" in str(error)) for name, error in report.failed] == [
        ("Bericht 1", True)
    ]
    (kept,) = empty.graph.store.quads(subject=empty.graph.iri("document/1"), predicate=ox.NamedNode(SP.text))
    assert kept.object.value == text(7)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (Document("document/bericht-1", "Bericht 1", text(1)), "document/bericht-1"),
        (Sent(batch.ArticleFile(Path("b/1.md"), "1.md"), text(1).encode()), "b/1.md"),
    ],
)
def test_a_mistake_of_ours_names_the_article_and_repeats_none_of_its_words(item: object, name: str) -> None:
    def stumble(_: object) -> None:
        raise KeyError("Hafenbahn")

    told = str(batch.guarded(stumble, item))
    assert told.startswith(f"{name}: a mistake of Standpunkt's own got in the way (KeyError: 'Hafenbahn')")
    assert "Alberta" not in told


LOAD = """
import sys, standpunkt
from standpunkt.loading import loading
loading.TOGETHER = 4
with standpunkt.open_graph(store=sys.argv[1]) as session:
    session.load([sys.argv[2]], progress=lambda done, of: print(done, flush=True))
"""


@pytest.fixture(scope="module")
def sixteen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    """A folder of articles, and what a store holds after a load of them that nothing disturbed."""
    folder = write(tmp_path_factory.mktemp("sixteen") / "articles", 16)
    with standpunkt.open_graph(store_kind="memory") as undisturbed:
        undisturbed.load([folder])
        return folder, quads(undisturbed)


@pytest.mark.parametrize("seen", [1, 6, 13])
def test_after_kill_9_a_load_goes_on_without_loss_and_without_doubles(
    new_store: Path, sixteen: tuple[Path, list[bytes]], seen: int
) -> None:
    folder, whole = sixteen
    command = [sys.executable, "-c", LOAD, str(new_store), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if int(line) >= seen)
        process.send_signal(signal.SIGKILL)
        told = max([seen, *map(int, process.stdout.read().split())])
    with standpunkt.open_graph(store=str(new_store)) as session:
        here = documents(session)
        assert len(here) >= told, "what was told to be done is there"
        report = session.load([folder], resume=True)
        assert report.here == len(here) == 16 - len(report.loaded)
        assert documents(session) == sorted(f"Bericht {number}" for number in range(16))
        assert quads(session) == whole


def leave_a_mark(file: Path) -> str:
    """What a process does with an article here: write that it was begun; an article named "fatal" ends it."""
    if file.stem == "fatal":
        os._exit(1)
    file.touch()
    return file.stem


def test_processes_read_on_while_what_was_read_is_stored(tmp_path: Path) -> None:
    articles = [tmp_path / f"{number:02}" for number in range(20)]
    results = batch.each(leave_a_mark, iter(articles), jobs=2, ahead=3)
    assert next(results) == (articles[0], "00")
    wait_until(lambda: len(list(tmp_path.iterdir())) >= 6)  # though nobody takes more results
    assert sorted(tmp_path.iterdir()) == articles[:6]
    assert [result for _, result in results] == [article.stem for article in articles[1:]]


def test_nothing_more_is_read_once_nobody_takes_the_results(tmp_path: Path) -> None:
    results = batch.each(leave_a_mark, (tmp_path / f"{number:02}" for number in range(20)), jobs=2, ahead=3)
    next(results)
    assert isinstance(results, Generator)
    results.close()
    assert len(list(tmp_path.iterdir())) <= 6


def test_what_was_read_before_a_process_is_ended_is_given(tmp_path: Path) -> None:
    articles = [tmp_path / name for name in ("1", "2", "3", "4", "fatal", "5")]
    results = batch.each(leave_a_mark, iter(articles), jobs=2, ahead=1)
    assert [next(results)[1], next(results)[1]] == ["1", "2"]
    with pytest.raises(UnexpectedError) as told:
        list(results)
    assert re.search(r"for want of memory, while \S+/(3|4|fatal) or one after it was read: ", str(told.value))


def never_done(article: str) -> None:
    """What a process does with an article that it never comes to the end of."""
    os.write(sys.stdout.fileno(), f"{article}\n".encode())
    threading.Event().wait()


ENDLESS = """
from standpunkt.loading import batch
from tests.test_loading import never_done
list(batch.each(never_done, ["1", "2", "3", "4", "5"], jobs=2))
"""


@pytest.mark.parametrize(
    ("number", "to_all"),
    [
        (signal.SIGKILL, False),
        (signal.SIGTERM, False),
        pytest.param(signal.SIGINT, False, id="kill -INT"),
        pytest.param(signal.SIGINT, True, id="Ctrl-C in a terminal"),
    ],
)
def test_no_process_that_reads_outlives_the_one_that_began_it(number: signal.Signals, to_all: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            assert {process.stdout.readline(), process.stdout.readline()} == {"1\n", "2\n"}
            (os.killpg if to_all else os.kill)(process.pid, number)
            begun, said = process.communicate(timeout=PATIENCE)  # returns when all who may write have ended
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -number
    assert not begun, "no other article was begun"
    assert said.count("Traceback") == (number == signal.SIGINT)
    assert "BrokenProcessPool" not in said
