"""The SPARQL page: a form that works without JavaScript, and an editor where the bundle is there."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from graph.rdf.queries import query_text
from graph.stores import formats
from graph.things.named_queries import saved_queries
from web.http.protocol import read_form
from web.pages.queries.own import given_name, kept_here
from web.pages.queries.running import run
from web.pages.shared.context import graph, language

VIEWS = ("table", "chart", "network")
KEPT = 2500
"""Letters of the longest query that is kept under a name: a browser has 4 kB for all of them."""


def register(blueprint: Blueprint) -> None:
    """Add ``/query``."""
    blueprint.add_url_rule("/query", "query", show, methods=["GET", "POST"])


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
        keeps=len(text) < KEPT,
        called=given_name(),
        kept_here=kept_here,
    )
    return page, result.status if result else 200


def _first_query() -> str:
    """The query the page starts with, without its header."""
    lines = query_text("page-first-query").splitlines(keepends=True)
    return f"PREFIX : <{graph().base}>\n" + "".join(line for line in lines if not line.startswith("#"))
