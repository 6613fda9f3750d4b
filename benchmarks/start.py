"""A real corpus: how long from a start to the first page, and how fast are pages and questions then.

    python benchmarks/start.py [--articles 1000] [--store FOLDER]

The articles are those of the evaluation sets, each with the second half of another one and with names
changed, so that no two are alike. They are read by our extractor into a store (kept in FOLDER, and found
there again by the next run). Then `standpunkt serve` is started on it: seconds until its port is ours, until
the first page has come, and until the first answer; the peer, in the same run, is pyoxigraph loading the same
quads into memory, from N-Quads. Then every page and question once, cold (a change of the graph before each),
in milliseconds as a client sees them, and the memory of the server and of the processes that answer queries.
The first change after a start infers everything anew in memory; its time is told, too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import standpunkt
from benchmarks.material import EVALUATION, require
from benchmarks.memory import family, share
from graph.model.settings import read_settings
from loaders.articles import files

TOKEN = "benchmark-of-the-start"
SETS = ("wikinews", "wikinews2", "wikinews3")
FIRST_NAME = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2,12}) ([BDFGKLMNPRSTWZ])([a-zäöüß]{3,14})\b")
CONSONANTS = "BDFGKLMNPRSTWZ"


def articles(number: int) -> Iterator[tuple[str, str]]:
    """Names and texts of ``number`` articles: halves of two texts, the last names turned into others."""
    texts = [
        file.read_text(encoding="utf-8")
        for name in SETS
        for file in sorted((require(EVALUATION / name) / "texts").glob("*.txt"))
    ]
    for index in range(number):
        turn, place = divmod(index, len(texts))
        first, second = _halves(texts[place])[0], _halves(texts[(place + turn + 1) % len(texts)])[1]
        yield f"{index:05}.txt", _renamed(f"{first}\n\n{second}", turn)


def _halves(text: str) -> tuple[str, str]:
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    if len(paragraphs) < 2:
        paragraphs = re.split(r"(?<=[.!?]) (?=[A-ZÄÖÜ])", text)
    middle = (len(paragraphs) + 1) // 2
    return "\n\n".join(paragraphs[:middle]), "\n\n".join(paragraphs[middle:])


def _renamed(text: str, turn: int) -> str:
    """``text`` with another first consonant in the second word of each pair that may be a name."""

    def other(match: re.Match[str]) -> str:
        place = (CONSONANTS.index(match[2]) + turn) % len(CONSONANTS)
        return f"{match[1]} {CONSONANTS[place]}{match[3]}"

    return FIRST_NAME.sub(other, text)


def fill(store: Path, number: int) -> None:
    """Read the articles into ``store``, unless it is there."""
    if store.exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in articles(number):
            (Path(scratch) / name).write_text(text, encoding="utf-8")
        settings = read_settings({"store": str(store), "jobs": "2"})
        with standpunkt.open_graph(settings) as graph:
            began = time.perf_counter()
            report = standpunkt.load(
                graph, [Path(scratch)], files.Options(any_language=True), settings=settings
            )
            print(f"{len(report.loaded)} articles read into {store} in {time.perf_counter() - began:.0f} s")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Served:
    """`standpunkt serve` on ``store``, and how long it took."""

    def __init__(self, store: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.began = time.perf_counter()
        command = [sys.executable, "-c", "from standpunkt.commands import commands; commands()", "serve"]
        self.process = subprocess.Popen(
            [*command, "--store", str(store), "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "STANDPUNKT_TOKEN": TOKEN, "STANDPUNKT_CACHE_BYTES": "0"},
        )
        while not self._listens(port):
            time.sleep(0.005)
        self.listening = time.perf_counter() - self.began

    def _listens(self, port: int) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        if self.process.poll() is not None:
            raise SystemExit("The server has ended.")
        return False

    def get(self, path: str) -> tuple[float, int, bytes]:
        """Seconds, status and body of one request."""
        request = urllib.request.Request(self.address + path, headers={"Accept": "text/html"})
        began = time.perf_counter()
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                body, status = response.read(), response.status
        except urllib.error.HTTPError as error:
            body, status = error.read(), error.code
        return time.perf_counter() - began, status, body

    def memory(self) -> list[int]:
        """MiB that each process of the server holds for itself (its proportional share), the server first."""
        return [share(pid) >> 20 for pid in family(self.process.pid)]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)


def peer(store: Path, scratch: Path) -> tuple[int, float]:
    """The number of quads of ``store``, and the seconds pyoxigraph takes to load them into memory."""
    dump = scratch / "all.nq"
    held = ox.Store.read_only(str(store / "quads"))
    held.dump(str(dump), ox.RdfFormat.N_QUADS)
    del held
    began = time.perf_counter()
    loaded = ox.Store()
    loaded.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
    return len(loaded), time.perf_counter() - began


QUESTIONS = (
    "Wer ist gegen Studiengebühren?",
    "Was fordert Jimmy Carter?",
    "Wie steht Österreich zum Beitritt der Türkei?",
    "Who criticises the VW law?",
    "Worin unterscheiden sich Porsche und Christian Wulff?",
    "Wer widerspricht Angela Merkel?",
    "Wer hat seine Meinung geändert?",
    "Wie viele Akteure kritisieren das VW-Gesetz?",
    "Wer ist Bundeskanzler?",
    "Wo starb Ossie Davis?",
    "Videoüberwachung",
    "Wer fordert eine Reise zum Mond?",
)
PAGES = (
    "/", "/matrix", "/matrix?act=demand&sort=name", "/network", "/network?act=demand", "/timeline",
    "/timeline?by=actor", "/positions", "/actors", "/issues", "/events", "/norms", "/offices", "/documents",
    "/matters", "/query",
)  # fmt: skip


def things(served: Served) -> list[str]:
    """Pages of one thing of each kind: the first of its directory."""
    found = []
    for kind in ("actor", "issue", "document", "event", "norm", "office"):
        body = served.get(f"/{kind}s")[2].decode()
        link = re.search(rf'href="(/{kind}/[^"#?]+)"', body)
        found += [link[1]] if link else []
    return found


def change(served: Served, words: str) -> None:
    """Write a triple with ``words`` into a graph of this benchmark's own."""
    iri = f"{served.address}/graph/of-the-benchmark"
    data = f'<urn:of-the-benchmark> <http://purl.org/dc/terms/title> "{words}" .'.encode()
    address = f"{served.address}/data?" + urlencode({"graph": iri})
    headers = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(address, data, headers, method="PUT")
    urllib.request.urlopen(request, timeout=600).close()


def cold(served: Served, path: str, turn: int) -> tuple[float, int, int]:
    """Milliseconds, status and kilobytes of ``path`` after a change of the graph."""
    change(served, str(turn))
    seconds, status, body = served.get(path)
    return seconds * 1000, status, len(body) // 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--store", type=Path)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = wishes.store or Path(scratch) / "store"
        fill(store, wishes.articles)
        quads, loading = peer(store, Path(scratch))
        print(f"{quads} quads; pyoxigraph loads them into memory in {loading:.2f} s")
        served = Served(store)
        try:
            _tell(served, loading)
        finally:
            served.stop()


def _tell(served: Served, loading: float) -> None:
    print(f"listening after {served.listening:.2f} s")
    _, status, _ = served.get("/")
    first = time.perf_counter() - served.began
    print(f"first page ({status}) after {first:.2f} s, {first / loading:.2f} times the loading")
    seconds, status, _ = served.get("/ask?q=" + quote(QUESTIONS[0]))
    then = time.perf_counter() - served.began
    print(f"first question ({status}) {1000 * seconds:.0f} ms, {then:.2f} s after the start")
    print(f"memory (MiB): {served.memory()}")
    paths = [*PAGES, *things(served), *("/ask?q=" + quote(question) for question in QUESTIONS)]
    began = time.perf_counter()
    change(served, "first")
    print(f"first change {time.perf_counter() - began:.1f} s, memory (MiB): {served.memory()}")
    for turn, path in enumerate(paths):
        spent, status, size = cold(served, path, turn)
        print(f"{path[:70]:70} {status} {spent:7.0f} ms {size:6} kB")
    print(f"memory (MiB): {served.memory()}")


if __name__ == "__main__":
    main()
