"""A change of a dataset as one value, and how Oxigraph applies it in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from graph.rdf.terms import Term

BULK = 20_000
"""Quads from which on Oxigraph writes its tables at once instead of its log first: for a third of the work,
and all or nothing too. Of fewer, the files would cost more than they save."""
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class DatasetChange:
    """What is taken out of a dataset and what is put in, in this order.

    ``clear`` empties graphs, ``drop`` also forgets their names, ``remove`` takes out quads, ``create``
    makes empty graphs, ``add`` puts in quads.
    """

    clear: Sequence[ox.NamedNode] = ()
    drop: Sequence[ox.NamedNode] = ()
    remove: Sequence[ox.Quad] = ()
    create: Sequence[ox.NamedNode] = ()
    add: Sequence[ox.Quad] = ()

    def __bool__(self) -> bool:
        return bool(self.clear or self.drop or self.remove or self.create or self.add)

    def apply(self, store: ox.Store) -> None:
        """Make this change in ``store``, all or nothing."""
        if not (self.clear or self.drop or self.remove or self.create):
            (store.bulk_extend if len(self.add) >= BULK else store.extend)(self.add)
            return
        operations = [f"CLEAR SILENT GRAPH {name}" for name in self.clear]
        operations += [f"DROP SILENT GRAPH {name}" for name in self.drop]
        quads = [*self.remove, *self.add]
        operations += _operations("DELETE", quads, 0, len(self.remove))
        operations += [f"CREATE SILENT GRAPH {name}" for name in self.create]
        operations += _operations("INSERT", quads, len(self.remove), len(quads))
        store.update(";\n".join(operations), custom_functions=_functions(quads))


# SPARQL text cannot name the blank nodes of a store, and Oxigraph has no other transaction of removals
# and additions. So the text only counts, and functions hand over the terms themselves.
_PARTS = ("subject", "predicate", "object", "graph_name")
_FUNCTION = "urn:standpunkt:term:"


def _operations(verb: str, quads: list[ox.Quad], start: int, end: int) -> list[str]:
    """The quads from ``start`` to ``end`` as operations, those of the default graph apart."""
    named = [i for i in range(start, end) if not isinstance(quads[i].graph_name, ox.DefaultGraph)]
    unnamed = [i for i in range(start, end) if isinstance(quads[i].graph_name, ox.DefaultGraph)]
    found = []
    for numbers, template in ((named, "GRAPH ?g { ?s ?p ?o }"), (unnamed, "?s ?p ?o")):
        if numbers:
            variables = zip("spog" if template[0] == "G" else "spo", _PARTS, strict=False)
            bound = " ".join(f"BIND(<{_FUNCTION}{part}>(?i) AS ?{name})" for name, part in variables)
            values = " ".join(map(str, numbers))
            found.append(f"{verb} {{ {template} }} WHERE {{ VALUES ?i {{ {values} }} {bound} }}")
    return found


def _functions(quads: list[ox.Quad]) -> dict[ox.NamedNode, Callable[..., Term | None]]:
    def part(name: str) -> Callable[..., Term | None]:
        return lambda number: cast(Term, getattr(quads[int(number.value)], name))

    return {ox.NamedNode(_FUNCTION + name): part(name) for name in _PARTS}
