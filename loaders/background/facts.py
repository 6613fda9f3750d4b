"""What the background files and the issue scheme say, by subject: read once a process for all the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rdflib import RDF

from ontology.terms import NAMESPACE
from ontology.turtle import Described, Object, background_triples, described, identifier, ontology_triples


@cache
def facts() -> Described:
    """The background facts, of every file."""
    return described(triple for triples in background_triples().values() for triple in triples)


@cache
def issue_facts() -> Described:
    """The issue scheme."""
    return described(ontology_triples()["issues"])


def classes(said: Mapping[str, Sequence[Object]]) -> list[str]:
    """The local names of the classes that ``said``, what is known of a subject, puts it in."""
    names = (identifier(node) for node in said.get(str(RDF.type), ()))
    return [name.removeprefix(NAMESPACE) for name in names if name.startswith(NAMESPACE)]
