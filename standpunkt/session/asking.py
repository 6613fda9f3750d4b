"""A query put to the graph or to an endpoint elsewhere: its text by name or as it is, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import Term
from graph.stores.elsewhere import ask_elsewhere, base_elsewhere
from graph.stores.endpoint.binding import bound
from graph.stores.store import QueryResult
from graph.things.named_queries import saved_queries
from ontology.errors import InputError
from ontology.knowledge import Knowledge


def query(graph: KnowledgeGraph, query: str, values: Mapping[str, str | Term]) -> QueryResult:
    """See ``Session.query``."""
    text = shipped_text(query, graph.knowledge) or query
    bindings = _terms(text, values, graph.base)
    is_ours = text in {saved.text for saved in saved_queries()}
    ask = graph.store.query if is_ours else graph.store.solve
    return ask(text, base=graph.base, bindings=bindings)


def query_elsewhere(
    address: str, text: str, values: Mapping[str, str], seconds: float
) -> tuple[QueryResult, str]:
    """The answer of the SPARQL endpoint ``address``, and the base IRI of the data there, if it was needed.

    It is asked for where a value is no whole IRI. Each request may take ``seconds``. Raises ``InputError``,
    ``QueryError`` and ``StoreError``.
    """
    whole = all(urlsplit(value).scheme for value in values.values())
    base = "" if whole else base_elsewhere(address, seconds) or ""
    return ask_elsewhere(address, bound(text, _terms(text, values, base)), seconds), base


def shipped_text(name: str, knowledge: Knowledge) -> str | None:
    """The text of the shipped query of this name, where there is one."""
    return next((saved.text for saved in saved_queries(knowledge) if saved.name == name), None)


def _terms(text: str, values: Mapping[str, str | Term], base: str) -> dict[str, Term]:
    return {name: _term(name, value, text, base) for name, value in values.items()}


def _term(name: str, value: str | Term, text: str, base: str) -> Term:
    if f"?{name}" not in text:
        raise InputError(f"{name}={value}: the query has no parameter {name!r}.")
    if not isinstance(value, str):
        return value
    try:
        return ox.NamedNode(urljoin(base, value))
    except ValueError as error:
        raise InputError(f"{name}={value}: {value!r} is no IRI.") from error
