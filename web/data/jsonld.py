"""The JSON-LD context: every term of the ontology under its plain name (JSON-LD 1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import rdflib
from flask import Blueprint, Response
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graph.stores.formats import prefixes
from ontology.terms import NAMESPACE
from ontology.turtle import Object, identifier, vocabulary
from web.http.site import site

blueprint = Blueprint("context", __name__)

PATH = "context.jsonld"

# Terms of other vocabularies that documents are written with (docs/GRAPH.md).
_BORROWED: dict[str, dict[str, Any]] = {
    "label": {"@id": "rdfs:label"},
    "prefLabel": {"@id": "skos:prefLabel"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@set"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "title": {"@id": "dcterms:title"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "date": {"@id": "dcterms:date", "@type": "xsd:date"},
    "source": {"@id": "dcterms:source", "@type": "@id"},
    "language": {"@id": "dcterms:language"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "used": {"@id": "prov:used", "@type": "@id"},
    "member": {"@id": "org:member", "@type": "@id"},
    "organization": {"@id": "org:organization", "@type": "@id"},
    "postIn": {"@id": "org:postIn", "@type": "@id"},
    "holds": {"@id": "org:holds", "@type": "@id"},
    "heldBy": {"@id": "org:heldBy", "@type": "@id"},
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": {"@id": "oa:exact"},
    "hasTime": {"@id": "time:hasTime", "@type": "@id"},
    "hasBeginning": {"@id": "time:hasBeginning", "@type": "@id"},
    "hasEnd": {"@id": "time:hasEnd", "@type": "@id"},
    "inXSDDate": {"@id": "time:inXSDDate", "@type": "xsd:date"},
    "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
}


@cache
def terms(base: str) -> dict[str, Any]:
    """The context for data under ``base``."""
    own = {
        term.removeprefix(NAMESPACE): _definition(term, said)
        for term, said in sorted(vocabulary().items())
        if term.startswith(NAMESPACE) and str(RDF.type) in said
    }
    return {"id": "@id", "type": "@type"} | dict(sorted(prefixes(base).items())) | _BORROWED | own


def _definition(term: str, said: Mapping[str, Sequence[Object]]) -> dict[str, Any]:
    definition: dict[str, Any] = {"@id": "sp:" + term.removeprefix(NAMESPACE)}
    kinds = set(map(identifier, said[str(RDF.type)]))
    reach = next(map(identifier, said.get(str(RDFS.range), ())), "")
    if str(OWL.ObjectProperty) in kinds:
        definition["@type"] = "@id"
    elif str(OWL.DatatypeProperty) in kinds and reach.startswith(str(XSD)) and reach != str(XSD.string):
        definition["@type"] = "xsd:" + reach.removeprefix(str(XSD))
    return definition


def compact(graph: rdflib.Graph, root: str) -> bytes:
    """``graph`` as JSON-LD with the plain names, and the context by its address under ``root``."""
    text = graph.serialize(format="json-ld", context=terms(site().base), auto_compact=False)
    document = json.loads(text)
    document = {"@context": root + PATH} | {
        key: value for key, value in document.items() if key != "@context"
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


@blueprint.route("/" + PATH)
def show() -> Response:
    """The published context."""
    body = json.dumps({"@context": terms(site().base)}, ensure_ascii=False, indent=1)
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(body, content_type="application/ld+json", headers=headers)
