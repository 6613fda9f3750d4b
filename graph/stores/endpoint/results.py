"""What an endpoint answers, read: rows, truth values and triples, and what is none of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, cast

import pyoxigraph as ox

from graph.stores.endpoint.connection import Received
from graph.stores.endpoint.servers import server_called
from ontology.errors import StoreError

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_JSON = (RESULTS, "application/json")
_LIMIT = "X-SPARQL-MaxRows"
"""By this header Virtuoso says how many rows it gives at most; what is beyond them it leaves out."""

_NUMBERS = re.compile(rb'("datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": )"([01])"')
_WORDS = {b"0": b'"false"', b"1": b'"true"'}
"""Booleans as Virtuoso has them, and as they were written."""


def rows_in(answer: Received, data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results in a JSON document; Virtuoso 7 answers ASK with a row of one number.

    Raises ``StoreError`` for what is no such document, and for rows that were cut off.
    """
    require_kind(answer, *_JSON)
    try:
        if not server_called(answer.server).booleans:
            data = _NUMBERS.sub(lambda found: found[1] + _WORDS[found[2]], data)
        limit = answer.response.headers.get(_LIMIT)
        if limit and _size(data) >= int(limit):
            raise _cut_off(answer, limit)
        found = _parsed(data)
        if isinstance(found, ox.QueryBoolean) or [v.value for v in found.variables] != ["__ASK_RETVAL"]:
            return found
        holds = any(row[0] is not None and row[0].value in ("1", "true") for row in found)
    except (SyntaxError, ValueError) as error:
        raise _wrong(answer, f"what is no result of SPARQL ({error})") from error
    document = b'{"head":{},"boolean":%s}' % (b"true" if holds else b"false")
    return _parsed(document)


def triples_in(answer: Received, data: bytes) -> ox.QueryTriples:
    """The triples of an answer; raises ``StoreError`` for what is none."""
    form = ox.RdfFormat.from_media_type(answer.media_type)
    if form is None:
        raise _wrong(answer, answer.media_type or "no media type")
    try:
        return triples_of(data, form)
    except (SyntaxError, ValueError) as error:
        raise _wrong(answer, f"what is no {answer.media_type} ({error})") from error


def triples_of(data: bytes, form: ox.RdfFormat) -> ox.QueryTriples:
    """The triples of a document as those of a query; raises ``SyntaxError`` or ``ValueError``."""
    scratch = ox.Store()
    scratch.load(data, form)
    found = scratch.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found


def streamed_rows(answer: Received) -> Iterator[ox.QuerySolution]:
    """The rows of an answer as they come; raises ``StoreError`` where they break off."""
    require_kind(answer, *_JSON)
    if not server_called(answer.server).booleans:
        rows = rows_in(answer, b"".join(answer.pieces()))
        yield from () if isinstance(rows, ox.QueryBoolean) else rows
        return
    limit, number = int(answer.response.headers.get(_LIMIT) or 0), 0
    body = _Body(answer)
    try:
        found = ox.parse_query_results(cast(IO[bytes], body), format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        for number, row in enumerate(found, start=1):  # noqa: B007 - counted
            yield row
    except (SyntaxError, ValueError, OSError) as error:
        raise body.failure or _wrong(answer, f"what is no result of SPARQL ({error})") from error
    finally:
        answer.close()
    if limit and number >= limit:
        raise _cut_off(answer, limit)


def require_kind(answer: Received, *kinds: str) -> None:
    """Raises ``StoreError`` for an answer of another media type than ``kinds``."""
    if answer.media_type not in kinds:
        answer.close()
        raise _wrong(answer, answer.media_type or "no media type")


def _parsed(data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    return found


def _size(data: bytes) -> int:
    """The number of rows of an answer."""
    rows = _parsed(data)
    return 1 if isinstance(rows, ox.QueryBoolean) else sum(1 for _ in rows)


def _cut_off(answer: Received, limit: object) -> StoreError:
    return StoreError(
        f"The store at {answer.address} gives {limit} rows of an answer at most ({answer.asked.doing}), so "
        "that some were left out: raise its limit (of Virtuoso: ResultSetMaxRows)."
    )


def _wrong(answer: Received, what: str) -> StoreError:
    return StoreError(
        f"The store at {answer.address} answered with {what} where results of SPARQL were asked for "
        f"({answer.asked.doing}): is that the address for queries?"
    )


class _Body(io.RawIOBase):
    """The body of an answer as a file; ``failure`` is why it broke off."""

    def __init__(self, answer: Received) -> None:
        super().__init__()
        self._pieces, self._rest = answer.pieces(), b""
        self.failure: StoreError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes."""
        if not self._rest:
            try:
                self._rest = next(self._pieces, b"")
            except StoreError as error:
                self.failure = error
                raise OSError(str(error)) from error
        if size < 0:
            size = len(self._rest)
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece
