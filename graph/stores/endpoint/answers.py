"""Requests passed on to an endpoint, within the limits of this server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice

import pyoxigraph as ox

from graph.model.patience import waiting
from graph.model.showing import NOTHING, Withheld, shown
from graph.rdf.changes import DatasetChange
from graph.rdf.sparql_words import tokens
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
from graph.serving.streams import Stream
from graph.serving.updates import Update
from graph.stores.endpoint.connection import Endpoint, SentRequest
from graph.stores.endpoint.planning import QuestionedStore, named, plan_far
from graph.stores.endpoint.results import require_kind
from ontology.errors import InputError

_BATCH = 2_000
"""Quads of a dump that are written out at once."""
_LINES = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
"""Formats of which several are one."""


class RemoteAnswers:
    """Passes requests on to an endpoint (see ``graph.serving.requests.Answers``).

    ``store`` is the same store as its owner sees it; what is ``withheld`` is in no dump.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        store: QuestionedStore,
        limits: Limits,
        *,
        network: bool = False,
        withheld: Withheld = NOTHING,
    ) -> None:
        self.endpoint, self.limits, self._network = endpoint, limits, network
        self._store, self._withheld = store, withheld
        self._free = threading.Semaphore(limits.readers)
        self._running = 0

    def answer(self, request: Query | Dump | Parse, hung_up: HungUp) -> Reply:
        """See ``Answers.answer``; RDF is read here, so entities, which can grow without end, are refused."""
        if isinstance(request, Parse):
            if b"<!ENTITY" in request.data:
                raise InputError("RDF/XML with entities is not read here: write the IRIs out.")
            quads = map(named, request.quads())
            return Reply("application/n-quads", ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        if isinstance(request, Query):
            _refuse_connections(request.text, request.network)
        if not self._free.acquire(timeout=self.limits.wait):
            raise BusyError(
                f"The server is answering {self.limits.readers} requests already: try again soon."
            )
        self._running += 1
        if isinstance(request, Dump):
            return Reply(request.media_type, Stream(self._dumped(request, hung_up), self.leave))
        return self._passed_on(request, hung_up)

    def _passed_on(self, request: Query, hung_up: HungUp) -> Reply:
        """The answer to a query; its body streams, and leaving it early closes the connection."""
        text = (f"BASE <{request.base}>\n" if request.base else "") + request.text
        kinds = dict.fromkeys(filter(None, (request.solutions, request.boolean, request.triples)))
        dataset = [("default-graph-uri", name) for name in request.default_graphs or ()]
        dataset += [("named-graph-uri", name) for name in request.named_graphs or ()]
        asked = SentRequest("query", text, ", ".join(kinds), tuple(dataset), "a query of a client")
        limits = self.limits
        try:
            with waiting(_until(limits.query_time, hung_up)):
                received = self.endpoint.ask(asked, limits.query_time + limits.stream_time)
            require_kind(received, *kinds)
        except BaseException:
            self.leave()
            raise
        body = Stream(_limited(received.pieces(), request.size), received.close)
        return Reply(received.media_type, Stream(body, self.leave))

    def _dumped(self, dump: Dump, hung_up: HungUp) -> Iterator[bytes]:
        """The quads of a graph or of all as they come; a format that cannot be cut comes at the end."""
        form = ox.RdfFormat.from_media_type(dump.media_type)
        assert form is not None, dump.media_type
        name = {None: None, "": ox.DefaultGraph()}.get(dump.graph, ox.NamedNode(dump.graph or "urn:x"))
        with waiting(_until(self.limits.stream_time, hung_up)):
            found = shown(self._store.quads(name), self._withheld)
        batch: list[ox.Quad] | list[ox.Triple] = []
        while batch := list(islice(found, _BATCH if form in _LINES else None)):
            said = batch if dump.graph is None else [quad.triple for quad in batch]
            yield ox.serialize(said, format=form) or b""

    def leave(self) -> None:
        """One request is done."""
        self._running -= 1
        self._free.release()

    def plan(self, update: Update, hung_up: HungUp) -> DatasetChange:
        """See ``Answers.plan``; what the update looks for the endpoint says."""
        _refuse_connections(update.text, update.network)
        with waiting(_until(self.limits.update_time, hung_up)):
            return plan_far(self._store, update)

    def state(self) -> Readiness:
        """See ``Answers.state``: how far the endpoint itself has got is not told."""
        return Readiness(True, self._running, self.limits.readers)

    def close(self) -> None:
        """See ``Answers.close``: nothing runs here."""


def _limited(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """``pieces``; raises ``TooLargeError`` after ``most`` bytes."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooLargeError(f"The answer is larger than {most} bytes.")
        yield piece


def _until(seconds: float, hung_up: HungUp) -> Callable[[], None]:
    """What ends a request that takes more than ``seconds``, or whose client is gone."""
    deadline = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() > deadline:
            raise TimeLimitError(f"The request ran for {seconds:g} seconds, the time limit here.")
        if hung_up():
            raise AbandonedError("The client hung up.")

    return check


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
