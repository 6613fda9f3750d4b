"""For whoever runs the server: is it well, and how busy is it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from graph.serving.evaluation import Query
from web.admission.places import client_hung_up
from web.http.metrics import metrics
from web.http.site import site

blueprint = Blueprint("operations", __name__)


@blueprint.route("/health")
def health() -> Response:
    """Whether a query gets an answer; 503 otherwise, from the error that says why."""
    site().answers.answer(Query("ASK {}", site().base), client_hung_up())
    response = jsonify(status="ok", version=site().knowledge.store.version)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/metrics")
def numbers() -> Response:
    """Prometheus metrics."""
    found = metrics()
    found.quads.set(site().knowledge.store.size())
    found.busy.set(site().answers.busy())
    return Response(found.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
