"""Validation at load: a document graph that violates the SHACL shapes is rejected whole, with a report."""

from __future__ import annotations

from functools import cache

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from ontology.errors import ShapeError
from ontology.files import SHAPES, shapes_text


def validate(graph: Graph, document: str = "") -> None:
    """Check the document graph against ``ontology/shapes.ttl`` (W3C SHACL).

    ``document`` is what the message calls the document. Raises ``ShapeError`` whose ``report`` names
    each node at fault and says in German and English what to do.
    """
    problems = violations(graph)
    if problems:
        raise ShapeError(
            f"{document or 'The document'} was not loaded: it violates the shapes {len(problems)} times.",
            "\n".join(problems),
        )


def violations(graph: Graph) -> list[str]:
    """One paragraph for each violation, in the order of the nodes at fault; empty if there is none."""
    import pyshacl  # noqa: PLC0415 - slow to import, and needed only where something is loaded

    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True)
    if conforms:
        return []
    assert isinstance(report, Graph)
    return sorted({_paragraph(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


@cache
def _shapes() -> Graph:
    return Graph().parse(data=shapes_text(SHAPES), format="turtle")


def _paragraph(report: Graph, result: Node) -> str:
    node, path, value = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
    messages = sorted(report.objects(result, SH.resultMessage), key=lambda m: str(getattr(m, "language", "")))
    said = [part.strip() for message in messages for part in str(message).split("¦")]
    place = f" {_short(path)}" if isinstance(path, URIRef) else ""
    found = f" = {_short(value)}" if value is not None and value != node else ""
    return "\n  ".join([f"{_short(node)}{place}{found}", *said])


def _short(node: Node | None) -> str:
    text = str(node).replace("https://w3id.org/standpunkt/ontology#", "sp:")
    return text if len(text) <= 120 else f"{text[:117]}…"
