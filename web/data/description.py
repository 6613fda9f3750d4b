"""The service description (SPARQL 1.1 Service Description) and the query form that browsers get."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from flask import Response, request

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import RDF_TYPE
from web.admission.gate import keys
from web.data.rdf import described_by, respond
from web.http.caching import conditional, mark
from web.http.negotiation import SOLUTIONS, TRIPLES, require
from web.http.site import Site, site

FORMATS = "http://www.w3.org/ns/formats/"

_FORMAT_NAMES = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "nq": "N-Quads",
    "trig": "TriG",
    "n3": "N3",
}
_RESULT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}
_REPEATS = (
    "The store behind this service does not merge its graphs into a set: the default graph repeats a triple "
    "that several graphs hold. Ask for DISTINCT solutions, and count DISTINCT things."
)
_MOST_GRAPHS = 1000
"""Named graphs that are described one by one; beyond it the VoID description must do."""


def describe() -> Response:
    """What this endpoint can do and which dataset it serves."""
    form = require(request.headers.get("Accept"), TRIPLES)
    tag = mark("description", request.url_root, form.media_type)
    if unchanged := conditional(tag):
        return unchanged
    quads = (ox.Quad(t.subject, t.predicate, t.object) for t in description(site(), request.base_url))
    response = respond(quads, form, plain=True)
    response.vary.add("Accept")
    response.headers["ETag"] = tag
    return response


def description(here: Site, address: str) -> Iterator[ox.Triple]:
    """The description of the endpoint at ``address``."""
    service, dataset = ox.BlankNode("service"), ox.BlankNode("dataset")
    default = ox.BlankNode("default")

    def say(subject: ox.NamedNode | ox.BlankNode, name: str, value: ox.NamedNode | ox.BlankNode) -> ox.Triple:
        return ox.Triple(subject, described_by("sd:" + name), value)

    yield ox.Triple(service, RDF_TYPE, described_by("sd:Service"))
    yield say(service, "endpoint", ox.NamedNode(address))
    languages = ["SPARQL11Query"] + (["SPARQL11Update"] if keys() else [])
    for language in languages:
        yield say(service, "supportedLanguage", described_by("sd:" + language))
    if here.settings.text("default_graph") == "union":
        yield say(service, "feature", described_by("sd:UnionDefaultGraph"))
        if not here.knowledge.store.merges:
            yield ox.Triple(service, described_by("rdfs:comment"), ox.Literal(_REPEATS, language="en"))
    for suffix, name in {f.suffix: _RESULT_NAMES[f.suffix] for f in SOLUTIONS}.items():
        assert suffix
        yield say(service, "resultFormat", ox.NamedNode(FORMATS + name))
    for name in _FORMAT_NAMES.values():
        yield say(service, "resultFormat", ox.NamedNode(FORMATS + name))
        yield say(service, "inputFormat", ox.NamedNode(FORMATS + name))
    yield say(service, "defaultDataset", dataset)
    yield ox.Triple(dataset, RDF_TYPE, described_by("sd:Dataset"))
    yield say(dataset, "defaultGraph", default)
    yield ox.Triple(default, RDF_TYPE, described_by("sd:Graph"))
    yield from _named_graphs(here.knowledge, dataset)


def _named_graphs(knowledge: KnowledgeGraph, dataset: ox.BlankNode) -> Iterator[ox.Triple]:
    for number, name in enumerate(knowledge.store.graph_names()):
        if number == _MOST_GRAPHS:
            return
        node = ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, described_by("sd:namedGraph"), node)
        yield ox.Triple(node, RDF_TYPE, described_by("sd:NamedGraph"))
        yield ox.Triple(node, described_by("sd:name"), name)
