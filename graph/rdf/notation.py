"""Terms as people write them on a command line or in an address."""

from __future__ import annotations

import re

import pyoxigraph as ox

from graph.rdf.terms import SimpleTerm
from ontology.errors import InputError
from ontology.terms import PREFIXES

_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z-]+)|\^\^(?P<datatype>\S+))?', re.DOTALL)
_SCHEMES = ("http", "https", "urn", "tag", "mailto", "file")


def read_triple(subject: str, predicate: str, target: str, base: str) -> ox.Triple:
    """The triple of three terms (see ``read_term``); raises InputError that names the one that is wrong."""
    first, second, third = (read_term(text, base) for text in (subject, predicate, target))
    if isinstance(first, ox.Literal):
        raise InputError(f"The subject {subject} is a value; it must be an IRI.")
    if not isinstance(second, ox.NamedNode):
        raise InputError(f"The predicate {predicate} is a value; it must be an IRI.")
    return ox.Triple(first, second, third)


def read_term(text: str, base: str) -> SimpleTerm:
    """The term that a text names.

    It is ``<IRI>``, an IRI, ``prefix:name``, ``a`` (rdf:type), a literal in quotes with ``@de`` or
    ``^^xsd:date``, or an identifier under the base such as ``actor/nato``. Raises InputError for others.
    """
    text = text.strip()
    try:
        if match := _LITERAL.fullmatch(text):
            return _literal(match, base)
        return ox.NamedNode(_iri(text, base))
    except ValueError as error:
        raise InputError(f"{text!r} is no IRI, prefixed name, identifier or value: {error}") from error


def _literal(match: re.Match[str], base: str) -> ox.Literal:
    if match["language"]:
        return ox.Literal(match["text"], language=match["language"].lower())
    datatype = read_term(match["datatype"], base) if match["datatype"] else None
    return ox.Literal(match["text"], datatype=datatype if isinstance(datatype, ox.NamedNode) else None)


def _iri(text: str, base: str) -> str:
    prefix, colon, local = text.partition(":")
    if text == "a":
        return PREFIXES["rdf"] + "type"
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    if colon and prefix not in _SCHEMES:
        raise InputError(f"There is no prefix {prefix!r}; there are {', '.join(sorted(PREFIXES))}.")
    return text if colon else base + text
