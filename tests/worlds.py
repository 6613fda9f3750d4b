"""Invented articles for tests: what a text says, each thing with the words that prove it; and graphs to be copied."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph, skolemise
from graph.model import named_graphs
from graph.model.plugins import find_plugin
from graph.reasoning.closure import RLReasoner
from graph.stores.embedded import OxigraphQuads, memory
from loaders.articles.findings import (
    Act,
    Actor,
    Document,
    Event,
    Evidence,
    Extraction,
    Issue,
    NormRule,
    Quotation,
    Span,
    Stance,
    Statement,
    Tenure,
)
from loaders.triples.document_graph import document_triples
from loaders.triples.nodes import n_triples
from ontology.turtle import background_triples, ontology_triples
from standpunkt.session.session import Session

Found = Statement | Quotation | Event | Tenure | NormRule


def proof(document: Document, words: str) -> Evidence:
    """The first place in the text that says ``words``."""
    start = document.text.index(words)
    return Evidence.of(document, Span(start, start + len(words)))


def statement(
    holder: Actor, stance: str, act: str, issue: Issue, evidence: Evidence, **more: object
) -> Statement:
    """A position; ``more`` are further fields, and may replace rule and confidence."""
    fields = {"rule": "test", "confidence": 0.9, **more}
    return Statement(holder, Stance(stance), Act(act), issue, evidence, **fields)  # type: ignore[arg-type]


def extraction(document: Document, found: Iterable[Found], actors: Iterable[Actor] = ()) -> Extraction:
    """Everything found in ``document``, each kind in the order given."""
    kinds: dict[type, list[Found]] = {k: [] for k in (Statement, Quotation, Event, Tenure, NormRule)}
    for thing in found:
        kinds[type(thing)].append(thing)
    return Extraction(document, tuple(actors), (), *map(tuple, kinds.values()))


def ground(base: str) -> dict[str, list[ox.Triple]]:
    """Ontology and background by their named graphs, in which no blank node is left: what any graph stands on."""
    parts = {
        named_graphs.ONTOLOGY: ontology_triples(base),
        named_graphs.BACKGROUND: background_triples(base),
    }
    return {
        name: [t for scope, triples in files.items() for t in skolemise(triples, base, scope)]
        for name, files in parts.items()
    }


def document_graphs(extractions: Iterable[Extraction], base: str) -> dict[str, list[ox.Triple]]:
    """What each extraction says, by the name of its document graph."""
    read = {
        named_graphs.document_graph(e.document.id): n_triples(document_triples(e, base)) for e in extractions
    }
    return {
        name: [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        for name, data in read.items()
    }


def graph_of(extractions: Iterable[Extraction], base: str, *, inferring: bool = True) -> KnowledgeGraph:
    """The extractions in memory, with ontology, background and, if ``inferring``, what follows."""
    graph = KnowledgeGraph(memory(), base, RLReasoner() if inferring else None)
    graph.put_all({**ground(base), **document_graphs(extractions, base)})
    return graph


def quads_in(store: Path) -> bytes:
    """What the store in a folder holds, the same text as long as that does not change."""
    return ox.Store.read_only(str(store / "quads")).dump(format=ox.RdfFormat.N_QUADS)


def copy_of(session: Session, *, reasoner: str = "none") -> Session:
    """A session over a copy in memory of what ``session`` holds; to open and load anew takes ten times as long."""
    store = OxigraphQuads()
    store.inner.bulk_extend(session.graph.store.quads())
    infers = None if reasoner == "none" else find_plugin("reasoners", reasoner)()
    return Session(KnowledgeGraph(store, session.base, infers), session.settings)
