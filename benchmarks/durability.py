"""What was acknowledged is there, and nothing is half, after ``kill -9`` and after a power cut.

    python benchmarks/durability.py [--kills N] [--cuts N] [--only KIND] [--seed N]

A round copies a small store, lets a process of its own write to it (articles loaded, datasets imported,
things decided, backups made; through a server: updates, articles sent), kills that process at a random moment
and opens what is left: every acknowledged write must be there, each write whole or not at all, and the
inferred graph what a closure anew gives. For a power cut (``powercut.py``) what is left is what the disk held
when it was last synced, in half of the rounds mixed with pages and names that had got there unasked. Exits
with 1 where something is lost or half.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import multiprocessing
import os
import random
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


import pyoxigraph as ox

import standpunkt
from benchmarks.powercut import after_the_cut, snapshot, under_the_shim
from loaders.articles.findings import Document
from ontology.terms import SP
from standpunkt.session.deciding import decide_about

TOKEN = "a token for breaking things"
WRITES = 10
"""The most that a process writes in a round."""
TRIPLES = 600
"""In one update."""
State = dict[str, int]
"""How many quads (or, of a backup, lines) each thing written has."""


def text(number: int) -> str:
    """An invented article."""
    name = chr(ord("A") + number % 26) + "lberta"
    return (
        f"# Bericht {number} aus Musterstadt\n\nDie Ministerin {name} Falk{number} fordert eine Brücke "
        f"{number} am Hafen. Der Verband Ufer {number} lehnt die Brücke {number} am Hafen ab.\n"
    )


# ---------------------------------------------------------------- writing, in a process of its own


def load(folder: Path, session: standpunkt.Session) -> Iterator[int]:
    """Load articles, one after the other."""
    for number in range(WRITES):
        assert not session.load([folder / f"{number}.md"]).failed
        yield number


def take_in(folder: Path, session: standpunkt.Session) -> Iterator[int]:
    """Import datasets, one after the other."""
    for number in range(WRITES):
        report = session.take_in([folder / f"{number}.nq"])
        assert not report.failed, report.failed
        yield number


def decide(_: Path, session: standpunkt.Session) -> Iterator[int]:
    """Give actors other names."""
    holders = {quad.object for quad in session.graph.store.quads(predicate=ox.NamedNode(str(SP.holder)))}
    actors = sorted(one.value for one in holders if isinstance(one, ox.NamedNode))[:WRITES]
    for number, actor in enumerate(actors):
        decide_about(
            session.graph,
            "renamed",
            actor,
            f"durability:{number} renamed",
            "Ada",
            reason=f"durability:{number}",
        )
        yield number


def back_up(folder: Path, session: standpunkt.Session) -> Iterator[int]:
    """Make backups."""
    for number in range(WRITES):
        session.back_up(folder / f"{number}.nq.gz")
        yield number


def request(address: str, path: str, body: str, media_type: str) -> None:
    """One request with the token; raises ``OSError`` unless it succeeds."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": media_type}
    sent = urllib.request.Request(address + path, body.encode(), headers)
    with urllib.request.urlopen(sent, timeout=60) as answer:
        answer.read()


def update(address: str, number: int) -> None:
    """Insert triples into a graph of their own."""
    triples = " ".join(f"<urn:s{n}> <urn:p> 'value {n}' ." for n in range(TRIPLES))
    said = f"INSERT DATA {{ GRAPH <urn:durability:{number}> {{ {triples} }} }}"
    request(address, "update", said, "application/sparql-update")


def send(address: str, number: int) -> None:
    """Send an article."""
    request(address, "documents", text(number), "text/markdown")


BY_SESSION: dict[str, Callable[[Path, standpunkt.Session], Iterator[int]]] = {
    "load": load,
    "import": take_in,
    "curation": decide,
    "backup": back_up,
}
BY_SERVER: dict[str, Callable[[str, int], None]] = {"update": update, "upload": send}
KINDS = (*BY_SESSION, *BY_SERVER)
REASONED = ("load", "curation", "upload")
"""Where the inferred graph is kept and looked at; for the others it would only take time."""


def opened(kind: str, folder: Path, **settings: Any) -> AbstractContextManager[standpunkt.Session]:
    """The store in ``folder``."""
    reasoner = "rl" if kind in REASONED else "none"
    return standpunkt.open_graph(None, store=str(folder / "store"), reasoner=reasoner, **settings)


def write(kind: str, folder: Path, disk: Path | None, port: int, acknowledge: Connection) -> None:
    """Write until killed, and say which write is done."""
    if disk is not None:
        os.environ["POWERCUT_DISK"] = str(disk)
    with opened(kind, folder, token=TOKEN, port=port, access_log="off") as session:
        if kind in BY_SERVER:
            session.serve(lambda _: acknowledge.send(-1))
            return
        for number in BY_SESSION[kind](folder, session):
            acknowledge.send(number)


# ---------------------------------------------------------------- reading what is left


@dataclass(frozen=True, slots=True)
class Round:
    """How many writes were acknowledged in a round, and what was broken."""

    acknowledged: int
    broken: list[str]


@dataclass(slots=True)
class Left:
    """What is left in a store: how many quads each thing has, and how far the closure is off."""

    state: State = field(default_factory=dict)
    off: int = 0
    error: str = ""


def read(kind: str, folder: Path, answer: Connection) -> None:
    """Open the store in ``folder`` and tell what is left."""
    left = Left()
    try:
        with opened(kind, folder) as session:
            counts = Counter(
                str(getattr(quad.graph_name, "value", "")) for quad in session.graph.store.quads()
            )
            parts = ("urn:durability:", f"{session.base}graph/document/bericht-")
            left.state = {name: count for name, count in counts.items() if name.startswith(parts)}
            if kind == "curation":
                left.state = decisions(session)
            if kind in REASONED:
                anew = session.graph.refresh()
                left.off = anew.inferred + anew.retracted
        if kind == "backup":
            left.state = backups(folder)
    except Exception as error:
        left.error = f"{type(error).__name__}: {error}"
    answer.send(left)


def decisions(session: standpunkt.Session) -> State:
    """The quads of each decision by its reason, and how often the name it gives stands in the graph."""
    found: State = {}
    for quad in session.graph.store.quads():
        said = getattr(quad.object, "value", "")
        if re.fullmatch(r"durability:\d+", said):
            found[said] = sum(1 for _ in session.graph.store.quads(subject=quad.subject))
        elif said.startswith("durability:"):
            found[said] = found.get(said, 0) + 1
    return found


def backups(folder: Path) -> State:
    """The quads of each backup; one that cannot be read has -1."""
    found: State = {}
    for file in folder.glob("*.nq.gz"):
        try:
            with gzip.open(file) as packed:
                found[file.name] = packed.read().count(b"\n")
        except (OSError, EOFError):
            found[file.name] = -1
    return found


def in_process(function: Callable[..., None], *given: object) -> Any:
    """What a function sends from a process of its own: RocksDB's threads do not outlive a fork."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=function, args=(*given, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


# ---------------------------------------------------------------- rounds


def make_world(kind: str, folder: Path) -> State:
    """Make a store in ``folder``, with what is to be written; gives what is there if nothing disturbs it."""
    folder.mkdir()
    for number in range(WRITES):
        (folder / f"{number}.md").write_text(text(number), encoding="utf-8")
    in_process(make_store, kind, folder)
    whole = folder.with_name(f"{kind}-whole")
    shutil.copytree(folder, whole)
    acknowledged = run(kind, whole, None, None)
    assert len(acknowledged) == WRITES, f"{kind}: {acknowledged}"
    left: Left = in_process(read, kind, whole)
    assert left.state, f"{kind}: {left}"
    assert (left.off, left.error) == (0, ""), f"{kind}: {left}"
    return left.state


def make_store(kind: str, folder: Path, done: Connection) -> None:
    """The store; for decisions one with something to decide about, for imports with files to import."""
    articles = [folder / f"{number}.md" for number in range(WRITES)]
    with opened(kind, folder) as session:
        session.load(articles if kind == "curation" else [])
    if kind == "import":
        with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
            for article in articles:
                before = set(session.graph.store.quads())
                session.load([article])
                new = sorted(set(session.graph.store.quads()) - before, key=str)
                ox.serialize(new, article.with_suffix(".nq"), ox.RdfFormat.N_QUADS)
    done.send(True)


def run(kind: str, folder: Path, disk: Path | None, dice: random.Random | None) -> list[int]:
    """Let a process write and kill it, at the end or with ``dice`` some time; what it acknowledged."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=write, args=(kind, folder, disk, port, theirs))
    process.start()
    theirs.close()
    wanted = dice.randrange(1, WRITES // 2) if dice else WRITES
    acknowledged: list[int] = []
    began = 0.0
    with contextlib.suppress(EOFError, OSError, http.client.HTTPException):
        if kind in BY_SERVER:
            ours.recv()
        for number in range(WRITES):
            if kind in BY_SERVER:
                BY_SERVER[kind](f"http://127.0.0.1:{port}/", number)
            else:
                assert ours.recv() == number
            acknowledged.append(number)
            began = began or time.monotonic()
            if dice and number == wanted:
                mean = (time.monotonic() - began) / wanted
                threading.Timer(dice.random() * 1.5 * mean, process.kill).start()
    if dice is None:
        process.terminate() if kind in BY_SERVER else process.join()
    process.join()
    return acknowledged


def broken(expected: State, acknowledged: list[int], left: Left) -> list[str]:
    """What was lost, is half or is there in excess."""
    if left.error:
        return [left.error]
    found = [f"the closure is off by {left.off}"] if left.off else []
    wanted, there = _by_number(expected), _by_number(left.state)
    for number, whole in wanted.items():
        now = there.pop(number, {})
        if now != whole and (now or number in acknowledged):
            found.append(f"{number}: {'lost' if not now else f'half ({now} of {whole})'}")
    return found + [f"{number}: never written" for number in there]


def _by_number(state: State) -> dict[int, State]:
    found: dict[int, State] = {}
    for name, count in state.items():
        told = re.search(r"(?:bericht-|durability:|^)(\d+)", name)
        assert told, name
        found.setdefault(int(told[1]), {})[name] = count
    return found


def play(kind: str, world: Path, expected: State, place: Path, dice: random.Random, cut: bool) -> Round:
    """One round in the new folder ``place``."""
    shutil.copytree(world, place / "work")
    disk = place / "disk" if cut else None
    if disk is not None:
        disk.mkdir()
        snapshot(place / "work", disk)
    acknowledged = run(kind, place / "work", disk, dice)
    left = place / "work"
    if disk is not None:
        left = place / "left"
        after_the_cut(place / "work", disk, left, dice if dice.random() < 0.5 else None)
    found: Left = in_process(read, kind, left)
    return Round(len(acknowledged), broken(expected, acknowledged, found))


def warm_up() -> None:
    """Read a text, so that what is loaded once is there in every process that is made."""
    standpunkt.extract(Document("document/warm", "", text(0)))


def play_all(
    worlds: dict[str, State], folder: Path, rounds: int, *, cut: bool, seed: int
) -> Iterator[tuple[str, list[Round]]]:
    """So many rounds in all, kind by kind."""
    for index, (kind, expected) in enumerate(worlds.items()):
        played = []
        for number in range(index, rounds, len(worlds)):
            place = folder / f"{kind}-{number}"
            place.mkdir()
            dice = random.Random(f"{seed} {number} {cut}")
            played.append(play(kind, folder / kind, expected, place, dice, cut))
            shutil.rmtree(place, ignore_errors=True)
        yield kind, played


def main() -> int:
    """Play, and print a line for each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.cuts:
        under_the_shim()
    kinds = [options.only] if options.only else KINDS
    wrong = 0
    warm_up()
    print("what           kind      rounds  acknowledged  broken")
    with tempfile.TemporaryDirectory() as name:
        worlds = {kind: make_world(kind, Path(name) / kind) for kind in kinds}
        for what, rounds, cut in (("kill -9", options.kills, False), ("power cut", options.cuts, True)):
            for kind, played in play_all(worlds, Path(name), rounds, cut=cut, seed=options.seed):
                acknowledged = sum(one.acknowledged for one in played)
                failed = [one for one in played if one.broken]
                print(f"{what:14} {kind:9} {len(played):6} {acknowledged:13} {len(failed):7}", flush=True)
                for one in failed:
                    print("   ", *one.broken, sep="\n    ")
                wrong += len(failed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
