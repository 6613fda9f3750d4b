"""A store behind any SPARQL 1.1 endpoint: how users grow past one machine.

The endpoint's default graph should be the union of its named graphs, as ours is (Oxigraph:
``--union-default-graph``, Fuseki: ``tdb2:unionDefaultGraph``, Virtuoso: always).
"""

from __future__ import annotations

import datetime as dt
import http.client
import itertools
import os
import select
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph.model.changes import DatasetChange
from graph.model.queries import query_text
from graph.model.rdf_terms import Term
from graph.serving.evaluation import Query, TooLargeError
from graph.serving.process import Dump, Parse
from graph.serving.requests import (
    AbandonedError,
    Answers,
    BusyError,
    HungUp,
    Limits,
    RefusedError,
    Reply,
    TimeLimitError,
)
from graph.serving.sparql_words import SparqlToken, tokens
from graph.serving.updates import Update, plan_data
from graph.stores.mark import DIGEST, base_in
from ontology.errors import InputError, QueryError, StoreError

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_GLANCE = 0.05
_PIECE = 65_536


class RemoteQuads:
    """A store (see ``embedded.Store``) at the query address ``query`` and the update address ``update``.

    ``authorization`` is the value of the header of that name, if the endpoint wants one. ``seconds`` is how
    long one request may take.
    """

    def __init__(self, query: str, update: str = "", authorization: str = "", seconds: float = 60) -> None:
        self.endpoint = Endpoint(query, update or query, authorization, seconds)
        self._writes = itertools.count(1)
        self.endpoint.select("ASK {}", RESULTS)

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """See ``Store.query``; bindings become a VALUES clause at the end."""
        text = (f"BASE <{base}>\n" if base else "") + sparql + _values(bindings or {})
        dataset = [("default-graph-uri", g.value) for g in default_graphs or ()]
        dataset += [("named-graph-uri", g.value) for g in named_graphs or ()]
        accept = RESULTS if any(word.is_word("SELECT", "ASK") for word in _head(sparql)) else TRIPLES
        media_type, data = self.endpoint.select(text, accept, dataset)
        if accept == RESULTS:
            return _results(data)
        scratch = ox.Store()
        scratch.load(data, ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES)
        return scratch.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See ``Store.update``; whether it is all or nothing is up to the endpoint."""
        self.endpoint.update((f"BASE <{base}>\n" if base else "") + sparql)
        next(self._writes)

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
    ) -> None:
        """See ``Store.change``; one update request. Raises ``StoreError`` for blank nodes to be removed."""
        operations = [f"CLEAR SILENT GRAPH {name}" for name in clear]
        operations += [f"DROP SILENT GRAPH {name}" for name in drop]
        operations += _data("DELETE DATA", remove)
        operations += [f"CREATE SILENT GRAPH {name}" for name in create]
        operations += _data("INSERT DATA", add)
        if operations:
            self.update(";\n".join(operations))

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """See ``Store.quads``; the triples outside every named graph are not among them."""
        if isinstance(graph, ox.DefaultGraph):
            return
        given = {"g": graph, "s": subject, "p": predicate, "o": object}
        bound = {name: term for name, term in given.items() if term is not None}
        solutions = self.query(query_text("store-quads"), bindings=bound)
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """See ``Store.graph_names``."""
        solutions = self.query(query_text("store-graphs"))
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            if isinstance(row["g"], ox.NamedNode):
                yield row["g"]

    def has_graph(self, name: ox.NamedNode) -> bool:
        """See ``Store.has_graph``; an empty graph does not count."""
        return bool(self.query(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))

    def dataset(self) -> rdflib.Dataset:
        """See ``Store.dataset``."""
        store = SPARQLUpdateStore(self.endpoint.query_address, self.endpoint.update_address)
        return rdflib.Dataset(store=store, default_union=True)

    @property
    def base(self) -> str | None:
        """See ``Store.base``: what the data tells."""
        return base_in(self.quads(predicate=DIGEST))

    def remember(self, base: str) -> None:
        """See ``Store.remember``: the name of the ontology's graph does it."""

    def size(self) -> int:
        """See ``Store.size``."""
        solutions = self.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(solutions, ox.QuerySolutions)
        return int(next(solutions)["n"].value)

    @property
    def version(self) -> str:
        """See ``Store.version``: always another, because others may write to the endpoint too."""
        return f"{time.monotonic_ns()}-{next(self._writes)}"

    @property
    def modified(self) -> dt.datetime:
        """See ``Store.modified``: the endpoint does not say, so now."""
        return dt.datetime.now(dt.UTC)

    def answers(self, limits: Limits, *, network: bool = False) -> Answers:
        """See ``Store.answers``: requests are passed on."""
        return RemoteAnswers(self.endpoint, limits, network=network)

    def close(self) -> None:
        """See ``Store.close``: nothing is held."""


def _results(data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results in a JSON document; Virtuoso 7 answers ASK with a row of one number."""
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean) or [v.value for v in found.variables] != ["__ASK_RETVAL"]:
        return found
    holds = any(row[0] is not None and row[0].value in ("1", "true") for row in found)
    document = b'{"head":{},"boolean":%s}' % (b"true" if holds else b"false")
    return ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)


def _head(sparql: str) -> Iterator[SparqlToken]:
    """The words of a query up to its first brace, by which one knows its form."""
    return itertools.takewhile(lambda word: word.text != "{", tokens(sparql))


def _values(bindings: Mapping[str, Term]) -> str:
    if not bindings:
        return ""
    if any(isinstance(term, ox.BlankNode) for term in bindings.values()):
        raise QueryError("A blank node of a remote store cannot be asked for.")
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(map(str, bindings.values()))}) }}"


def _data(operation: str, quads: Iterable[ox.Quad]) -> list[str]:
    """``quads`` as one INSERT DATA or DELETE DATA operation, or nothing if there are none."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        if operation.startswith("DELETE") and ox.BlankNode in map(type, quad):
            raise StoreError("A remote store cannot remove single triples with blank nodes.")
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    if not by_graph:
        return []
    blocks = (
        "\n".join(lines)
        if name == str(ox.DefaultGraph())
        else f"GRAPH {name} {{\n" + "\n".join(lines) + "\n}"
        for name, lines in by_graph.items()
    )
    return [f"{operation} {{\n" + "\n".join(blocks) + "\n}"]


class Endpoint:
    """The HTTP side of a SPARQL 1.1 endpoint."""

    def __init__(self, query: str, update: str, authorization: str, seconds: float) -> None:
        for address in (query, update):
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
                raise StoreError(f"{address!r} is no address of a SPARQL endpoint: give http:// or https://.")
        self.query_address, self.update_address = query, update
        self._headers = {"Authorization": authorization} if authorization else {}
        self._seconds = seconds

    def open(
        self, address: str, kind: str, text: str, accept: str, dataset: list[tuple[str, str]] | None = None
    ) -> http.client.HTTPConnection:
        """Send a query (as a form, which every endpoint knows) or an update, for ``respond``."""
        parts = urlsplit(address)
        maker = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = maker(parts.hostname or "", parts.port, timeout=self._seconds)
        query = "&".join(filter(None, (parts.query, urlencode(dataset or [], quote_via=quote))))
        path = (parts.path or "/") + (f"?{query}" if query else "")
        form = kind == "query"
        body = urlencode({kind: text}) if form else text
        media_type = "application/x-www-form-urlencoded" if form else "application/sparql-update"
        headers = {"Content-Type": media_type, "Accept": accept, **self._headers}
        try:
            connection.request("POST", path, body.encode("utf-8"), headers)
        except OSError as error:
            raise StoreError(f"The store at {address} cannot be reached: {error}.") from error
        return connection

    def respond(self, connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
        """The response to what was sent; raises ``QueryError`` or ``StoreError`` unless it is a success."""
        try:
            response = connection.getresponse()
            if response.status < 300:
                return response
            message = response.read(2000).decode("utf-8", "replace").strip()
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"The store at {address} did not answer: {error}.") from error
        if response.status == 400:
            raise QueryError(f"The store does not understand this: {message}")
        raise StoreError(f"The store at {address} answered {response.status}: {message}")

    def select(
        self, text: str, accept: str, dataset: list[tuple[str, str]] | None = None
    ) -> tuple[str, bytes]:
        """Media type and bytes of the answer to a query."""
        connection = self.open(self.query_address, "query", text, accept, dataset)
        try:
            response = self.respond(connection, self.query_address)
            return _media_type(response), response.read()
        except OSError as error:
            raise StoreError(f"The store at {self.query_address} broke off: {error}.") from error
        finally:
            connection.close()

    def update(self, text: str) -> None:
        """Run an update."""
        connection = self.open(self.update_address, "update", text, "*/*")
        try:
            self.respond(connection, self.update_address).read()
        finally:
            connection.close()


def _media_type(response: http.client.HTTPResponse) -> str:
    return (response.headers.get("Content-Type") or "").split(";")[0].strip().lower()


class RemoteAnswers:
    """Passes requests on to an endpoint (see ``graph.serving.requests.Answers``)."""

    def __init__(self, endpoint: Endpoint, limits: Limits, *, network: bool = False) -> None:
        self.endpoint, self.limits, self._network = endpoint, limits, network
        self._free = threading.Semaphore(limits.readers)
        self._running = 0

    def answer(self, request: Query | Dump | Parse, hung_up: HungUp) -> Reply:
        """See ``Answers.answer``; RDF is read here, so entities, which can grow without end, are refused."""
        if isinstance(request, Parse):
            if b"<!ENTITY" in request.data:
                raise InputError("RDF/XML with entities is not read here: write the IRIs out.")
            data = ox.serialize(request.triples(), format=ox.RdfFormat.N_TRIPLES)
            return Reply("application/n-triples", data or b"")
        if isinstance(request, Dump):
            request = self._as_query(request)
        _refuse_connections(request.text, request.network)
        if not self._free.acquire(timeout=self.limits.wait):
            raise BusyError(
                f"The server is answering {self.limits.readers} requests already: try again soon."
            )
        self._running += 1
        call = _RemoteCall(self, request, hung_up)
        return call.answer()

    def _as_query(self, dump: Dump) -> Query:
        if dump.graph is None:
            raise RefusedError("The whole dataset of a remote store is to be had from that store.")
        where = f"GRAPH <{dump.graph}> {{ ?s ?p ?o }}" if dump.graph else "?s ?p ?o"
        return Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", "", triples=dump.media_type)

    def leave(self) -> None:
        """One request is done."""
        self._running -= 1
        self._free.release()

    def plan(self, update: Update, hung_up: HungUp) -> DatasetChange:
        """See ``Answers.plan``: only INSERT DATA and DELETE DATA say themselves what they change."""
        change = plan_data(update)
        if change is None:
            raise RefusedError(
                "Over a remote store only INSERT DATA and DELETE DATA are run here: send others to the store."
            )
        return change

    def busy(self) -> int:
        """See ``Answers.busy``."""
        return self._running

    def close(self) -> None:
        """See ``Answers.close``: nothing runs here."""


class _RemoteCall:
    """One request at the endpoint, watched as ``graph.serving.pool`` watches its readers."""

    def __init__(self, answers: RemoteAnswers, request: Query, hung_up: HungUp) -> None:
        self._answers, self._request, self._hung_up = answers, request, hung_up
        self._connection: http.client.HTTPConnection | None = None
        self._deadline = time.monotonic() + answers.limits.query_time

    def answer(self) -> Reply:
        """The answer; its body streams, and leaving it closes the connection."""
        endpoint, request = self._answers.endpoint, self._request
        try:
            text = (f"BASE <{request.base}>\n" if request.base else "") + request.text
            wanted = (request.solutions, request.boolean, request.triples)
            accept = ", ".join(dict.fromkeys(filter(None, wanted)))
            dataset = [("default-graph-uri", name) for name in request.default_graphs or ()]
            dataset += [("named-graph-uri", name) for name in request.named_graphs or ()]
            self._connection = endpoint.open(endpoint.query_address, "query", text, accept, dataset)
            self._wait()
            response = endpoint.respond(self._connection, endpoint.query_address)
        except BaseException:
            self._end()
            raise
        return Reply(_media_type(response), self._stream(response))

    def _wait(self) -> None:
        assert self._connection is not None
        poll = select.poll()
        poll.register(self._connection.sock, select.POLLIN)
        while not poll.poll(_GLANCE * 1000):
            if time.monotonic() > self._deadline:
                seconds = self._answers.limits.query_time
                raise TimeLimitError(f"The request ran for {seconds:g} seconds, the time limit here.")
            if self._hung_up():
                raise AbandonedError("The client hung up.")

    def _stream(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        size = 0
        try:
            while piece := response.read1(_PIECE):
                size += len(piece)
                if size > self._request.size:
                    raise TooLargeError(f"The answer is larger than {self._request.size} bytes.")
                yield piece
        finally:
            self._end()

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        answers, self._connection = self._answers, None
        answers.leave()


def _refuse_connections(text: str, allowed: bool) -> None:
    """Refuse what would make the endpoint connect elsewhere, unless the allow-list let it pass.

    We cannot keep a server of others from connecting, so here the text decides, and a text that can be read
    in two ways (an apostrophe in an IRI) is refused with it.
    """
    if allowed or "service" not in text.lower():
        return
    words = list(tokens(text))
    if any(word.is_word("SERVICE") for word in words) or any("'" in w.text for w in words if w.kind == "iri"):
        raise RefusedError("SERVICE is refused here: no request makes this server open a connection.")


def remote(location: str) -> RemoteQuads:
    """The store at ``location``: the address for queries, and after a space the one for updates if another.

    The environment variable STANDPUNKT_STORE_AUTHORIZATION is sent as the header Authorization.
    """
    query, _, update = location.partition(" ")
    return RemoteQuads(query, update.strip(), os.environ.get("STANDPUNKT_STORE_AUTHORIZATION", ""))
