"""Standpunkt: who stands where, read from political news, each position with the sentence that proves it.

The front door as a Python API; ``standpunkt.commands`` is the same as the command ``standpunkt``. No other
module knows all four rooms.

    >>> import standpunkt
    >>> with standpunkt.open_graph(store="my-store") as graph:          # doctest: +SKIP
    ...     standpunkt.load(graph, ["articles/"])
    ...     standpunkt.ask(graph, "Wer unterstützt Sicherheitsgarantien?")
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, cast

import pyoxigraph as ox
import rdflib

import ontology.files
from graph.ask.positions.answer import Answer
from graph.decisions.curation import curated
from graph.knowledge import explanation
from graph.knowledge.explanation import Explanation
from graph.knowledge.graph import Change, KnowledgeGraph, skolemise
from graph.knowledge.upgrading import due_migrations, migrated, written_version
from graph.model import named_graphs
from graph.model.notation import read_triple
from graph.model.plugins import find_plugin
from graph.model.reasoner import Reasoner
from graph.model.settings import Settings, read_settings
from graph.stores import formats
from graph.stores.embedded import Store, snapshot
from loaders.articles import files as documents
from loaders.articles.extractor import Extractor
from loaders.articles.findings import Document, Extraction
from loaders.triples import document_graph, shapes
from loaders.triples.json_rows import statement_json
from ontology.errors import InputError, StandpunktError, StoreInUseError

__all__ = [
    "Loaded",
    "Report",
    "ask",
    "document_triples",
    "explain",
    "export",
    "extract",
    "load",
    "load_document",
    "open_graph",
    "read",
    "read_graph",
    "serve",
]

MAX_PROOFS = 50
"""Proofs of one triple that ``explain`` shows at most."""
DIGEST = ox.NamedNode("http://purl.org/dc/terms/identifier")
WINDOW = 16
"""Articles that each process works ahead of the store."""


# ---------------------------------------------------------------- the Python API


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article that was loaded: what was found in it, and what the store changed.

    ``counts`` has the number of ``actors``, ``offices``, ``events``, ``positions`` and ``skipped``;
    ``skipped`` the reason of each thing that was left out. The extraction itself is not kept, so that the
    report of ten thousand articles stays small.
    """

    name: str
    title: str
    published: dt.date | None
    counts: dict[str, int]
    skipped: tuple[str, ...]
    change: Change

    @classmethod
    def of(cls, name: str, found: Extraction, change: Change) -> Loaded:
        """What ``found`` in the article called ``name`` amounts to."""
        counts = {
            "actors": len(found.actors),
            "offices": len(found.tenures),
            "events": len(found.events),
            "positions": len(found.statements),
            "skipped": len(found.skipped),
        }
        reasons = tuple(item.reason for item in found.skipped)
        return cls(name, found.document.title, found.document.published, counts, reasons, change)


@dataclass(slots=True)
class Report:
    """What a call of ``load`` did: the articles loaded, and those that could not be, with the reason."""

    loaded: list[Loaded] = field(default_factory=list)
    failed: list[tuple[str, StandpunktError]] = field(default_factory=list)


class _StoreFactory(Protocol):
    def __call__(self, location: str) -> Store: ...


@contextmanager
def open_graph(settings: Settings | None = None, **values: object) -> Iterator[KnowledgeGraph]:
    """The knowledge graph that the settings name, with ontology and background facts in place.

    ``values`` are settings by name (``store="my-store"``). Raises ``StoreError`` if the store cannot be
    opened and ``SettingError`` for an unknown setting.
    """
    settings = settings or read_settings(values)
    factory = cast(_StoreFactory, find_plugin("stores", settings.text("store_kind")))
    base = settings.text("base_iri")
    graph = KnowledgeGraph(factory(settings.text("store")), base, _reasoner(settings))
    try:
        _install(graph)
        yield graph
    finally:
        graph.close()


@contextmanager
def read_graph(settings: Settings | None = None, **values: object) -> Iterator[KnowledgeGraph]:
    """Like ``open_graph``, but for reading only, so that it also works beside a server that has the store."""
    settings = settings or read_settings(values)
    try:
        with open_graph(settings) as graph:
            yield graph
    except StoreInUseError:
        graph = KnowledgeGraph(
            snapshot(settings.text("store")), settings.text("base_iri"), _reasoner(settings)
        )
        try:
            yield graph
        finally:
            graph.close()


def read(path: str | Path, **options: Any) -> Document:
    """The article in ``path`` as a document; ``options`` are those of ``loaders.articles.files.Options``."""
    return documents.read_file(Path(path), documents.Options(**options))


def extract(document: Document, settings: Settings | None = None) -> Extraction:
    """Everything the text of ``document`` says; nothing is stored."""
    return _extractor((settings or read_settings()).text("extractor")).extract(document)


def load(
    graph: KnowledgeGraph,
    paths: Iterable[str | Path],
    options: documents.Options | None = None,
    *,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Read, extract and store the articles in ``paths`` (files and folders), one transaction each.

    An article that cannot be read or violates the shapes is left out whole and listed in the report; the
    others are loaded. ``progress`` is called with the number done and the number of articles.
    """
    settings = settings or read_settings()
    report = Report()
    articles: list[Path] = []
    for path in paths:
        try:
            articles += documents.find_files([Path(path)])
        except InputError as error:
            report.failed.append((str(path), error))
    prepare = functools.partial(_prepare, options or documents.Options(), settings)
    results = _in_processes(prepare, articles, settings.number("jobs"))
    for done, (article, result) in enumerate(zip(articles, results, strict=True), start=1):
        _store(graph, str(article), result, report)
        progress(done, len(articles))
    return report


def load_document(
    graph: KnowledgeGraph, document: Document, settings: Settings | None = None
) -> tuple[Extraction, Change]:
    """Extract and store one document; raises ``ShapeError`` if the result violates the shapes."""
    settings = settings or read_settings()
    extraction, data = _triples(document, settings)
    return extraction, _put(graph, extraction, data)


def explain(
    graph: KnowledgeGraph, subject: str, predicate: str, target: str, *, every: bool = False
) -> Explanation:
    """Why a triple holds: the shortest proof, or every one that is found, with the sentences it rests on.

    Terms are written as on the command line: IRIs, ``sp:supports``, ``actor/nato``. Raises ``NotFoundError``
    where the triple does not hold and ``InputError`` for a term that names nothing.
    """
    triple = read_triple(subject, predicate, target, graph.base)
    return explanation.explain(graph, triple, limit=MAX_PROOFS if every else 1)


def export(graph: KnowledgeGraph, out: IO[bytes], form: str = "trig", *, asserted_only: bool = False) -> None:
    """Stream the graph to ``out`` as trig, nquads, turtle, ntriples, jsonld or rdfxml."""
    formats.export(graph.store, out, form, base=graph.base, asserted_only=asserted_only)


def document_triples(extraction: Extraction, settings: Settings | None = None) -> rdflib.Graph:
    """The document graph of an extraction (docs/GRAPH.md), as ``load`` stores it."""
    settings = settings or read_settings()
    reader = f"{settings.text('extractor')} {_version()}"
    return document_graph.document_graph(extraction, settings.text("base_iri"), reader)


def ask(graph: KnowledgeGraph, question: str, *, language: str | None = None) -> Answer:
    """The answer to a question in German or English, with the sentences that prove it.

    ``language`` (``de``, ``en``) is that of the answer where the question does not show its own. A question
    that cannot be answered gives an answer that says why, never an error.
    """
    from graph.ask import ask as answer_question  # noqa: PLC0415 - loads its lexicons

    limit = read_settings().number("max_question_chars")
    return answer_question(graph, question, language=language, max_chars=limit)


def serve(graph: KnowledgeGraph, settings: Settings) -> None:
    """Serve the graph until the process is told to stop; raises ``SettingError`` if the port is taken."""
    from web.server import serve as run  # noqa: PLC0415 - the web is only loaded where it is served

    run(graph, settings, load=functools.partial(_load_sent, graph, settings), check=_check_graph)


# ---------------------------------------------------------------- how loading works

_Prepared = tuple[Extraction, bytes] | StandpunktError


def _prepare(options: documents.Options, settings: Settings, path: Path) -> _Prepared:
    """One article from file to N-Triples; an error is a value, so that a batch goes on after it."""
    try:
        return _triples(documents.read_file(path, options), settings)
    except StandpunktError as error:
        return error


def _triples(document: Document, settings: Settings) -> tuple[Extraction, bytes]:
    extraction = extract(document, settings)
    data = document_triples(extraction, settings)
    if settings.flag("shapes"):
        shapes.validate(data, document.id)
    return extraction, data.serialize(format="nt", encoding="utf-8")


@functools.cache
def _version() -> str:
    return importlib.metadata.version("standpunkt")


def _in_processes(prepare: Callable[[Path], _Prepared], files: list[Path], jobs: int) -> Iterator[_Prepared]:
    if jobs <= 1 or len(files) <= 1:
        yield from map(prepare, files)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for start in range(0, len(files), WINDOW * jobs):  # so that results never pile up
            yield from pool.map(prepare, files[start : start + WINDOW * jobs], chunksize=2)


def _store(graph: KnowledgeGraph, name: str, result: _Prepared, report: Report) -> None:
    if isinstance(result, StandpunktError):
        report.failed.append((name, result))
        return
    report.loaded.append(Loaded.of(name, result[0], _put(graph, *result)))


def _put(graph: KnowledgeGraph, extraction: Extraction, data: bytes) -> Change:
    read = (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    identifier = extraction.document.id
    return graph.put(named_graphs.document_graph(identifier), curated(graph, graph.base + identifier, read))


@functools.cache
def _extractor(name: str) -> Extractor:
    return cast(Callable[[], Extractor], find_plugin("extractors", name))()


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


# ---------------------------------------------------------------- what the web hands back


def _load_sent(
    graph: KnowledgeGraph, settings: Settings, data: bytes, said: Mapping[str, str]
) -> dict[str, Any]:
    """Read and store an article that came over the web (``web.http.site.LoadDocument``)."""
    options = documents.Options(
        published=documents.parse_date(said["date"]) if said.get("date") else None,
        source=said.get("source"),
        title=said.get("title"),
        encoding=said.get("encoding", "utf-8"),
        max_bytes=settings.number("max_text_bytes"),
    )
    document = documents.read_bytes(data, "The article sent", said.get("kind", "text"), options)
    name = named_graphs.document_graph(document.id)
    new = not graph.holds(name)
    found, change = load_document(graph, document, settings)
    return {
        "document": graph.base + document.id,
        "graph": graph.base + name,
        "new": new,
        "changed": bool(change),
        "statements": [statement_json(statement, graph.base) for statement in found.statements],
        "skipped": [{"quote": item.evidence.quote, "reason": item.reason} for item in found.skipped],
    }


def _check_graph(name: str, triples: Sequence[ox.Triple]) -> None:
    """Check a graph that came over the web against the shapes (``web.http.site.CheckGraph``)."""
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    shapes.validate(rdflib.Graph().parse(data=data, format="nt"), f"The graph <{name}>")
