"""Evaluating one untrusted query against Oxigraph, straight into the bytes that go over the wire.

Serialising inside Oxigraph costs almost nothing; through Python objects it would dominate.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Protocol, TypeVar, cast

import pyoxigraph as ox

from graph.rdf import xml
from graph.rdf.sparql_words import has_keyword, merged_graphs, tokens
from graph.rdf.terms import Term
from graph.serving.beginning import CUT, ROW_MARKS, Beginning, FullError
from graph.serving.dataset import ShownDataset
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
    given). The media types are what the client takes for each kind of answer (``None``: nothing that
    there is). ``rows`` and ``size`` limit the solutions and the bytes of the answer;
    ``network`` lets it reach other servers, where readers can at all. ``cut``: a longer answer is not refused
    but ends within these limits, and its media type with ``CUT``.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    solutions: str | None = "application/sparql-results+json"
    boolean: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    rows: int = 1_000_000
    size: int = 1_000_000_000
    network: bool = False
    cut: bool = False

    @property
    def has_dataset(self) -> bool:
        """Whether the request or the query itself says which graphs it is about."""
        if self.default_graphs is not None or self.named_graphs is not None:
            return True
        return _says(self.text, "FROM")

    @property
    def names_graphs(self) -> bool:
        """Whether it looks into single graphs beside the default graph of the whole dataset."""
        return not self.has_dataset and _says(self.text, "GRAPH")


class Sink(Protocol):
    """Where an answer goes: first its media type, then its bytes."""

    def begin(self, media_type: str) -> None:
        """The answer exists and will be written as ``media_type``."""
        ...

    def write(self, data: bytes) -> int:
        """The next bytes of the answer."""
        ...


_UNKNOWN_FUNCTION = re.compile(r"custom (?:aggregate )?function <([^>]*)> is not supported")
_MOST_UNKNOWN_FUNCTIONS = 50


def _says(text: str, keyword: str) -> bool:
    """Whether ``keyword`` (in capitals) is one of the keywords of ``text``."""
    return keyword in text.upper() and has_keyword(text, keyword)


def evaluate(dataset: ShownDataset, query: Query, sink: Sink) -> None:
    """Answer ``query`` from ``dataset`` into ``sink``.

    Raises ``QueryError`` for a malformed query, ``UnacceptableAnswerError``, ``TooLargeError``.
    """
    answer = ask_dataset(dataset, query)
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
        _pour(answer, _results_format(media_type), media_type, query, sink)
    else:
        media_type = _accepted(query.triples, "A graph")
        form = ox.RdfFormat.from_media_type(media_type)
        assert form is not None, media_type
        _pour(answer, form, media_type, query, sink)


def _pour(answer: Any, form: object, media_type: str, query: Query, sink: Sink) -> None:
    """Write ``answer`` into ``sink`` within the limits of ``query``."""
    if not query.cut:
        sink.begin(media_type)
        answer.serialize(cast(IO[bytes], _Meter(sink, media_type, query)), format=form)
        return
    beginning = Beginning(media_type, query.rows, query.size)
    with contextlib.suppress(FullError):
        answer.serialize(cast(IO[bytes], beginning), format=form)
    data = beginning.whole()
    if beginning.is_cut and not data:
        raise TooLargeError(f"Not even the first row of the answer fits into {query.size} bytes.")
    sink.begin(media_type + CUT * beginning.is_cut)
    sink.write(data)


def ask_dataset(
    dataset: ShownDataset, query: Query, bindings: dict[ox.Variable, Term] | None = None
) -> StoreAnswer:
    """The answer to ``query``, not yet written; ``bindings`` are what some of its variables stand for.

    A call of a function that nobody knows is an error in its expression (SPARQL 1.1 Query, section
    17.3), not of the query; Oxigraph refuses the query, so such functions are defined to fail.
    """
    try:
        return _query(dataset, query, query.text, bindings)
    except SyntaxError as error:
        text = with_small_booleans(query.text)
        if text == query.text:
            raise QueryError(explain(error.msg, query.text, "query")) from None
    try:
        return _query(dataset, query, text, bindings)
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


def _query(
    dataset: ShownDataset, query: Query, text: str, bindings: dict[ox.Variable, Term] | None
) -> StoreAnswer:
    default, named = _graphs(query)
    if query.has_dataset:
        dataset.complete()
    elif query.names_graphs:
        dataset.unite()
    if default is not None:
        default = dataset.disjoint(default, named or [])
    try:
        return define_unknown_functions(
            lambda functions: dataset.store.query(
                text,
                base_iri=query.base or None,
                use_default_graph_as_union=not query.has_dataset and dataset.union and not dataset.is_united,
                default_graph=None if default is None else [*default],
                named_graphs=None if named is None else [*named],
                substitutions=bindings,
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


def _graphs(query: Query) -> tuple[list[ox.NamedNode] | None, list[ox.NamedNode] | None]:
    """The default and the named graphs of the request's dataset, or of the query's FROM; ``None``: all.

    Where only one half was given the other is empty. FROM with at most one graph is left to Oxigraph, which
    merges nothing then.
    """
    default, named = query.default_graphs, query.named_graphs
    if default is None and named is None:
        return merged_graphs(query.text, query.base) if query.has_dataset else (None, None)
    try:
        return [ox.NamedNode(n) for n in default or ()], [ox.NamedNode(n) for n in named or ()]
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


class _Meter(io.RawIOBase):
    """Passes bytes on and stops an answer that grows beyond its limits.

    Rows are counted by the mark that Oxigraph writes between two of them. In JSON, XML and TSV it
    occurs nowhere else; in CSV a line break inside a cell counts as a row too.
    """

    def __init__(self, sink: Sink, media_type: str, query: Query) -> None:
        super().__init__()
        self._sink, self._query = sink, query
        self._mark = ROW_MARKS.get(media_type, b"")
        self._rows = -1 if media_type.startswith("text/") else 0  # CSV and TSV have a line of names
        self._size = 0
        self._tail = b""
        self._is_xml, self._end = media_type in xml.KINDS, b""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """The next bytes; raises ``TooLargeError`` once a limit is passed, and for what would be no XML."""
        if self._is_xml:
            joined = self._end + data
            if xml.is_broken(joined):
                raise UnacceptableAnswerError(xml.REFUSAL)
            self._end = joined[-(xml.LONGEST - 1) :]
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
