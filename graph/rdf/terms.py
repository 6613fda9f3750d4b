"""RDF terms: made from prefixed names, read as plain values."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyoxigraph as ox
import rdflib

from ontology.terms import NAMESPACE, iri

SimpleTerm = ox.NamedNode | ox.BlankNode | ox.Literal
Term = SimpleTerm | ox.Triple
"""A simple term, or in RDF-star a quoted triple."""


@cache
def term(name: str) -> ox.NamedNode:
    """The term of a prefixed name such as ``sp:Demand``."""
    return ox.NamedNode(iri(name))


RDF_TYPE = term("rdf:type")
LABEL = term("rdfs:label")


def from_rdflib(node: object) -> SimpleTerm:
    """The same term as rdflib has it."""
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype) if node.datatype else None)
    return ox.NamedNode(str(node))


def is_plain(triple: ox.Triple) -> bool:
    """Whether a triple is one of RDF 1.1, which rdflib reads and OWL 2 RL and SHACL are defined for.

    RDF 1.2 has triple terms as objects, too, and texts with a direction.
    """
    target = triple.object
    return not isinstance(target, ox.Triple) and getattr(target, "direction", None) is None


def text(value: Term | str | None) -> str:
    """The IRI or the lexical form of ``value``, or the text itself; ``""`` for none."""
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, ox.Triple) else value.value


def local_name(value: Term | str | None) -> str:
    """The local name of a term of our ontology, or of its IRI, in lower case: ``sp:Demand`` is ``demand``."""
    return text(value).removeprefix(NAMESPACE).lower()


def day(value: Term | str | None) -> dt.date | None:
    """The day of an ``xsd:date`` or ``xsd:dateTime``; ``None`` where it is none."""
    try:
        return dt.date.fromisoformat(text(value)[:10])
    except ValueError:
        return None
