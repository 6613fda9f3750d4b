"""Why a triple holds, down to the sentence in the newspaper: proofs with the sources of what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.model.reasoner import Bilingual, Proof
from ontology.errors import NotFoundError, SettingError
from ontology.terms import PREFIXES, SP

_RDFS_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_TITLE = ox.NamedNode(PREFIXES["dcterms"] + "title")
_SOURCE = ox.NamedNode(PREFIXES["dcterms"] + "source")
_EVIDENCE, _QUOTE, _START, _END = (ox.NamedNode(SP[name]) for name in ("evidence", "quote", "start", "end"))


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence that proves something; offsets are code points of the document's text, end exclusive."""

    iri: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class AssertionSource:
    """Where an asserted triple comes from.

    ``kind`` is ``document``, ``background``, ``ontology`` or ``curation``; ``iri`` is the document, or the
    graph; ``reference`` the address a background fact cites.
    """

    kind: str
    iri: str
    title: str = ""
    reference: str = ""
    quotations: tuple[QuotedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofStep:
    """A step of an explanation: a triple, the rule that made it, and the steps before it.

    The rule of an asserted triple is ``asserted``; it has sources and no premises.
    """

    triple: ox.Triple
    rule: str
    sentence: Bilingual
    premises: tuple[ProofStep, ...] = ()
    sources: tuple[AssertionSource, ...] = ()

    @property
    def is_axiom(self) -> bool:
        """Whether the step only says what the ontology means, so that a reader may skip it."""
        if self.premises:
            return all(premise.is_axiom for premise in self.premises)
        return bool(self.sources) and all(source.kind == "ontology" for source in self.sources)

    @property
    def quotations(self) -> Iterator[QuotedSentence]:
        """Every sentence that the step rests on."""
        for source in self.sources:
            yield from source.quotations
        for premise in self.premises:
            yield from premise.quotations


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of why a triple holds, the shortest proof first."""

    triple: ox.Triple
    proofs: tuple[ProofStep, ...]

    @property
    def is_asserted(self) -> bool:
        """Whether somebody wrote the triple."""
        return self.proofs[0].rule == "asserted"


def explain(graph: KnowledgeGraph, triple: ox.Triple, limit: int = 1) -> Explanation:
    """Why a triple holds in a graph: at most ``limit`` proofs, the shortest first.

    Raises NotFoundError where it does not hold, and SettingError where the graph has no reasoner to ask.
    """
    return graph.steadily(lambda: _explained(graph, triple, limit))


def _explained(graph: KnowledgeGraph, triple: ox.Triple, limit: int) -> Explanation:
    if graph.closure is None:
        raise SettingError("The reasoner is none, so nothing is inferred and nothing can be explained.")
    proofs = graph.closure.explain(triple, limit)
    if not proofs:
        raise NotFoundError(f"This does not hold in the graph: {triple} .")
    sources = Sources(graph)
    return Explanation(triple, tuple(_step(proof, sources) for proof in proofs))


def _step(proof: Proof, sources: Sources) -> ProofStep:
    premises = tuple(_step(premise, sources) for premise in proof.premises)
    found = sources.of(proof.triple) if proof.is_asserted else ()
    return ProofStep(proof.triple, proof.rule, proof.sentence, premises, found)


class Sources:
    """Finds who says an asserted triple."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    def of(self, triple: ox.Triple) -> tuple[AssertionSource, ...]:
        """The sources of an asserted triple, documents first."""
        quads = self._graph.store.quads(
            subject=triple.subject, predicate=triple.predicate, object=triple.object
        )
        graphs = {quad.graph_name for quad in quads} - {self._graph.iri(named_graphs.INFERRED)}
        found = [self._source(triple, name) for name in graphs if isinstance(name, ox.NamedNode)]
        return tuple(sorted(found, key=lambda source: (source.kind != "document", source.iri)))

    def _source(self, triple: ox.Triple, name: ox.NamedNode) -> AssertionSource:
        prefix = self._graph.base + named_graphs.DOCUMENTS
        if name.value.startswith(prefix):
            document = ox.NamedNode(f"{self._graph.base}document/{name.value.removeprefix(prefix)}")
            title = self._text(document, _TITLE, name) or self._text(document, _RDFS_LABEL, name)
            quotations = tuple(self._quotations(triple, name))
            return AssertionSource("document", document.value, title, quotations=quotations)
        kind = name.value.rsplit("/", 1)[-1]
        return AssertionSource(kind, name.value, reference=self._reference(triple, name))

    def _reference(self, triple: ox.Triple, name: ox.NamedNode) -> str:
        for term in (triple.subject, triple.object):
            if isinstance(term, ox.NamedNode) and (found := self._text(term, _SOURCE, name)):
                return found
        return ""

    def _quotations(self, triple: ox.Triple, name: ox.NamedNode) -> Iterator[QuotedSentence]:
        """The evidence of the position, tenure, event or rule that a triple is about."""
        for term in (triple.subject, triple.object):
            if isinstance(term, ox.Literal):
                continue
            quads = list(self._graph.store.quads(name, subject=term, predicate=_EVIDENCE))
            for quad in sorted(quads, key=lambda quad: str(quad.object)):
                if isinstance(quad.object, ox.NamedNode):
                    yield self._quotation(quad.object, name)
            if quads:
                return

    def _quotation(self, evidence: ox.NamedNode, name: ox.NamedNode) -> QuotedSentence:
        start, end = (int(self._text(evidence, offset, name) or 0) for offset in (_START, _END))
        return QuotedSentence(evidence.value, start, end, self._text(evidence, _QUOTE, name))

    def _text(self, subject: ox.NamedNode, predicate: ox.NamedNode, name: ox.NamedNode) -> str:
        quad = next(iter(self._graph.store.quads(name, subject=subject, predicate=predicate)), None)
        return quad.object.value if quad and isinstance(quad.object, (ox.Literal, ox.NamedNode)) else ""
