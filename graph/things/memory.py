"""Remember what was computed from a graph until the graph changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from graph.knowledge.graph import KnowledgeGraph
from graph.model.patience import still_wanted, waiting

Computed = TypeVar("Computed")
KEPT = 256
"""Results kept for one revision of a graph; the longest unused goes first."""

_memory: WeakKeyDictionary[KnowledgeGraph, tuple[int, OrderedDict[Hashable, object]]] = WeakKeyDictionary()
_lock = Lock()


def remembered(
    graph: KnowledgeGraph, key: Hashable, compute: Callable[[], Computed], *, shared: bool = True
) -> Computed:
    """The value of ``compute`` for this revision of ``graph``; every write makes it forget.

    Two threads may compute the same value at once; both get a right one. A ``shared`` one is computed to its
    end even if who asked does not wait for it, for the next one will want it too.
    """
    still_wanted()
    revision = graph.revision
    with _lock:
        kept = _memory.get(graph)
        if kept is None or kept[0] != revision:
            kept = _memory[graph] = (revision, OrderedDict())
        values = kept[1]
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
        while len(values) > KEPT:
            values.popitem(last=False)
    return value
