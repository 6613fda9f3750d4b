"""Validation at load: a document graph that violates the SHACL shapes is rejected whole, with a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from loaders.triples.nodes import graph_of
from loaders.triples.plain_shapes import Described, Said, compiled
from ontology.errors import ShapeError
from ontology.files import SHAPES, shapes_text
from ontology.terms import NAMESPACE, OA, SP


def validate(graph: Iterable[Said], document: str = "") -> None:
    """Check the document graph, or a list of its triples, against ``ontology/shapes.ttl`` (W3C SHACL).

    ``document`` is what the message calls the document. Raises ``ShapeError`` whose ``report`` names
    each node at fault and says in German and English what to do.
    """
    problems = violations(graph)
    if problems:
        raise ShapeError(
            f"{document or 'The document'} was not loaded: it violates the shapes {len(problems)} times.",
            "\n".join(problems),
        )


def violations(graph: Iterable[Said]) -> list[str]:
    """One paragraph for each violation, in the order of the nodes at fault; empty if there is none.

    pySHACL judges and reports what does not plainly satisfy the shapes: that takes eight times as long.
    """
    described = Described(graph)
    misquoted = _misquoted(described)
    if _plainly()(described):
        return misquoted
    import pyshacl  # noqa: PLC0415 - slow to import, and seldom needed

    whole = graph if isinstance(graph, Graph) else graph_of(graph)
    _, report, _ = pyshacl.validate(whole, shacl_graph=_shapes(), inplace=True)
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({*misquoted, *(_paragraph(report, result) for result in results)})


@cache
def _shapes() -> Graph:
    """The shapes without the SPARQL constraint (see ``_misquoted``)."""
    shapes = Graph(store="SimpleMemory").parse(data=shapes_text(SHAPES), format="turtle")
    shapes.remove((None, SH.sparql, None))
    return shapes


@cache
def _plainly() -> Callable[[Described], bool]:
    """Whether a graph plainly satisfies the shapes."""
    shapes = Graph().parse(data=shapes_text(SHAPES), format="turtle")
    for constraint in list(shapes.objects(None, SH.sparql)):
        shapes.remove((constraint, None, None))
    shapes.remove((None, SH.sparql, None))
    return compiled(shapes)


@cache
def _misquotation() -> str:
    """What the SPARQL constraint of the shapes says."""
    shapes = Graph().parse(data=shapes_text(SHAPES), format="turtle")
    (constraint,) = shapes.objects(None, SH.sparql)
    return str(shapes.value(constraint, SH.message))


def _misquoted(graph: Described) -> list[str]:
    """Evidence whose wording is not what its document says there: the SPARQL constraint of the shapes.

    pySHACL would parse that query anew for every document, which takes longer than all the rest of it.
    """
    found = []
    for evidence, document in graph.pairs(OA.hasSource):
        if SP.Document in graph.values(document, RDF.type):
            text = str(_one(graph, document, SP.text))
            start, end, quote = (_one(graph, evidence, p) for p in (SP.start, SP.end, SP.quote))
            first, last = (getattr(place, "value", None) for place in (start, end))
            if not isinstance(first, int) or not isinstance(last, int) or quote is None:
                continue  # which is a violation of its own
            if text[max(first, 0) : max(last, 0)] != str(quote):
                said = _misquotation().replace("{?value}", _short(evidence)).split("¦")
                found.append("\n  ".join([f"{_short(document)} = {_short(evidence)}", *map(str.strip, said)]))
    return sorted(found)


def _one(graph: Described, subject: Node, predicate: Node) -> Node | None:
    return next(iter(graph.values(subject, predicate)), None)


def _paragraph(report: Graph, result: Node) -> str:
    node, path, value = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
    messages = sorted(report.objects(result, SH.resultMessage), key=lambda m: str(getattr(m, "language", "")))
    said = [part.strip() for message in messages for part in str(message).split("¦")]
    place = f" {_short(path)}" if isinstance(path, URIRef) else ""
    found = f" = {_short(value)}" if value is not None and value != node else ""
    return "\n  ".join([f"{_short(node)}{place}{found}", *said])


def _short(node: Node | None) -> str:
    text = str(node).replace(NAMESPACE, "sp:")
    return text if len(text) <= 120 else f"{text[:117]}…"
