"""Opening a store as a session: plug-ins found, base IRI agreed, ontology and background in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, cast

import pyoxigraph as ox

import ontology.files
from graph.knowledge.graph import KnowledgeGraph, skolemise
from graph.knowledge.upgrading import due_migrations, migrated, written_version
from graph.model import named_graphs
from graph.model.plugins import find_plugin, require_plugin
from graph.model.reasoner import Reasoner
from graph.model.settings import Settings, read_settings
from graph.stores import formats
from graph.stores.embedded import Store, snapshot
from graph.stores.mark import DIGEST
from ontology.errors import StoreError, StoreInUseError
from standpunkt.session.session import Session


class _StoreFactory(Protocol):
    def __call__(self, location: str) -> Store: ...


@contextmanager
def open_graph(settings: Settings | None = None, **values: object) -> Iterator[Session]:
    """The knowledge graph that the settings name, with ontology and background facts in place.

    ``values`` are settings by name (``store="my-store"``). Raises ``StoreError`` if the store cannot be
    opened or keeps its data under another base IRI, and ``SettingError`` for an unknown setting or plug-in;
    nothing is changed then.
    """
    settings = settings or read_settings(values)
    reasoner = _reasoner(settings)
    require_plugin("extractors", settings.text("extractor"))
    factory = cast(_StoreFactory, find_plugin("stores", settings.text("store_kind")))
    store = factory(settings.text("store"))
    try:
        base = agreed_base(store, settings)
        store.remember(base)
        graph = KnowledgeGraph(store, base, reasoner)
        _install(graph)
        yield Session(graph, settings)
    finally:
        store.close()


@contextmanager
def read_graph(settings: Settings | None = None, **values: object) -> Iterator[Session]:
    """Like ``open_graph``, but for reading only, so that it also works beside a server that has the store."""
    settings = settings or read_settings(values)
    try:
        with open_graph(settings) as session:
            yield session
    except StoreInUseError:
        store = snapshot(settings.text("store"))
        try:
            graph = KnowledgeGraph(store, agreed_base(store, settings), _reasoner(settings))
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


def _reasoner(settings: Settings) -> Reasoner | None:
    name = settings.text("reasoner")
    return None if name == "none" else cast(Callable[[], Reasoner], find_plugin("reasoners", name))()


def _install(graph: KnowledgeGraph) -> None:
    """Put ontology and background facts of this version in their graphs, unless they are there already.

    A store of an older version is brought up to this one in the same transaction; one of a newer version is
    refused with a ``StoreError``.
    """
    migrations = due_migrations(written_version(graph))
    texts = {
        named_graphs.ONTOLOGY: ontology.files.ontology_files(),
        named_graphs.BACKGROUND: ontology.files.background_files(),
    }
    content = "\n".join(text for parts in texts.values() for text in parts.values())
    mark = ox.Literal(hashlib.sha256(content.encode()).hexdigest())
    place = graph.iri(named_graphs.ONTOLOGY)
    if next(graph.store.quads(place, subject=place, predicate=DIGEST, object=mark), None):
        return
    graphs = {name: _read_all(parts, graph.base) for name, parts in texts.items()}
    graphs[named_graphs.ONTOLOGY].append(ox.Triple(place, DIGEST, mark))
    graph.put_all({**(migrated(graph, migrations) if migrations else {}), **graphs})


def _read_all(parts: dict[str, str], base: str) -> list[ox.Triple]:
    return [
        triple
        for scope, text in parts.items()
        for triple in skolemise(formats.read_turtle(text, base), base, scope)
    ]
