"""A knowledge graph with the settings it was opened with, and everything one can do with both."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import rdflib

from graph.ask.positions.answer import Answer
from graph.knowledge import explanation
from graph.knowledge.explanation import Explanation
from graph.knowledge.graph import Change, KnowledgeGraph
from graph.model.settings import Settings
from graph.model.showing import withheld
from graph.rdf.notation import read_triple
from graph.rdf.terms import Term
from graph.stores import formats
from graph.stores.embedded import OxigraphQuads
from graph.stores.store import QueryResult
from loaders.articles.files import Options
from loaders.articles.findings import Document, Extraction
from standpunkt.loading import consulting, loading, reading, receiving
from standpunkt.session import asking, moving

if TYPE_CHECKING:
    from flask import Flask

    from graph.knowledge.checks import Shortcoming

MAX_PROOFS = 50
"""Proofs of one triple that ``explain`` shows at most."""


class Session:
    """The ``graph`` and its ``settings``, which are read once, when it is opened (``standpunkt.open_graph``).

    The base IRI among the settings is always the graph's own. What a session does not have itself it has from
    its graph: ``session.rows("who-supports")`` is ``session.graph.rows("who-supports")``.
    """

    def __init__(self, graph: KnowledgeGraph, settings: Settings) -> None:
        self.graph = graph
        self.settings = settings.having("base_iri", graph.base, "store")

    if not TYPE_CHECKING:  # so that a type checker still finds a misspelt name

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(f"a session has no {name!r}")
            return getattr(self.graph, name)

    @property
    def base(self) -> str:
        """The base IRI of the data."""
        return self.graph.base

    # ------------------------------------------------------------ articles

    def read(self, path: str | Path, **options: Any) -> Document:
        """The article in ``path``; ``options`` are those of ``loaders.articles.files.Options``."""
        return reading.read(Path(path), reading.options_of(self.settings, **options))

    def extract(self, document: Document) -> Extraction:
        """Everything the text of ``document`` says; nothing is stored."""
        return reading.extract(document, self.settings, self.graph.knowledge)

    def document_triples(self, extraction: Extraction) -> rdflib.Graph:
        """The document graph of an extraction (docs/GRAPH.md), as ``load`` stores it."""
        return reading.document_triples(extraction, self.settings, self.graph.knowledge)

    def load(
        self,
        paths: Iterable[str | Path],
        options: Options | None = None,
        *,
        progress: loading.Progress = loading.silent,
        replace: bool = False,
        resume: bool = False,
        agree: consulting.Agree = lambda plan: None,
    ) -> loading.Report:
        """Read, extract and store the articles in ``paths`` (files and folders).

        An article is stored whole or not at all, new ones many in one transaction (a fiftieth of all, but no
        fewer than 100 and no more than 2,000). One that cannot be read or violates the shapes is left out and
        listed in the report; the others are loaded. ``progress`` is called with the number done and the
        number of articles. An article never takes the place of another one unless that has the same source or
        ``replace`` says so; what an article replaced or is kept beside stands in the report. To ``resume`` a
        load that was interrupted is to leave what is here with the same text as it is. Where a language model
        edits what is read, ``agree`` is called with what would be sent, before it is, and may raise.
        """
        return loading.load(
            self.graph,
            paths,
            options or reading.options_of(self.settings),
            self.settings,
            progress,
            taking_over=replace,
            resume=resume,
            agree=agree,
        )

    def load_document(self, document: Document, *, replace: bool = False) -> tuple[Extraction, Change]:
        """Extract and store one document; raises ``ShapeError`` if the result violates the shapes.

        Where another document has its identifier, it gets one of its own, unless ``replace`` says otherwise;
        that of the extraction says which.
        """
        found, change, _ = loading.load_document(self.graph, document, self.settings, taking_over=replace)
        return found, change

    def reread(
        self, documents: Iterable[str] = (), *, progress: loading.Progress = loading.silent
    ) -> loading.Report:
        """Extract ``documents`` (identifiers; none: all) again from the texts in the store.

        What people decided is kept. Raises ``NotFoundError`` for a document that is not here.
        """
        return moving.reread(self.graph, self.settings, documents, progress)

    # ------------------------------------------------------------ questions

    def ask(self, question: str, *, language: str | None = None, origins: Sequence[str] = ()) -> Answer:
        """The answer to a question in German or English, with the sentences that prove it.

        ``language`` (``de``, ``en``) is that of the answer, whatever the question's; else its own. A question
        that cannot be answered gives an answer that says why, never an error. ``origins`` restricts positions
        to those found by the ``rules``, by a language ``model``, or by both (``rules+model``).
        """
        from graph.ask.asking import ask  # noqa: PLC0415 - loads its lexicons

        limit = self.settings.number("max_question_chars")
        return ask(self.graph, question, language=language, max_chars=limit, origins=origins)

    def query(self, query: str, **values: str | Term) -> QueryResult:
        """The result of a SPARQL query: its text, or the name of a shipped one (docs/QUESTIONS.md).

        ``values`` bind its parameters: IRIs, also relative to the base (``topic="issue/tempolimit"``), or
        terms of pyoxigraph. Raises ``InputError`` for a parameter that the query does not have, and
        ``QueryError`` for a query that cannot be run.
        """
        return asking.query(self.graph, query, values)

    def explain(self, subject: str, predicate: str, target: str, *, every: bool = False) -> Explanation:
        """Why a triple holds: the shortest proof, or every one that is found, with the sentences it rests on.

        Terms are written as on the command line: IRIs, ``sp:supports``, ``actor/nato``. Raises
        ``NotFoundError`` where the triple does not hold and ``InputError`` for a term that names nothing.
        """
        triple = read_triple(subject, predicate, target, self.base)
        return explanation.explain(self.graph, triple, limit=MAX_PROOFS if every else 1)

    # ------------------------------------------------------------ the whole graph

    def export(self, out: IO[bytes], form: str = "trig", *, asserted_only: bool = False) -> None:
        """Stream the graph to ``out`` as trig, nquads, turtle, ntriples, jsonld or rdfxml.

        Without the texts of articles where ``publish_texts`` is off.
        """
        hidden = withheld(self.settings)
        formats.export(
            self.graph.store, out, form, base=self.base, asserted_only=asserted_only, withheld=hidden
        )

    def take_in(self, paths: Iterable[str | Path], *, replace: bool = False) -> moving.ImportReport:
        """Take in exports, dumps and folders of such files, one transaction a file (``standpunkt import``).

        ``replace``: documents that are here and other there become as they are there.
        """
        return moving.take_in_files(self.graph, paths, self.settings, replace=replace)

    def back_up(self, path: Path | None = None) -> tuple[Path, int]:
        """Write everything into a packed file of N-Quads; gives the file and the number of quads."""
        return moving.back_up(self.graph, path)

    def check(self) -> list[Shortcoming]:
        """What is wrong or doubtful in the whole graph, violations first."""
        from graph.knowledge.checks import check, of_time  # noqa: PLC0415 - loads pySHACL

        return [*check(self.graph.store), *of_time(self.graph)]

    def broken_tables(self) -> list[str]:
        """What of the files of an embedded store cannot be read, a sentence each; reads all of them."""
        from graph.stores.disk.deep_check import faults  # noqa: PLC0415 - seldom needed

        store = self.graph.store
        return list(faults(store.inner)) if isinstance(store, OxigraphQuads) else []

    # ------------------------------------------------------------ the web

    def app(self) -> Flask:
        """The web application over the graph, for any WSGI server."""
        from web import create_app  # noqa: PLC0415 - the web is only loaded where it is served

        return create_app(self.graph, self.settings, load=self._load_sent, check=receiving.check_graph)

    def serve(self, ready: Callable[[str], None] | None = None) -> None:
        """Serve the graph until the process is told to stop; raises ``SettingError`` if the port is taken.

        ``ready`` is called with the address once the port is ours.
        """
        from web.server import serve  # noqa: PLC0415 - see ``app``

        serve(self.graph, self.settings, load=self._load_sent, check=receiving.check_graph, ready=ready)

    @functools.cached_property
    def _load_sent(self) -> Callable[..., dict[str, Any]]:
        return functools.partial(receiving.load_sent, self.graph, self.settings)
