"""For whoever runs the server: is it well, and how busy is it. Both answer from threads of their own."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from graph.serving.evaluation import Query
from graph.serving.requests import BusyError, Readiness
from graph.stores.store import Condition
from ontology.errors import StandpunktError
from web.admission.places import client_hung_up
from web.http.metrics import metrics
from web.http.site import site

blueprint = Blueprint("operations", __name__)


@blueprint.route("/health")
def health() -> Response:
    """Whether queries are answered and changes can be written; 503 where not, with what is wrong.

    A server that is only busy is well.
    """
    state, disk = site().answers.state(), site().knowledge.store.condition
    wrong = list(_wrong(state, disk))
    response = jsonify(
        status="; ".join(wrong) or "ok",
        version=site().knowledge.store.version,
        busy=state.busy,
        behind_seconds=round(state.behind, 3),
        free_bytes=disk.free,
    )
    response.status_code = 503 if wrong else 200
    response.headers["Cache-Control"] = "no-store"
    return response


def _wrong(state: Readiness, disk: Condition) -> Iterator[str]:
    """What keeps the server from doing its work."""
    settings = site().settings
    if not state.alive:
        yield "the copy of the store in memory does not answer"
    elif state.busy < state.places and not state.behind:
        try:
            site().answers.answer(Query("ASK {}", site().base), client_hung_up())
        except BusyError:
            pass  # others were faster
        except StandpunktError as error:
            yield str(error)
    if state.behind > settings.number("update_seconds"):
        yield f"queries are {state.behind:.0f} seconds behind what is written"
    if disk.failure:
        yield disk.failure
    if disk.free is not None and disk.free < settings.number("least_free_bytes"):
        yield f"the disk of the store is nearly full: {disk.free} bytes are free"


@blueprint.route("/metrics")
def numbers() -> Response:
    """Prometheus metrics."""
    found, state, disk = metrics(), site().answers.state(), site().knowledge.store.condition
    found.quads.set(site().knowledge.store.size())
    found.busy.set(state.busy)
    found.replica.set(state.alive)
    found.behind.set(state.behind)
    found.free.set(float("nan") if disk.free is None else disk.free)
    found.failing.set(bool(disk.failure))
    return Response(found.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
