"""Answers from a copy of the store, whose readers can be ended (see ``requests.Answers``)."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange
from graph.serving.calls import Call
from graph.serving.confinement import ReaderLimits
from graph.serving.evaluation import Query
from graph.serving.messages import read_change
from graph.serving.processes import Ancestor, CopiedStore, Copy, CopyMaker, QueriedCopy, ReaderProcess
from graph.serving.requests import BusyError, Dump, HungUp, Limits, Parse, Readiness, Reply, Request
from graph.serving.taking_turns import Turns
from graph.serving.updates import Update
from ontology.errors import StandpunktError, StoreError

log = logging.getLogger("standpunkt.replica")
T = TypeVar("T")

_SMALL = 16_384
"""Bytes of a change that readers make themselves: it must fit into a socket's buffer."""
_MOST_FOLLOWED = 100
"""Changes one reader makes itself: each costs it memory that it no longer shares."""


@dataclass(slots=True)
class _Pool:
    """The readers that wait for work; ``generation`` counts the changes so far."""

    idle: list[ReaderProcess] = field(default_factory=list)
    generation: int = 0


class Replica:
    """Keeps a copy of ``store``, tells it every change, and lends its readers to requests.

    Locks are always taken in the order: that of the united process, the store's, the copy's, the pool's.
    ``union``: the default graph is the union of all graphs; ``withheld`` is not shown. ``copying`` makes the
    copy, in memory or on disk.
    """

    def __init__(
        self,
        store: CopiedStore,
        limits: Limits | None = None,
        *,
        network: bool = False,
        union: bool = True,
        withheld: Withheld = NOTHING,
        copying: CopyMaker = Copy,
    ) -> None:
        self.limits = limits or Limits()
        self._copying = partial(copying, union=union, withheld=withheld)
        self._store = store
        self._reader_limits = ReaderLimits(self.limits.memory, network)
        self._pool, self._pool_lock = _Pool(), threading.Lock()
        self.free = threading.Semaphore(self.limits.readers)
        self.free_long = threading.Semaphore(self.limits.long_readers)
        self.waiting: set[Call] = set()
        self.turns = Turns()
        self.calls: set[Call] = set()
        self.crowded = 0.0
        self._wanted = threading.Event()
        self._closed = self._renewing = False
        self._behind_since = 0.0
        self._copy_lock, self._uniting = threading.Lock(), threading.Lock()
        self._united: Ancestor | None = None
        with store.lock:
            self._copy: QueriedCopy = self._copying(store)
            store.listen(self._changed)
        threading.Thread(target=self._keep_spares, name="spare-readers", daemon=True).start()

    # ------------------------------------------------------------ the interface

    def answer(self, request: Query | Dump | Parse, hung_up: HungUp) -> Reply:
        """See ``Answers.answer``."""
        times = {Dump: self.limits.stream_time, Parse: self.limits.update_time}
        call = Call(self, request, hung_up, times.get(type(request), self.limits.query_time))
        try:
            kind, payload = call.first()
        except BaseException:
            call.give_up()
            raise
        if kind == b"A":
            call.done()
            media_type, _, data = payload.partition(b"\n")
            return Reply(media_type.decode(), data)
        return Reply(payload.decode(), call.stream())

    def plan(self, update: Update, hung_up: HungUp) -> DatasetChange:
        """See ``Answers.plan``."""
        call = Call(self, update, hung_up, self.limits.update_time)
        try:
            kind, payload = call.first()
            data = payload.partition(b"\n")[2] if kind == b"A" else b"".join(call.pieces())
            call.done()
        finally:
            call.give_up()
        return read_change(data)

    def state(self) -> Readiness:
        """See ``Answers.state``."""
        since, alive = self._behind_since, self._copy.process.poll() is None and not self._closed
        behind = time.monotonic() - since if since else 0.0
        return Readiness(alive, len(self.calls), self.limits.readers, behind)

    def close(self) -> None:
        """End the copy and its readers."""
        self._closed = True
        self.turns.close()
        self._wanted.set()
        with self._pool_lock:
            for reader in self._pool.idle:
                reader.end()
            self._pool.idle.clear()
        with self._copy_lock:
            self._united = None
            self._copy.stop()

    # ------------------------------------------------------------ the copy

    def _changed(self, change: DatasetChange | None) -> None:
        """Called with every change of the store, before its writer goes on, who holds the store's lock."""
        if self._closed:
            return
        self._behind_since = time.monotonic()
        self._follow(change)
        self._behind_since = 0.0

    def _follow(self, change: DatasetChange | None) -> None:
        copy = self._copy
        try:
            with self._copy_lock:
                self._united = None
                told = copy.tell(change)
            self._lead_idle(told) if told is not None else self._drop_idle()
        except (OSError, EOFError):
            self._drop_idle()
            self._renew(copy)
        if copy.is_worn and copy is self._copy and not self._renewing:
            self._renewing = True
            threading.Thread(target=self._renew, args=(copy,), name="new-copy", daemon=True).start()

    def _drop_idle(self) -> None:
        """From now on only readers count that are forked from now on."""
        with self._pool_lock:
            self._pool.generation += 1
            stale, self._pool.idle = self._pool.idle, []
        for reader in stale:
            reader.end()
        self._wanted.set()

    def _lead_idle(self, change: bytes) -> None:
        """Let the readers that wait make a small change themselves; that takes less than forking others."""
        with self._pool_lock:
            self._pool.generation += 1
            waiting, self._pool.idle = self._pool.idle, []
            for reader in waiting:
                if len(change) <= _SMALL and reader.followed < _MOST_FOLLOWED:
                    with contextlib.suppress(OSError):
                        reader.follow(change, self._pool.generation)
                        self._pool.idle.append(reader)
                        continue
                reader.end()
        self._wanted.set()

    def _renew(self, old: QueriedCopy) -> None:
        """Put a new copy in the place of ``old``, unless that has been done; reading goes on meanwhile."""
        with self._store.lock:
            self._renewing = False
            if self._copy is not old or self._closed:
                return
            log.info("the copy of the store for queries is made anew")
            fresh = self._copying(self._store)
            with self._copy_lock:
                self._copy, self._united = fresh, None
        self._drop_idle()
        retire = threading.Thread(
            target=self._retire, args=(old, set(self.calls)), name="old-copy", daemon=True
        )
        retire.start()

    def _retire(self, old: QueriedCopy, calls: set[Call]) -> None:
        """End ``old`` when the calls that may use its readers are done."""
        deadline = time.monotonic() + self.limits.stream_time
        while calls & self.calls and not self._closed and time.monotonic() < deadline:
            time.sleep(0.1)
        old.stop()

    # ------------------------------------------------------------ readers

    def take(self, request: Request) -> ReaderProcess:
        """See ``Readers.take``."""
        if self._copy.unites and isinstance(request, Query) and request.names_graphs:
            return self._fork_united()
        if apart := self._lent(lambda copy: copy.apart(request, self._reader_limits)):
            return apart
        with self._pool_lock:
            if self._pool.idle:
                return self._pool.idle.pop()
        self._wanted.set()
        return self._fork()

    def give_back(self, reader: ReaderProcess) -> None:
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

    def _fork(self) -> ReaderProcess:
        return self._lent(lambda copy: copy.fork(self._reader_limits, self._pool.generation))

    def _lent(self, lend: Callable[[QueriedCopy], T]) -> T:
        """What ``lend`` gets of the copy; one that does not answer is renewed once."""
        for _ in range(2):
            with self._copy_lock:
                if self._closed:
                    raise BusyError("The server is shutting down.")
                copy = self._copy
                with contextlib.suppress(OSError, EOFError):
                    return lend(copy)
            self._renew(copy)
        raise StoreError("The copy of the store for queries does not answer.")

    def _fork_united(self) -> ReaderProcess:
        """A reader of the process that is united; a change has made the last one stale."""
        for _ in range(2):
            with self._uniting, contextlib.suppress(OSError, EOFError):
                with self._copy_lock:
                    if self._closed:
                        raise BusyError("The server is shutting down.")
                    copy, generation = self._copy, self._pool.generation
                    united = self._united or copy.united()
                if united is not self._united:
                    united.expect_ready()
                    self._keep_united(united, copy, generation)
                reader = united.fork(self._reader_limits, generation)
                reader.once = True
                return reader
            self._renew(copy)
        raise StoreError("The copy of the store for queries does not answer.")

    def _keep_united(self, united: Ancestor, copy: QueriedCopy, generation: int) -> None:
        """Fork the next ones of ``united`` too, unless it is stale already."""
        with self._copy_lock:
            if copy is self._copy and generation == self._pool.generation and not self._closed:
                self._united = united

    def _keep_spares(self) -> None:
        """Fork readers ahead of the requests that will want them."""
        while not self._closed:
            self._wanted.wait()
            self._wanted.clear()
            with contextlib.suppress(StandpunktError):
                while not self._closed and len(self._pool.idle) < self.limits.spare:
                    self.give_back(self._fork())
