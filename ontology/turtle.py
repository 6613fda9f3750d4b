"""The one reader of our Turtle files: what they say, parsed, and looked up by subject.

Relative IRIs (``actor/nato``) stand under ``DATA`` unless another base is given, so that whoever only wants
the identifier takes that prefix off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from ontology.errors import KnowledgeError
from ontology.files import background_files, ontology_files

DATA: Final = "standpunkt-data:///"
"""The base of what has no base yet."""

Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Described = Mapping[str, Mapping[str, list[Object]]]
"""Subject to predicate to objects, in the order of the files; subjects under ``DATA`` by their identifier."""


def read_turtle(text: str, file: str, base: str = DATA) -> list[ox.Triple]:
    """The triples of a Turtle text; raises ``KnowledgeError`` with ``file`` and line where it is broken."""
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)]
    except SyntaxError as error:
        reason = str(error.msg).rpartition(": ")[2]
        raise KnowledgeError(f"{file} line {error.lineno}: {reason}.") from error


def ontology_triples(base: str = DATA) -> dict[str, list[ox.Triple]]:
    """The triples of the vocabulary (``standpunkt``) and of the issue scheme (``issues``)."""
    return {name: read_turtle(text, f"{name}.ttl", base) for name, text in ontology_files().items()}


def background_triples(base: str = DATA) -> dict[str, list[ox.Triple]]:
    """The triples of each file of background facts."""
    return {
        name: read_turtle(text, f"background/{name}.ttl", base) for name, text in background_files().items()
    }


def described(triples: Iterable[ox.Triple]) -> Described:
    """The triples by subject and predicate; those of blank nodes by the name of the node."""
    found: dict[str, dict[str, list[Object]]] = {}
    for triple in triples:
        about = found.setdefault(identifier(triple.subject), {})
        about.setdefault(triple.predicate.value, []).append(triple.object)
    return found


@cache
def vocabulary() -> Described:
    """What the ontology says of its terms, by IRI."""
    return described(ontology_triples()["standpunkt"])


def identifier(node: object) -> str:
    """The IRI of a node without the base ``DATA``, or the words of a literal."""
    return str(getattr(node, "value", node)).removeprefix(DATA)


def german(objects: Iterable[Object]) -> list[str]:
    """The words of those literals that are German or of no language."""
    return [o.value for o in objects if isinstance(o, ox.Literal) and o.language in {None, "de"}]
