"""Articles a CPU second from file to stored and reasoned triples, and what that costs as the store grows.

    python benchmarks/loading.py [FOLDER] [--articles N] [--jobs N] [--keep FOLDER] [--older CHECKOUT]

FOLDER holds .txt, .md or .html articles (default: the quotation corpus as texts, else the samples).
``--articles`` repeats them with changed names until there are N. Told are wall and CPU seconds (of all
processes) and the memory of the one that stores for each tenth of them. With ``--keep`` articles and store
stay in that folder, and a load that was ended goes on there as with `load --resume`. The peers in the same
run: the tagger alone (HanTa, cached), the least a German reader can do; and with ``--older`` the same load
by an older version of this project (``git worktree add CHECKOUT COMMIT``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.material import EVALUATION
from loaders.articles import files as documents
from loaders.german.tokens import read_sentences

ROOT = Path(__file__).resolve().parents[1]
QUOTES = EVALUATION / "quotes" / "dev"
NAME = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2,12}) ([BDFGKLMNPRSTWZ])([a-zäöüß]{3,14})\b")
CONSONANTS = "BDFGKLMNPRSTWZ"
MIDDLES = ("", "a", "al", "an", "ar", "e", "el", "en", "er", "i", "il", "in", "o", "ol", "on", "or")
LOAD = """
import json, os, resource, sys, time
from pathlib import Path
import standpunkt
from loaders.articles.files import Options
folder, store, number, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
def of_children():
    pids = " ".join(file.read_text() for file in Path("/proc/self/task").glob("*/children")).split()
    times = (Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids)
    ended = os.times()
    alive = sum(map(int, sum(times, []))) / os.sysconf("SC_CLK_TCK")
    return ended.children_user + ended.children_system + alive
def told(done, of):
    if done == 1:
        print(json.dumps([number - of, 0, 0, 0]), flush=True)
    if (number - of + done) % max(1, number // 10) == 0 or done == of:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cpu = time.process_time() - start + of_children()
        print(json.dumps([number - of + done, time.monotonic() - began, cpu, memory]), flush=True)
with standpunkt.open_graph(store=store, jobs=jobs) as session:
    start, began = time.process_time(), time.monotonic()
    report = standpunkt.load(session, [folder], Options(any_language=True), resume=True, progress=told)
assert not report.failed, report.failed
"""


class Row(NamedTuple):
    """Articles that are stored, seconds since the load began, the most MiB of the process that stores."""

    done: int
    wall: float
    cpu: float
    memory: float


def texts_of(folder: Path | None) -> list[str]:
    """The articles of ``folder``, else of the corpus, else the samples."""
    if folder is None and QUOTES.is_dir():
        corpus = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(QUOTES.glob("*.json")))
        return [article["originalText"] for article in corpus]
    options = documents.Options(any_language=True)
    paths = documents.find_files([folder or Path(str(files("loaders") / "samples"))])
    return [documents.read_file(path, options).text for path in paths]


def renamed(text: str, turn: int) -> str:
    """``text`` with the second word of each pair that may be a name begun otherwise in each ``turn``."""
    further, place = divmod(turn, len(CONSONANTS))

    def other(match: re.Match[str]) -> str:
        first = CONSONANTS[(CONSONANTS.index(match[2]) + place) % len(CONSONANTS)]
        middles = MIDDLES[further // len(MIDDLES) % len(MIDDLES)] + MIDDLES[further % len(MIDDLES)]
        return f"{match[1]} {first}{middles}{match[3]}"

    return NAME.sub(other, text)


def write_articles(texts: list[str], number: int, folder: Path) -> None:
    """``number`` articles made of ``texts``."""
    folder.mkdir()
    for index in range(number):
        turn, place = divmod(index, len(texts))
        (folder / f"{index:06}.txt").write_text(renamed(texts[place], turn), encoding="utf-8")


def load(checkout: Path, folder: Path, store: Path, number: int, jobs: str) -> Iterator[Row]:
    """The course of a load of ``folder`` by ``checkout``, in a process of its own."""
    run = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder), str(store), str(number), jobs],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stdout is not None
        yield from (Row(*json.loads(line)) for line in run.stdout)
    if run.returncode:
        raise SystemExit(f"The load ended with {run.returncode}.")


def told(kind: str, rows: Iterator[Row]) -> Row:
    """Print the course of a load; its last row."""
    print(f"{kind}:\n  articles  wall s   CPU s  articles/CPU s  of this part  peak MiB")
    first = row = next(rows)
    for here in rows:
        part = (here.done - row.done) / max(here.cpu - row.cpu, 1e-9)
        row, speed = here, (here.done - first.done) / here.cpu
        print(
            f"  {row.done:8} {row.wall:7.0f} {row.cpu:7.1f} {speed:15.1f} {part:13.1f} {row.memory:9.0f}",
            flush=True,
        )
    return row


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--older", type=Path)
    arguments = parser.parse_args()
    texts = texts_of(arguments.folder)
    number = arguments.articles or len(texts)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as scratch:
        place = arguments.keep or Path(scratch)
        folder = place / "articles"
        if not folder.exists():
            place.mkdir(exist_ok=True)
            write_articles(texts, number, folder)
        if not arguments.keep:
            print(f"{number} articles; the tagger alone: {tagged(folder):.1f} CPU seconds", flush=True)
        kinds = {"this version": ROOT}
        if arguments.older:
            kinds["the older one"] = arguments.older.resolve()
        totals = {
            kind: told(kind, load(at, folder, place / kind, number, arguments.jobs)).cpu
            for kind, at in kinds.items()
        }
    if len(totals) == 2:
        print(f"times as fast as the older one: {totals['the older one'] / totals['this version']:.2f}")


def tagged(folder: Path) -> float:
    """CPU seconds of the tagger alone."""
    read_sentences("Aufwärmen des Lexikons.")
    start = time.process_time()
    for path in sorted(folder.iterdir()):
        read_sentences(path.read_text(encoding="utf-8"))
    return time.process_time() - start


if __name__ == "__main__":
    main()
