"""Articles into the graph, one transaction each."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph.decisions.applying import curated
from graph.decisions.persons import hidden_persons
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.model import named_graphs
from graph.model.settings import Settings
from loaders.articles.editing import Editing
from loaders.articles.files import Options
from loaders.articles.findings import Document, Extraction, Origin
from ontology.errors import StandpunktError
from standpunkt.session import batch, consulting, reading
from standpunkt.session.placing import Card, Place, places

Read = tuple[Extraction, bytes] | StandpunktError
"""What an article says and its triples (``reading.prepare``), or why it could not be read."""
Progress = Callable[[int, int], None]
"""Called with the number of articles done, and of all."""


def silent(done: int, of: int) -> None:
    """The progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article that was loaded: what was found in it, and what the store changed.

    ``counts`` has the number of ``actors``, ``offices``, ``events``, ``positions`` and ``skipped``;
    ``skipped`` the reason of each thing that was left out; ``place`` how it stands to what was there. Where a
    language model was asked, ``editing`` is what it was, ``origins`` who found how many positions, and
    ``dropped`` how many it took out. The extraction itself is not kept, so that the report of ten thousand
    articles stays small.
    """

    name: str
    title: str
    published: dt.date | None
    counts: dict[str, int]
    skipped: tuple[str, ...]
    change: Change
    place: Place
    editing: Editing | None = None
    origins: Mapping[Origin, int] = field(default_factory=dict)
    dropped: int = 0

    @classmethod
    def of(cls, name: str, found: Extraction, change: Change, place: Place) -> Loaded:
        """What ``found`` in the article called ``name`` amounts to."""
        counts = {
            "actors": len(found.actors),
            "offices": len(found.tenures),
            "events": len(found.events),
            "positions": len(found.statements),
            "skipped": len(found.skipped),
        }
        reasons = tuple(item.reason for item in found.skipped)
        return cls(
            name, found.document.title, found.document.published, counts, reasons, change, place,
            found.editing, Counter(s.origin for s in found.statements), len(found.dropped),
        )  # fmt: skip


@dataclass(slots=True)
class Report:
    """What a call of ``load`` did: the articles loaded, and those that could not be, with the reason."""

    loaded: list[Loaded] = field(default_factory=list)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What else there is to tell: who still names what is gone since texts were read again."""


def load(
    graph: KnowledgeGraph,
    paths: Iterable[str | Path],
    options: Options,
    settings: Settings,
    progress: Progress = silent,
    *,
    taking_over: bool = False,
    agree: consulting.Agree = lambda plan: None,
) -> Report:
    """Read, extract and store the articles in ``paths`` (files and folders), one transaction each.

    An article that cannot be read, violates the shapes or brings a mistake of ours to light is left out whole
    and listed in the report; the others are loaded. ``taking_over``: an article replaces another one that has
    its name. Where a language model edits what is read, it is asked about all articles first, if ``agree``
    does not raise.
    """
    paths = list(paths)
    settings = consulting.consulted(paths, options, settings, graph.knowledge, agree, progress)
    articles, failed = batch.find_articles(paths)
    placed = _placed(graph, articles, options, failed, taking_over=taking_over)
    work = functools.partial(reading.prepare_file, options, settings, graph.knowledge)
    results = batch.each(work, placed, settings.number("jobs"))
    named = ((str(article), result, article.place) for article, result in results)
    report = store_all(graph, named, len(placed), progress)
    report.failed[:0] = failed
    return report


def store_all(
    graph: KnowledgeGraph, results: Iterable[tuple[str, Read, Place]], of: int, progress: Progress
) -> Report:
    """Store what was read, each in one transaction; ``results`` are ``of`` articles by names and places."""
    report = Report()
    for done, (name, result, place) in enumerate(results, start=1):
        _store(graph, name, result, place, report)
        progress(done, of)
    return report


def _placed(
    graph: KnowledgeGraph,
    articles: list[batch.ArticleFile],
    options: Options,
    failed: batch.Failed,
    *,
    taking_over: bool,
) -> list[reading.Placed]:
    """The articles that can be read, each with its place; what cannot goes to the ``failed``."""
    cards: list[tuple[batch.ArticleFile, Card]] = []
    names = hidden_persons(graph).names
    for article in articles:
        card = batch.guarded(functools.partial(reading.card_of, options, names), article)
        if isinstance(card, StandpunktError):
            failed.append((str(article), card))
        else:
            cards.append((article, card))
    found = places(graph, [card for _, card in cards], taking_over=taking_over)
    return [reading.Placed(article, place) for (article, _), place in zip(cards, found, strict=True)]


def load_document(
    graph: KnowledgeGraph, document: Document, settings: Settings, *, taking_over: bool = False
) -> tuple[Extraction, Change, Place]:
    """Extract and store one document; raises ``ShapeError`` if the result violates the shapes.

    Where another one has its identifier, it is kept beside it, unless it is ``taking_over``.
    """
    place = place_of(graph, document, taking_over=taking_over)
    extraction, data = reading.prepare(place.put(document), settings, graph.knowledge)
    return extraction, store(graph, extraction, data), place


def place_of(graph: KnowledgeGraph, document: Document, *, taking_over: bool) -> Place:
    """Where one document is to be kept."""
    card = Card.of(reading.veiled(document, hidden_persons(graph).names))
    (place,) = places(graph, [card], taking_over=taking_over)
    return place


def _store(graph: KnowledgeGraph, name: str, result: Read, place: Place, report: Report) -> None:
    if isinstance(result, StandpunktError):
        report.failed.append((name, result))
        return
    try:
        report.loaded.append(Loaded.of(name, result[0], store(graph, *result), place))
    except StandpunktError:
        raise
    except Exception as error:
        report.failed.append((name, batch.unexpected(name, error)))


def store(graph: KnowledgeGraph, extraction: Extraction, data: bytes) -> Change:
    """Store what was read, with all that people decided about it, in one transaction."""
    read = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    identifier = extraction.document.id
    home = graph.iri(named_graphs.document_graph(identifier))
    settled = curated(graph, graph.base + identifier, read)
    new = {ox.Quad(t.subject, t.predicate, t.object, home) for t in settled.triples}
    old = set(graph.store.quads(home))
    return graph.change(add=[*(new - old), *settled.add], remove=[*(old - new), *settled.remove])
