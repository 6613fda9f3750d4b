"""Articles a CPU second from file to stored and reasoned triples, and what that costs as the store grows.

    python benchmarks/loading.py [FOLDER] [--articles N] [--older CHECKOUT]

FOLDER holds .txt, .md or .html articles (default: the quotation corpus as texts, else the samples).
``--articles`` repeats them with changed names until there are N. Told are CPU seconds and memory for each
tenth of them. The peers in the same run: the tagger alone (HanTa, cached), the least a German reader can do;
and with ``--older`` the same load by an older version of this project (``git worktree add CHECKOUT COMMIT``).
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
from importlib.resources import files
from pathlib import Path

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
import json, resource, sys, time
import standpunkt
from loaders.articles.files import Options
folder, store = sys.argv[1:]
def told(done, of):
    if done % max(1, of // 10) == 0 or done == of:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([done, time.process_time() - start, memory]), flush=True)
with standpunkt.open_graph(store=store, jobs="1") as session:
    start = time.process_time()
    report = standpunkt.load(session, [folder], Options(any_language=True), progress=told)
assert not report.failed, report.failed
"""


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


def load(checkout: Path, folder: Path, store: Path) -> list[tuple[int, float, float]]:
    """Articles done, CPU seconds and peak MiB so far, as ``checkout`` loads them in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), str(store)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [tuple(json.loads(line)) for line in run.stdout.splitlines()]


def told(kind: str, rows: list[tuple[int, float, float]]) -> float:
    """Print the course of a load; its CPU seconds."""
    print(f"{kind}:\n  articles  CPU s  articles/CPU s  of this part  peak MiB")
    done_before, seconds_before = 0, 0.0
    for done, seconds, memory in rows:
        part = (done - done_before) / max(seconds - seconds_before, 1e-9)
        print(f"  {done:8} {seconds:6.1f} {done / seconds:15.1f} {part:13.1f} {memory:9.0f}", flush=True)
        done_before, seconds_before = done, seconds
    return rows[-1][1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--older", type=Path)
    arguments = parser.parse_args()
    texts = texts_of(arguments.folder)
    number = arguments.articles or len(texts)
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        write_articles(texts, number, folder)
        read_sentences("Aufwärmen des Lexikons.")
        start = time.process_time()
        for path in sorted(folder.iterdir()):
            read_sentences(path.read_text(encoding="utf-8"))
        print(f"{number} articles; the tagger alone: {time.process_time() - start:.1f} CPU seconds")
        kinds = {"this version": ROOT}
        if arguments.older:
            kinds["the older one"] = arguments.older.resolve()
        totals = {kind: told(kind, load(at, folder, Path(scratch) / kind)) for kind, at in kinds.items()}
    if len(totals) == 2:
        print(f"times as fast as the older one: {totals['the older one'] / totals['this version']:.2f}")


if __name__ == "__main__":
    main()
