"""The SPARQL page: a form that works without JavaScript, and an editor where the bundle is there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from rdflib import RDF
from werkzeug.wrappers import Response

from graph.knowledge.explanation_forms import short
from graph.model.queries import query_text
from graph.serving.beginning import CUT
from graph.serving.evaluation import Query, TooLargeError
from graph.stores import formats
from graph.things.named_queries import saved_queries
from ontology.errors import StandpunktError
from ontology.terms import NAMESPACE
from ontology.turtle import vocabulary
from web.admission.places import client_hung_up
from web.http.protocol import read_form
from web.http.site import site
from web.pages.shared.context import graph, language

VIEWS = ("table", "chart", "network")
JSON_RESULTS = "application/sparql-results+json"
TYPE = str(RDF.type)
_SHOWN = 2_000_000
"""Bytes of a result that a page shows at most."""


@dataclass(frozen=True, slots=True)
class QueryTable:
    """What a query gave: solutions (``columns``, ``rows``), a truth value, triples as Turtle, or an error.

    ``is_cut``: there is more than is shown.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[dict[str, str] | None, ...], ...] = ()
    is_cut: bool = False
    boolean: bool | None = None
    turtle: str = ""
    error: str = ""
    status: int = 200


def register(blueprint: Blueprint) -> None:
    """Add ``/query`` and the terms its editor completes."""
    blueprint.add_url_rule("/query", "query", show, methods=["GET", "POST"])
    blueprint.add_url_rule("/query/terms.json", "query_terms", terms)


def show() -> Response | tuple[str, int]:
    """The editor, and the result of ``query`` if there is one; ``saved`` names a query of ours."""
    fields = dict(reversed(read_form(request)))
    text = fields.get("query", "")
    saved = {query.name: query for query in saved_queries(graph().knowledge)}
    if not text.strip() and (chosen := saved.get(request.args.get("saved", ""))):
        text = chosen.text
    view = fields.get("view", "table")
    result = run(text) if fields.get("query", "").strip() else None
    page = render_template(
        "query.html",
        query=text or _first_query(),
        result=result,
        view=view if view in VIEWS else "table",
        views=VIEWS,
        saved=[(query.name, query.title(language())) for query in saved.values()],
        prefixes=formats.prefixes(graph().base),
        permalink=len(text) < 6000,
    )
    return page, result.status if result else 200


def _first_query() -> str:
    """The query the page starts with, without its header."""
    lines = query_text("page-first-query").splitlines(keepends=True)
    return f"PREFIX : <{graph().base}>\n" + "".join(line for line in lines if not line.startswith("#"))


def run(text: str) -> QueryTable:
    """The beginning of the result of a query of a stranger; an error is a result too."""
    settings = site().settings
    try:
        if len(text.encode()) > settings.number("query_bytes"):
            raise TooLargeError("The query is too long (setting query_bytes).")
        asked = Query(
            text,
            site().base,
            rows=settings.number("query_page_rows"),
            size=min(_SHOWN, settings.number("answer_bytes")),
            cut=True,
        )
        answer = site().answers.answer(asked, client_hung_up())
        body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    except StandpunktError as error:
        return QueryTable(error=str(error), status=error.status)
    kind, is_cut = answer.media_type.removesuffix(CUT), answer.media_type.endswith(CUT)
    if kind != JSON_RESULTS:
        return QueryTable(turtle=body.decode("utf-8", "replace"), is_cut=is_cut)
    return _solutions(json.loads(body), is_cut)


def _solutions(answer: dict[str, Any], is_cut: bool) -> QueryTable:
    if "boolean" in answer:
        return QueryTable(boolean=answer["boolean"])
    columns = tuple(answer["head"].get("vars", ()))
    rows = tuple(tuple(row.get(name) for name in columns) for row in answer["results"]["bindings"])
    return QueryTable(columns=columns, rows=rows, is_cut=is_cut)


def terms() -> Response:
    """The terms of our ontology with their classes, and our prefixes, for completion in the editor."""
    base = graph().base
    found = [
        {"term": "sp:" + term.removeprefix(NAMESPACE), "kind": " , ".join(short(o, base) for o in said[TYPE])}
        for term, said in sorted(vocabulary().items())
        if term.startswith(NAMESPACE) and TYPE in said
    ]
    response = jsonify(
        terms=found,
        prefixes=formats.prefixes(base),
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
