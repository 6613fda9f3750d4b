"""The nodes every part of a document graph is written with: IRIs, literals, and evidence.

Literals are written in the form the store keeps them in, so that comparing old with new finds no
false change.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TypeAlias

from rdflib import PROV, RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.articles.findings import Document, Evidence
from ontology.terms import OA, PREFIXES, SP

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]
CONTEXT = 32
"""Code points kept before and after a quote in its ``oa:TextQuoteSelector``."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


class Nodes:
    """The triples of one document while they are written, with its identifiers under ``base``.

    They are kept in the order in which they were said, without the indexes of an RDF graph.
    """

    def __init__(self, document: Document, base: str) -> None:
        self.triples: dict[Triple, None] = {}
        self.base = base
        self.document = document
        self.subject = URIRef(base + document.id)
        self.activity = URIRef(f"{base}extraction/{document.slug}")

    def iri(self, identifier: str) -> URIRef:
        """The IRI of ``identifier`` under the base."""
        return URIRef(self.base + identifier)

    def add(self, subject: URIRef, *pairs: tuple[URIRef, URIRef | Literal | None]) -> None:
        """Add a triple for each pair of predicate and value that has a value."""
        for predicate, value in pairs:
            if value is not None:
                self.triples[subject, predicate, value] = None

    def drop(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal | None = None) -> None:
        """Take back that ``subject`` has a ``value``, or (``None``) all that it has by ``predicate``."""
        said = [t for t in self.triples if t[:2] == (subject, predicate) and value in (None, t[2])]
        for triple in said:
            del self.triples[triple]

    def words(self, text: str) -> Literal:
        """Words in the language of the document."""
        return Literal(text, lang=self.document.language)

    def made_here(self, subject: URIRef) -> None:
        """Say which document and which run of the extractor a statement comes from."""
        self.add(subject, (PROV.wasDerivedFrom, self.subject), (PROV.wasGeneratedBy, self.activity))

    def prove(self, subject: URIRef, evidence: Evidence) -> None:
        """Attach ``evidence`` to ``subject``, as a span with its two Web Annotation selectors."""
        start, end = evidence.span.start, evidence.span.end
        node = self.iri(f"evidence/{self.document.slug}/{start}-{end}")
        self.add(subject, (SP.evidence, node))
        if (node, RDF.type, SP.Evidence) in self.triples:
            return
        position, quote, text = URIRef(f"{node}/position"), URIRef(f"{node}/quote"), self.document.text
        self.add(
            node,
            (RDF.type, SP.Evidence),
            (OA.hasSource, self.subject),
            (SP.start, Literal(start)),
            (SP.end, Literal(end)),
            (SP.quote, self.words(evidence.quote)),
            (OA.hasSelector, position),
            (OA.hasSelector, quote),
        )
        self.add(
            position, (RDF.type, OA.TextPositionSelector), (OA.start, Literal(start)), (OA.end, Literal(end))
        )
        self.add(
            quote,
            (RDF.type, OA.TextQuoteSelector),
            (OA.exact, self.words(evidence.quote)),
            (OA.prefix, self.words(text[max(0, start - CONTEXT) : start])),
            (OA.suffix, self.words(text[end : end + CONTEXT])),
        )


def graph_of(triples: Iterable[tuple[Node, Node, Node]]) -> Graph:
    """``triples`` as a graph that knows the usual prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return graph


def n_triples(triples: Iterable[Triple]) -> bytes:
    """``triples`` in N-Triples (W3C 2014)."""
    return "".join(f"<{s}> <{p}> {_written(o)} .\n" for s, p, o in triples).encode()


def _written(node: URIRef | Literal) -> str:
    if isinstance(node, URIRef):
        return f"<{node}>"
    words = f'"{node.translate(_ESCAPES)}"'
    if node.language:
        return f"{words}@{node.language}"
    return f"{words}^^<{node.datatype}>" if node.datatype else words


_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", '"': '\\"', "\r": "\\r"})


def hashed(kind: str, key: Iterable[object]) -> str:
    """``kind/<hash>``: 16 hexadecimal digits of SHA-256 over the parts of ``key``."""
    text = "\x1f".join(str(part) for part in key)
    return f"{kind}/{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def decimal(value: float) -> Literal:
    """``value`` as a canonical xsd:decimal with at most three places, as the store keeps it."""
    return Literal(f"{value:.3f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


def source(address: str | None) -> URIRef | Literal | None:
    """Where an article was published: an IRI if ``address`` is one, else its words."""
    if not address:
        return None
    return URIRef(address) if _IRI.fullmatch(address) else Literal(address)
