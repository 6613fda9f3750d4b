"""Stands in the place of the copy in memory: readers open a state of the mirror, which each write renews."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import pickle
import shutil
import socket
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path

from graph.mirror.keeping import COPIES, KeptMirror
from graph.mirror.mirror import Mirror, fill
from graph.mirror.process import MirrorState, StoreTask
from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange
from graph.serving.confinement import ReaderLimits
from graph.serving.processes import ONE_ARENA, Ancestor, CopiedStore, ReaderProcess, end, start
from graph.serving.requests import Dump, Request
from graph.serving.updates import Update
from ontology.errors import StoreError

log = logging.getLogger("standpunkt.replica")


class DiskCopy(Ancestor):
    """See ``processes.QueriedCopy``: the mirror of a store, and the process that forks its readers.

    A state of the mirror is a checkpoint (RocksDB), whose files are links: made when the first reader after a
    write is wanted, gone with the last one.
    """

    unites = False
    is_worn = False

    def __init__(
        self, store: CopiedStore, *, kept: KeptMirror, union: bool, withheld: Withheld = NOTHING
    ) -> None:
        """Mirror all that ``store`` holds now; the caller holds ``store.lock``."""
        control, theirs = socket.socketpair()
        super().__init__(control)
        assert store.folder is not None, "a store in memory has no place for it"
        (store.folder / COPIES).mkdir(exist_ok=True)
        self._place = Path(tempfile.mkdtemp(prefix="", dir=store.folder / COPIES))
        self._mirror: Mirror | None = None
        self._store, self._union, self._withheld = store, union, withheld
        self._kept, self._what = kept, [union, sorted(name.value for name in withheld)]
        self._numbers = itertools.count(1)
        self._now: Ancestor | None = None
        code = f"from graph.mirror.process import main; main({theirs.fileno()})"
        self.process = start(code, theirs.fileno(), tuned=ONE_ARENA)
        theirs.close()
        try:
            self._mirror = self._filled()
            self.expect_ready()
        except (OSError, EOFError) as error:
            self.stop()
            raise StoreError(f"The copy of the store for queries cannot be made: {error}") from error

    def _filled(self) -> Mirror:
        source, place = self._place / "source", self._place / "mirror"
        if not self._kept.take(place, self._what):
            log.info("what the store shows is written once more for queries: %d quads", self._store.size())
            self._store.inner.backup(source)
            fill(source, place, union=self._union, withheld=self._withheld)
            shutil.rmtree(source)
        return Mirror(place, self._store, union=self._union, withheld=self._withheld)

    def tell(self, change: DatasetChange | None) -> None:
        """See ``QueriedCopy.tell``: readers of an earlier state cannot follow."""
        self._now = None
        mirror, self._mirror = self._present(), None
        if change is None:
            raise EOFError
        try:
            mirror.follow(change)
        except RuntimeError as error:  # what RocksDB calls Corruption
            raise OSError(f"The mirror cannot be written: {error}") from error
        self._mirror = mirror

    def fork(self, limits: ReaderLimits, generation: int) -> ReaderProcess:
        """See ``QueriedCopy.fork``."""
        if self._now is None:
            self._now = self._opened()
        return self._now.fork(replace(limits, files=True), generation)

    def apart(self, request: Request, limits: ReaderLimits) -> ReaderProcess | None:
        """See ``QueriedCopy.apart``: for what needs all that is held, and for what may open connections."""
        if isinstance(request, Update | Dump):
            return self._whole(limits, writable=isinstance(request, Update))
        if not (limits.network and request.network):
            return None
        reader = self.fork(limits, generation=0)
        reader.once = True
        return reader

    def united(self) -> Ancestor:
        """See ``QueriedCopy.united``."""
        raise AssertionError("every state is united")

    def stop(self) -> None:
        """See ``QueriedCopy.stop``."""
        self._control.close()
        end(self.process)
        self._now = None
        mirror, self._mirror = self._mirror, None
        if mirror is not None:
            with contextlib.suppress(OSError, RuntimeError):  # then the next server makes its own
                mirror.close()
                self._kept.give(self._place / "mirror", self._what)
        shutil.rmtree(self._place, ignore_errors=True)

    def _present(self) -> Mirror:
        """The mirror, as long as it has followed every change; raises ``OSError`` otherwise."""
        if self._mirror is None:
            raise OSError("The mirror has not followed a change.")
        return self._mirror

    def _folder(self, kind: str) -> Path:
        """A folder that is not there yet."""
        return self._place / f"{kind}-{next(self._numbers)}"

    def _opened(self) -> Ancestor:
        """The ancestor of readers of the present state."""
        place = self._folder("state")
        self._present().save(place)
        with self._talking:
            ancestor = self.ask_for_ancestor(b"A", pickle.dumps(MirrorState(place, self._union)))
        weakref.finalize(ancestor, shutil.rmtree, place, ignore_errors=True)
        ancestor.expect_ready()
        return ancestor

    def _whole(self, limits: ReaderLimits, *, writable: bool) -> ReaderProcess:
        """A reader of all that the store holds now."""
        place = self._folder("whole")
        twin = self._folder("twin") if writable else None
        files = _Files([place] if twin is None else [place, twin])
        self._store.inner.backup(place)
        if twin:
            link(place, twin)
        whole = StoreTask(place, twin, self._withheld, replace(limits, files=True))
        with self._talking:
            channel, pid, handle = self.ask_for_fork(b"W", pickle.dumps(whole))
        return ReaderProcess(channel, pid, handle, 0, needs=files, once=True)


class _Files:
    """Folders that go with the last one who needs them."""

    def __init__(self, places: list[Path]) -> None:
        for place in places:
            weakref.finalize(self, shutil.rmtree, place, ignore_errors=True)


def link(place: Path, twin: Path) -> None:
    """Let the new folder ``twin`` hold what ``place`` holds: tables, which never change, as links."""
    twin.mkdir()
    for file in place.iterdir():
        (os.link if file.suffix == ".sst" else shutil.copyfile)(file, twin / file.name)
