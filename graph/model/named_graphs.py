"""The named graphs, and how identifiers become IRIs under the data base IRI."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from ontology.errors import InputError

ONTOLOGY = "graph/ontology"
BACKGROUND = "graph/background"
INFERRED = "graph/inferred"
CURATION = "graph/curation"
PROVENANCE = "graph/provenance"
DOCUMENTS = "graph/document/"
DIGEST = NamedNode("http://purl.org/dc/terms/identifier")
"""Links the graph of the ontology to the digest of the files it was filled from."""


def document_graph(identifier: str) -> str:
    """The name of the graph that holds the document ``document/<slug>``, relative to the base."""
    return DOCUMENTS + identifier.removeprefix("document/")


def node(base: str, identifier: str) -> NamedNode:
    """``identifier`` under ``base``; an IRI that is already absolute stays as it is.

    Raises ``InputError`` for what can be no IRI.
    """
    try:
        return NamedNode(identifier if "://" in identifier else base + identifier)
    except ValueError as error:
        raise InputError(f"{identifier[:80]!r} is not the IRI of anything: {error}.") from None


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI (RFC 3987), by the same judgement as the store's."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def base_in(digests: Iterable[Quad]) -> str | None:
    """The base IRI as the name of the ontology's graph tells it; ``digests`` are quads with ``DIGEST``."""
    for quad in digests:
        name = quad.graph_name
        if isinstance(name, NamedNode) and name == quad.subject and name.value.endswith(ONTOLOGY):
            return name.value.removesuffix(ONTOLOGY)
    return None
