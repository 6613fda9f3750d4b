"""The query endpoint: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.evaluation import Query, evaluate
from graph.store import OxigraphQuads
from web import negotiation
from web.protocol import Operation, read_operation
from web.site import site

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def query() -> Response:
    """Answer a SPARQL query."""
    operation = read_operation(request, "query")
    return answer(operation)


def answer(operation: Operation) -> Response:
    """The answer to a query operation in the format the client likes best."""
    sink = _Buffer()
    store = site().knowledge.store
    assert isinstance(store, OxigraphQuads)
    evaluate(store.inner, _query(operation), sink)
    return Response(sink.data, content_type=negotiation.content_type(sink.media_type))


def _query(operation: Operation) -> Query:
    accept = request.headers.get("Accept")
    solutions, boolean, triples = (
        negotiation.choose(accept, offers)
        for offers in (negotiation.SOLUTIONS, negotiation.BOOLEANS, negotiation.TRIPLES)
    )
    return Query(
        operation.text,
        site().base,
        operation.default_graphs,
        operation.named_graphs,
        solutions=solutions.media_type if solutions else None,
        boolean=boolean.media_type if boolean else None,
        triples=triples.media_type if triples else None,
    )


class _Buffer:
    def __init__(self) -> None:
        self.media_type, self.data = "", b""

    def begin(self, media_type: str) -> None:
        self.media_type = media_type

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)
