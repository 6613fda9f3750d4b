"""Evaluating one untrusted query against Oxigraph, straight into the bytes that go over the wire.

Serialising inside Oxigraph costs almost nothing; through Python objects it would dominate.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Protocol, TypeVar, cast

import pyoxigraph as ox

from graph.serving.sparql_words import has_keyword, tokens
from ontology.errors import LimitError, QueryError, StandpunktError

T = TypeVar("T")
StoreAnswer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class UnacceptableAnswerError(StandpunktError):
    """The client takes no format in which this kind of answer can be written."""

    code = "not-acceptable"
    status = 406


class TooLargeError(LimitError):
    """An answer, a query or a body larger than a limit."""

    code = "too-large"
    status = 413


@dataclass(frozen=True, slots=True)
class Query:
    """A query as a client sent it, and how the answer may be written.

    ``default_graphs`` and ``named_graphs`` are the protocol's dataset parameters (``None``: not
    given), ``union`` whether the default graph is otherwise the union of all graphs. The media types
    are what the client takes for each kind of answer (``None``: nothing that there is). ``rows`` and
    ``size`` limit the solutions and the bytes of the answer;
    ``network`` lets it reach other servers, where readers can at all.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    union: bool = True
    solutions: str | None = "application/sparql-results+json"
    boolean: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    rows: int = 1_000_000
    size: int = 1_000_000_000
    network: bool = False


class Sink(Protocol):
    """Where an answer goes: first its media type, then its bytes."""

    def begin(self, media_type: str) -> None:
        """The answer exists and will be written as ``media_type``."""
        ...

    def write(self, data: bytes) -> int:
        """The next bytes of the answer."""
        ...


_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_UNKNOWN_FUNCTION = re.compile(r"custom (?:aggregate )?function <([^>]*)> is not supported")
_MOST_UNKNOWN_FUNCTIONS = 50


def evaluate(store: ox.Store, query: Query, sink: Sink) -> None:
    """Answer ``query`` from ``store`` into ``sink``.

    Raises ``QueryError`` for a malformed query, ``UnacceptableAnswerError``, ``TooLargeError``.
    """
    answer = ask_store(store, query)
    try:
        _write(answer, query, sink)
    except RuntimeError as error:
        raise QueryError(f"This query cannot be run: {error}") from None


def _write(answer: StoreAnswer, query: Query, sink: Sink) -> None:
    if isinstance(answer, ox.QueryBoolean):
        media_type = _accepted(query.boolean, "The answer to ASK")
        data = answer.serialize(format=_results_format(media_type))
        sink.begin(media_type)
        sink.write(data or b"")
    elif isinstance(answer, ox.QuerySolutions):
        media_type = _accepted(query.solutions, "The answer to SELECT")
        sink.begin(media_type)
        answer.serialize(cast(IO[bytes], _Meter(sink, media_type, query)), format=_results_format(media_type))
    else:
        media_type = _accepted(query.triples, "A graph")
        form = ox.RdfFormat.from_media_type(media_type)
        assert form is not None, media_type
        sink.begin(media_type)
        answer.serialize(cast(IO[bytes], _Meter(sink, media_type, query)), format=form)


def ask_store(store: ox.Store, query: Query) -> StoreAnswer:
    """The answer to ``query``, not yet written.

    A call of a function that nobody knows is an error in its expression (SPARQL 1.1 Query, section
    17.3), not of the query; Oxigraph refuses the query, so such functions are defined to fail.
    """
    try:
        return _query(store, query, query.text)
    except SyntaxError as error:
        text = with_small_booleans(query.text)
        if text == query.text:
            raise QueryError(explain(error.msg, query.text, "query")) from None
    try:
        return _query(store, query, text)
    except SyntaxError as error:
        raise QueryError(explain(error.msg, query.text, "query")) from None


def with_small_booleans(text: str) -> str:
    """``text`` with TRUE and FALSE in small letters, the only way in which Oxigraph knows them."""
    pieces, place = [], 0
    for word in tokens(text):
        if word.is_word("TRUE", "FALSE"):
            pieces += [text[place : word.start], word.text.lower()]
            place = word.end
    return "".join(pieces) + text[place:]


def _query(store: ox.Store, query: Query, text: str) -> StoreAnswer:
    try:
        return define_unknown_functions(
            lambda functions: store.query(
                text,
                base_iri=query.base or None,
                use_default_graph_as_union=_is_union(query),
                default_graph=_names(query.default_graphs, query.named_graphs),
                named_graphs=_names(query.named_graphs, query.default_graphs),
                custom_functions=functions,
            )
        )
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"This query cannot be run: {error}") from None


def define_unknown_functions(run: Callable[[dict[ox.NamedNode, Any]], T]) -> T:
    """The result of ``run``, given every function that it turns out to call and nobody knows."""
    unknown: dict[ox.NamedNode, Any] = {}
    while True:
        try:
            return run(unknown)
        except RuntimeError as error:
            found = _UNKNOWN_FUNCTION.search(str(error))
            if found is None or len(unknown) >= _MOST_UNKNOWN_FUNCTIONS:
                raise
            unknown[ox.NamedNode(found.group(1))] = _fail


def explain(message: str, text: str, kind: str) -> str:
    """Oxigraph's message about a malformed ``text`` as a sentence that shows the place."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if found is None:
        return f"This is no SPARQL {kind}: {message}"
    line, column, rest = int(found[1]), int(found[2]), " ".join(found[3].split())
    lines = text.splitlines() or [""]
    before = lines[min(line, len(lines)) - 1][: column - 1].strip()[-40:]
    place = f"line {line}, column {column}" + (f", after {before!r}" if before else "")
    return f"This is no SPARQL {kind}: stopped at {place}" + (f": {rest}" if len(rest) < 200 else ".")


def _fail(*_arguments: object) -> None:
    """A function whose every call is an error."""


def _is_union(query: Query) -> bool:
    """Whether nothing but the setting says what the default graph is.

    ``FROM`` inside a string, a comment or an IRI also counts here, which is why the text is then
    looked at more closely.
    """
    if not query.union or query.default_graphs is not None or query.named_graphs is not None:
        return False
    if not _FROM.search(query.text):
        return True
    return not has_keyword(query.text, "FROM")


def _names(these: tuple[str, ...] | None, others: tuple[str, ...] | None) -> list[Any] | None:
    """Dataset parameters as terms; where only the other half was given, this half is empty."""
    if these is None:
        return None if others is None else []
    try:
        return [ox.NamedNode(name) for name in these]
    except ValueError as error:
        raise QueryError(f"A graph of the request's dataset has no valid IRI: {error}") from None


def _accepted(media_type: str | None, what: str) -> str:
    if media_type is None:
        raise UnacceptableAnswerError(f"{what} cannot be sent in any of the formats the client accepts.")
    return media_type


def _results_format(media_type: str) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_media_type(media_type)
    assert form is not None, media_type
    return form


_ROW_MARKS = {
    "application/sparql-results+json": b'"}},{"',
    "application/sparql-results+xml": b"<result>",
    "text/csv": b"\r\n",
    "text/tab-separated-values": b"\n",
}


class _Meter(io.RawIOBase):
    """Passes bytes on and stops an answer that grows beyond its limits.

    Rows are counted by the mark that Oxigraph writes between two of them. In JSON, XML and TSV it
    occurs nowhere else; in CSV a line break inside a cell counts as a row too.
    """

    def __init__(self, sink: Sink, media_type: str, query: Query) -> None:
        super().__init__()
        self._sink, self._query = sink, query
        self._mark = _ROW_MARKS.get(media_type, b"")
        self._rows = -1 if media_type.startswith("text/") else 0  # CSV and TSV have a line of names
        self._size = 0
        self._tail = b""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """The next bytes; raises ``TooLargeError`` once a limit is passed."""
        self._size += len(data)
        if self._size > self._query.size:
            raise TooLargeError(
                f"The answer is larger than {self._query.size} bytes (setting answer_bytes): "
                "ask for less, for example with LIMIT."
            )
        if self._mark:
            joined = self._tail + data
            self._rows += joined.count(self._mark)
            self._tail = joined[-(len(self._mark) - 1) :] if len(self._mark) > 1 else b""
            if self._rows > self._query.rows:
                raise TooLargeError(
                    f"The answer has more than {self._query.rows} rows (setting answer_rows): add a LIMIT."
                )
        return self._sink.write(data)
