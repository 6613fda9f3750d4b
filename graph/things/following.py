"""What is read from the whole graph once and then follows the writes: only what changed is read again."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model.patience import still_wanted, waiting
from graph.rdf.changes import DatasetChange
from graph.rdf.queries import Bindings, with_values
from graph.stores.repository import Row, plain, solutions
from graph.stores.store import FarStore, TellingStore, about
from graph.things.memory import remembered

Computed = TypeVar("Computed")
Made = TypeVar("Made")
MANY = 10_000
"""Changed subjects from which reading everything anew is quicker."""


class Writes:
    """The subjects of the quads that came and went with the last writes of a store."""

    def __init__(self, store: TellingStore) -> None:
        self._lock = Lock()
        self.count = 0
        self._last: deque[frozenset[str] | None] = deque()
        self._size = 0
        store.listen(self._note)

    def _note(self, change: DatasetChange | None) -> None:
        changed = None if change is None or change.clear or change.drop else _subjects(change)
        with self._lock:
            self.count += 1
            self._last.append(changed)
            self._size += len(changed or ())
            while self._size > MANY:
                self._size -= len(self._last.popleft() or ())

    def since(self, count: int) -> frozenset[str] | None:
        """The subjects of all writes after the first ``count``; ``None``: it may be anything."""
        with self._lock:
            missed = self.count - count
            if missed > len(self._last):
                return None
            found: set[str] = set()
            for changed in list(self._last)[len(self._last) - missed :]:
                if changed is None:
                    return None
                found |= changed
            return frozenset(found)


def _subjects(change: DatasetChange) -> frozenset[str] | None:
    """The IRIs that quads of ``change`` are about; ``None`` where one is about a blank node."""
    subjects = {quad.subject for quad in (*change.add, *change.remove)}
    iris = frozenset(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))
    return iris if len(iris) == len(subjects) else None


@dataclass(slots=True)
class _Kept:
    """What one graph is followed by: the log of its writes, and each value with the write it knows of."""

    writes: Writes
    lock: Lock = field(default_factory=Lock)
    values: dict[Hashable, _Value] = field(default_factory=dict)


@dataclass(slots=True)
class _Value:
    lock: Lock = field(default_factory=Lock)
    count: int = -1
    value: object = None


_KEPT: WeakKeyDictionary[KnowledgeGraph, _Kept] = WeakKeyDictionary()
_LOCK = Lock()


def followed(
    graph: KnowledgeGraph,
    key: Hashable,
    build: Callable[[], Computed],
    renew: Callable[[Computed, frozenset[str]], Computed],
) -> Computed:
    """The value of ``build``, brought up by ``renew`` with the subjects (IRIs) whose quads changed since.

    ``renew`` must leave the value it is given as it is. One thread computes, others wait for it. A store
    that does not tell of its writes has it built anew for each of its versions.
    """
    still_wanted()
    kept = _kept(graph)
    if kept is None:
        return remembered(graph, (key, graph.store.version), build)
    with kept.lock:
        mine = kept.values.setdefault(key, _Value())
    if mine.count == kept.writes.count:
        return mine.value  # type: ignore[return-value]
    with mine.lock, waiting(None):
        now = kept.writes.count
        if mine.count != now:
            changed = kept.writes.since(mine.count) if mine.count >= 0 else None
            if changed is not None and len(changed) > _most(graph):
                changed = None
            mine.value = build() if changed is None else renew(mine.value, changed)  # type: ignore[arg-type]
            mine.count = now
        value = mine.value
    still_wanted()
    return value  # type: ignore[return-value]


def _kept(graph: KnowledgeGraph) -> _Kept | None:
    with _LOCK:
        if graph not in _KEPT and isinstance(graph.store, TellingStore):
            _KEPT[graph] = _Kept(Writes(graph.store))
        return _KEPT.get(graph)


@dataclass(frozen=True, slots=True)
class Table(Generic[Made]):
    """The things that a query tells of, by IRI, and through which other nodes each of them was read."""

    made: Mapping[str, Made]
    behind: Mapping[str, frozenset[str]]


def table(
    graph: KnowledgeGraph,
    query: str,
    key: str,
    make: Callable[[Sequence[Row]], Made],
    through: Sequence[str] = (),
    inverse: Sequence[ox.NamedNode] = (),
) -> Mapping[str, Made]:
    """What ``make`` makes of the rows of each value of the column ``key`` of a named query, in step.

    ``through`` are the columns of the other nodes that are read for a thing, ``inverse`` the properties that
    lead from such a node to it. The query has a line ``# parameters``, where the values of ``key`` that are
    read again are put in.
    """

    def build() -> Table[Made]:
        return _made(rows_with(graph, query, {}), key, make, through)

    def renew(old: Table[Made], changed: frozenset[str]) -> Table[Made]:
        if not changed:
            return old
        again = {thing for node in changed & old.behind.keys() for thing in old.behind[node]} | changed
        for predicate in inverse:
            again |= _objects(graph, changed, predicate)
        if len(again) > _most(graph):
            return build()
        new = _made(rows_with(graph, query, {key: _nodes(again)}), key, make, through)
        if not new.made and again.isdisjoint(old.made):
            return old
        made = {iri: thing for iri, thing in old.made.items() if iri not in again} | dict(new.made)
        behind = dict(old.behind)
        for node, things in new.behind.items():
            behind[node] = things | behind.get(node, frozenset())
        return Table(made, behind)

    return followed(graph, query, build, renew).made


def _made(
    rows: Sequence[Row], key: str, make: Callable[[Sequence[Row]], Made], through: Sequence[str]
) -> Table[Made]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        grouped[row[key]].append(row)
        for column in through:
            if column in row:
                behind[row[column]].add(row[key])
    made = {iri: make(of) for iri, of in grouped.items()}
    return Table(made, {node: frozenset(things) for node, things in behind.items()})


def rows_with(graph: KnowledgeGraph, query: str, values: Bindings) -> list[Row]:
    """The rows of a named query, ``values`` put in where it says ``# parameters``."""
    found = solutions(graph.store.query(with_values(query, values)))
    return [plain(row) for row in found if not any(isinstance(value, ox.Triple) for value in row.values())]


def _objects(graph: KnowledgeGraph, subjects: Set[str], predicate: ox.NamedNode) -> set[str]:
    """The IRIs that ``predicate`` leads to from ``subjects``."""
    found = about(graph.store, _nodes(subjects), predicate)
    return {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}


def _most(graph: KnowledgeGraph) -> int:
    """How many changed things are read again; of more, all is read anew."""
    return graph.store.most_values if isinstance(graph.store, FarStore) else MANY


def _nodes(iris: Set[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in sorted(iris)]
