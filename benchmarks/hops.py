"""How far one has to walk to follow the code: files entered and hops between files, by ``sys.setprofile``.

    python benchmarks/hops.py [--list]

A *hop* is a call (or the resuming of a generator) from a function in one of our files into a function in
another. Three ways are walked, each a second time, so that loading the lexicons does not count: extracting
one sentence of nine words, loading it as an article, and ``GET /sparql``. ``--list`` names the files with the
calls that enter them. The script uses nothing but the public API, so it also runs in older checkouts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import loaders
import standpunkt
from web import create_app

SENTENCE = "Die Ministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen."
OTHER = "Der Minister Bernd Muster lehnt das Tempolimit auf Landstraßen ab."
QUERY = "/sparql?query=ASK+{{+?s+a+<https://w3id.org/standpunkt/ontology%23{}>+}}"
ROOMS = ("standpunkt", "ontology", "graph", "loaders", "web")
ROOT = Path(loaders.__file__).parents[1]


class Walk:
    """Counts the calls between our files while it is entered."""

    def __init__(self) -> None:
        self.entered: Counter[str] = Counter()
        self.hops = 0
        self._names: dict[str, str | None] = {}

    def __enter__(self) -> Walk:
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or (here := self._ours(frame)) is None:
            return
        self.entered[here] += 1
        self.hops += self._caller(frame) not in {here, None}

    def _caller(self, frame: FrameType) -> str | None:
        """The file of ours that called, also through a library."""
        above = frame.f_back
        while above is not None:
            if (name := self._ours(above)) is not None:
                return name
            above = above.f_back
        return None

    def _ours(self, frame: FrameType) -> str | None:
        name = frame.f_code.co_filename
        if name not in self._names:
            path = Path(name)
            inside = path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0].split(".")[0] in ROOMS
            self._names[name] = path.relative_to(ROOT).as_posix() if inside else None
        return self._names[name]


def walk(work: Callable[[str], object], first: str, second: str) -> Walk:
    """Do the work on the ``first`` thing, then watch it done on the ``second``."""
    work(first)
    with Walk() as seen:
        work(second)
    return seen


def ways() -> dict[str, Walk]:
    """The three ways, walked."""
    with tempfile.TemporaryDirectory() as scratch, standpunkt.open_graph(store_kind="memory") as graph:
        files = {text: Path(scratch) / f"{text.split()[2].lower()}.txt" for text in (OTHER, SENTENCE)}
        for text, file in files.items():
            file.write_text(text + "\n", encoding="utf-8")
        documents = {text: standpunkt.read(file) for text, file in files.items()}
        found = {
            "extract one sentence of nine words": walk(
                lambda text: standpunkt.extract(documents[text]), OTHER, SENTENCE
            ),
            "load it as an article": walk(
                lambda text: standpunkt.load(graph, [files[text]]), OTHER, SENTENCE
            ),
        }
        client = create_app(graph, standpunkt.read_settings({"store_kind": "memory"})).test_client()
        found["GET /sparql"] = walk(
            lambda name: client.get(QUERY.format(name)).get_data(), "Person", "Position"
        )
        return found


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", action="store_true", help="name the files")
    arguments = parser.parse_args()
    for name, seen in ways().items():
        print(f"{name:36} {len(seen.entered):4} files {seen.hops:6} hops")
        if arguments.list:
            for file, calls in sorted(seen.entered.items()):
                print(f"    {calls:6} {file}")


if __name__ == "__main__":
    main()
