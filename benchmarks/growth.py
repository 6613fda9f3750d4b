"""What an article costs when it is stored and what follows from it is worked out, beside how many others.

    standpunkt extract ARTICLES --out SHARDS --min-belief 0
    python benchmarks/growth.py SHARDS [--store FOLDER] [--together 1000] [--turns 1] [--part 1000]

Shards are read from the disk, so that a store of many thousand articles grows in minutes. With ``--turns``
the same shards come in again, each time with other identifiers for all that the package does not know itself,
so that nothing but known actors and issues is shared between turns. For each part are told: milliseconds of
the processor for an article in this thread (parsing of the shards left out), in reasoning and in the store
alone, and in other threads (the database that orders what it has); conclusions and kilobytes of memory for an
article; resident memory.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox

import standpunkt
from benchmarks.memory import share
from graph.knowledge.graph import KnowledgeGraph
from graph.model.collecting import collecting_seldom
from graph.reasoning.political_closure import RuledClosure
from graph.stores.embedded import OxigraphQuads
from standpunkt.loading.loading import together
from standpunkt.shards.importing import Triples, documents_in

SPENT = {"reasoning": 0.0, "store": 0.0}


def clocked(owner: type, method: str, kind: str) -> None:
    """Have the seconds of a method counted."""
    original: Callable[..., Any] = getattr(owner, method)

    @wraps(original)
    def timed(*given: Any, **named: Any) -> Any:
        began = time.thread_time()
        try:
            return original(*given, **named)
        finally:
            SPENT[kind] += time.thread_time() - began

    setattr(owner, method, timed)


def shards(graph: KnowledgeGraph, folder: Path, turns: int) -> Iterator[Triples]:
    """The documents of each shard, in each turn under other names."""
    base = re.escape(graph.base).encode()
    name = re.compile(b"<" + base + rb"([^>]+)>")
    known = {
        value.value.encode()
        for quad in graph.store.quads()
        for value in (quad.subject, quad.object)
        if isinstance(value, ox.NamedNode)
    }
    for turn in range(turns):
        for file in sorted(folder.glob("*.nq.gz")):
            lines = gzip.decompress(file.read_bytes())
            if turn:
                end = f"-{turn}>".encode()
                lines = name.sub(lambda m: m[0] if m[0][1:-1] in known else m[0][:-1] + end, lines)  # noqa: B023
            yield documents_in(graph, lines)


def grow(graph: KnowledgeGraph, folder: Path, wishes: argparse.Namespace) -> None:
    """Store everything and tell of each part."""
    pending: Triples = {}
    done = told = inferred = 0
    reading = 0.0
    head = "articles  this thread  reasoning  store  other threads  conclusions  kB  resident MiB"
    print(f"{head}\n{'':10}ms an article, kB an article")
    coming = shards(graph, folder, wishes.turns)
    SPENT.update(dict.fromkeys(SPENT, 0.0))
    threads, whole, memory = time.thread_time(), time.process_time(), share(os.getpid())
    while True:
        began = time.thread_time()
        part = next(coming, None)
        reading += time.thread_time() - began
        pending |= part or {}
        if pending and (part is None or len(pending) >= wishes.together):
            inferred += sum(change.inferred for change in together(graph, list(pending.items())))
            done, pending = done + len(pending), {}
        if done > told and not pending and (part is None or done - told >= wishes.part):
            here, everywhere, held = time.thread_time(), time.process_time(), share(os.getpid())
            number = done - told
            own = here - threads
            figures = [own - reading, SPENT["reasoning"], SPENT["store"], everywhere - whole - own]
            cells = "  ".join(f"{1000 * seconds / number:8.1f}" for seconds in figures)
            more = f"{inferred / number:8.1f}  {(held - memory) / number / 1000:6.1f}  {held / 2**20:8.0f}"
            print(f"{done:8}  {cells}  {more}", flush=True)
            told, inferred, reading = done, 0, 0.0
            SPENT.update(dict.fromkeys(SPENT, 0.0))
            threads, whole, memory = time.thread_time(), time.process_time(), share(os.getpid())
        if part is None:
            return


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", help="where to keep it (default: nowhere)")
    parser.add_argument("--together", type=int, default=1_000, help="articles of one transaction")
    parser.add_argument("--part", type=int, default=1_000, help="articles after which figures are told")
    parser.add_argument("--turns", type=int, default=1)
    wishes = parser.parse_args()
    clocked(RuledClosure, "add", "reasoning")
    clocked(OxigraphQuads, "change", "store")
    with (
        tempfile.TemporaryDirectory() as scratch,
        standpunkt.open_graph(store=wishes.store or f"{scratch}/store") as session,
        collecting_seldom(),
    ):
        grow(session.graph, wishes.folder, wishes)


if __name__ == "__main__":
    main()
