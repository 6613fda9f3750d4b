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
from graph.serving.evaluation import Query, TooLargeError
from graph.stores import formats
from graph.things.named_queries import saved_queries
from ontology.errors import StandpunktError
from ontology.terms import NAMESPACE
from ontology.turtle import vocabulary
from web.http.protocol import read_form
from web.http.site import client_hung_up, site
from web.pages.shared.context import graph, language

VIEWS = ("table", "chart", "network")
JSON_RESULTS = "application/sparql-results+json"
TYPE = str(RDF.type)


@dataclass(frozen=True, slots=True)
class QueryTable:
    """What a query gave: solutions (``columns``, ``rows``), a truth value, triples as Turtle, or an error."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[dict[str, str] | None, ...], ...] = ()
    total: int = 0
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
    """The result of a query of a stranger, within the limits of the endpoint; an error is a result too."""
    settings = site().settings
    try:
        if len(text.encode()) > settings.number("query_bytes"):
            raise TooLargeError("The query is too long (setting query_bytes).")
        asked = Query(
            text,
            site().base,
            rows=settings.number("answer_rows"),
            size=settings.number("answer_bytes"),
        )
        answer = site().answers.answer(asked, client_hung_up())
        body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    except StandpunktError as error:
        return QueryTable(error=str(error), status=error.status)
    if answer.media_type != JSON_RESULTS:
        return QueryTable(turtle=body.decode("utf-8", "replace"))
    return _solutions(json.loads(body), settings.number("query_page_rows"))


def _solutions(answer: dict[str, Any], most: int) -> QueryTable:
    if "boolean" in answer:
        return QueryTable(boolean=answer["boolean"])
    columns = tuple(answer["head"].get("vars", ()))
    bindings = answer["results"]["bindings"]
    rows = tuple(tuple(row.get(name) for name in columns) for row in bindings[:most])
    return QueryTable(columns=columns, rows=rows, total=len(bindings))


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
