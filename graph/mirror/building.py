"""Filling a mirror with all that a store shows, in a process of its own, whose memory goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.model.showing import Withheld, shown
from graph.serving.dataset import in_graph

DEFAULT = ox.DefaultGraph()


def main(source: str, target: str, union: bool, withheld: Iterable[str]) -> None:
    """Fill the database ``target``, a new one, with what that in ``source`` shows (see ``Mirror``)."""
    store, mirror = ox.Store.read_only(source), ox.Store(Path(target))
    mirror.bulk_extend(mirrored(store, union=union, withheld=frozenset(map(ox.NamedNode, withheld))))
    for name in store.named_graphs():
        mirror.add_graph(name)
    mirror.flush()


def mirrored(quads: Iterable[ox.Quad], *, union: bool, withheld: Withheld) -> Iterator[ox.Quad]:
    """What a mirror holds for ``quads``: those that are shown, where ``union`` also in its default graph."""
    for quad in shown(quads, withheld):
        if not union:
            yield quad
            continue
        yield in_graph(quad.triple, DEFAULT)
        if quad.graph_name != DEFAULT:
            yield quad
