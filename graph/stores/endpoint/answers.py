"""Requests passed on to an endpoint, within the limits of this server."""

from __future__ import annotations

import http.client
import select
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox

from graph.model.changes import DatasetChange
from graph.serving.evaluation import Query, TooLargeError
from graph.serving.requests import (
    AbandonedError,
    BusyError,
    Dump,
    HungUp,
    Limits,
    Parse,
    Readiness,
    RefusedError,
    Reply,
    TimeLimitError,
)
from graph.serving.sparql_words import tokens
from graph.serving.updates import Update, plan_data
from graph.stores.endpoint.connection import Endpoint, SentRequest, media_type
from ontology.errors import InputError

_GLANCE = 0.05
_PIECE = 65_536


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
            data = ox.serialize(request.quads(), format=ox.RdfFormat.N_QUADS)
            return Reply("application/n-quads", data or b"")
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

    def state(self) -> Readiness:
        """See ``Answers.state``: how far the endpoint itself has got is not told."""
        return Readiness(True, self._running, self.limits.readers)

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
            asked = SentRequest("query", text, accept, tuple(dataset), "a query of a client")
            self._connection = endpoint.connect(asked)
            endpoint.send(asked, self._connection)
            self._wait()
            response = endpoint.respond(asked, self._connection)
        except BaseException:
            self._end()
            raise
        return Reply(media_type(response), self._stream(response))

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
