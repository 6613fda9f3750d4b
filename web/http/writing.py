"""Writing over the web: who may, and the one way a change goes into the graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from flask import request

from graph.knowledge.graph import Change
from graph.model.changes import DatasetChange
from ontology.errors import StandpunktError
from ontology.terms import NAMESPACE
from web.admission.rights import bears_token
from web.http.site import site


class WritingOffError(StandpunktError):
    """The server was started without a token."""

    code = "writing-off"
    status = 403


class TokenError(StandpunktError):
    """The request carries no token, or not the right one."""

    code = "unauthorised"
    status = 401


def authorise() -> None:
    """Let the current request write; raises ``WritingOffError`` or ``TokenError``."""
    token = site().settings.text("token")
    if not token:
        raise WritingOffError("Writing over the web is off; the server's setting token turns it on.")
    if not bears_token(request.headers.get("Authorization", ""), token):
        raise TokenError("Writing needs the header Authorization: Bearer with this server's token.")


def write(change: DatasetChange) -> Change:
    """Check what ``change`` makes of the graphs it touches, and write it with what follows.

    The caller holds ``site().writing``. Raises ``ShapeError`` with the report, and nothing is written.
    """
    here = site()
    if here.check is not None and here.settings.flag("shapes"):
        for name in sorted({q.graph_name for q in (*change.add, *change.remove)} - set(change.drop), key=str):
            if isinstance(name, ox.NamedNode):
                _check(name, change)
    return here.knowledge.change(add=change.add, remove=change.remove, create=change.create, drop=change.drop)


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
