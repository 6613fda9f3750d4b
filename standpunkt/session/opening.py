"""Opening a store as a session: plug-ins found, base IRI agreed, ontology and background in place."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol, cast

import pyoxigraph as ox

import ontology.files
from graph.knowledge.graph import Change, KnowledgeGraph, skolemise
from graph.knowledge.upgrading import due_migrations, migrated, written_version
from graph.knowledge.vanishing import read_before
from graph.model import named_graphs
from graph.model.named_graphs import DIGEST
from graph.model.plugins import find_plugin
from graph.model.reasoner import Reasoner
from graph.model.settings import Settings, read_settings
from graph.model.wording import WordingEncoder
from graph.stores.disk.directory import require_store
from graph.stores.embedded import snapshot
from graph.stores.store import FarStore, Store
from loaders.reader import package
from ontology import versions
from ontology.errors import SettingError, StoreError, StoreInUseError, StoreReadOnlyError
from ontology.knowledge import Knowledge
from ontology.turtle import background_triples, ontology_triples
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import editing
from standpunkt.session.session import Session

_log = logging.getLogger("standpunkt.store")
_held: ContextVar[Session | None] = ContextVar(
    "the session of the server that this command runs in", default=None
)


class _StoreFactory(Protocol):
    def __call__(self, location: str) -> Store: ...


@contextmanager
def open_graph(
    settings: Settings | None = None, *, create: bool = True, **values: object
) -> Iterator[Session]:
    """The knowledge graph that the settings name, with ontology and background facts in place.

    ``values`` are settings by name (``store="my-store"``). Where there is no store yet one is made, if
    ``create``. Raises ``StoreError`` if the store is not there and none shall be made, cannot be opened,
    keeps its data under another base IRI or was filled with a knowledge folder that nothing names,
    ``SettingError`` for an unknown setting or plug-in, and ``KnowledgeError`` for a mistake in the knowledge
    folder; nothing is changed then. A command that runs in a server (``beside``) has the server's graph and
    settings, but for its own flags.
    """
    settings = settings or read_settings(values)
    if held := _held.get():
        yield Session(held.graph, _flagged(held.settings, settings))
        return
    knowledge = knowledge_of(settings)
    reasoner, encoder = _reasoner(settings), _encoder(settings)
    editing.require_extractor(settings)
    factory = cast(_StoreFactory, find_plugin("stores", settings.text("store_kind")))
    if not create and settings.text("store_kind") == "embedded":
        require_store(Path(settings.text("store")))
    with closing(factory(settings.text("store"))) as store:
        store.sync(_is_synced(settings))
        if isinstance(store, FarStore):
            store.limit(
                seconds=float(settings["store_seconds"]), check=float(settings["store_check_seconds"])
            )
        base = agreed_base(store, settings)
        graph = KnowledgeGraph(store, base, reasoner, knowledge, encoder)
        with closing(graph.writing):  # before the store: whoever is writing in another thread gets done
            _require_folder(graph, settings)
            _install(graph)
            store.remember(base)
            yield Session(graph, settings)


def _flagged(settings: Settings, command: Settings) -> Settings:
    """``settings`` with what the flags of a ``command`` say."""
    for name, origin in command.origins.items():
        if origin == "flag":
            settings = settings.having(name, command[name], origin)
    return settings


@contextmanager
def holding(session: Session) -> Iterator[None]:
    """Within it, whoever opens a store in this thread has ``session``."""
    token = _held.set(session)
    try:
        yield
    finally:
        _held.reset(token)


@contextmanager
def read_graph(settings: Settings | None = None, **values: object) -> Iterator[Session]:
    """Like ``open_graph``, but for reading only: also beside a server, and where nothing can be written.

    A store that is not there is refused with a ``StoreError``: a mistyped name is no empty graph.
    """
    settings = settings or read_settings(values)
    try:
        with open_graph(settings, create=False) as session:
            yield session
    except (StoreInUseError, StoreReadOnlyError):
        store = snapshot(settings.text("store"))
        try:
            base, reasoner = agreed_base(store, settings), _reasoner(settings)
            graph = KnowledgeGraph(store, base, reasoner, knowledge_of(settings), _encoder(settings))
            _require_folder(graph, settings)
            yield Session(graph, settings)
        finally:
            store.close()


def agreed_base(store: Store, settings: Settings) -> str:
    """The base IRI of the data in ``store``: what it remembers, else what the settings say.

    A default gives way to the store's; raises ``StoreError`` where another base was given.
    """
    wanted, known = settings.text("base_iri"), store.base
    if known is None or known == wanted:
        return wanted
    if settings.origins["base_iri"] == "default":
        return known
    raise StoreError(
        f"The store {settings.text('store')} keeps its data under {known}, not under {wanted} "
        f"(base_iri, {settings.origins['base_iri']}): leave base_iri out, or load the articles into "
        "a new store (--store)."
    )


def _is_synced(settings: Settings) -> bool:
    durability = settings.text("durability")
    if durability not in ("synced", "process"):
        raise SettingError(f"durability={durability!r}: choose synced or process.")
    return durability == "synced"


def _reasoner(settings: Settings) -> Reasoner | None:
    name = settings.text("reasoner")
    return None if name == "none" else cast(Callable[[], Reasoner], find_plugin("reasoners", name))()


def _encoder(settings: Settings) -> WordingEncoder | None:
    """What finds other wordings; by default none where its package is not here."""
    name = settings.text("wordings")
    if not name or (settings.origins["wordings"] == "default" and not package.is_here()):
        return None
    return cast(Callable[[], WordingEncoder], find_plugin("wordings", name))()


def _install(graph: KnowledgeGraph) -> None:
    """Put ontology and background facts in their graphs, unless the very same are there already.

    Those of the knowledge folder are among them; with another one, all is inferred anew by its rules. A
    store of an older version is brought up to this one in the same transaction; one of a newer version is
    refused with a ``StoreError``. What was inferred by other rules or another reasoner is inferred anew. A
    store that held something is told of in the log.
    """
    written = written_version(graph)
    migrations = due_migrations(written)
    place, mark = graph.iri(named_graphs.ONTOLOGY), _mark_of(graph.knowledge)
    if mark in _marks(graph):
        if not graph.is_fresh:
            _tell(graph.refresh(), "Rules or reasoner are not those this store was inferred by")
        return
    graphs = {
        named_graphs.ONTOLOGY: _whole(graph, ontology_triples(graph.base, graph.knowledge)),
        named_graphs.BACKGROUND: _whole(graph, background_triples(graph.base, graph.knowledge)),
    }
    graphs[named_graphs.ONTOLOGY].append(ox.Triple(place, DIGEST, ox.Literal(mark)))
    change = graph.put_all({**(migrated(graph, migrations) if migrations else {}), **graphs})
    if written is not None:
        version = f"was written with version {written} of the ontology, now it is {versions.current().number}"
        same = written == versions.current().number
        _tell(change, "Ontology, background or knowledge are new" if same else f"The store {version}")
        if old := read_before(graph):
            _log.warning(
                "%d documents were read before an issue belonged to its document: until `standpunkt reread` "
                "reads them again they share issues that may be different matters.",
                len(old),
            )


def _tell(change: Change, why: str) -> None:
    _log.warning(
        "%s: what follows was inferred anew (+%d −%d triples). `standpunkt reread` reads the texts again.",
        why,
        change.inferred,
        change.retracted,
    )


def _mark_of(knowledge: Knowledge) -> str:
    """What tells the files from which a store was filled: their digest, and after it that of the folder."""
    texts = [*ontology.files.ontology_files().values(), *ontology.files.background_files().values(), ""]
    return " ".join([hashlib.sha256("\n".join(texts).encode()).hexdigest(), knowledge.digest]).rstrip()


def _marks(graph: KnowledgeGraph) -> set[str]:
    place = graph.iri(named_graphs.ONTOLOGY)
    found = (quad.object for quad in graph.store.quads(place, subject=place, predicate=DIGEST))
    return {term.value for term in found if isinstance(term, ox.Literal)}


def _require_folder(graph: KnowledgeGraph, settings: Settings) -> None:
    """Raises ``StoreError`` for a store that was filled with a knowledge folder where nobody says which."""
    if settings.origins["knowledge"] == "default" and any(" " in mark for mark in _marks(graph)):
        raise StoreError(
            f"The store {settings.text('store')} was filled with a knowledge folder: name it (--knowledge "
            "FOLDER, or the setting knowledge), or give an empty name to fill the store without one."
        )


def _whole(graph: KnowledgeGraph, files: dict[str, list[ox.Triple]]) -> list[ox.Triple]:
    """The triples of all files, in which no blank node is left."""
    return [t for name, triples in files.items() for t in skolemise(triples, graph.base, name)]
