"""The query endpoint: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from flask import Blueprint, Response, redirect, request, url_for

from graph.serving.evaluation import Query, TooLargeError
from web.admission.places import client_hung_up
from web.data import description
from web.http import negotiation
from web.http.caching import conditional, is_repeatable, mark
from web.http.protocol import Operation, decode, read_operation
from web.http.services import may_connect
from web.http.site import site
from web.http.streaming import send

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
@blueprint.route("/sparql/", methods=["GET", "POST"])
def query() -> Response:
    """Answer a SPARQL query; without one, describe this service."""
    fields = decode(request.query_string)
    if request.method in ("GET", "HEAD") and not any(name in ("query", "update") for name, _ in fields):
        return description.describe() if fields or not _is_browser() else _lead_to_editor()
    return answer(read_operation(request, "query", fields))


def _is_browser() -> bool:
    """Whether a page is wanted most. A query is always answered: the protocol knows no other page."""
    offers = (*negotiation.SOLUTIONS, *negotiation.TRIPLES, negotiation.HTML)
    wanted = negotiation.choose(request.headers.get("Accept"), offers)
    return wanted is negotiation.HTML


def _lead_to_editor() -> Response:
    """The page with the editor."""
    response = cast(Response, redirect(url_for("pages.query"), 303))
    response.vary.add("Accept")
    return response


def answer(operation: Operation) -> Response:
    """The answer to a query operation in the format the client likes best."""
    asked = read_query(operation)
    tag = mark(repr(asked)) if is_repeatable(operation.text) else None
    if tag is not None and (unchanged := conditional(tag)):
        return unchanged
    return send(site().answers.answer(asked, client_hung_up()), tag)


def read_query(operation: Operation) -> Query:
    """``operation`` with the formats the client takes and the limits in force.

    Raises ``TooLargeError`` for a query that is too long, ``RefusedError`` for a service not allowed.
    """
    settings = site().settings
    if len(operation.text) > settings.number("query_bytes"):
        raise TooLargeError(
            f"The query is longer than {settings.number('query_bytes')} bytes (setting query_bytes)."
        )
    solutions, boolean, triples = _media_types(request.headers.get("Accept"), operation.format)
    return Query(
        operation.text,
        site().base,
        operation.default_graphs,
        operation.named_graphs,
        solutions=solutions,
        boolean=boolean,
        triples=triples,
        rows=settings.number("answer_rows"),
        size=settings.number("answer_bytes"),
        network=may_connect(operation.text, site().services),
    )


@lru_cache(maxsize=1000)
def _media_types(accept: str | None, name: str) -> tuple[str | None, ...]:
    """What to send as solutions, boolean and triples: by ``?format=`` if that names one, else ``Accept``."""
    offers = (negotiation.SOLUTIONS, negotiation.BOOLEANS, negotiation.TRIPLES)
    chosen = (negotiation.by_suffix(name, these) or negotiation.choose(accept, these) for these in offers)
    return tuple(form.media_type if form else None for form in chosen)
