"""What others do while a store is written anew, at every single step of it: run in processes of their own.

``python -m tests.renewing WHAT STORE`` prints as JSON what came of it. A step is what Python tells of itself
(``sys.addaudithook``): a file is opened, renamed or taken away, a folder listed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from graph.stores.disk.renewal import QUADS
from graph.stores.embedded import embedded, snapshot
from graph.stores.store import Store
from ontology.errors import DiskError, StoreError

ROOT = Path(__file__).parents[1]
_STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.listdir", "shutil.rmtree"}
Done = TypeVar("Done")


class Steps:
    """Calls ``act`` with the number of each step of what is done ``within``."""

    def __init__(self, act: Callable[[int], object]) -> None:
        self._act, self._listens = act, False
        self.count = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: object) -> None:
        if self._listens and event in _STEPS:
            self._listens, self.count = False, self.count + 1
            try:
                self._act(self.count)
            finally:
                self._listens = True

    def within(self, work: Callable[[], Done]) -> Done:
        """What ``work`` gives."""
        self.count, self._listens = 0, True
        try:
            return work()
        finally:
            self._listens = False


class Neighbour:
    """Another process that does ``what`` with the store in ``path`` whenever it is asked to."""

    def __init__(self, what: str, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __spec__.name, what, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._hear()

    def ask(self) -> object:
        """What came of it."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> object:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        """Let it go, with the store."""
        self._process.communicate()


def _answer(ask: Callable[[], object]) -> None:
    """Be somebody's neighbour."""
    print("true", flush=True)
    for _ in sys.stdin:
        print(json.dumps(ask()), flush=True)


def tried(opening: Callable[[str], Store], path: Path) -> object:
    """How many quads are there for who opens the store, or why it is kept from him."""
    try:
        store = opening(str(path))
    except StoreError as error:
        return type(error).__name__
    size = store.size()
    store.close()
    return size


def open_and_read(path: Path) -> None:
    """Opens the store to write, and reads it, whenever asked to."""
    _answer(lambda: [tried(embedded, path), tried(snapshot, path)])


def own(path: Path) -> None:
    """Has the store, and writes it anew whenever asked to."""
    store = embedded(str(path))
    _answer(store.rewrite)
    store.close()


def opened(path: Path) -> object:
    """What another process finds that opens the store at each step while it is written anew."""
    store, other, found = embedded(str(path)), Neighbour("open_and_read", path), list[object]()
    Steps(lambda _: found.append(other.ask())).within(store.rewrite)
    other.end()
    store.close()
    return found


def renewed(path: Path) -> object:
    """What who opens the store finds if another process writes it anew at one step of the opening or other."""
    other = Neighbour("own", path)
    found = [one for opening in (embedded, snapshot) for one in _beside(other, opening, path)]
    found.append(["databases", len(list(path.glob(f"{QUADS}*")))])
    other.end()
    return found


def _beside(other: Neighbour, opening: Callable[[str], Store], path: Path) -> list[object]:
    number, found = 1, list[object]()
    steps = Steps(lambda count: count == number and other.ask())
    while number <= 1 or steps.count >= number - 1:
        found.append([opening.__name__, steps.within(lambda: tried(opening, path))])
        number += 1
    return found


def ended(path: Path) -> object:
    """What is left of the store, in a folder each, if its process ends at one step or other."""
    left = path.with_name("left")
    store = embedded(str(path))
    Steps(lambda number: shutil.copytree(path, left / str(number))).within(store.rewrite)
    store.close()
    return sorted(str(one) for one in left.iterdir())


def refused(path: Path) -> object:
    """How often a store is written anew while the disk refuses one step, and how often it says so.

    After each time something is written to it.
    """

    def refuse(count: int) -> None:
        if count == number:
            raise OSError(5, "Input/output error")

    number, said = 1, 0
    store, steps = embedded(str(path)), Steps(refuse)
    while number <= 1 or steps.count >= number - 1:
        try:
            steps.within(store.rewrite)
        except DiskError:
            said += 1
        node = ox.NamedNode(f"urn:after-{number}")
        store.change(add=[ox.Quad(node, node, node)])
        number += 1
    store.close()
    return [number - 1, said]


if __name__ == "__main__":
    doing = {one.__name__: one for one in (open_and_read, own, opened, renewed, ended, refused)}
    told = doing[sys.argv[1]](Path(sys.argv[2]))
    if told is not None:
        print(json.dumps(told))
