"""Triples and quads as responses in any of the formats."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import rdflib
from flask import Response, request

from graph.rdf import xml
from graph.rdf.terms import is_plain, term
from graph.stores.formats import prefixes
from web.data import jsonld
from web.http.negotiation import JSON_LD, N_QUADS, TRIG, Format, NotAcceptableError
from web.http.site import site

_MORE_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}


@cache
def described_by(name: str) -> ox.NamedNode:
    """The term of a prefixed name, of our vocabularies and of those that describe datasets and services."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_MORE_PREFIXES[prefix] + local) if prefix in _MORE_PREFIXES else term(name)


def respond(quads: Iterable[ox.Quad], form: Format, *, plain: bool = False) -> Response:
    """``quads`` in ``form``; formats without named graphs get the triples.

    JSON-LD refers to the published context, unless ``plain`` asks for whole IRIs. Raises
    ``NotAcceptableError`` for what ``form`` has no words for.
    """
    named = prefixes(site().base) | _MORE_PREFIXES
    known = ox.RdfFormat.from_media_type(form.media_type)
    assert known is not None, form
    if form in (TRIG, N_QUADS):
        data = ox.serialize(sorted(dict.fromkeys(quads), key=str), format=known, prefixes=named)
        return Response(data, content_type=form.content_type)
    items = sorted(
        dict.fromkeys(quad.triple for quad in quads), key=lambda t: (str(t.subject), str(t.predicate))
    )
    if form is JSON_LD and not plain and all(map(is_plain, items)):
        data = ox.serialize(items, format=ox.RdfFormat.N_TRIPLES)
        graph = rdflib.Graph().parse(data=data, format="nt")
        return Response(jsonld.compact(graph, request.url_root), content_type=form.content_type)
    try:
        data = ox.serialize(items, format=known, prefixes=named) or b""
    except OSError as error:
        raise NotAcceptableError(f"This cannot be written as {form.media_type}: {error}.") from None
    if form.media_type in xml.KINDS and xml.is_broken(data):
        raise NotAcceptableError(xml.REFUSAL)
    return Response(data, content_type=form.content_type)
