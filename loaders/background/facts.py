"""What the background files and the issue scheme say, by subject: read once for all the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import RDF

from ontology.in_force import in_force, kept
from ontology.terms import NAMESPACE
from ontology.turtle import Described, Object, background_triples, described, identifier, ontology_triples


@kept
def facts() -> Described:
    """The background facts, of every file."""
    files = background_triples(knowledge=in_force())
    return described(triple for triples in files.values() for triple in triples)


@kept
def issue_facts() -> Described:
    """The issue scheme."""
    files = ontology_triples(knowledge=in_force())
    return described(triple for name, triples in files.items() if name != "standpunkt" for triple in triples)


def classes(said: Mapping[str, Sequence[Object]]) -> list[str]:
    """The local names of the classes that ``said``, what is known of a subject, puts it in."""
    names = (identifier(node) for node in said.get(str(RDF.type), ()))
    return [name.removeprefix(NAMESPACE) for name in names if name.startswith(NAMESPACE)]
