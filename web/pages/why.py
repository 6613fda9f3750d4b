"""Why something holds: the proof of an edge as a tree, down to the sentences it rests on."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, render_template, request

from graph.knowledge.explanation import explain
from graph.knowledge.explanation_forms import as_json as explanation_json
from graph.knowledge.explanation_forms import as_triples
from graph.stores import formats
from graph.things.positions import all_inferred_stances
from ontology.errors import InputError
from ontology.terms import iri as expanded
from web.pages.shared.context import graph, language
from web.pages.shared.filters import full
from web.pages.shared.siblings import Page, add_page, as_json, send

MOST_PROOFS = 5
EXAMPLES = 12


def register(blueprint: Blueprint) -> None:
    """Add ``/why``."""
    add_page(blueprint, "/why", "why", show, ("json", "ttl"))


def show(form: str) -> Page:
    """The proofs of the triple in ``?s=``, ``?p=``, ``?o=``; without one, edges that have a proof."""
    asked = [request.args.get(name, "").strip() for name in "spo"]
    if not all(asked):
        if form != "html":
            raise InputError("Say which statement: s, p and o are its subject, predicate and object.")
        return render_template("why.html", explanation=None, asked=asked, examples=_examples())
    subject, predicate, value = (ox.NamedNode(_iri(name)) for name in asked)
    found = explain(graph(), ox.Triple(subject, predicate, value), MOST_PROOFS)
    if form == "json":
        return send(form, as_json(explanation_json(found, language())), "why")
    if form == "ttl":
        triples = as_triples(found, graph().base)
        prefixes = formats.prefixes(graph().base)
        return send(form, ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"", "why")
    return render_template("why.html", explanation=found, asked=asked, examples=())


def _iri(name: str) -> str:
    """A full IRI: ``sp:supports`` and ``actor/nato`` are understood too."""
    return expanded(name) if name.startswith("sp:") else full(name)


def _examples() -> tuple[tuple[str, str, str], ...]:
    found = all_inferred_stances(graph())[:EXAMPLES]
    return tuple((stance.holder, stance.property, stance.issue) for stance in found)
