"""Shards into a graph, some in one transaction, so that it becomes what a load of the articles would make it.

What is there already changes nothing: a shard can be taken in again, after a kill or beside another import.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from graph.decisions.persons import hidden_persons
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.model import named_graphs
from graph.model.collecting import collecting_seldom
from graph.model.settings import Settings
from graph.stores.embedded import memory
from loaders.articles.files import named_by
from loaders.articles.findings import Document
from ontology.errors import InputError, ShapeError, StandpunktError
from standpunkt.loading import batch, loading, reading
from standpunkt.loading.placing import Card, kept_card, may_stay, places
from standpunkt.loading.receiving import check_graph
from standpunkt.session.moving import stored_documents
from standpunkt.shards.fingerprint import fingerprint
from standpunkt.shards.folder import Manifest, read_manifest, read_shard

TOGETHER = 1_000
"""Documents from which on whole shards are stored, together: with fewer in a transaction the store on disk
would order what it has anew more often, which takes the longer the more it has."""
Triples = dict[str, list[ox.Triple]]
"""The triples of documents, by their identifiers, in their order."""


@dataclass(slots=True)
class TakenIn:
    """What came of a folder: shards and documents taken in, what changed, and the shards that were not, why.

    ``reread`` are documents that stand elsewhere here than in the shards, and were read again for it.
    ``unread`` is the number of articles that are in no shard.
    """

    shards: int = 0
    documents: int = 0
    change: Change = field(default_factory=Change)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    unread: int = 0

    def add(self, changes: Sequence[Change]) -> None:
        """Count documents by what each changed."""
        self.documents += len(changes)
        self.change = functools.reduce(_sum, changes, self.change)


def _sum(one: Change, other: Change) -> Change:
    return Change(*map(operator.add, astuple(one), astuple(other)))


def settings_for(folder: Path, settings: Settings) -> Settings:
    """``settings`` with the base IRI of the shards for an empty store, unless they name one themselves."""
    if settings.origins["base_iri"] != "default":
        return settings
    return settings.having("base_iri", read_manifest(folder).settings["base_iri"], "default")


def take_in_shards(
    graph: KnowledgeGraph, folder: Path, settings: Settings, progress: loading.Progress = loading.silent
) -> TakenIn:
    """Take the shards in ``folder`` in; one that is not whole is left out whole and told.

    Raises ``InputError`` for shards of another version, another base IRI, or other knowledge.
    """
    manifest = read_manifest(folder)
    check = settings.flag("shapes") and not manifest.settings["shapes"]
    for name, value in manifest.settings.items():
        settings = settings.having(name, value, str(folder))
    _require_ours(graph, folder, manifest, settings)
    done = TakenIn(unread=len(manifest.failures))
    moved: set[str] = set()
    waiting: dict[str, Triples] = {}
    with collecting_seldom():
        for number, (name, key) in enumerate(manifest.shards.items(), start=1):
            try:
                shard = read_shard(folder, name, key)
                documents = documents_in(graph, shard.lines)
                for identifier, triples in documents.items() if check else ():
                    check_graph(graph.base + named_graphs.document_graph(identifier), triples)
            except (InputError, ShapeError) as error:
                done.failed.append((name, error))
            else:
                done.unread += len(shard.failures)
                waiting[name] = documents
            if sum(map(len, waiting.values())) >= TOGETHER or number == len(manifest.shards):
                _take_in_waiting(graph, waiting, settings, done, moved)
                waiting = {}
            progress(number, len(manifest.shards))
    return done


def _take_in_waiting(
    graph: KnowledgeGraph, waiting: dict[str, Triples], settings: Settings, done: TakenIn, moved: set[str]
) -> None:
    """Store the documents of some shards together; what stops that is told of each of them."""
    documents = {identifier: triples for of in waiting.values() for identifier, triples in of.items()}
    try:
        if documents:
            _take_in(graph, documents, settings, done, moved)
    except (InputError, ShapeError) as error:
        done.failed += [(name, error) for name in waiting]
    else:
        done.shards += len(waiting)


def _require_ours(graph: KnowledgeGraph, folder: Path, manifest: Manifest, settings: Settings) -> None:
    base = settings.text("base_iri")
    if base != graph.base:
        raise InputError(
            f"{folder} keeps its data under {base}, this store under {graph.base}: import it into a new "
            "store (--store), or extract again with that base_iri. Nothing of it is taken."
        )
    here = fingerprint(settings, graph.knowledge)
    if told := here.differences(manifest.fingerprint, with_libraries=False):
        raise InputError(
            f"{folder} was read by another version than this store is kept with: {told}. Extract again with "
            "this one. Nothing of it is taken."
        )


def documents_in(graph: KnowledgeGraph, lines: bytes) -> Triples:
    """The documents of a shard, N-Quads."""
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    found: Triples = {}
    for name, part in groupby(quads, key=lambda quad: quad.graph_name):
        assert isinstance(name, ox.NamedNode), "every quad of a shard is in the graph of a document"
        identifier = "document/" + name.value.removeprefix(graph.base + named_graphs.DOCUMENTS)
        found[identifier] = [quad.triple for quad in part]
    return found


def _take_in(
    graph: KnowledgeGraph, documents: Triples, settings: Settings, done: TakenIn, moved: set[str]
) -> None:
    """Store the documents of some shards: those that stay as they are together, then each of the others.

    Where people have decided something each is stored alone, as what one of them becomes may depend on
    another one.
    """
    with graph.writing.turn():
        elsewhere = _elsewhere(graph, documents, moved)
        staying = [(name, triples) for name, triples in documents.items() if name not in elsewhere]
        is_decided = graph.holds(named_graphs.CURATION)
        parts = [[one] for one in staying] if is_decided else [staying]
        for part in filter(None, parts):
            done.add(loading.together(graph, part))
    again = {name: documents[name] for name in elsewhere}
    for name, result, place in _read_again(graph, again, settings):
        report = loading.store_all(graph, [(name, result, place)], 1, loading.silent)
        done.add([item.change for item in report.loaded])
        done.failed += report.failed
        done.reread.append(place.id)


def _elsewhere(graph: KnowledgeGraph, documents: Triples, moved: set[str]) -> list[str]:
    """The documents that cannot stay as they are in the shard; they are added to those ``moved`` before.

    Their name is taken here, they are here under another one, something is alike, or they name a person who
    is hidden here.
    """
    cards = [card for name, triples in documents.items() if (card := kept_card(graph, name, triples))]
    for card, may in zip(cards, may_stay(graph, cards), strict=True):
        if not may or card.version_of in moved:  # by one before it, perhaps of this shard
            moved.add(card.id)
    if names := hidden_persons(graph).names:
        articles = _articles(graph, documents)
        moved |= {one.id for one in articles if reading.veiled(one, names) != one}
    return [name for name in documents if name in moved]


def _articles(graph: KnowledgeGraph, documents: Triples) -> list[Document]:
    """The documents as articles, in their order."""
    shard = KnowledgeGraph(memory(), graph.base, None)
    shard.put_all({named_graphs.document_graph(name): triples for name, triples in documents.items()})
    kept = {one.id: one for one in stored_documents(shard)}
    return [kept[name] for name in documents]


def _read_again(graph: KnowledgeGraph, documents: Triples, settings: Settings) -> Iterator[loading.Named]:
    """What documents say when they are read again, where they are to be kept in this graph."""
    if not documents:
        return
    articles = [replace(one, id=named_by(one.title), version_of=None) for one in _articles(graph, documents)]
    names = hidden_persons(graph).names
    where = places(graph, [Card.of(reading.veiled(one, names)) for one in articles])
    for article, place in zip(articles, where, strict=True):
        prepare = functools.partial(reading.prepare, settings=settings, knowledge=graph.knowledge)
        yield article.title, batch.guarded(prepare, place.put(article)), place
