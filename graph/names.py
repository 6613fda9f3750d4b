"""The named graphs, and how identifiers become IRIs under the data base IRI."""

from __future__ import annotations

from pyoxigraph import NamedNode

ONTOLOGY = "graph/ontology"
BACKGROUND = "graph/background"
INFERRED = "graph/inferred"
CURATION = "graph/curation"
DOCUMENTS = "graph/document/"


def document_graph(identifier: str) -> str:
    """The name of the graph that holds the document ``document/<slug>``, relative to the base."""
    return DOCUMENTS + identifier.removeprefix("document/")


def node(base: str, identifier: str) -> NamedNode:
    """``identifier`` under ``base``; an IRI that is already absolute stays as it is."""
    return NamedNode(identifier if "://" in identifier else base + identifier)
