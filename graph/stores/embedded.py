"""The store that is built in: Oxigraph in a directory, or in memory."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from graph.mirror.keeping import KeptMirror
from graph.mirror.room import copying_for
from graph.model.named_graphs import DIGEST, base_in
from graph.model.patience import still_wanted
from graph.model.showing import NOTHING, Withheld
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import Term
from graph.serving.dataset import Dataset
from graph.serving.evaluation import Query, ask_dataset
from graph.serving.pool import Replica
from graph.serving.requests import Answers, Limits
from graph.stores.disk.directory import (
    last_written,
    open_directory,
    read_directory,
)
from graph.stores.disk.durability import LogSync
from graph.stores.disk.mark import Mark, read_mark, write_mark
from graph.stores.disk.renewal import copy_into, database_in, renew_database, settle
from graph.stores.store import Condition, QueryResult, Store
from ontology.errors import DiskError, QueryError, StoreReadOnlyError

_REFUSED = "The store {store} cannot be written ({why}): make room, then start Standpunkt again."
_DOUBTFUL = (
    "What was written to the store {store} last is in it, but may not be on the disk ({why}): a power cut "
    "could take it back. Look at the disk and make room, then start Standpunkt again."
)


class OxigraphQuads:
    """A store over pyoxigraph: on disk if ``path`` is given, else in memory."""

    def __init__(self, path: Path | None = None, *, frozen: ox.Store | None = None) -> None:
        self._path = path
        self._kept = (
            KeptMirror(path, lambda: database_in(path), lambda: self.version)
            if path and frozen is None
            else None
        )
        self._inner = frozen or (open_directory(path) if path else ox.Store())
        self._frozen = frozen is not None
        self._sync = LogSync(database_in(path)) if path and frozen is None else None
        self.is_synced = True
        self._modified = last_written(path)
        self._opened = secrets.token_hex(4)
        self._writes, self._failure = 0, ""
        self._counted = ("", 0)
        self._solving: tuple[str, Dataset] | None = None
        self._listeners: list[Callable[[DatasetChange | None], None]] = []
        self.lock = threading.RLock()
        if self._kept:
            self._kept.opened()

    @property
    def folder(self) -> Path | None:
        """The directory of the store; none if it is in memory."""
        return self._path

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store itself."""
        return self._inner

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> QueryResult:
        """See ``Store.query``."""
        still_wanted()
        substitutions: dict[ox.Variable, Term] = {
            ox.Variable(name): term for name, term in (bindings or {}).items()
        }
        union = default_graphs is None and named_graphs is None
        try:
            return self._inner.query(
                sparql,
                base_iri=base,
                use_default_graph_as_union=union,
                default_graph=list(default_graphs) if default_graphs is not None else None,
                named_graphs=list(named_graphs) if named_graphs is not None else None,
                substitutions=substitutions,
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"This query cannot be run: {error}") from error

    def solve(
        self, sparql: str, *, bindings: Mapping[str, Term] | None = None, base: str | None = None
    ) -> QueryResult:
        """See ``Store.solve``."""
        values = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        with self.lock:
            version, dataset = self._solving or ("", Dataset())
            if version != self.version or dataset.is_spoilt:
                dataset = Dataset(self.quads())
                self._solving = self.version, dataset
            return ask_dataset(dataset, Query(sparql, base or ""), values)

    @property
    def merges(self) -> bool:
        """See ``Store.merges``."""
        return True

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See ``Store.update``."""
        with self.lock, self._writing(None):
            try:
                self._inner.update(sparql, base_iri=base)
            except (SyntaxError, ValueError) as error:
                raise QueryError(f"This update cannot be run: {error}") from error

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
    ) -> None:
        """See ``Store.change``."""
        change = DatasetChange(tuple(clear), tuple(drop), tuple(remove), tuple(create), tuple(add))
        if not change:
            return
        with self.lock, self._writing(change):
            change.apply(self._inner)

    @contextlib.contextmanager
    def _writing(self, change: DatasetChange | None) -> Iterator[None]:
        """One write; once it is in the store, the listeners are told, whether or not it gets to the disk."""
        with self._on_disk(_REFUSED):
            yield
        try:
            if self._sync and self.is_synced:
                with self._on_disk(_DOUBTFUL):
                    self._sync()
            self._failure = ""
        finally:
            self._written(change)

    @contextlib.contextmanager
    def _on_disk(self, said: str) -> Iterator[None]:
        """Raises ``DiskError`` where the disk refuses what is done within; ``said`` is what that means."""
        if self._frozen:
            raise StoreReadOnlyError(f"The store {self._path} is only read here.")
        try:
            yield
        except (OSError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and "Corruption" not in str(error):
                raise
            sentence = said.format(store=self._path, why=error)
            self._failure = sentence
            raise DiskError(sentence) from error

    def listen(self, listener: Callable[[DatasetChange | None], None]) -> None:
        """Call ``listener`` with every change after it is written (``None``: any change whatever).

        The call is made by the writing thread, before the write returns.
        """
        self._listeners.append(listener)

    def _written(self, change: DatasetChange | None) -> None:
        self._modified = dt.datetime.now(dt.UTC)
        try:
            for listener in self._listeners:
                listener(change)
        finally:
            self._writes += 1

    @property
    def base(self) -> str | None:
        """See ``Store.base``: what ``store.json`` says, else what the data tells."""
        mark = read_mark(self._path) if self._path else None
        return (mark and mark.base) or base_in(self.quads(predicate=DIGEST))

    def remember(self, base: str) -> None:
        """See ``Store.remember``: in ``store.json``."""
        if self._path and not self._frozen and read_mark(self._path) != Mark(base=base):
            write_mark(self._path, Mark(base=base))

    @property
    def condition(self) -> Condition:
        """See ``Store.condition``."""
        free = shutil.disk_usage(self._path).free if self._path else None
        return Condition(free, self._failure)

    def sync(self, always: bool) -> None:
        """See ``Store.sync``."""
        self.is_synced = always

    def size(self) -> int:
        """See ``Store.size``; counted once a version."""
        if self._counted[0] != self.version:
            self._counted = (self.version, len(self._inner))
        return self._counted[1]

    @property
    def version(self) -> str:
        """See ``Store.version``."""
        return f"{self._opened}-{self._writes}"

    @property
    def modified(self) -> dt.datetime:
        """See ``Store.modified``; after a restart, the time of the newest file."""
        return self._modified

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """See ``Store.quads``."""
        assert not isinstance(subject, ox.Literal), "a literal is never a subject"
        return self._inner.quads_for_pattern(subject, predicate, object, graph)

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """See ``Store.graph_names``."""
        for name in self._inner.named_graphs():
            if isinstance(name, ox.NamedNode) and next(self.quads(name), None) is not None:
                yield name

    def has_graph(self, name: ox.NamedNode) -> bool:
        """See ``Store.has_graph``."""
        return self._inner.contains_named_graph(name)

    def dataset(self) -> rdflib.Dataset:
        """See ``Store.dataset``."""
        return rdflib.Dataset(store=OxigraphStore(store=self._inner), default_union=True)

    def answers(
        self,
        limits: Limits,
        *,
        network: bool = False,
        union: bool = True,
        withheld: Withheld = NOTHING,
        serve_from: str = "memory",
    ) -> Answers:
        """See ``Store.answers``: a copy, and readers that can be ended."""
        copying = copying_for(self, self._kept, serve_from)
        return Replica(self, limits, network=network, union=union, withheld=withheld, copying=copying)

    def rewrite(self) -> bool:
        """See ``Store.rewrite``: Oxigraph keeps every word it ever held, so all goes into a new database."""
        with self.lock:
            if self._path is None:
                fresh = ox.Store()
                copy_into(fresh, self._inner)
                self._go_on_with(fresh)
            else:
                with self._on_disk(_REFUSED):
                    fresh = renew_database(self._path, self._inner)
                self._go_on_with(fresh)
                with self._on_disk(_REFUSED):
                    settle(self._path)
        return True

    def _go_on_with(self, fresh: ox.Store) -> None:
        """Be the store whose database is ``fresh``, which holds the same."""
        self._inner, self._solving = fresh, None
        if self._sync and self._path:
            self._sync.close()
            self._sync = LogSync(database_in(self._path))
        if self._kept:
            self._kept.forget()
        self._written(None)

    def close(self) -> None:
        """See ``Store.close``: the directory lock goes with the last reference."""
        if not self._frozen:
            with contextlib.suppress(OSError, RuntimeError):  # the log on disk holds everything
                self._inner.flush()
            if self._sync:
                self._sync.close()
        self._solving = None
        del self._inner
        if self._kept:
            self._kept.closed(self.version)


def snapshot(location: str) -> Store:
    """What the embedded store in ``location`` holds now, for reading while another process writes to it.

    Raises ``StoreError`` if the other process keeps it too busy to be read.
    """
    path = Path(location)
    return OxigraphQuads(path, frozen=read_directory(path))


def embedded(location: str) -> Store:
    """The store kept in the directory ``location``."""
    return OxigraphQuads(Path(location))


def memory(location: str = "") -> Store:
    """A store that lives as long as the process."""
    return OxigraphQuads()
