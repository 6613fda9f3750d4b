"""The one reader of our Turtle files: what they say, parsed, and looked up by subject.

Relative IRIs (``actor/nato``) stand under ``DATA`` unless another base is given, so that whoever only wants
the identifier takes that prefix off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import pyoxigraph as ox
from rdflib import ORG, OWL, RDF, XSD

from ontology.errors import KnowledgeError
from ontology.files import background_files, ontology_files
from ontology.knowledge import PLAIN, Knowledge

DATA: Final = "standpunkt-data:///"
"""The base of what has no base yet."""

DEPRECATED: Final = ox.NamedNode(str(OWL.deprecated))
_TRUE = ox.Literal("true", datatype=ox.NamedNode(str(XSD.boolean)))
_TYPE, _MEMBER = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ORG.member))

Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Described = Mapping[str, Mapping[str, list[Object]]]
"""Subject to predicate to objects, in the order of the files; subjects under ``DATA`` by their identifier."""


def read_turtle(text: str, base: str = DATA, file: str = "Turtle") -> list[ox.Triple]:
    """The triples of a Turtle text; raises ``KnowledgeError`` with ``file`` and line where it is broken."""
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)]
    except SyntaxError as error:
        reason = str(error.msg).rpartition(": ")[2]
        raise KnowledgeError(f"{file} line {error.lineno}: {reason}.") from error


def ontology_triples(base: str = DATA, knowledge: Knowledge = PLAIN) -> dict[str, list[ox.Triple]]:
    """The triples of the vocabulary (``standpunkt``) and of the issue scheme (``issues``), by their file.

    Those of a knowledge folder are laid over the scheme, and stand under ``knowledge-issues``.
    """
    texts = ontology_files()
    vocabulary = {"standpunkt": read_turtle(texts.pop("standpunkt"), base, "standpunkt.ttl")}
    own = {name: read_turtle(text, base, f"{name}.ttl") for name, text in texts.items()}
    return vocabulary | _laid_over(own, folder_triples(knowledge, base), ("issues.ttl",))


def background_triples(base: str = DATA, knowledge: Knowledge = PLAIN) -> dict[str, list[ox.Triple]]:
    """The triples of each file of background facts, those of a knowledge folder laid over the package's."""
    texts = background_files()
    own = {name: read_turtle(text, base, f"background/{name}.ttl") for name, text in texts.items()}
    more = folder_triples(knowledge, base)
    return _laid_over(own, more, tuple(name for name in more if name != "issues.ttl"))


def folder_triples(knowledge: Knowledge, base: str = DATA) -> dict[str, list[ox.Triple]]:
    """The triples of each Turtle file of a knowledge folder, by its name in the folder."""
    return {
        name: read_turtle(text, base, knowledge.path(name))
        for name, text in knowledge.files.items()
        if name.endswith(".ttl")
    }


def struck_out(triples: Iterable[ox.Triple]) -> set[ox.NamedNode | ox.BlankNode | ox.Triple]:
    """The things that ``owl:deprecated true`` strikes out."""
    return {t.subject for t in triples if t.predicate == DEPRECATED and t.object == _TRUE}


def _laid_over(
    own: dict[str, list[ox.Triple]], folder: dict[str, list[ox.Triple]], names: Sequence[str]
) -> dict[str, list[ox.Triple]]:
    """``own`` without what the folder replaces or strikes out, and the files ``names`` of the folder.

    A thing that a file of the folder gives a class is described anew there; without one, it is added to. With
    a thing that is struck out goes whatever is said of it, and the memberships and tenures that are its own.
    """
    every = [triple for triples in folder.values() for triple in triples]
    if not every:
        return own
    known = [triple for triples in own.values() for triple in triples]
    struck = struck_out(every)
    struck |= {t.subject for t in known if t.predicate == _MEMBER and t.object in struck}
    gone = struck | {t.subject for t in every if t.predicate == _TYPE}
    left = {
        name: [t for t in triples if t.subject not in gone and t.object not in struck]
        for name, triples in own.items()
    }
    more = {
        "knowledge-" + name.removeprefix("background/").removesuffix(".ttl"): [
            triple for triple in folder[name] if triple.predicate != DEPRECATED
        ]
        for name in names
        if name in folder
    }
    return left | more


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
    return described(read_turtle(ontology_files()["standpunkt"]))


def identifier(node: object) -> str:
    """The IRI of a node without the base ``DATA``, or the words of a literal."""
    return str(getattr(node, "value", node)).removeprefix(DATA)


def german(objects: Iterable[Object]) -> list[str]:
    """The words of those literals that are German or of no language."""
    return [o.value for o in objects if isinstance(o, ox.Literal) and o.language in {None, "de"}]
