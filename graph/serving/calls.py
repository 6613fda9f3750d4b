"""One request at one reader: waits, watches the clock and the client, and lets the reader go."""

from __future__ import annotations

import json
import pickle
import select
import threading
import time
from collections.abc import Iterator
from typing import Protocol

from graph.serving import messages
from graph.serving.evaluation import TooLargeError, UnacceptableAnswerError
from graph.serving.processes import ReaderProcess
from graph.serving.requests import (
    AbandonedError,
    BusyError,
    HungUp,
    Limits,
    MemoryLimitError,
    RefusedError,
    Request,
    TimeLimitError,
)
from graph.serving.streams import Stream
from graph.serving.taking_turns import Turns
from ontology.errors import InputError, QueryError, StandpunktError

_CROWDED = 1.0
"""Seconds for which others are expected after a call has begun beside another."""
_GLANCE = 0.05
"""Seconds between two looks at whether the client is still there."""
_ERRORS: dict[str, type[StandpunktError]] = {
    kind.code: kind
    for kind in (QueryError, InputError, TooLargeError, UnacceptableAnswerError, MemoryLimitError)
} | {"network": RefusedError}


class Readers(Protocol):
    """Who lends readers to calls, and how many calls there may be.

    ``crowded`` is the moment of the monotonic clock at which a call last began beside another; ``waiting``,
    the calls that wait for a free place.
    """

    limits: Limits
    free: threading.Semaphore
    free_long: threading.Semaphore
    waiting: set[Call]
    turns: Turns
    calls: set[Call]
    crowded: float

    def take(self, request: Request) -> ReaderProcess:
        """A reader for ``request`` that has seen every change so far."""
        ...

    def give_back(self, reader: ReaderProcess) -> None:
        """Keep ``reader`` for the next request, or end it."""
        ...

    def refill(self) -> None:
        """See to it that spare readers are there again."""
        ...


class Call:
    """One request at one reader: waits, watches the clock and the client, and lets the reader go."""

    def __init__(self, replica: Readers, request: Request, hung_up: HungUp, seconds: float) -> None:
        self._replica, self._hung_up, self._seconds = replica, hung_up, seconds
        self._last = False
        self._reader: ReaderProcess | None = None
        self._spent, self._worked, self._long = 0.0, 0.0, False
        self._slot: threading.Semaphore | None = None
        self._take_slot()
        try:
            self._begin(request)
        except BaseException:
            self.give_up()
            raise

    def _take_slot(self) -> None:
        limits = self._replica.limits
        self._replica.waiting.add(self)
        has_place = self._replica.free.acquire(timeout=limits.wait)
        self._replica.waiting.discard(self)
        if not has_place:
            raise BusyError(
                f"The server is answering {limits.readers} requests already: try again in a moment."
            )
        self._slot = self._replica.free
        self._replica.calls.add(self)
        if len(self._replica.calls) > 1:
            self._replica.crowded = time.monotonic()

    def _begin(self, request: Request) -> None:
        """Send the request to a reader; one that died while it waited is replaced once."""
        payload = pickle.dumps(request)
        for attempt in (1, 2):
            self._reader = self._replica.take(request)
            self._last = self._reader.once
            try:
                self._worked = self._reader.worked()
                messages.send(self._reader.channel, b"Q", payload)
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

    def stream(self) -> Stream:
        """Like ``pieces``, and lets the reader go at the end, however it comes."""
        return Stream(self._in_time(), self.give_up)

    def _in_time(self) -> Iterator[bytes]:
        deadline = time.monotonic() + self._replica.limits.stream_time
        for piece in self.pieces():
            yield piece
            if time.monotonic() > deadline:
                raise TimeLimitError("The client took too long to read the answer (setting stream_seconds).")
        self.done()

    def done(self) -> None:
        """The answer is complete: the reader may serve others, unless this was its last."""
        if self._last:
            self.give_up()
        if self._reader is not None:
            self._replica.turns.leave(self._reader)
            self._replica.give_back(self._reader)
            self._reader = None
        self._leave()

    def give_up(self) -> None:
        """End the reader, if it still works for this call."""
        if self._reader is not None:
            self._replica.turns.leave(self._reader)
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
            kind, payload = messages.receive(reader.channel)
        except (EOFError, OSError):
            raise MemoryLimitError(
                "The request was ended: it needs more memory than it may use (setting query_memory)."
            ) from None
        if kind.islower():
            self._last, kind = True, kind.upper()
        if kind == b"X":
            code, message = json.loads(payload)
            self.done()
            if code not in _ERRORS:
                raise RuntimeError(message)
            raise _ERRORS[code](message)
        return kind, payload

    def _wait(self, reader: ReaderProcess) -> None:
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
            if not reader.slowed and self._is_in_the_way(worked):
                reader.slow_down()
                self._replica.turns.join(reader)
            if not self._long and max(worked, self._held(reader, spent)) > limits.long:
                self._become_long()
        self._spent += time.monotonic() - began

    def _is_in_the_way(self, worked: float) -> bool:
        """Whether others go first after ``worked`` seconds; a reader slowed down serves only this call."""
        limits = self._replica.limits
        crowded = time.monotonic() - self._replica.crowded < _CROWDED
        return worked > limits.long or (worked > limits.brief and crowded)

    def _held(self, reader: ReaderProcess, spent: float) -> float:
        """What keeping a place for ``spent`` seconds counts as work: all of it where others wait for one."""
        return spent if reader.slowed and self._replica.waiting else spent / 5

    def _become_long(self) -> None:
        """Make room for short requests: take one of the few places for long ones."""
        if not self._replica.free_long.acquire(blocking=False):
            raise BusyError("The server is busy with long requests: try again in a moment.")
        self._release()
        self._slot, self._long = self._replica.free_long, True
