"""Datasets on the disk, as readers have them: the mirror for queries, a copy of the store for the rest."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.model.showing import Withheld, shown
from graph.serving.dataset import UNION, beyond_largest, in_graph


class MirrorDataset:
    """A state of the mirror in the folder ``place``, read only (see ``graph.serving.dataset.ShownDataset``).

    Its named graphs are complete and, where ``union``, its default graph is the union of them all.
    """

    def __init__(self, place: Path, *, union: bool) -> None:
        self._mirror = self.store = ox.Store.read_only(str(place))
        self.union = self.is_united = union
        self.is_spoilt = False

    def complete(self) -> None:
        """See ``ShownDataset.complete``: they always are."""

    def unite(self) -> None:
        """See ``ShownDataset.unite``: it always is."""

    def disjoint(self, names: list[ox.NamedNode], beside: list[ox.NamedNode]) -> list[ox.NamedNode]:
        """See ``ShownDataset.disjoint``; graphs that share triples, and those ``beside``, go into memory."""
        names, further = beyond_largest(self._mirror, names)
        if further is None:
            return names
        merged = ox.Store()
        for name in dict.fromkeys((names[0], *beside)):
            merged.bulk_extend(self._mirror.quads_for_pattern(None, None, None, name))
        merged.bulk_extend(in_graph(triple, UNION) for triple in further)
        self.store, self.is_spoilt = merged, True
        return [names[0], UNION]


class StoreDataset:
    """A copy of the store in the folder ``place``, for one request (see ``dataset.WholeDataset``).

    Where a folder ``twin`` has the same, ``place`` may be written. Values of ``withheld`` are in no dump.
    """

    def __init__(self, place: Path, twin: Path | None, withheld: Withheld) -> None:
        self.store = ox.Store(place) if twin else ox.Store.read_only(str(place))
        self.twin = ox.Store.read_only(str(twin)) if twin else None
        self._withheld = withheld
        self.is_spoilt = True

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self.store

    def own(self) -> ox.Store:
        """See ``WholeDataset.own``."""
        return self.store

    def reveal(self) -> None:
        """See ``WholeDataset.reveal``: nothing is hidden in it."""

    def dump(
        self, output: IO[bytes], form: ox.RdfFormat, graph: ox.NamedNode | ox.DefaultGraph | None
    ) -> None:
        """See ``WholeDataset.dump``."""
        quads = shown(self.store.quads_for_pattern(None, None, None, graph), self._withheld)
        if graph is None:
            ox.serialize(quads, output, form)
        else:
            ox.serialize((quad.triple for quad in quads), output, form)
