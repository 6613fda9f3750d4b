"""Whole graphs: SPARQL 1.1 Graph Store HTTP Protocol, direct and indirect."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from flask import Blueprint, Response, request

from graph.knowledge.importing import take_in
from graph.rdf.changes import DatasetChange
from graph.serving.evaluation import Query
from graph.serving.requests import Dump, Parse
from ontology.errors import NotFoundError, QueryError
from web.admission.places import client_hung_up
from web.http.caching import conditional, mark
from web.http.negotiation import QUADS, TRIPLES, Format, require
from web.http.protocol import MediaTypeError, decode
from web.http.site import site
from web.http.streaming import send
from web.http.writing import write

blueprint = Blueprint("graph_store", __name__)

TargetGraph = ox.NamedNode | ox.DefaultGraph
METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH"]


@blueprint.route("/data", methods=METHODS)
@blueprint.route("/data/<path:path>", methods=METHODS)
def graph(path: str = "") -> Response:
    """Read, replace, extend or delete a graph."""
    if request.method in {"GET", "HEAD"}:
        return read(_named(path))
    if request.method == "PATCH":
        raise QueryError(
            "A graph is changed by PUT, POST or DELETE, or by an update; PATCH is not understood."
        )
    with site().writing:
        if request.method == "POST" and path == "" and not request.query_string:
            return _create()
        name = _named(path)
        if name is None and request.method == "PUT":
            return _replace_all()
        if name is None:
            raise QueryError("Say which graph: ?default or ?graph=<IRI>.")
        return {"PUT": _replace, "POST": _extend, "DELETE": _delete}[request.method](name)


def _named(path: str) -> TargetGraph | None:
    """The graph the request is about; ``None`` stands for the whole dataset."""
    if path:
        return _iri(site().base + "data/" + path)
    fields = decode(request.query_string)
    graphs = [value for key, value in fields if key == "graph"]
    default = any(key == "default" for key, _ in fields)
    if len(graphs) + default > 1:
        raise QueryError("Name one graph: either ?default or one ?graph=<IRI>.")
    if graphs:
        return _iri(graphs[0])
    return ox.DefaultGraph() if default else None


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is no absolute IRI: {error}") from None


def read(name: TargetGraph | None, form: Format | None = None) -> Response:
    """The quads of a graph, or of the whole dataset, in ``form`` or the format the client likes best."""
    if name is None:
        return _send(Dump(None, require(request.headers.get("Accept"), QUADS).media_type))
    form = form or require(request.headers.get("Accept"), TRIPLES)
    if isinstance(name, ox.NamedNode):
        if not _exists(name):
            raise NotFoundError(f"There is no graph <{name.value}>.")
        return _send(Dump(name.value, form.media_type))
    if site().settings.text("default_graph") == "union":
        return _send(Query("CONSTRUCT WHERE { ?s ?p ?o }", site().base, triples=form.media_type))
    return _send(Dump("", form.media_type))


def _send(what: Dump | Query) -> Response:
    tag = mark(repr(what))
    return conditional(tag) or send(site().answers.answer(what, client_hung_up()), tag)


def _exists(name: TargetGraph) -> bool:
    return isinstance(name, ox.DefaultGraph) or site().knowledge.store.has_graph(name)


def _replace(name: TargetGraph) -> Response:
    new, old = set(_body(name)), set(_quads(name))
    existed = _exists(name)
    create = [name] if isinstance(name, ox.NamedNode) and not new else []
    write(DatasetChange(remove=tuple(old - new), add=tuple(new - old), create=create))
    return Response(status=204 if existed else 201)


def _replace_all() -> Response:
    """The body, a dataset, in the place of everything but what Standpunkt fills and infers itself."""
    here = site()
    form = _known(request.mimetype, QUADS)
    if form is None:
        names = ", ".join(offer.media_type for offer in QUADS)
        raise MediaTypeError(f"A dataset is sent as {names}; for one graph say ?default or ?graph=<IRI>.")
    quads = _parsed(Parse(request.get_data(), form.media_type, here.base + "data", True, _most()))
    check = here.check if here.settings.flag("shapes") else None
    take_in(here.knowledge, quads, "The dataset", whole=True, check=check)
    return Response(status=204)


def _extend(name: TargetGraph) -> Response:
    existed = _exists(name)
    new = set(_body(name)) - set(_quads(name))
    create = [name] if isinstance(name, ox.NamedNode) and not new and not existed else []
    write(DatasetChange(add=tuple(new), create=create))
    return Response(status=204 if existed else 201)


def _delete(name: TargetGraph) -> Response:
    if not _exists(name):
        raise NotFoundError(f"There is no graph {name}.")
    drop = [name] if isinstance(name, ox.NamedNode) else []
    write(DatasetChange(remove=tuple(_quads(name)), drop=drop))
    return Response(status=204)


def _create() -> Response:
    """A new graph with a name of our own (section 5.5)."""
    name = ox.NamedNode(f"{site().base}data/{uuid.uuid4()}")
    _extend(name)
    return Response(status=201, headers={"Location": name.value})


def _quads(name: TargetGraph) -> Iterator[ox.Quad]:
    return site().knowledge.store.quads(name)


def _body(name: TargetGraph) -> Iterator[ox.Quad]:
    """The triples of the request's body, as quads of ``name``; blank nodes are new ones.

    Raises ``MediaTypeError`` or ``InputError``. A form without a file is no empty graph: it holds none, or
    was cut short.
    """
    base = name.value if isinstance(name, ox.NamedNode) else site().base + "data"
    if request.mimetype == "multipart/form-data":
        files = [file for _, file in request.files.items(multi=True)]
        if not files:
            raise MediaTypeError("A form must hold the graph as a file, whole; nothing was written.")
        for file in files:
            yield from parse(file.read(), file.mimetype or "text/turtle", base, name)
        return
    yield from parse(request.get_data(), request.mimetype, base, name)


def parse(data: bytes, media_type: str, base: str, name: TargetGraph) -> Iterator[ox.Quad]:
    """``data`` as quads of the graph ``name``, read where it can do no harm.

    Raises ``MediaTypeError`` or ``InputError``.
    """
    form = _known(media_type, TRIPLES)
    if form is None:
        names = ", ".join(offer.media_type for offer in TRIPLES)
        raise MediaTypeError(f"A graph is sent as {names}, not as {media_type or 'nothing named'}.")
    for quad in _parsed(Parse(data, form.media_type, base, most=_most())):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _most() -> int:
    return site().settings.number("write_quads")


def _parsed(request: Parse) -> Iterator[ox.Quad]:
    answer = site().answers.answer(request, client_hung_up())
    data = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    yield from ox.parse(data, format=ox.RdfFormat.N_QUADS)


def _known(media_type: str, offers: Sequence[Format]) -> ox.RdfFormat | None:
    """The format among ``offers`` that ``media_type`` means, under any of its names."""
    for form in offers:
        if media_type in (form.media_type, *form.also):
            return ox.RdfFormat.from_media_type(form.media_type)
    return None
