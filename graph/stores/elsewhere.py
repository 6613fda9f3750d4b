"""One query put to an endpoint that is not our store: any that speaks SPARQL 1.1, asked by SPARQLWrapper.

Our own store behind an endpoint is asked through ``endpoint/connection.py`` instead: that keeps connections,
streams, and stops when nobody waits for the answer any more.
"""

from __future__ import annotations

import http.client

import pyoxigraph as ox

from graph.model import named_graphs
from graph.rdf.queries import query_text
from graph.stores.endpoint.connection import check_address
from graph.stores.endpoint.results import triples_of
from graph.stores.store import QueryResult
from ontology.errors import InputError, QueryError, StoreError

_READING = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_ROWS = frozenset({"SELECT", "ASK"})


def ask_elsewhere(address: str, sparql: str, seconds: float) -> QueryResult:
    """The answer to a query by the endpoint at ``address``, waiting for at most ``seconds``.

    Raises ``InputError`` for an address that is none and for an update, ``QueryError`` for what the endpoint
    does not understand, ``StoreError`` where it does not answer or with something else.
    """
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper  # noqa: PLC0415 - only where one asks so
    from SPARQLWrapper.SPARQLExceptions import (  # noqa: PLC0415
        QueryBadFormed,
        SPARQLWrapperException,
    )

    check_address(address, InputError)
    wrapper = SPARQLWrapper(address, agent="Standpunkt (SPARQLWrapper)")
    wrapper.setQuery(sparql)
    if wrapper.queryType not in _READING:
        raise InputError("An endpoint is only asked: give a SELECT, ASK, CONSTRUCT or DESCRIBE query.")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)  # else it adds parameters that only some servers know
    wrapper.setReturnFormat(JSON if wrapper.queryType in _ROWS else TURTLE)
    wrapper.setTimeout(max(1, round(seconds)))
    try:
        answer = wrapper.query()
        kind, body = answer.info().get("content-type", ""), answer.response.read()
    except QueryBadFormed as error:
        raise QueryError(f"The endpoint {address} does not understand this: {_told(error)}") from error
    except (SPARQLWrapperException, OSError, http.client.HTTPException) as error:
        raise StoreError(f"The endpoint {address} does not answer: {_told(error)}") from error
    return _read(address, kind.partition(";")[0].strip().lower(), body, wrapper.queryType in _ROWS)


def base_elsewhere(address: str, seconds: float) -> str | None:
    """The base IRI of a graph of Standpunkt behind an endpoint; ``None`` where it tells none."""
    found = ask_elsewhere(address, query_text("store-base"), seconds)
    assert isinstance(found, ox.QuerySolutions)
    return next((row["graph"].value.removesuffix(named_graphs.ONTOLOGY) for row in found), None)


def _read(address: str, kind: str, body: bytes, rows: bool) -> QueryResult:
    """The rows, the truth value or the triples of an answer."""
    try:
        if rows:
            form = ox.QueryResultsFormat.from_media_type(kind)
            if form is not None:
                return ox.parse_query_results(body, format=form)
        elif (triples := ox.RdfFormat.from_media_type(kind)) is not None:
            return triples_of(body, triples)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"The endpoint {address} answers with what is no {kind}: {error}.") from error
    raise StoreError(f"{address} answers with {kind or 'no media type'}: is that the address for queries?")


def _told(error: Exception) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())[:500]
