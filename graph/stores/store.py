"""What the house needs of a store: one interface, looked up by name (entry points ``standpunkt.stores``).

The inner currency is pyoxigraph's terms, which cost almost nothing to move in and out; ``dataset`` gives the
same data as an rdflib ``Dataset`` for whoever prefers rdflib's API.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pyoxigraph as ox
import rdflib

from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import Term
from graph.serving.requests import Answers, Limits

Listener = Callable[[DatasetChange | None], None]
"""Hears of a change after it is written; ``None``: any change whatever."""
QueryResult = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Condition:
    """Bytes ``free`` where the store lies (``None``: not known), and how its last write failed, if it did."""

    free: int | None = None
    failure: str = ""


class Store(Protocol):
    """What the rest of the room needs of a store. Every writing method is one transaction."""

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> QueryResult:
        """Evaluate a query of ours; without dataset arguments the default graph is the union of all graphs.

        There a triple may come once for every graph that holds it, so our queries ask for what is distinct.
        ``bindings`` maps variable names (without ``?``) to the terms they are bound to. Raises
        ``QueryError`` for a malformed query.
        """
        ...

    def solve(
        self, sparql: str, *, bindings: Mapping[str, Term] | None = None, base: str | None = None
    ) -> QueryResult:
        """Evaluate a query of anybody's: the union of all graphs is a set, as far as the store merges.

        The embedded store copies all it holds for this once a version (``graph/serving/dataset.py``).
        """
        ...

    @property
    def merges(self) -> bool:
        """Whether the default graph of ``answers`` and ``solve`` is a set, as far as can be told."""
        ...

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """Run a SPARQL 1.1 Update, all or nothing."""
        ...

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
    ) -> None:
        """Clear and drop graphs, remove quads, create graphs, add quads, all in one transaction."""
        ...

    @property
    def base(self) -> str | None:
        """The base IRI of its data, as far as the store knows it; ``None`` while it is empty."""
        ...

    def remember(self, base: str) -> None:
        """Keep the base IRI of the data with it, where the store has a place for that."""
        ...

    def sync(self, always: bool) -> None:
        """Whether every write returns only when it is on the disk, as far as that is up to the store."""
        ...

    @property
    def condition(self) -> Condition:
        """Whether it can be written, as far as it knows."""
        ...

    def size(self) -> int:
        """The number of quads."""
        ...

    @property
    def version(self) -> str:
        """A mark that is another after every write, also from one process to the next.

        It changes last, when all who listen know of the write: whatever is read under the new mark is new.
        """
        ...

    @property
    def modified(self) -> dt.datetime:
        """When the store was last written, as far as it knows (UTC)."""
        ...

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - the field's word
    ) -> Iterator[ox.Quad]:
        """The quads of one graph, or of all, that match the pattern."""
        ...

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """The named graphs that hold at least one quad."""
        ...

    def has_graph(self, name: ox.NamedNode) -> bool:
        """Whether there is a graph of that name, be it empty."""
        ...

    def dataset(self) -> rdflib.Dataset:
        """The same data through rdflib's Dataset API."""
        ...

    def answers(
        self,
        limits: Limits,
        *,
        network: bool = False,
        union: bool = True,
        withheld: Withheld = NOTHING,
        serve_from: str = "memory",
    ) -> Answers:
        """Who answers untrusted requests over this store within ``limits``.

        ``network`` says whether a request may be allowed to reach other servers, ``union`` whether the
        default graph is the union of all graphs, or only what no named graph holds. The values of the
        properties ``withheld`` are shown to no request. ``serve_from`` (memory, disk or auto) says where the
        copy lies that is asked, if the store makes one. Raises ``SettingError`` where it cannot do that.
        """
        ...

    def rewrite(self) -> bool:
        """Write all it holds anew, so that nothing that was removed is in its files; whether it could."""
        ...

    def close(self) -> None:
        """Release the store."""
        ...


@runtime_checkable
class TellingStore(Protocol):
    """A store that tells of its writes."""

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every change after it is written, before the write returns."""
        ...


@runtime_checkable
class FarStore(TellingStore, Protocol):
    """A store far away, to which others may write too, and where each question costs a request."""

    def look(self) -> bool:
        """Find out whether others wrote since this was last known; if so, listeners hear of it (``None``).

        A change that is written next is refused where others write after this, even if that is known by then.
        """
        ...

    def holding(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
        """The quads of ``triples`` in all graphs, in as few requests as can be."""
        ...

    def about(self, subjects: Iterable[ox.NamedNode], predicate: ox.NamedNode | None) -> Iterator[ox.Quad]:
        """The quads about ``subjects``, in as few requests as can be."""
        ...

    @property
    def most_values(self) -> int:
        """The most terms that a query may list."""
        ...

    def limit(self, *, seconds: float, check: float) -> None:
        """How long a request may take, and after how long it is looked for writes of others (seconds)."""
        ...


def holding(store: Store, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """The quads of ``triples`` in all graphs of ``store``."""
    if isinstance(store, FarStore):
        yield from store.holding(triples)
        return
    for triple in triples:
        yield from store.quads(subject=triple.subject, predicate=triple.predicate, object=triple.object)


def about(
    store: Store, subjects: Iterable[ox.NamedNode], predicate: ox.NamedNode | None = None
) -> Iterator[ox.Quad]:
    """The quads about ``subjects`` in all graphs of ``store``, or only those with ``predicate``."""
    if isinstance(store, FarStore):
        yield from store.about(subjects, predicate)
        return
    for subject in subjects:
        yield from store.quads(subject=subject, predicate=predicate)
