"""The replica seen from the server: starts it, tells it every change, and lends its readers to requests."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

import graph
from graph import frames
from graph.answers import (
    AbandonedError,
    Answer,
    BusyError,
    HungUp,
    Limits,
    MemoryLimitError,
    RefusedError,
    TimeLimitError,
)
from graph.changes import DatasetChange
from graph.evaluation import Query, TooLargeError, UnacceptableAnswerError
from graph.replica_process import Dump, Parse, ReaderLimits, read_change, write_change
from graph.updates import Update
from ontology.errors import InputError, QueryError, StandpunktError, StoreError

log = logging.getLogger("standpunkt.replica")

_CPU_CLOCK = 2
"""CPUCLOCK_SCHED: with the process id it makes the clock that clock_getcpuclockid(3) gives."""
_GLANCE = 0.05
"""Seconds between two looks at whether the client is still there."""
_ERRORS: dict[str, type[StandpunktError]] = {
    kind.code: kind
    for kind in (QueryError, InputError, TooLargeError, UnacceptableAnswerError, MemoryLimitError)
} | {"network": RefusedError}


@dataclass(slots=True)
class Reader:
    """A process that answers one request at a time; ``generation`` counts the changes it has seen."""

    channel: socket.socket
    pid: int
    handle: int | None
    generation: int
    slowed: bool = False

    def worked(self) -> float:
        """Seconds of processor time the process has used (Linux: its own clock; elsewhere: time itself)."""
        with contextlib.suppress(OSError):
            return time.clock_gettime((~self.pid << 3) | _CPU_CLOCK)
        return time.monotonic()

    def slow_down(self) -> None:
        """Give the processor to everyone else first."""
        self.slowed = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(OSError):
            if self.handle is not None:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)
                os.close(self.handle)
            else:
                os.kill(self.pid, signal.SIGKILL)
        self.handle = None
        self.channel.close()


class Source(Protocol):
    """The store a replica copies."""

    lock: threading.RLock

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store itself."""
        ...

    def listen(self, listener: Callable[[DatasetChange | None], None]) -> None:
        """Call ``listener`` with every change after it is written."""
        ...


@dataclass(slots=True)
class _Pool:
    """The readers that wait for work, and how many are at it."""

    idle: list[Reader] = field(default_factory=list)
    generation: int = 0


class Replica:
    """Answers from a copy of ``store`` in memory (see ``graph.answers.Answers``)."""

    def __init__(self, store: Source, limits: Limits | None = None, *, network: bool = False) -> None:
        self.limits = limits or Limits()
        self._store, self._network = store, network
        self._pool = _Pool()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._control_lock = threading.RLock()
        self._pool_lock = threading.Lock()
        self.free = threading.Semaphore(self.limits.readers)
        self.free_long = threading.Semaphore(self.limits.long_readers)
        self._wanted = threading.Event()
        self._closed = False
        self.calls: set[_Call] = set()
        self._start()
        store.listen(self._changed)
        self._keeper = threading.Thread(target=self._keep_spares, name="spare-readers", daemon=True)
        self._keeper.start()

    # ------------------------------------------------------------ the interface

    def answer(self, request: Query | Dump | Parse, hung_up: HungUp) -> Answer:
        """See ``Answers.answer``."""
        times = {Dump: self.limits.stream_time, Parse: self.limits.update_time}
        call = _Call(self, request, hung_up, times.get(type(request), self.limits.query_time))
        try:
            kind, payload = call.first()
        except BaseException:
            call.give_up()
            raise
        if kind == b"A":
            call.done()
            media_type, _, data = payload.partition(b"\n")
            return Answer(media_type.decode(), data)
        return Answer(payload.decode(), call.stream())

    def plan(self, update: Update, hung_up: HungUp) -> DatasetChange:
        """See ``Answers.plan``; the reader's copy is spoilt by this, so it ends."""
        call = _Call(self, update, hung_up, self.limits.update_time)
        try:
            kind, payload = call.first()
            data = payload.partition(b"\n")[2] if kind == b"A" else b"".join(call.pieces())
        finally:
            call.give_up()
        return read_change(data)

    def busy(self) -> int:
        """See ``Answers.busy``."""
        return len(self.calls)

    def close(self) -> None:
        """End the replica and its readers."""
        self._closed = True
        self._wanted.set()
        with self._pool_lock:
            for reader in self._pool.idle:
                reader.end()
            self._pool.idle.clear()
        with self._control_lock:
            self._stop()

    # ------------------------------------------------------------ the replica process

    def _start(self) -> None:
        """Start the process with all that the store holds now."""
        ours, theirs = socket.socketpair()
        readable, writable = os.pipe()
        code = f"from graph.replica_process import main; main({theirs.fileno()}, {readable})"
        home = str(Path(graph.__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            pass_fds=(theirs.fileno(), readable),
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        os.close(readable)
        self._control = ours
        with self._store.lock:
            try:
                with open(writable, "wb") as data:
                    self._store.inner.dump(data, ox.RdfFormat.N_QUADS)
                self._expect_ready()
                empty = [name for name in self._store.inner.named_graphs() if isinstance(name, ox.NamedNode)]
                self._tell(DatasetChange(create=empty))
            except (OSError, EOFError) as error:
                raise StoreError("The copy of the store in memory cannot be started.") from error

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _restart(self) -> None:
        log.warning("the copy of the store in memory is made anew")
        self._stop()
        self._start()

    def _expect_ready(self) -> None:
        assert self._control is not None
        kind, _ = frames.receive(self._control)
        assert kind == b"R", kind

    def _tell(self, change: DatasetChange) -> None:
        assert self._control is not None
        frames.send(self._control, b"C", write_change(change))
        self._expect_ready()

    def _changed(self, change: DatasetChange | None) -> None:
        """Called with every change of the store, before its writer goes on."""
        with self._control_lock:
            if self._closed:
                return
            try:
                if change is None:
                    self._restart()
                else:
                    self._tell(change)
            except (OSError, EOFError):
                self._restart()
            with self._pool_lock:
                self._pool.generation += 1
                stale, self._pool.idle = self._pool.idle, []
        for reader in stale:
            reader.end()
        self._wanted.set()

    # ------------------------------------------------------------ readers

    def take(self) -> Reader:
        """A reader that has seen every change so far."""
        with self._pool_lock:
            if self._pool.idle:
                return self._pool.idle.pop()
        self._wanted.set()
        return self._fork()

    def give_back(self, reader: Reader) -> None:
        """Keep ``reader`` for the next request, unless it is out of date, slowed down or one too many."""
        with self._pool_lock:
            fresh = reader.generation == self._pool.generation and not reader.slowed and not self._closed
            if fresh and len(self._pool.idle) < self.limits.readers:
                self._pool.idle.append(reader)
                return
        reader.end()

    def refill(self) -> None:
        """See to it that spare readers are there again."""
        self._wanted.set()

    def _fork(self) -> Reader:
        with self._control_lock:
            if self._closed:
                raise BusyError("The server is shutting down.")
            try:
                return self._ask_for_reader()
            except (OSError, EOFError):
                self._restart()
                return self._ask_for_reader()

    def _ask_for_reader(self) -> Reader:
        assert self._control is not None
        frames.send(self._control, b"F", pickle.dumps(ReaderLimits(self.limits.memory, self._network)))
        data, handles, _, _ = socket.recv_fds(self._control, frames.HEADER.size, 2)
        if not data:
            raise EOFError
        _, pid = frames.HEADER.unpack(data)
        channel = socket.socket(fileno=handles[0])
        handle = handles[1] if len(handles) > 1 else None
        return Reader(channel, pid, handle, self._pool.generation)

    def _keep_spares(self) -> None:
        """Fork readers ahead of the requests that will want them."""
        while not self._closed:
            self._wanted.wait()
            self._wanted.clear()
            with contextlib.suppress(StandpunktError):
                while not self._closed and len(self._pool.idle) < self.limits.spare:
                    self.give_back(self._fork())


class _Call:
    """One request at one reader: waits, watches the clock and the client, and lets the reader go."""

    def __init__(self, replica: Replica, request: object, hung_up: HungUp, seconds: float) -> None:
        self._replica, self._hung_up, self._seconds = replica, hung_up, seconds
        self._reader: Reader | None = None
        self._spent, self._worked, self._long = 0.0, 0.0, False
        self._slot: threading.Semaphore | None = None
        self._take_slot()
        try:
            self._begin(pickle.dumps(request))
        except BaseException:
            self.give_up()
            raise

    def _take_slot(self) -> None:
        limits = self._replica.limits
        if not self._replica.free.acquire(timeout=limits.wait):
            raise BusyError(
                f"The server is answering {limits.readers} requests already: try again in a moment."
            )
        self._slot = self._replica.free
        self._replica.calls.add(self)

    def _begin(self, payload: bytes) -> None:
        """Send the request to a reader; one that died while it waited is replaced once."""
        for attempt in (1, 2):
            self._reader = self._replica.take()
            try:
                self._worked = self._reader.worked()
                frames.send(self._reader.channel, b"Q", payload)
            except OSError:
                self._reader.end()
                if attempt == 2:
                    raise
            else:
                return

    def first(self) -> tuple[bytes, bytes]:
        """The first message of the answer; an error message is raised."""
        return self._receive()

    def pieces(self) -> Iterator[bytes]:
        """The rest of an answer that did not come at once."""
        while True:
            kind, payload = self._receive()
            if kind == b"Z":
                return
            yield payload

    def stream(self) -> Iterator[bytes]:
        """Like ``pieces``, and lets the reader go at the end, however it comes."""
        deadline = time.monotonic() + self._replica.limits.stream_time
        try:
            for piece in self.pieces():
                yield piece
                if time.monotonic() > deadline:
                    raise TimeLimitError(
                        "The client took too long to read the answer (setting stream_seconds)."
                    )
            self.done()
        finally:
            self.give_up()

    def done(self) -> None:
        """The answer is complete: the reader may serve others."""
        if self._reader is not None:
            self._replica.give_back(self._reader)
            self._reader = None
        self._leave()

    def give_up(self) -> None:
        """End the reader, if it still works for this call."""
        if self._reader is not None:
            self._reader.end()
            self._reader = None
            self._replica.refill()
        self._leave()

    def _leave(self) -> None:
        self._replica.calls.discard(self)
        self._release()

    def _release(self) -> None:
        slot, self._slot = self._slot, None
        if slot is not None:
            slot.release()

    def _receive(self) -> tuple[bytes, bytes]:
        reader = self._reader
        assert reader is not None
        self._wait(reader)
        try:
            kind, payload = frames.receive(reader.channel)
        except (EOFError, OSError):
            raise MemoryLimitError(
                "The request was ended: it needs more memory than it may use (setting query_memory)."
            ) from None
        if kind == b"X":
            code, message = json.loads(payload)
            self.done()
            if code not in _ERRORS:
                raise RuntimeError(message)
            raise _ERRORS[code](message)
        return kind, payload

    def _wait(self, reader: Reader) -> None:
        """Wait for the reader's next message; its time runs only here, not while the client reads."""
        limits = self._replica.limits
        poll = select.poll()
        poll.register(reader.channel, select.POLLIN)
        began = time.monotonic()
        while not poll.poll((_GLANCE if reader.slowed else limits.brief) * 1000):
            spent = self._spent + time.monotonic() - began
            if spent > self._seconds:
                raise TimeLimitError(
                    f"The request ran for {self._seconds:g} seconds, the time limit here, and was ended."
                )
            if self._hung_up():
                raise AbandonedError("The client hung up.")
            worked = reader.worked() - self._worked
            if worked > limits.brief and not reader.slowed:
                reader.slow_down()
            if max(worked, spent / 5) > limits.long and not self._long:
                self._become_long()
        self._spent += time.monotonic() - began

    def _become_long(self) -> None:
        """Make room for short requests: take one of the few places for long ones."""
        if not self._replica.free_long.acquire(blocking=False):
            raise BusyError("The server is busy with long requests: try again in a moment.")
        self._release()
        self._slot, self._long = self._replica.free_long, True
