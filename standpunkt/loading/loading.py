"""Articles into the graph: new ones many in one transaction, what changes or follows decisions one by one."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from graph.decisions.applying import curated
from graph.decisions.persons import hidden_persons
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.knowledge.writing import in_one_turn
from graph.model import named_graphs
from graph.model.collecting import collecting_seldom
from graph.model.settings import Settings
from loaders.articles.editing import Editing
from loaders.articles.files import Options
from loaders.articles.findings import Document, Extraction, Origin
from ontology.errors import InputError, StandpunktError
from standpunkt.loading import batch, consulting, reading
from standpunkt.loading.placing import Card, Place, places

Read = tuple[Extraction, bytes] | StandpunktError
"""What an article says and its triples (``reading.prepare``), or why it could not be read."""
Named = tuple[str, Read, Place]
"""What came of an article, by its name, and where it is to be kept."""
Progress = Callable[[int, int], None]
"""Called with the number of articles done, and of all."""
TOGETHER, AT_MOST, PART = 100, 2_000, 50
"""New articles that are stored in one transaction at most, so that what follows is worked out once for all of
them: the fiftieth part of a load, but no fewer than a hundred and no more than two thousand, as the store on
disk orders what it has anew with every two transactions, up to half a gigabyte of each of its indexes. As
many are read again, by ``resume``, after a kill."""

ENDS = (KeyboardInterrupt, StandpunktError)
"""By what many articles are ended early, when notes on it tell what was done (``BaseException.add_note``)."""


def silent(done: int, of: int) -> None:
    """The progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article that was loaded: what was found in it, and what the store changed.

    What follows from articles that were stored together is in the ``change`` of the last of them.
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
        reasons = tuple(item.reason for item in found.skipped)
        return cls(
            name, found.document.title, found.document.published, counts_of(found), reasons, change, place,
            found.editing, Counter(s.origin for s in found.statements), len(found.dropped),
        )  # fmt: skip


def counts_of(found: Extraction) -> dict[str, int]:
    """How much was found in an article, by its kind (``Loaded``)."""
    return {
        "actors": len(found.actors),
        "offices": len(found.tenures),
        "events": len(found.events),
        "positions": len(found.statements),
        "skipped": len(found.skipped),
    }


@dataclass(frozen=True, slots=True)
class _Ready:
    """An article that waits to be stored: its document, its triples, and what is told of it."""

    document: str
    data: bytes
    told: Loaded


_Waiting = tuple[str, _Ready | StandpunktError, Place]


def _ready(named: Named) -> _Waiting:
    name, result, place = named
    if isinstance(result, StandpunktError):
        return name, result, place
    found, data = result
    return name, _Ready(found.document.id, data, Loaded.of(name, found, Change(), place)), place


@dataclass(slots=True)
class Report:
    """What a call of ``load`` did: the articles loaded, and those that could not be, with the reason."""

    loaded: list[Loaded] = field(default_factory=list)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What else there is to tell: who still names what is gone since texts were read again."""
    here: int = 0
    """Articles that a resumed load left as they are."""


def load(
    graph: KnowledgeGraph,
    paths: Iterable[str | Path],
    options: Options,
    settings: Settings,
    progress: Progress = silent,
    *,
    taking_over: bool = False,
    resume: bool = False,
    agree: consulting.Agree = lambda plan: None,
) -> Report:
    """Read, extract and store the articles in ``paths`` (files and folders).

    An article that cannot be read, violates the shapes or brings a mistake of ours to light is left out whole
    and listed in the report; the others are loaded. ``taking_over``: an article replaces another one that has
    its name. ``resume``: what is here with the same text is not read again. Where a language model edits what
    is read, it is asked about all articles first, if ``agree`` does not raise.
    """
    paths = list(paths)
    settings = consulting.consulted(paths, options, settings, graph.knowledge, agree, progress)
    articles, failed = batch.find_articles(paths)
    placed = _placed(graph, articles, options, failed, taking_over=taking_over)
    coming = [one for one in placed if not (resume and one.place.known and not one.place.replaces)]
    work = functools.partial(reading.prepare_file, options, settings, graph.knowledge)
    results = batch.each(work, coming, settings.number("jobs"))
    named = ((str(article), result, article.place) for article, result in results)
    with collecting_seldom():
        try:
            report = store_all(graph, named, len(coming), progress)
        except ENDS as end:
            end.add_note("The same load with --resume goes on with the others.")
            raise
    report.failed[:0] = failed
    report.here = len(placed) - len(coming)
    return report


def store_all(graph: KnowledgeGraph, results: Iterable[Named], of: int, progress: Progress) -> Report:
    """Store what was read; ``results`` are ``of`` articles.

    What was read before an error or Ctrl-C is stored first, and the error has a note of how much that is.
    """
    report = Report()
    done = 0
    try:
        for group in _groups(graph, results, min(max(TOGETHER, of // PART), AT_MOST)):
            _store(graph, group, report)
            for _ in group:
                done += 1
                progress(done, of)
    except ENDS as end:
        some = f"{done} of {of} articles were done by then; what they say is in the store."
        end.add_note(some if done else f"None of {of} articles was done by then.")
        raise
    return report


def _groups(graph: KnowledgeGraph, results: Iterable[Named], most: int) -> Iterator[list[_Waiting]]:
    """``results`` in parts of ``most`` articles at most, each to be stored in one transaction.

    Articles go together that are new to a graph without decisions: what is in the graph then makes no
    difference to what they say. Every other one is alone.
    """
    group: list[_Waiting] = []
    ids: set[str] = set()
    try:
        for name, result, place in results:
            is_joining = place.id not in ids and (not group or _may_join(graph, (group[0][2], place)))
            if len(group) == most or not is_joining:
                yield group
                group, ids = [], set()
            group.append(_ready((name, result, place)))
            ids.add(place.id)
    except GeneratorExit:
        raise
    except BaseException:
        if group:
            yield group
        raise
    if group:
        yield group


def _may_join(graph: KnowledgeGraph, places: Iterable[Place]) -> bool:
    return not (graph.holds(named_graphs.CURATION) or any(_is_held(graph, one) for one in places))


def _is_held(graph: KnowledgeGraph, place: Place) -> bool:
    return graph.holds(named_graphs.document_graph(place.id))


def _taken_meanwhile(name: str, identifier: str) -> InputError:
    return InputError(
        f"{name}: while it was read, another article was stored as {identifier}; load it again to keep it "
        "beside that one."
    )


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


@in_one_turn
def _store(graph: KnowledgeGraph, group: list[_Waiting], report: Report) -> None:
    """Store a group in one transaction; where that brings a mistake of ours to light, each article alone.

    Others may have written since the group was made: an article whose place is taken now is left out, and
    where there are decisions now, each is stored alone.
    """
    read = [(name, ready, place) for name, ready, place in group if isinstance(ready, _Ready)]
    report.failed += [(name, result) for name, result, _ in group if isinstance(result, StandpunktError)]
    taken = [(name, place.id) for name, _, place in read if not place.known and _is_held(graph, place)]
    report.failed += [(name, _taken_meanwhile(name, identifier)) for name, identifier in taken]
    read = [one for one in read if (one[0], one[2].id) not in taken]
    if not read:
        return
    if len(read) > 1 and graph.holds(named_graphs.CURATION):
        for alone in read:
            _store(graph, [alone], report)
        return
    try:
        changes = together(graph, [(ready.document, _triples(ready.data)) for _, ready, _ in read])
    except StandpunktError:
        raise
    except Exception as error:
        if len(read) == 1:
            report.failed.append((read[0][0], batch.unexpected(read[0][0], error)))
        else:
            for waiting in read:
                _store(graph, [waiting], report)
        return
    pairs = zip(read, changes, strict=True)
    report.loaded += [replace(ready.told, change=change) for (_, ready, _), change in pairs]


def store(graph: KnowledgeGraph, extraction: Extraction, data: bytes) -> Change:
    """Store what was read, with all that people decided about it, in one transaction."""
    (change,) = together(graph, [(extraction.document.id, _triples(data))])
    return change


def _triples(data: bytes) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


@in_one_turn
def together(graph: KnowledgeGraph, read: Iterable[tuple[str, Iterable[ox.Triple]]]) -> list[Change]:
    """Store what was read of documents (identifiers) in one transaction, with all that people decided.

    What follows is counted with the last of them.
    """
    add: list[ox.Quad] = []
    remove: list[ox.Quad] = []
    changes: list[Change] = []
    for identifier, triples in read:
        home = graph.iri(named_graphs.document_graph(identifier))
        settled = curated(graph, graph.base + identifier, triples)
        new = {ox.Quad(t.subject, t.predicate, t.object, home) for t in settled.triples}
        old = set(graph.store.quads(home))
        come, leave = [*(new - old), *settled.add], [*(old - new), *settled.remove]
        add += come
        remove += leave
        changes.append(Change(len(come), len(leave)))
    whole, others = graph.change(add=add, remove=remove), changes[:-1]
    added, removed = (sum(getattr(one, what) for one in others) for what in ("added", "removed"))
    return [*others, replace(whole, added=whole.added - added, removed=whole.removed - removed)]
