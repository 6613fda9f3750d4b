"""A dataset in memory whose default graph is a set of triples (SPARQL 1.1 Query, section 13).

A triple that three graphs hold is one triple of their union and one solution. Oxigraph gives it three times.
So the store here holds every triple once, in one of its graphs, and the further graphs of a triple, its
*repeats*, lie beside: the union of that store is a set, at no cost. Only a query that names graphs needs
more: the repeats put in (``complete``), and the union as a graph of its own (``unite``).

What is not shown to readers (``withheld``) is in no store that a query can reach; only an update, which must
know all that it changes, has it put in (``reveal``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Protocol

import pyoxigraph as ox

from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange, GraphName

UNION = ox.NamedNode("urn:standpunkt:union")
"""Holds what the graphs of one query hold beyond the largest of them, until the reader ends."""
_UNITE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


class ShownDataset(Protocol):
    """A dataset that queries are answered from (see ``Dataset``, the one in memory)."""

    store: ox.Store
    union: bool
    is_united: bool
    is_spoilt: bool

    def complete(self) -> None:
        """Let every graph hold all that it holds."""
        ...

    def unite(self) -> None:
        """Let every graph hold all that it holds, and the default graph the union of them all."""
        ...

    def disjoint(self, names: list[ox.NamedNode], beside: list[ox.NamedNode]) -> list[ox.NamedNode]:
        """Graphs of ``store`` that hold together what those called ``names`` hold, no triple twice.

        The graphs ``beside`` are asked in the same query.
        """
        ...


class WholeDataset(Protocol):
    """A dataset that holds also what is not shown: updates are tried on it (see ``graph.serving.updates``).

    ``twin``: a store that keeps holding what ``own`` held before the update, if there is one.
    """

    store: ox.Store
    is_spoilt: bool
    twin: ox.Store | None

    def __contains__(self, quad: ox.Quad) -> bool: ...

    def own(self) -> ox.Store:
        """The store with each of its graphs complete; its default graph is what no named graph holds."""
        ...

    def reveal(self) -> None:
        """Let the store hold also what is withheld; no query may be answered afterwards."""
        ...

    def dump(
        self, output: IO[bytes], form: ox.RdfFormat, graph: ox.NamedNode | ox.DefaultGraph | None
    ) -> None:
        """Write what is shown of one graph, or of all, to ``output``."""
        ...


class Dataset:
    """The ``quads`` of a dataset; ``union``: its default graph is the union of all its graphs.

    The values of the properties ``withheld`` are known and not shown.
    Reading can leave something in the store that was not there (``is_spoilt``): then it ends after the
    answer. One that ``is_united`` holds the union as its default graph, and takes no change.
    """

    twin: ox.Store | None = None

    def __init__(
        self, quads: Iterable[ox.Quad] = (), *, union: bool = True, withheld: Withheld = NOTHING
    ) -> None:
        self.union = union
        self.store = ox.Store()
        self.is_united = self.is_spoilt = False
        self._repeats, self._hidden, self._withheld = ox.Store(), ox.Store(), withheld
        if withheld:
            quads = self._hiding(quads)
        if not union:
            self.store.bulk_extend(quads)
            return
        again: list[ox.Quad] = []
        self.store.bulk_extend(_noting_repeats(quads, again))
        self._set_aside(again)

    def __contains__(self, quad: ox.Quad) -> bool:
        return quad in self.store or quad in self._repeats or quad in self._hidden

    def graph(self, name: GraphName) -> set[ox.Quad]:
        """The quads of one graph."""
        stores = (self.store, self._repeats)
        return {quad for store in stores for quad in store.quads_for_pattern(None, None, None, name)}

    def change(self, change: DatasetChange) -> None:
        """Make ``change``."""
        if self._withheld:
            change = self._hidden_part(change)
        if not self.union:
            change.apply(self.store)
            return
        assert not self.is_united, "the union would have to be made anew"
        emptied = (*change.clear, *change.drop)
        leaving = {*change.remove, *(quad for name in emptied for quad in self.graph(name))}
        for quad in leaving:
            self._repeats.remove(quad)
        leaving = {quad for quad in leaving if quad in self.store}
        heirs = list(self._heirs(leaving))
        for quad in heirs:
            self._repeats.remove(quad)
        DatasetChange(change.clear, change.drop, tuple(leaving), change.create, heirs).apply(self.store)
        self._add(change.add)

    def reveal(self) -> None:
        """Let the store hold also what is withheld; no query may be answered afterwards."""
        if len(self._hidden):
            self.store.bulk_extend(self._hidden)
            self.is_spoilt = True

    def _hiding(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Those of ``quads`` that are shown; the others are kept apart."""
        for quad in quads:
            if quad.predicate in self._withheld:
                self._hidden.add(quad)
            else:
                yield quad

    def _hidden_part(self, change: DatasetChange) -> DatasetChange:
        """Make what ``change`` does to what is withheld; gives the rest of it."""
        for name in (*change.clear, *change.drop):
            self._hidden.remove_graph(name)
        for quad in change.remove:
            self._hidden.remove(quad)
        shown = list(self._hiding(change.add))
        kept = [quad for quad in change.remove if quad.predicate not in self._withheld]
        return DatasetChange(change.clear, change.drop, tuple(kept), change.create, shown)

    def complete(self) -> None:
        """Let every graph hold all that it holds; from now on its union repeats triples."""
        if len(self._repeats):
            self.store.bulk_extend(self._repeats)
            self._repeats = ox.Store()
            self.is_spoilt = True

    def unite(self) -> None:
        """Let every graph hold all that it holds, and the default graph the union of them all.

        Where no triple is repeated, all is so already.
        """
        if self.union and not self.is_united and (self.is_spoilt or len(self._repeats)):
            self.complete()
            self.store.update(_UNITE)
            self.is_united, self.is_spoilt = True, False

    def disjoint(self, names: list[ox.NamedNode], beside: list[ox.NamedNode]) -> list[ox.NamedNode]:
        """See ``ShownDataset.disjoint``."""
        names, further = beyond_largest(self.store, names)
        if further is None:
            return names
        self.store.bulk_extend(in_graph(triple, UNION) for triple in further)
        self.is_spoilt = True
        return [names[0], UNION]

    def dump(
        self, output: IO[bytes], form: ox.RdfFormat, graph: ox.NamedNode | ox.DefaultGraph | None
    ) -> None:
        """See ``WholeDataset.dump``."""
        self.own().dump(output, form, from_graph=graph)

    def own(self) -> ox.Store:
        """The store with each of its graphs complete; its default graph is what no named graph holds."""
        assert not self.is_united, "the default graph is the union"
        self.complete()
        return self.store

    def _set_aside(self, suspects: Iterable[ox.Quad]) -> None:
        """Move those of ``suspects`` whose triple another graph of the store holds too."""
        for quad in suspects:
            if quad in self.store and self._holders(quad.triple) > 1:
                self.store.remove(quad)
                self._repeats.add(quad)

    def _holders(self, triple: ox.Triple) -> int:
        return len(_matching(self.store, triple))

    def _heirs(self, leaving: set[ox.Quad]) -> Iterator[ox.Quad]:
        """Of every triple that leaves the store, one of its repeats, if it has any."""
        for triple in {quad.triple for quad in leaving}:
            yield from _matching(self._repeats, triple)[:1]

    def _add(self, quads: Iterable[ox.Quad]) -> None:
        first: dict[ox.Triple, ox.Quad] = {}
        for quad in quads:
            if quad in self.store or first.get(quad.triple) == quad:
                continue
            if quad.triple in first or self._holders(quad.triple):
                self._repeats.add(quad)
                if not isinstance(quad.graph_name, ox.DefaultGraph):
                    self.store.add_graph(quad.graph_name)
            else:
                first[quad.triple] = quad
        self.store.extend(first.values())


def beyond_largest(
    store: ox.Store, names: list[ox.NamedNode]
) -> tuple[list[ox.NamedNode], set[ox.Triple] | None]:
    """The graphs called ``names``, and what they hold beyond the first if any triple is in two of them."""
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return names, None
    names.sort(key=lambda name: _size(store, name), reverse=True)
    seen: set[ox.Triple] = set()
    repeated = False
    for name in names[1:]:
        for quad in store.quads_for_pattern(None, None, None, name):
            if quad.triple in seen or in_graph(quad.triple, names[0]) in store:
                repeated = True
            else:
                seen.add(quad.triple)
    return names, seen if repeated else None


def in_graph(triple: ox.Triple, name: GraphName) -> ox.Quad:
    """``triple`` in the graph ``name``."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _size(store: ox.Store, name: ox.NamedNode) -> int:
    counted = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph=name)
    assert isinstance(counted, ox.QuerySolutions)
    return int(next(counted)["n"].value)


def _matching(store: ox.Store, triple: ox.Triple) -> list[ox.Quad]:
    return list(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))


def _noting_repeats(quads: Iterable[ox.Quad], again: list[ox.Quad]) -> Iterator[ox.Quad]:
    """``quads``; those whose triple seems to have come before are also put into ``again``.

    Only hashes are kept, for a million triples take a hundred megabytes less so; they are no proof.
    """
    seen: set[int] = set()
    for quad in quads:
        mark = hash(quad.triple)
        if mark in seen:
            again.append(quad)
        seen.add(mark)
        yield quad
