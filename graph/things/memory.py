"""Remember what was computed from a graph until the graph changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from graph.knowledge.graph import KnowledgeGraph
from graph.model.patience import still_wanted, waiting

Computed = TypeVar("Computed")
KEPT, KEPT_LARGE = 256, 8
"""Results, and results as large as a picture of the whole graph, kept for one revision of a graph; the
longest unused goes first."""


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is remembered of one revision of a graph."""

    revision: int
    values: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    large: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)


_memory: WeakKeyDictionary[KnowledgeGraph, _Memory] = WeakKeyDictionary()
_lock = Lock()


def remembered(
    graph: KnowledgeGraph,
    key: Hashable,
    compute: Callable[[], Computed],
    *,
    shared: bool = True,
    large: bool = False,
) -> Computed:
    """The value of ``compute`` for this revision of ``graph``; every write makes it forget.

    Two threads may compute the same value at once; both get a right one. A ``shared`` one is computed to its
    end even if who asked does not wait for it, for the next one will want it too. Of ``large`` ones only a
    few are kept.
    """
    still_wanted()
    revision = graph.revision
    with _lock:
        kept = _memory.get(graph)
        if kept is None or kept.revision != revision:
            kept = _memory[graph] = _Memory(revision)
        values, most = (kept.large, KEPT_LARGE) if large else (kept.values, KEPT)
        if key in values:
            values.move_to_end(key)
            return values[key]  # type: ignore[return-value]
    if shared:
        with waiting(None):
            value = compute()
        still_wanted()
    else:
        value = compute()
    with _lock:
        values[key] = value
        while len(values) > most:
            values.popitem(last=False)
    return value
