"""What runs in the replica: a process with a copy of the dataset in memory, and the readers it forks.

Oxigraph cannot stop a query once it runs, but a process can always be ended. A reader shares the
memory of the replica (copy on write), answers one request at a time, and cannot open a network
connection: it is not allowed a single new file descriptor.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, cast

import pyoxigraph as ox

from graph.serving import messages
from graph.serving.dataset import Dataset
from graph.serving.evaluation import Query, TooLargeError, evaluate
from graph.serving.messages import read_change, write_change
from graph.serving.requests import Dump, Parse, too_many
from graph.serving.updates import Update, plan
from ontology.errors import StandpunktError

HELD = 1 << 20
"""An answer up to this many bytes is sent when it is complete, so that an error can still take its place."""


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a reader may use: bytes of memory beyond what it shares, and whether it may reach a network."""

    memory: int
    network: bool = False


def main(control_fd: int, data_fd: int, union: bool, withheld: Iterable[str] = ()) -> None:
    """Load the dataset from ``data_fd`` as N-Quads, then obey ``control_fd`` until it closes.

    ``union``: its default graph is the union of all its graphs. The values of the properties ``withheld``
    (IRIs) are shown to nobody.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=control_fd)
    with open(data_fd, "rb") as data:
        quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
        try:
            dataset = Dataset(quads, union=union, withheld=frozenset(map(ox.NamedNode, withheld)))
        except SyntaxError:
            if _is_alone(control):
                os._exit(0)  # the server ended while it sent its store
            raise
    _warm_up(dataset)
    gc.disable()
    _obey(control, dataset)
    os._exit(0)


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
                _fork(control, dataset, pickle.loads(payload))
            elif kind == b"U":
                _fork_united(control, dataset)


def _warm_up(dataset: Dataset) -> None:
    """Do once what would otherwise be done for the first time in every reader: imports, caches, tables.

    After a fork each page of memory that is touched must be copied, which costs more than the work itself.
    """
    _memory_used()
    for text in (
        "SELECT * { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
        "ASK {}",
        "NONSENSE",
    ):
        query = Query(f"{text} # service", "http://localhost/", rows=1)
        with contextlib.suppress(StandpunktError):
            evaluate(dataset, pickle.loads(pickle.dumps(query)), _Nowhere())


class _Nowhere:
    """A sink for answers that nobody wants."""

    def begin(self, media_type: str) -> None:
        """See ``evaluation.Sink``."""

    def write(self, data: bytes) -> int:
        """See ``evaluation.Sink``."""
        return len(data)


def _change(dataset: Dataset, payload: bytes) -> None:
    dataset.change(read_change(payload))
    gc.freeze()


def _fork_united(control: socket.socket, dataset: Dataset) -> None:
    """Fork a process like this one, whose copy is united, and hand its control socket to the server."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        try:
            _end_with_parent()
            control.close()
            ours.close()
            dataset.unite()
            _obey(theirs, dataset)
        finally:
            os._exit(0)
    socket.send_fds(control, [messages.HEADER.pack(b"P", 0)], [ours.fileno()])
    ours.close()
    theirs.close()


def _fork(control: socket.socket, dataset: Dataset, limits: ReaderLimits) -> None:
    """Fork a reader and hand its socket, its process id and a handle of it to the server."""
    ours, theirs = socket.socketpair()
    used = _memory_used()
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            ours.close()
            _confine(limits, used)
            _read(theirs, dataset, limits)
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


_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _memory_used() -> int:
    """Bytes of address space this process has; 0 where that is not told."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _end_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _confine(limits: ReaderLimits, used: int) -> None:
    """End with the replica; no new file descriptor, hence no connection; a limit on memory."""
    _end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.memory and used:
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, used + limits.memory))
    _allow_connections(False, limits)


def _allow_connections(allowed: bool, limits: ReaderLimits) -> None:
    """Whether a new file descriptor may be opened; without ``limits.network`` never again."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not limits.network:
        hard = 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else 0, hard))


def _read(channel: socket.socket, dataset: Dataset, limits: ReaderLimits) -> None:
    """Answer one request after the other, making the changes sent between them, until the channel closes.

    The last message of an answer is a small letter where this reader can answer nothing else any more.
    """
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            kind, payload = messages.receive(channel)
            if kind == b"C":
                dataset.change(read_change(payload))
                continue
            sink = _Channel(channel, dataset)
            try:
                request = pickle.loads(payload)
                if limits.network:
                    _allow_connections(request.network, limits)
                _answer(dataset, request, sink)
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


def _answer(dataset: Dataset, request: Query | Update | Dump | Parse, sink: _Channel) -> None:
    if isinstance(request, Query):
        evaluate(dataset, request, sink)
    elif isinstance(request, Dump):
        form = ox.RdfFormat.from_media_type(request.media_type)
        graph = ox.NamedNode(request.graph) if request.graph else ox.DefaultGraph()
        store = dataset.own()
        sink.begin(request.media_type)
        store.dump(cast(IO[bytes], sink), form, from_graph=None if request.graph is None else graph)
    elif isinstance(request, Parse):
        sink.begin("application/n-quads")
        ox.serialize(request.quads(), cast(IO[bytes], sink), ox.RdfFormat.N_QUADS)
    else:
        change = plan(dataset, request)
        if len(change.add) + len(change.remove) > request.most:
            raise TooLargeError(too_many(request.most))
        sink.begin("")
        sink.write(write_change(change))


def _refusal(error: OSError, allowed: bool) -> str:
    if allowed:
        return f"Another server that the request names did not answer: {error}."
    return "SERVICE and LOAD are refused here: no request makes this server open a connection."


class _Channel(io.RawIOBase):
    """The way back to the server: the beginning is held until it is large or the answer complete."""

    def __init__(self, channel: socket.socket, dataset: Dataset) -> None:
        super().__init__()
        self._channel, self._dataset = channel, dataset
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
        messages.send(self._channel, kind.lower() if self._dataset.is_spoilt else kind, payload)
