"""A copy of the store in a process of its own, and the readers forked from it, as the server sees them."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

import graph
from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange
from graph.serving import messages
from graph.serving.confinement import ReaderLimits
from graph.serving.messages import write_change
from graph.serving.requests import BusyError, Request
from ontology.errors import StoreError

_CPU_CLOCK = 2
"""CPUCLOCK_SCHED: with the process id it makes the clock that clock_getcpuclockid(3) gives."""
LARGE_PAGES = "glibc.malloc.hugetlb=1"
"""With large pages (where Linux gives them on request) a fork has far fewer page tables to copy."""
ONE_ARENA = "glibc.malloc.arena_max=1"
"""Without it threads that opened files leave address space behind that a limit on memory does not count."""


@dataclass(slots=True, eq=False)
class ReaderProcess:
    """A process that answers one request at a time.

    ``generation`` counts the changes it has seen, ``followed`` those it has made itself since it was forked.
    It ends with what it ``needs``, the process of its ancestor or files, which therefore stay as long as it
    works. ``once``: it answers one request only.
    """

    channel: socket.socket
    pid: int
    handle: int | None
    generation: int
    slowed: bool = False
    ended: bool = False
    followed: int = 0
    needs: object = None
    once: bool = False

    def follow(self, change: bytes, generation: int) -> None:
        """Make ``change`` before the next request; raises ``OSError`` once the process is dead."""
        messages.send(self.channel, b"C", change)
        self.generation, self.followed = generation, self.followed + 1

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

    def pause(self) -> None:
        """Stop working until ``resume``."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on working."""
        self._send(signal.SIGCONT)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._send(signal.SIGKILL)
        if self.handle is not None:
            os.close(self.handle)
        self.ended, self.handle, self.needs = True, None, None
        self.channel.close()

    def _send(self, number: signal.Signals) -> None:
        with contextlib.suppress(OSError):
            if self.handle is not None:
                signal.pidfd_send_signal(self.handle, number)
            elif not self.ended:
                os.kill(self.pid, number)


class CopiedStore(Protocol):
    """The store a replica copies."""

    lock: threading.RLock

    @property
    def folder(self) -> Path | None:
        """The directory of the store; none if it is in memory."""
        ...

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store itself."""
        ...

    def size(self) -> int:
        """The number of quads."""
        ...

    def listen(self, listener: Callable[[DatasetChange | None], None]) -> None:
        """Call ``listener`` with every change after it is written."""
        ...


class Ancestor:
    """A process that holds a dataset and forks readers, by the socket that tells it what to do.

    It ends when the socket closes, which is when nobody has this object any more. Every method raises
    ``OSError`` or ``EOFError`` once it is dead.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._talking = threading.Lock()
        weakref.finalize(self, control.close)

    def fork(self, limits: ReaderLimits, generation: int) -> ReaderProcess:
        """A new reader."""
        with self._talking:
            channel, pid, handle = self.ask_for_fork(b"F", pickle.dumps(limits))
        return ReaderProcess(channel, pid, handle, generation, needs=self)

    def ask_for_fork(self, kind: bytes, payload: bytes = b"") -> tuple[socket.socket, int, int | None]:
        """The socket, the process id and a handle of a process that the message ``kind`` asks for."""
        messages.send(self._control, kind, payload)
        data, handles, _, _ = socket.recv_fds(self._control, messages.HEADER.size, 2)
        if not data:
            raise EOFError
        if not handles:
            raise BusyError("No file descriptor is free (ulimit -n): try again in a moment.")
        handle = handles[1] if len(handles) > 1 else None
        return socket.socket(fileno=handles[0]), messages.HEADER.unpack(data)[1], handle

    def ask_for_ancestor(self, kind: bytes, payload: bytes = b"") -> Ancestor:
        """The ancestor that the message ``kind`` asks for; it has yet to get ready."""
        channel, _, handle = self.ask_for_fork(kind, payload)
        if handle is not None:
            os.close(handle)
        return Ancestor(channel)

    def expect_ready(self) -> None:
        """Wait until the process has done what it was told."""
        kind, _ = messages.receive(self._control)
        assert kind == b"R", kind


class QueriedCopy(Protocol):
    """What a replica needs of the process that holds its copy: ``Copy``, or ``graph.mirror`` on disk.

    ``process`` is the one that all others end with. ``unites``: a query that names graphs needs a process
    that is united.
    """

    process: subprocess.Popen[bytes]
    unites: bool

    @property
    def is_worn(self) -> bool:
        """Whether a new copy should take its place."""
        ...

    def tell(self, change: DatasetChange | None) -> bytes | None:
        """Follow ``change``; as readers take it who wait, or ``None`` where they cannot follow.

        Raises ``OSError`` or ``EOFError`` where it cannot follow itself, as after ``None`` (any change).
        """
        ...

    def fork(self, limits: ReaderLimits, generation: int) -> ReaderProcess:
        """A reader that has seen every change so far."""
        ...

    def apart(self, request: Request, limits: ReaderLimits) -> ReaderProcess | None:
        """A reader for ``request`` alone, where it takes one of its own kind."""
        ...

    def united(self) -> Ancestor:
        """A process that is to be united (``Dataset.unite``); it follows no change."""
        ...

    def stop(self) -> None:
        """End the process; its readers end with it."""
        ...


class CopyMaker(Protocol):
    """Makes a copy of all that a store holds now; the caller holds ``store.lock``."""

    def __call__(self, store: CopiedStore, *, union: bool, withheld: Withheld) -> QueriedCopy:
        """The copy."""
        ...


def start(code: str, *descriptors: int, tuned: str = "") -> subprocess.Popen[bytes]:
    """A Python process that runs ``code`` and takes over ``descriptors``, its malloc ``tuned`` (glibc)."""
    home = str(Path(graph.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-c", code],
        pass_fds=descriptors,
        env={**os.environ, "PYTHONPATH": path, "GLIBC_TUNABLES": tuned},
        stdin=subprocess.DEVNULL,
        process_group=0,  # Ctrl-C in a terminal is for the server, which ends this one
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait until ``process`` has ended, which has been told to, and do not wait long."""
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Copy(Ancestor):
    """The process that holds the copy of the store in memory."""

    def __init__(self, store: CopiedStore, *, union: bool, withheld: Withheld = NOTHING) -> None:
        """Start the process with all that ``store`` holds now; the caller holds ``store.lock``."""
        control, theirs = socket.socketpair()
        super().__init__(control)
        self.unites = union
        readable, writable = os.pipe()
        apart = sorted(name.value for name in withheld)
        given = f"{theirs.fileno()}, {readable}, {union}, {apart!r}"
        code = f"from graph.serving.process import main; main({given})"
        self.process = start(code, theirs.fileno(), readable, tuned=LARGE_PAGES)
        theirs.close()
        os.close(readable)
        self.size, self.removed = store.size(), 0
        try:
            with open(writable, "wb") as data:
                store.inner.dump(data, ox.RdfFormat.N_QUADS)
            self.expect_ready()
            self.tell(
                DatasetChange(create=[n for n in store.inner.named_graphs() if isinstance(n, ox.NamedNode)])
            )
        except (OSError, EOFError) as error:
            self.stop()
            raise StoreError("The copy of the store in memory cannot be started.") from error

    @property
    def is_worn(self) -> bool:
        """Whether more has been removed than is left to hold: Oxigraph keeps removed quads in memory."""
        return self.removed > max(50_000, self.size)

    def tell(self, change: DatasetChange | None) -> bytes:
        """Make ``change`` in the copy; readers forked from now on see it. The change as readers take it."""
        if change is None:
            raise EOFError
        data = write_change(change)
        messages.send(self._control, b"C", data)
        self.expect_ready()
        self.removed += len(change.remove)
        return data

    def apart(self, request: Request, limits: ReaderLimits) -> None:
        """Every reader answers every request."""

    def united(self) -> Ancestor:
        """A process forked from this one that is to be united (``Dataset.unite``); it follows no change."""
        return self.ask_for_ancestor(b"U")

    def stop(self) -> None:
        """End the process; its readers end with it."""
        self._control.close()
        end(self.process)
