"""A store with the base IRI of what it holds, and the named queries over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from graph.model.patience import still_wanted
from graph.rdf.queries import query_text
from graph.rdf.terms import Term
from graph.stores.store import QueryResult, Store

Row = dict[str, str]


class Repository(Protocol):
    """What the knowledge graph is above its store, and what lies below it may be told of it."""

    store: Store
    base: str


def run(repository: Repository, name: str, **bindings: Term) -> QueryResult:
    """The named query ``graph/queries/<name>.rq`` with its parameters bound."""
    return repository.store.query(query_text(name), bindings=bindings)


def solutions(answer: QueryResult) -> list[dict[str, Term]]:
    """The solutions of a SELECT query, unbound variables left out."""
    assert isinstance(answer, ox.QuerySolutions)
    keys = [variable.value for variable in answer.variables]
    return [
        {key: value for key in keys if (value := solution[key]) is not None} for solution in _wanted(answer)
    ]


def _wanted(answer: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
    """``answer`` as long as anybody waits for what is made of it."""
    for number, solution in enumerate(answer):
        if not number % 100:
            still_wanted()
        yield solution


def plain(row: dict[str, Term]) -> Row:
    """A solution with IRIs and lexical forms in place of terms."""
    return {key: value.value for key, value in row.items() if not isinstance(value, ox.Triple)}


def rows(repository: Repository, name: str, **bindings: Term) -> list[dict[str, Term]]:
    """The solutions of a named SELECT query."""
    return solutions(run(repository, name, **bindings))


def texts(repository: Repository, name: str, **bindings: str) -> list[Row]:
    """The same in plain strings, with the ``bindings`` (IRIs) in every row.

    Rows with a triple term are left out: nothing of ours has one for a value.
    """
    bound = {variable: ox.NamedNode(iri) for variable, iri in bindings.items()}
    return [
        plain(row) | bindings
        for row in rows(repository, name, **bound)
        if not any(isinstance(value, ox.Triple) for value in row.values())
    ]
