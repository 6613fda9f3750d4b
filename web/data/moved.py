"""What answers at an IRI that the things of single documents have taken the place of.

One successor is a redirect (301), several are a list to choose from (300; RFC 9110, 15.4.1).
"""

from __future__ import annotations

import pyoxigraph as ox
from flask import Response, make_response, redirect, request
from rdflib import DCTERMS
from werkzeug.urls import iri_to_uri

from graph.rdf.terms import LABEL
from graph.stores.store import about
from graph.things.successors import successors
from web.data.rdf import respond
from web.http.negotiation import HTML, Format
from web.http.site import site
from web.pages import render_successors

_REPLACED_BY = ox.NamedNode(str(DCTERMS.isReplacedBy))


def moved(iri: str, form: Format) -> Response | None:
    """The answer for an IRI that was split or renamed; ``None`` if nothing took its place."""
    found = successors(site().knowledge, iri)
    if not found:
        return None
    if len(found) == 1:
        return make_response(redirect(_address(found[0], form), 301))
    response = (
        make_response(render_successors(iri, found)) if form is HTML else respond(_list(iri, found), form)
    )
    response.status_code = 300
    return response


def _address(iri: str, form: Format) -> str:
    """Where a thing of ours answers, in the form that the suffix of this request asks for."""
    suffix = f".{form.suffix}" if request.path.endswith(f".{form.suffix}") else ""
    return iri_to_uri(f"{request.script_root}/{iri.removeprefix(site().base)}{suffix}")


def _list(iri: str, found: tuple[str, ...]) -> list[ox.Quad]:
    old = ox.NamedNode(iri)
    quads = [ox.Quad(old, _REPLACED_BY, ox.NamedNode(new)) for new in found]
    return [*quads, *about(site().knowledge.store, map(ox.NamedNode, found), LABEL)]
