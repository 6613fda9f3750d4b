"""From an article to what it says, and to its document graph; nothing here knows a store.

The ``knowledge`` is what one's own folder lays over the package's words and facts (docs/KNOWLEDGE.md).
"""

from __future__ import annotations

import functools
import importlib.metadata
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import rdflib

from graph.decisions.names import HiddenNames
from graph.model.settings import Settings
from loaders.articles import files as articles
from loaders.articles.findings import Document, Extraction
from loaders.triples.nodes import Triple, graph_of, n_triples
from ontology.in_force import laid_over
from ontology.knowledge import Knowledge
from standpunkt.loading import editing
from standpunkt.loading.batch import ArticleFile
from standpunkt.loading.placing import Card, Place


def options_of(settings: Settings, **said: object) -> articles.Options:
    """How articles are read: what is ``said`` of them (fields of ``Options``), within the settings' limit."""
    limits = {"max_bytes": settings.number("max_text_bytes")}
    return articles.Options(**{**limits, **said})  # type: ignore[arg-type]


def read(path: Path, options: articles.Options) -> Document:
    """The article in ``path``; raises ``InputError`` naming the file and what to do."""
    return articles.read_file(path, options)


def extract(document: Document, settings: Settings, knowledge: Knowledge) -> Extraction:
    """Everything the text of ``document`` says, read by the extractor of the settings."""
    with laid_over(knowledge):
        return editing.extract_document(document, settings)


def document_triples(extraction: Extraction, settings: Settings, knowledge: Knowledge) -> rdflib.Graph:
    """The document graph of ``extraction`` under the settings' base IRI (docs/GRAPH.md)."""
    return graph_of(_written(extraction, settings, knowledge))


def _written(extraction: Extraction, settings: Settings, knowledge: Knowledge) -> list[Triple]:
    from loaders.triples.document_graph import document_triples  # noqa: PLC0415 - loads its lexicons

    edited = extraction.editing is not None and bool(extraction.editing.calls)
    reader = f"{editing.name_of(settings, edited=edited)} {_version()}"
    minimum = editing.least_confidence(settings)
    with laid_over(knowledge):
        return document_triples(extraction, settings.text("base_iri"), reader, minimum)


def read_article(options: articles.Options, article: ArticleFile) -> Document:
    """The article of a load, which knows its path below the folder that is loaded."""
    return read_held(options, article, articles.held(article.file, options))


def read_held(options: articles.Options, article: ArticleFile, raw: bytes) -> Document:
    """The same from the bytes that its file holds."""
    return replace(articles.read_held(article.file, raw, options), path=article.below)


def card_of(options: articles.Options, names: HiddenNames, article: ArticleFile) -> Card:
    """What the article is recognised by, once ``names`` are hidden."""
    return Card.of(veiled(read_article(options, article), names))


def veiled(document: Document, names: HiddenNames) -> Document:
    """The document as it is recognised where ``names`` are hidden; it is still read as it is."""
    if not names:
        return document
    title, words = document.title, document.text
    also = {hit.person for hit in names.hits(f"{title}\n\n{words}")}
    return replace(
        document,
        id=names.renamed(document.id, also),
        title=names.masked(title, also),
        text=names.masked(words, also),
        path=names.masked(document.path, also) if document.path else None,
        source=None if document.source and names.hits(document.source, also) else document.source,
    )


def extract_file(
    options: articles.Options, settings: Settings, knowledge: Knowledge, article: ArticleFile
) -> Extraction:
    """What the article says."""
    return extract(read_article(options, article), settings, knowledge)


def prepare(document: Document, settings: Settings, knowledge: Knowledge) -> tuple[Extraction, bytes]:
    """What ``document`` says, and its document graph as N-Triples, ready to be stored.

    Raises ``ShapeError`` where the graph violates the shapes and the setting ``shapes`` asks for them.
    """
    from loaders.triples import shapes  # noqa: PLC0415 - loads pySHACL

    extraction = extract(document, settings, knowledge)
    triples = _written(extraction, settings, knowledge)
    if settings.flag("shapes"):
        shapes.validate(triples, document.id)
    return extraction, n_triples(triples)


class Placed(NamedTuple):
    """An article of a load, and where it is to be kept."""

    article: ArticleFile
    place: Place

    def __str__(self) -> str:
        return str(self.article)


def prepare_file(
    options: articles.Options, settings: Settings, knowledge: Knowledge, placed: Placed
) -> tuple[Extraction, bytes]:
    """``prepare`` for an article, under the identifier of its place."""
    return prepare(placed.place.put(read_article(options, placed.article)), settings, knowledge)


@functools.cache
def _version() -> str:
    return importlib.metadata.version("standpunkt")
