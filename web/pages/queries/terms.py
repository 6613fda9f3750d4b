"""What the SPARQL editor completes: terms of the ontology and named graphs, each explained in words."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox
from flask import Blueprint, jsonify
from rdflib import OWL, RDF, RDFS, SKOS
from werkzeug.wrappers import Response

from graph.model.named_graphs import BACKGROUND, CURATION, INFERRED, ONTOLOGY, PROVENANCE, document_graph
from graph.stores import formats
from ontology.terms import PREFIXES
from ontology.turtle import Described, Object, vocabulary
from web.pages.shared.context import graph, language, say, thing
from web.pages.shared.filters import searched
from web.pages.shared.names import completions

_CLASSES = {str(OWL.Class), str(RDFS.Class)}
_PROPERTIES = {str(kind) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}
_DEFINITION, _LABEL, _TYPE = str(SKOS.definition), str(RDFS.label), str(RDF.type)
_GRAPHS = (ONTOLOGY, BACKGROUND, INFERRED, CURATION, PROVENANCE)
COMPLETED = 20
"""Documents whose graphs are offered at a time."""


def register(blueprint: Blueprint) -> None:
    """Add what the editor completes."""
    blueprint.add_url_rule("/query/terms.json", "query_terms", terms)
    blueprint.add_url_rule("/query/graphs.json", "query_graphs", graphs)


def terms() -> Response:
    """The terms of the ontology with label and definition in the page's language, and our prefixes."""
    response = jsonify(terms=_explained(vocabulary()), prefixes=formats.prefixes(graph().base))
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.vary.update(["Accept-Language", "Cookie"])
    return response


def _explained(said: Described) -> list[dict[str, str]]:
    """Each term that has a prefix and a label: ``iri``, ``kind`` (class, property, thing), words."""
    return [
        {
            "iri": term,
            "kind": _kind({str(getattr(o, "value", o)) for o in about.get(_TYPE, [])}),
            "label": _in_language(about.get(_LABEL, [])),
            "comment": _in_language(about.get(_DEFINITION, [])),
        }
        for term, about in sorted(said.items())
        if term.startswith(tuple(PREFIXES.values())) and _LABEL in about
    ]


def _kind(types: set[str]) -> str:
    return "class" if types & _CLASSES else "property" if types & _PROPERTIES else "thing"


def _in_language(words: list[Object]) -> str:
    """The words in the page's language, else in any; empty if there are none."""
    texts = {o.language: o.value for o in words if isinstance(o, ox.Literal)}
    return texts.get(language()) or next(iter(texts.values()), "")


def graphs() -> Response:
    """The named graphs, those of documents by the words of ``?q=``, with what each holds."""
    kinds = [(name, name.rpartition("/")[2]) for name in _GRAPHS]
    named = [(name, say(f"query.graph.{kind}"), say(f"query.graph_holds.{kind}")) for name, kind in kinds]
    found = islice(completions("documents", searched()), COMPLETED)
    said = say("query.graph_holds.document")
    documents = [(document_graph(thing(iri).path), title, said) for iri, title in found]
    base = graph().base
    return jsonify(
        graphs=[
            {"iri": base + name, "label": label, "comment": comment}
            for name, label, comment in (*named, *documents)
        ]
    )
