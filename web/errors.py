"""Errors as answers: the same sentence as plain text, as RFC 9457 problem, or as a page."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from ontology.errors import LimitError, StandpunktError
from web.admission import guesses
from web.http.metrics import metrics
from web.http.negotiation import ERRORS, HTML, PLAIN, PROBLEM, choose
from web.pages import render_error

log = logging.getLogger("standpunkt.web")


def register(app: Flask) -> None:
    """Make every error that leaves a view of ``app`` an answer."""
    app.register_error_handler(StandpunktError, _expected)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: StandpunktError) -> Response:
    response = tell(error.status, error.code, str(error), getattr(error, "report", ""))
    if isinstance(error, LimitError):
        metrics().refused.labels(error.code).inc()
    if error.status == 503:
        response.headers["Retry-After"] = "2"
    if error.status == 429:
        response.headers["Retry-After"] = str(guesses.SECONDS)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="standpunkt"'
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    response = tell(
        status, (error.name or "error").lower().replace(" ", "-"), error.description or error.name
    )
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    log.error("%s %s failed (request %s)", request.method, request.path, g.get("request_id"), exc_info=error)
    return tell(500, "internal", "Something went wrong here; the server's log has the details.")


def tell(status: int, code: str, message: str, report: str = "") -> Response:
    """``message`` for a person, in the format the client likes best."""
    form = choose(request.headers.get("Accept"), ERRORS) or PLAIN
    if form is PROBLEM:
        problem = {"type": "about:blank", "title": code, "status": status, "detail": message}
        body = json.dumps(problem | ({"report": report} if report else {}), ensure_ascii=False)
    elif form is HTML:
        body = render_error(status, message, report)
    else:
        body = message + "\n" + (f"\n{report}\n" if report else "")
    return Response(body, status, content_type=form.content_type)
