"""Who answers untrusted requests, and what an answer is: the interface the web talks to."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from graph.rdf.changes import DatasetChange
from graph.serving.evaluation import Query, TooLargeError
from graph.serving.streams import Stream
from graph.serving.updates import Update
from ontology.errors import InputError, LimitError, StandpunktError


class BusyError(LimitError):
    """No reader is free."""

    code = "busy"


class TimeLimitError(LimitError):
    """A request ran longer than it may."""

    code = "timeout"


class MemoryLimitError(LimitError):
    """A request needed more memory than it may use."""

    code = "memory"


class RefusedError(StandpunktError):
    """A request for something this server does not do for clients, such as opening connections."""

    code = "refused"
    status = 403


class AbandonedError(StandpunktError):
    """The client hung up before its answer was there."""

    code = "abandoned"
    status = 499


@dataclass(frozen=True, slots=True)
class Dump:
    """A request for the quads of a graph (empty: the default graph; ``None``: the whole dataset)."""

    graph: str | None
    media_type: str
    network = False


@dataclass(frozen=True, slots=True)
class Parse:
    """A request to read RDF that a client sent; the answer is N-Quads, its blank nodes are new ones.

    ``dataset``: its graphs may have names. ``most`` quads are taken, and so many hundred bytes of them.
    """

    data: bytes
    media_type: str
    base: str
    dataset: bool = False
    most: int = 1_000_000
    network = False

    def quads(self) -> Iterator[ox.Quad]:
        """The quads; raises ``InputError`` for what is no RDF, or names graphs where it may not.

        Short prefixes stand for long IRIs, so that a small body may say very much: ``TooLargeError``.
        """
        size = 0
        form = ox.RdfFormat.from_media_type(self.media_type)
        assert form is not None, self.media_type
        data = self.data.removeprefix(codecs.BOM_UTF8)
        try:
            parsed = ox.parse(data, format=form, base_iri=self.base, rename_blank_nodes=True)
            for number, quad in enumerate(parsed, start=1):
                size += len(str(quad))
                if number > self.most or size > self.most * 100:
                    raise TooLargeError(too_many(self.most))
                if not (self.dataset or isinstance(quad.graph_name, ox.DefaultGraph)):
                    raise InputError(
                        f"The body names the graph {quad.graph_name}: send one graph, without names."
                    )
                yield quad
        except (SyntaxError, ValueError) as error:
            raise InputError(f"The body is no valid {self.media_type}: {error}") from None


Request = Query | Update | Dump | Parse


def too_many(most: int) -> str:
    """What to say to a change that is too large."""
    return (
        f"The change is larger than {most} quads, or {most * 100} bytes (setting write_quads): send it in "
        "parts, or use `standpunkt import`."
    )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way: complete bytes, or a stream of them that must be closed if it is left."""

    media_type: str
    body: bytes | Stream


@dataclass(frozen=True, slots=True)
class Limits:
    """What requests may use. Times are seconds, sizes bytes.

    ``readers`` answer side by side. A request that has used the processor for ``brief`` while others come, or
    for ``long``, gets it only when nobody else wants it; after ``long`` (or five times that without it, once
    that while others wait for a place) it needs one of the ``long_readers``.
    A request waits at most ``wait`` for a free place. ``spare`` readers are kept ready.
    """

    query_time: float = 10
    update_time: float = 60
    stream_time: float = 300
    readers: int = 16
    long_readers: int = 4
    brief: float = 0.005
    long: float = 0.2
    wait: float = 2
    spare: int = 4
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Readiness:
    """How answering goes: whether anybody can, how many requests run in how many places, and how far behind.

    ``behind``: seconds since which a change is written that queries do not see yet; 0: they see all.
    """

    alive: bool
    busy: int
    places: int
    behind: float = 0.0


HungUp = Callable[[], bool]


class Answers(Protocol):
    """Answers requests of clients within limits."""

    def answer(self, request: Query | Dump | Parse, hung_up: HungUp) -> Reply:
        """Evaluate ``request``; ``hung_up`` says whether its client is gone.

        Raises ``QueryError``, ``InputError``, ``RefusedError``, ``BusyError``, ``TimeLimitError``,
        ``MemoryLimitError``, ``TooLargeError``, ``UnacceptableAnswerError``, ``AbandonedError``.
        """
        ...

    def plan(self, update: Update, hung_up: HungUp) -> DatasetChange:
        """What ``update`` would change; nothing is written."""
        ...

    def state(self) -> Readiness:
        """How it goes; never waits."""
        ...

    def close(self) -> None:
        """End all that runs."""
        ...


def never() -> bool:
    """A client that never hangs up."""
    return False
