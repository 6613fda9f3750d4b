"""What a store shows, once more on the disk, in the order that queries want it.

Oxigraph's union of all graphs gives a triple as often as graphs hold it. In a mirror the default graph *is*
that union, a set, and every named graph is complete, so that a query needs nothing else, whether it names
graphs or not. What is not shown is not in its files. Where the default graph is the store's own, the mirror
holds the same quads as the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.mirror.building import DEFAULT, mirrored
from graph.model.showing import Withheld, shown
from graph.rdf.changes import DatasetChange
from graph.serving.dataset import in_graph
from graph.serving.processes import CopiedStore, start
from ontology.errors import StoreError


class Mirror:
    """The mirror of ``store`` in the folder ``place``, which ``fill`` has filled."""

    def __init__(self, place: Path, store: CopiedStore, *, union: bool, withheld: Withheld) -> None:
        self._mirror, self._store = ox.Store(place), store
        self._union, self._withheld = union, withheld

    def follow(self, change: DatasetChange) -> None:
        """Make ``change``, which the store has made already."""
        emptied = (*change.clear, *change.drop)
        leaving = {*change.remove, *(quad for name in emptied for quad in self._graph(name))}
        leaving -= {*change.add}
        DatasetChange(
            change.clear,
            change.drop,
            tuple(self._leaving(shown(leaving, self._withheld))),
            change.create,
            tuple(mirrored(change.add, union=self._union, withheld=self._withheld)),
        ).apply(self._mirror)

    def save(self, place: Path) -> None:
        """Put the present state into the new folder ``place``; files are shared, not copied."""
        self._mirror.backup(place)

    def close(self) -> None:
        """Bring all of it to the disk and let it go."""
        self._mirror.flush()
        del self._mirror

    def _graph(self, name: ox.NamedNode) -> Iterator[ox.Quad]:
        return self._mirror.quads_for_pattern(None, None, None, name)

    def _leaving(self, quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        """``quads``, and their triples in the union where no graph of the store holds them any more."""
        for quad in quads:
            if not self._union:
                yield quad
                continue
            if quad.graph_name != DEFAULT:
                yield quad
            triple = quad.triple
            held = self._store.inner.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            if next(held, None) is None:
                yield in_graph(triple, DEFAULT)


def fill(source: Path, place: Path, *, union: bool, withheld: Withheld) -> None:
    """Fill a new mirror in ``place`` with what the database in ``source`` shows; raises ``StoreError``."""
    apart = sorted(name.value for name in withheld)
    given = f"{str(source)!r}, {str(place)!r}, {union}, {apart!r}"
    process = start(f"from graph.mirror.building import main; main({given})")
    if process.wait():
        raise StoreError(f"The copy of the store for queries cannot be made in {place.parent}.")
