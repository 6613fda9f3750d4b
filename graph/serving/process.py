"""What runs in the replica: a process with a copy of the dataset in memory, and the readers it forks.

Oxigraph cannot stop a query once it runs, but a process can always be ended. A reader shares the
memory of the replica (copy on write), answers one request at a time, and cannot open a network
connection (``confinement``).
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import pickle
import signal
import socket
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from typing import IO, Protocol, cast

import pyoxigraph as ox

from graph.serving import messages
from graph.serving.confinement import ReaderLimits, allow_connections, confine, end_with_parent, memory_used
from graph.serving.dataset import Dataset, WholeDataset
from graph.serving.evaluation import Query, TooLargeError, evaluate
from graph.serving.messages import read_change, write_change
from graph.serving.requests import Dump, Parse, Request, too_many
from graph.serving.updates import Update, plan
from ontology.errors import StandpunktError

HELD = 1 << 20
"""An answer up to this many bytes is sent when it is complete, so that an error can still take its place."""


class Spoilable(Protocol):
    """What a reader answers from; ``is_spoilt``: it can answer nothing else after this (see ``Dataset``)."""

    is_spoilt: bool


Answer = Callable[[Request, "AnswerChannel"], None]
"""Answers one request into a channel."""


def main(control_fd: int, data_fd: int, union: bool, withheld: Iterable[str] = ()) -> None:
    """Load the dataset from ``data_fd`` as N-Quads, then obey ``control_fd`` until it closes.

    ``union``: its default graph is the union of all its graphs. The values of the properties ``withheld``
    (IRIs) are shown to nobody.
    """
    ignore_signals()
    control = socket.socket(fileno=control_fd)
    with open(data_fd, "rb") as data:
        quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
        try:
            dataset = Dataset(quads, union=union, withheld=frozenset(map(ox.NamedNode, withheld)))
        except SyntaxError:
            if _is_alone(control):
                os._exit(0)  # the server ended while it sent its store
            raise
    warm_up(dataset, partial(answer_any, dataset))
    gc.disable()
    _obey(control, dataset)
    os._exit(0)


def ignore_signals() -> None:
    """Leave ends to the server, and those of children to the system."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def _is_alone(control: socket.socket) -> bool:
    """Whether nobody is at the other end any more, or goes within a second."""
    control.settimeout(1)
    with contextlib.suppress(TimeoutError):
        return not control.recv(1)
    return False


def _obey(control: socket.socket, dataset: Dataset) -> None:
    """Say that the dataset is there; then change it and fork, as it is told, until ``control`` closes."""
    gc.freeze()
    messages.send(control, b"R")
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            kind, payload = messages.receive(control)
            if kind == b"C":
                _change(dataset, payload)
                messages.send(control, b"R")
            elif kind == b"F":
                limits = pickle.loads(payload)
                fork_reader(control, dataset, limits, partial(answer_any, dataset), partial(_change, dataset))
            elif kind == b"U":
                _fork_united(control, dataset)


def warm_up(held: Spoilable, answer: Answer) -> None:
    """Do once what would otherwise be done for the first time in every reader: imports, caches, tables.

    After a fork each page of memory that is touched must be copied, which costs more than the work itself.
    """
    memory_used()
    ours, theirs = socket.socketpair()
    for text in (
        "SELECT * { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
        "ASK {}",
        "NONSENSE",
    ):
        query = Query(f"{text} # service", "http://localhost/", rows=1)
        with contextlib.suppress(StandpunktError):
            answer(pickle.loads(pickle.dumps(query)), AnswerChannel(ours, held))
    ours.close()
    theirs.close()


def _change(dataset: Dataset, payload: bytes) -> None:
    dataset.change(read_change(payload))
    gc.freeze()


def _fork_united(control: socket.socket, dataset: Dataset) -> None:
    """Fork a process like this one, whose copy is united."""

    def obey(channel: socket.socket) -> None:
        end_with_parent()
        dataset.unite()
        _obey(channel, dataset)

    fork(control, obey)


def fork_reader(
    control: socket.socket,
    held: Spoilable,
    limits: ReaderLimits,
    answer: Answer,
    change: Callable[[bytes], None] | None = None,
) -> None:
    """Fork a reader that answers from ``held`` by ``answer``, and makes what it is told by ``change``."""
    used = memory_used()

    fork(control, lambda channel: read(channel, held, limits, used, answer, change))


def fork(control: socket.socket, work: Callable[[socket.socket], None]) -> None:
    """Fork a process that does ``work``; its socket, process id and a handle of it go to the server."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            ours.close()
            work(theirs)
        finally:
            os._exit(0)
    handles = [ours.fileno()]
    handle = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
    if handle is not None:
        handles.append(handle)
    socket.send_fds(control, [messages.HEADER.pack(b"P", pid)], handles)
    ours.close()
    theirs.close()
    if handle is not None:
        os.close(handle)


def read(
    channel: socket.socket,
    held: Spoilable,
    limits: ReaderLimits,
    used: int,
    answer: Answer,
    change: Callable[[bytes], None] | None = None,
) -> None:
    """Answer one request after the other, making the changes sent between them, until the channel closes.

    The limit of memory is reckoned beyond ``used`` bytes. The last message of an answer is a small letter
    where this reader can answer nothing else any more.
    """
    confine(limits, used)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            kind, payload = messages.receive(channel)
            if kind == b"C":
                assert change is not None
                change(payload)
                continue
            sink = AnswerChannel(channel, held)
            try:
                request = pickle.loads(payload)
                if limits.network:
                    allow_connections(request.network, limits)
                answer(request, sink)
                sink.end()
            except StandpunktError as error:
                sink.fail(error.code, str(error))
            except MemoryError:
                sink.fail("memory", "The request needs more memory than it may use (setting query_memory).")
            except OSError as error:
                if isinstance(error, ConnectionError):
                    raise
                sink.fail("network", _refusal(error, limits.network and request.network))
            except Exception as error:
                sink.fail("internal", "".join(traceback.format_exception(error)))


def answer_any(dataset: Dataset, request: Request, sink: AnswerChannel) -> None:
    """Answer ``request`` from a dataset in memory."""
    if isinstance(request, Query):
        evaluate(dataset, request, sink)
    elif isinstance(request, Dump):
        dump(dataset, request, sink)
    elif isinstance(request, Parse):
        parse(request, sink)
    else:
        tell_change(dataset, request, sink)


def dump(dataset: WholeDataset, request: Dump, sink: AnswerChannel) -> None:
    """Write what ``request`` asks for."""
    form = ox.RdfFormat.from_media_type(request.media_type)
    assert form is not None, request.media_type
    graph = ox.NamedNode(request.graph) if request.graph else ox.DefaultGraph()
    sink.begin(request.media_type)
    dataset.dump(cast(IO[bytes], sink), form, None if request.graph is None else graph)


def parse(request: Parse, sink: AnswerChannel) -> None:
    """Read RDF that a client sent."""
    sink.begin("application/n-quads")
    ox.serialize(request.quads(), cast(IO[bytes], sink), ox.RdfFormat.N_QUADS)


def tell_change(dataset: WholeDataset, update: Update, sink: AnswerChannel) -> None:
    """Find out what ``update`` changes."""
    change = plan(dataset, update)
    if len(change.add) + len(change.remove) > update.most:
        raise TooLargeError(too_many(update.most))
    sink.begin("")
    sink.write(write_change(change))


def _refusal(error: OSError, allowed: bool) -> str:
    if allowed:
        return f"Another server that the request names did not answer: {error}."
    return "SERVICE and LOAD are refused here: no request makes this server open a connection."


class AnswerChannel(io.RawIOBase):
    """The way back to the server: the beginning is held until it is large or the answer complete."""

    def __init__(self, channel: socket.socket, held: Spoilable) -> None:
        super().__init__()
        self._channel, self._held_by = channel, held
        self._held: list[bytes] = []
        self._size = 0
        self._media_type = b""
        self._streaming = False

    def writable(self) -> bool:
        """Always."""
        return True

    def begin(self, media_type: str) -> None:
        """See ``evaluation.Sink``."""
        self._media_type = media_type.encode()

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """See ``evaluation.Sink``."""
        data = bytes(data)
        self._held.append(data)
        self._size += len(data)
        if self._size >= HELD or (self._streaming and self._size >= HELD // 16):
            self._pass_on()
        return len(data)

    def _pass_on(self) -> None:
        if not self._streaming:
            messages.send(self._channel, b"S", self._media_type)
            self._streaming = True
        data = b"".join(self._held)
        self._held, self._size = [], 0
        for start in range(0, len(data), messages.LARGEST):
            messages.send(self._channel, b"D", data[start : start + messages.LARGEST])

    def end(self) -> None:
        """The answer is complete."""
        if self._streaming:
            self._pass_on()
            self._send_last(b"Z")
        else:
            self._send_last(b"A", self._media_type + b"\n" + b"".join(self._held))

    def fail(self, code: str, message: str) -> None:
        """The answer cannot be completed."""
        self._send_last(b"X", json.dumps([code, message]).encode())

    def _send_last(self, kind: bytes, payload: bytes = b"") -> None:
        messages.send(self._channel, kind.lower() if self._held_by.is_spoilt else kind, payload)
