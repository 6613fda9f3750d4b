"""The vocabulary explains itself: a page for people, the ontology for programs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox
import rdflib
from flask import Blueprint, Response, render_template, request
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import versions
from ontology.errors import NotFoundError
from ontology.terms import NAMESPACE
from web.data.rdf import respond
from web.http.caching import conditional, mark
from web.http.negotiation import HTML, PAGES, by_suffix, require
from web.http.site import site

blueprint = Blueprint("vocabulary", __name__)

_KINDS = {
    "classes": (OWL.Class, RDFS.Class),
    "properties": (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property),
}
_FACTS = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, RDFS.domain, RDFS.range)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as the page shows it: labels and definitions by language, and what it is related to."""

    name: str
    iri: str
    labels: dict[str, str]
    definitions: dict[str, str]
    facts: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


@blueprint.route("/ontology")
@blueprint.route("/ontology.<suffix>")
def show(suffix: str = "") -> Response:
    """The ontology as it is installed, in the form the suffix or the client asks for."""
    return _answer(versions.current().number, "/ontology", suffix)


@blueprint.route("/ontology/<version>")
def show_version(version: str) -> Response:
    """A version of the ontology (``0.1.0``, ``0.1.0.ttl``); one that never was is 404."""
    parts = version.split(".", 3)
    number = ".".join(parts[:3])
    return _answer(number, f"/ontology/{number}", "".join(parts[3:]))


def _answer(number: str, address: str, suffix: str) -> Response:
    text = versions.version_text(number)
    form = by_suffix(suffix, PAGES) if suffix else require(request.headers.get("Accept"), PAGES)
    if form is None:
        raise NotFoundError(f"The ontology is not written as {suffix[:40]!r}.")
    tag = mark("ontology", number, form.media_type, request.headers.get("Accept-Language", ""))
    if form is not HTML and (unchanged := conditional(tag)):
        return unchanged
    if form is HTML:
        known = versions.versions()
        page = render_template(
            "vocabulary.html",
            groups=entries(text),
            namespace=NAMESPACE,
            address=address,
            version=next(version for version in known if version.number == number),
            versions=known[::-1],
        )
        response = Response(page)
    else:
        response = respond(list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=site().base)), form)
        response.headers["ETag"] = tag
    links = [f'<{address}.{other.suffix}>; rel="alternate"; type="{other.media_type}"' for other in PAGES]
    links.append('</ontology>; rel="latest-version"')  # RFC 5829
    response.headers["Link"] = ", ".join(links)
    response.vary.add("Accept")
    return response


def entries(text: str) -> dict[str, list[TermEntry]]:
    """The terms of the ontology in ``text``: classes, properties, and individuals such as the acts."""
    graph = rdflib.Graph().parse(data=text, format="turtle", publicID=site().base)
    found: dict[str, list[TermEntry]] = {"classes": [], "properties": [], "individuals": []}
    for term in sorted({s for s in graph.subjects(RDF.type) if str(s).startswith(NAMESPACE)}, key=str):
        kinds = set(graph.objects(term, RDF.type))
        place = next((name for name, types in _KINDS.items() if kinds & set(types)), "individuals")
        found[place].append(_entry(graph, term))
    return found


def _entry(graph: rdflib.Graph, term: rdflib.term.Node) -> TermEntry:
    def texts(predicate: rdflib.URIRef) -> dict[str, str]:
        return {
            str(o.language): str(o) for o in graph.objects(term, predicate) if isinstance(o, rdflib.Literal)
        }

    facts = []
    for predicate in _FACTS:
        targets = [o for o in graph.objects(term, predicate) if isinstance(o, rdflib.URIRef)]
        if targets:
            facts.append((predicate.fragment, [(_short(graph, o), str(o)) for o in sorted(targets)]))
    definitions = texts(SKOS.definition) or texts(RDFS.comment)
    return TermEntry(str(term).removeprefix(NAMESPACE), str(term), texts(RDFS.label), definitions, facts)


def _short(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    return term.n3(graph.namespace_manager)
