"""A store with the base IRI of what it holds, and the named queries over it."""

from __future__ import annotations

from typing import Protocol

import pyoxigraph as ox

from graph.model.queries import query_text
from graph.model.rdf_terms import Term
from graph.stores.embedded import Answer, Store

Rows = list[dict[str, Term]]


class Repository(Protocol):
    """What the knowledge graph is above its store, and what lies below it may be told of it."""

    store: Store
    base: str


def run(repository: Repository, name: str, **bindings: Term) -> Answer:
    """The named query ``graph/queries/<name>.rq`` with its parameters bound."""
    return repository.store.query(query_text(name), bindings=bindings)


def rows(repository: Repository, name: str, **bindings: Term) -> Rows:
    """The solutions of a named SELECT query, unbound variables left out."""
    solutions = run(repository, name, **bindings)
    assert isinstance(solutions, ox.QuerySolutions)
    keys = [variable.value for variable in solutions.variables]
    return [{key: value for key in keys if (value := solution[key]) is not None} for solution in solutions]
