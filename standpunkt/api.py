"""The Python API as functions. Each is the method of ``Session`` of the same name, and takes a session or a
bare ``KnowledgeGraph``, whose settings are then read from the config file and the environment.

    >>> import standpunkt
    >>> with standpunkt.open_graph(store="my-store") as session:          # doctest: +SKIP
    ...     standpunkt.load(session, ["articles/"])
    ...     standpunkt.ask(session, "Wer unterstützt Sicherheitsgarantien?")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import rdflib

from graph.ask.positions.answer import Answer
from graph.knowledge.explanation import Explanation
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.model.settings import Settings, read_settings
from graph.rdf.terms import Term
from graph.stores.store import QueryResult
from loaders.articles.files import Options
from loaders.articles.findings import Document, Extraction
from ontology.knowledge import Knowledge
from standpunkt.knowledge.folder import knowledge_of
from standpunkt.loading import reading
from standpunkt.loading.loading import Loaded, Progress, Report, silent
from standpunkt.session.opening import open_graph, read_graph
from standpunkt.session.session import Session

__all__ = [
    "Answer",
    "Graph",
    "Loaded",
    "Report",
    "Session",
    "Settings",
    "ask",
    "document_triples",
    "explain",
    "export",
    "extract",
    "load",
    "load_document",
    "open_graph",
    "query",
    "read",
    "read_graph",
    "read_settings",
    "serve",
]

Graph = Session | KnowledgeGraph
"""What the functions take: a session, or a graph without one."""


def read(path: str | Path, **options: Any) -> Document:
    """The article in ``path`` as a document; ``options`` are those of ``loaders.articles.files.Options``."""
    return reading.read(Path(path), reading.options_of(read_settings(), **options))


def extract(document: Document, settings: Settings | Graph | None = None) -> Extraction:
    """Everything the text of ``document`` says; nothing is stored."""
    return reading.extract(document, *_means(settings))


def document_triples(extraction: Extraction, settings: Settings | Graph | None = None) -> rdflib.Graph:
    """The document graph of an extraction (docs/GRAPH.md), as ``load`` stores it."""
    return reading.document_triples(extraction, *_means(settings))


def load(
    graph: Graph,
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    settings: Settings | None = None,
    progress: Progress = silent,
    replace: bool = False,
    resume: bool = False,
) -> Report:
    """Read, extract and store the articles in ``paths`` (files and folders).

    An article is stored whole or not at all, new ones many in one transaction (a fiftieth of all, but no
    fewer than 100 and no more than 2,000). One that cannot be read or violates the shapes is left out and
    listed in the report; the others are loaded. ``settings`` stand in for the session's. ``progress`` is
    called with the number done and the number of articles. An article never takes the place of another one
    unless that has the same source or ``replace`` says so; the report tells. To ``resume`` a load that was
    interrupted is to leave what is here with the same text.
    """
    return _session(graph, settings).load(paths, options, progress=progress, replace=replace, resume=resume)


def load_document(
    graph: Graph, document: Document, settings: Settings | None = None
) -> tuple[Extraction, Change]:
    """Extract and store one document; raises ``ShapeError`` if the result violates the shapes."""
    return _session(graph, settings).load_document(document)


def ask(graph: Graph, question: str, *, language: str | None = None, origins: Sequence[str] = ()) -> Answer:
    """The answer to a question in German or English, with the sentences that prove it.

    ``language`` (``de``, ``en``) is that of the answer, whatever the question's; else its own. A question
    that cannot be answered gives an answer that says why, never an error. ``origins`` restricts positions to
    those found by the ``rules``, by a language ``model``, or by both (``rules+model``).
    """
    return _session(graph).ask(question, language=language, origins=origins)


def query(graph: Graph, query: str, **values: str | Term) -> QueryResult:
    """The result of a SPARQL query, or of a shipped one by its name; ``values`` bind its parameters."""
    return _session(graph).query(query, **values)


def explain(graph: Graph, subject: str, predicate: str, target: str, *, every: bool = False) -> Explanation:
    """Why a triple holds: the shortest proof, or every one that is found, with the sentences it rests on.

    Terms are written as on the command line: IRIs, ``sp:supports``, ``actor/nato``. Raises ``NotFoundError``
    where the triple does not hold and ``InputError`` for a term that names nothing.
    """
    return _session(graph).explain(subject, predicate, target, every=every)


def export(graph: Graph, out: IO[bytes], form: str = "trig", *, asserted_only: bool = False) -> None:
    """Stream the graph to ``out`` as trig, nquads, turtle, ntriples, jsonld or rdfxml."""
    _session(graph).export(out, form, asserted_only=asserted_only)


def serve(
    graph: Graph, settings: Settings | None = None, *, ready: Callable[[str], None] | None = None
) -> None:
    """Serve the graph until the process is told to stop; raises ``SettingError`` if the port is taken.

    ``ready`` is called with the address once the port is ours.
    """
    _session(graph, settings).serve(ready)


def _session(graph: Graph, settings: Settings | None = None) -> Session:
    if isinstance(graph, KnowledgeGraph):
        return Session(graph, settings or read_settings())
    return Session(graph.graph, settings) if settings else graph


def _means(given: Settings | Graph | None) -> tuple[Settings, Knowledge]:
    """The settings and the knowledge to read by."""
    if isinstance(given, Session | KnowledgeGraph):
        session = _session(given)
        return session.settings, session.graph.knowledge
    settings = given or read_settings()
    return settings, knowledge_of(settings)
