"""The indexes behind questions, kept in step with the store.

They are built once; after a write only what the written quads are about is read again. A store that does
not tell of its writes (a remote endpoint) has them built anew for each of its versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from graph.ask.linking.issue_index import follow
from graph.ask.linking.label_index import LabelIndex
from graph.knowledge.graph import KnowledgeGraph
from graph.model.changes import DatasetChange
from graph.stores.embedded import OxigraphQuads
from ontology.in_force import laid_over

_MANY = 20_000
"""Changed subjects from which building everything anew is quicker."""


class WriteLog:
    """What a store wrote since it was last asked: the subjects of the quads, or that it may be anything."""

    def __init__(self, store: OxigraphQuads) -> None:
        self._lock = Lock()
        self._subjects: set[str] | None = set()
        self.writes = 0
        store.listen(self._note)

    def _note(self, change: DatasetChange | None) -> None:
        with self._lock:
            self.writes += 1
            if change is None or change.clear or change.drop or self._subjects is None:
                self._subjects = None
                return
            quads = (*change.add, *change.remove)
            self._subjects |= {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)}
            if len(self._subjects) > _MANY:
                self._subjects = None

    def take(self) -> tuple[int, frozenset[str] | None]:
        """The number of writes so far and what they changed since the last call (``None``: anything)."""
        with self._lock:
            taken = None if self._subjects is None else frozenset(self._subjects)
            self._subjects = set()
            return self.writes, taken


@dataclass(slots=True)
class _Kept:
    """The index of one graph, and the writes it knows of."""

    lock: Lock
    journal: WriteLog | None = None
    index: LabelIndex | None = None
    state: object = None


_KEPT: WeakKeyDictionary[KnowledgeGraph, _Kept] = WeakKeyDictionary()
_LOCK = Lock()


def index_of(knowledge: KnowledgeGraph) -> LabelIndex:
    """The index of the store as it is now."""
    with _LOCK:
        kept = _KEPT.setdefault(knowledge, _Kept(Lock()))
    with kept.lock, laid_over(knowledge.knowledge):
        store = knowledge.store
        if kept.journal is None and isinstance(store, OxigraphQuads):
            kept.journal = WriteLog(store)
        if kept.journal is None:
            if kept.index is None or kept.state != store.version:
                kept.state, kept.index = store.version, LabelIndex(knowledge)
        elif kept.index is None or kept.state != kept.journal.writes:
            kept.state, changed = kept.journal.take()
            kept.index = _brought_up(knowledge, kept.index, changed)
        return kept.index


def _brought_up(
    knowledge: KnowledgeGraph, index: LabelIndex | None, changed: frozenset[str] | None
) -> LabelIndex:
    if index is None or changed is None:
        return LabelIndex(knowledge)
    new, difference = index.updated(knowledge, changed)
    follow(index, new, difference)
    return new
