"""Writing over the web: the one way a change goes into the graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from graph.knowledge.graph import Change
from graph.model.patience import waiting
from graph.rdf.changes import DatasetChange
from graph.serving.requests import TimeLimitError
from ontology.terms import NAMESPACE
from web.http.site import site


def write(change: DatasetChange, *, is_burying: bool = True) -> Change:
    """Check what ``change`` makes of the graphs it touches, and write it with what follows.

    The caller holds ``site().writing``. Documents that go leave tombstones if it ``is_burying``. Raises
    ``ShapeError`` with the report, and nothing is written.
    """
    here = site()
    if here.check is not None and here.settings.flag("shapes"):
        for name in sorted({q.graph_name for q in (*change.add, *change.remove)} - set(change.drop), key=str):
            if isinstance(name, ox.NamedNode):
                _check(name, change)
    with waiting(_deadline(float(here.settings["update_seconds"]))):
        return here.knowledge.change(
            add=change.add,
            remove=change.remove,
            create=change.create,
            drop=change.drop,
            is_burying=is_burying,
        )


def _deadline(seconds: float) -> Callable[[], None]:
    """What ends the search for all that follows from a change."""
    end = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() > end:
            raise TimeLimitError(
                f"What follows from this change takes more than {seconds:g} seconds to find (setting "
                "update_seconds); nothing was written."
            )

    return check


def _check(name: ox.NamedNode, change: DatasetChange) -> None:
    """Check what the graph ``name`` would hold, if it says anything in the terms of the ontology.

    The shapes speak of nothing else, and the graphs that Standpunkt keeps itself are checked with it.
    """
    here = site()
    removed = {quad for quad in change.remove if quad.graph_name == name}
    kept = (quad for quad in here.knowledge.store.quads(name) if quad not in removed)
    triples = [quad.triple for quad in kept]
    triples += [quad.triple for quad in change.add if quad.graph_name == name]
    if _speaks_our_terms(triples) and here.check is not None:
        here.check(name.value, triples)


def _speaks_our_terms(triples: Iterable[ox.Triple]) -> bool:
    return any(
        isinstance(term, ox.NamedNode) and term.value.startswith(NAMESPACE)
        for triple in triples
        for term in (triple.predicate, triple.object)
    )
