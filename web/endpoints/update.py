"""The update endpoint: SPARQL 1.1 Protocol, section 2.2."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.serving.evaluation import TooLargeError
from graph.serving.updates import Update
from ontology.errors import QueryError
from web.admission.places import client_hung_up
from web.http.protocol import read_operation
from web.http.services import may_connect
from web.http.site import site
from web.http.writing import write

blueprint = Blueprint("update", __name__)


@blueprint.route("/update", methods=["GET", "POST"])
@blueprint.route("/update/", methods=["GET", "POST"])
def update() -> Response:
    """Run a SPARQL update: find out on a copy what it changes, check that, write it in one transaction."""
    if request.method != "POST":
        raise QueryError("An update is sent by POST, never by GET.")
    operation = read_operation(request, "update")
    here = site()
    if len(operation.text) > here.settings.number("request_bytes"):
        raise TooLargeError("The update is longer than the setting request_bytes allows.")
    asked = Update(
        operation.text,
        here.base,
        operation.default_graphs,
        operation.named_graphs,
        network=may_connect(operation.text, here.services),
        most=here.settings.number("write_quads"),
    )
    with here.writing:
        write(here.answers.plan(asked, client_hung_up()))
    return Response(status=204)
