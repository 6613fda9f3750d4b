"""Whether every table of an embedded store can be read, and all of them tell the same.

The database checks the sum of each block that it reads, so that reading is enough to find a flipped byte. It
keeps every quad in several orders; each is read by the kind of pattern that Oxigraph answers from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pyoxigraph as ox

Key = tuple[object, ...]
_ORDERS: dict[str, Callable[[ox.Quad], Key]] = {
    "by subject": lambda quad: (quad.subject, None, None, None),
    "by predicate": lambda quad: (None, quad.predicate, None, None),
    "by object": lambda quad: (None, None, quad.object, None),
    "by graph": lambda quad: (None, None, None, quad.graph_name),
    "by graph and subject": lambda quad: (quad.subject, None, None, quad.graph_name),
    "by graph and predicate": lambda quad: (None, quad.predicate, None, quad.graph_name),
    "by graph and object": lambda quad: (None, None, quad.object, quad.graph_name),
}


def faults(store: ox.Store) -> Iterator[str]:
    """What cannot be read, or is told differently, a sentence each."""
    try:
        quads = list(store)
        list(store.named_graphs())
    except (OSError, RuntimeError) as error:
        yield f"The quads cannot be read: {error}"
        return
    for name, key in _ORDERS.items():
        try:
            for pattern, count in Counter(map(key, quads)).items():
                found = len(list(store.quads_for_pattern(*pattern)))  # type: ignore[arg-type]
                if found != count:
                    yield f"The table {name} has {found} of {count} quads for one key."
                    break
        except (OSError, RuntimeError) as error:
            yield f"The table {name} cannot be read: {error}"
