"""Every IRI of ours answers: a page for people, RDF for programs, by ``Accept`` or by suffix.

Linked Data principles (Berners-Lee 2006); the answer's ``Content-Location`` and ``Link`` headers name the
other forms (RFC 8288).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

import pyoxigraph as ox
from flask import Blueprint, Response, make_response, request
from werkzeug.http import http_date
from werkzeug.urls import iri_to_uri, uri_to_iri

from graph.knowledge.graph import KnowledgeGraph
from graph.knowledge.tombstones import Tombstone, tombstone
from graph.model.named_graphs import is_iri
from graph.model.showing import shown
from graph.rdf.terms import LABEL
from graph.stores.store import about
from graph.views.profile import statements as statements_about
from ontology.errors import GoneError, NotFoundError
from web.data import graph_store
from web.data.moved import moved
from web.data.rdf import respond
from web.http.caching import conditional, mark
from web.http.negotiation import HTML, PAGES, TURTLE, Format, by_suffix, require
from web.http.site import site
from web.pages import render_resource

blueprint = Blueprint("linked_data", __name__)

KINDS = (
    "actor",
    "change",
    "curation",
    "curator",
    "day",
    "document",
    "event",
    "evidence",
    "extraction",
    "field",
    "graph",
    "issue",
    "matter",
    "membership",
    "norm",
    "norm-rule",
    "office",
    "position",
    "quotation",
    "removal",
    "tenure",
)
MOST_INCOMING = 2000
"""Links to a thing that its description repeats; the SPARQL endpoint has all of them."""


def thing(kind: str, name: str = "") -> Response:
    """What the graph says about the thing at the address of this request."""
    iri, form = named(f"{kind}/{name}" if name else kind)
    node(iri)  # of what can be no IRI nothing is known
    if kind == "document" and (buried := tombstone(site().knowledge.store, site().base, iri)):
        raise gone(buried)
    if kind in {"issue", "actor"} and not _is_said(iri, form) and (other := moved(iri, form)):
        return other
    reader = [request.headers.get(name, "") for name in ("Cookie", "Accept-Language")]
    tag = mark(iri, form.media_type, request.query_string.decode("latin-1"), *reader)
    if form is not HTML and (unchanged := conditional(tag)):
        return unchanged
    if form is HTML:
        page = render_resource(iri)
        if page is None and kind == "graph":
            return graph_store.read(node(iri), TURTLE)
        if page is None:
            raise unknown(iri)
        response = make_response(page)
    elif kind == "graph":
        response = graph_store.read(node(iri), form)
    else:
        response = describe(iri, form)
    response.headers["ETag"] = tag
    return with_links(response, iri, form)


for _kind in KINDS:
    blueprint.add_url_rule(f"/{_kind}/<path:name>", "thing", thing, defaults={"kind": _kind})
blueprint.add_url_rule("/issue-scheme", "thing", thing, defaults={"kind": "issue-scheme"})


def named(path: str) -> tuple[str, Format]:
    """The IRI that the request is about, and the form in which to answer.

    ``?format=ttl`` or a suffix (``.ttl``) chooses the form, unless a thing is really called so.
    """
    here = site()
    path = _spelled(path)
    stem, dot, suffix = path.rpartition(".")
    form = by_suffix(suffix, PAGES) if dot else None
    if wanted := by_suffix(request.args.get("format", ""), PAGES):
        return here.base + path, wanted
    if form is not None and not known(here.knowledge, here.base + path):
        return here.base + stem, form
    return here.base + path, require(request.headers.get("Accept"), PAGES)


def _spelled(path: str) -> str:
    """``path``, or the same with its escapes where that names something.

    An escaped slash is another IRI than a slash (RFC 3986, section 2.2); the server gives it decoded.
    """
    here = site()

    def is_known(name: str) -> bool:
        return is_iri(here.base + name) and known(here.knowledge, here.base + name)

    sent = uri_to_iri(urlsplit(request.environ.get("REQUEST_URI", "")).path)
    sent = sent.removeprefix(request.script_root).lstrip("/")
    is_meant = "%" in sent and (is_known(sent) or is_known(sent.rpartition(".")[0]))
    return sent if is_meant else path


def _is_said(iri: str, form: Format) -> bool:
    """Whether anything is said about ``iri``; what a page reads anyway is not asked twice."""
    knowledge = site().knowledge
    return bool(form is HTML and is_iri(iri) and statements_about(knowledge, iri)) or known(knowledge, iri)


def known(knowledge: KnowledgeGraph, iri: str) -> bool:
    """Whether anything is said about ``iri``, with it, or in a graph of that name."""
    return next(statements(knowledge, iri), None) is not None or (knowledge.store.has_graph(node(iri)))


def node(iri: str) -> ox.NamedNode:
    """``iri`` as a term; raises ``NotFoundError`` if it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise unknown(iri) from None


def unknown(iri: str) -> NotFoundError:
    """The error for a thing nobody has said anything about."""
    return NotFoundError(f"Nothing is known about <{iri}>.")


def gone(buried: Tombstone) -> GoneError:
    """The error for a document that was removed."""
    of = f" of {buried.issued}" if buried.issued else ""
    day = buried.removed.date().isoformat()
    return GoneError(f"The document “{buried.title}”{of} was removed on {day}.")


def statements(knowledge: KnowledgeGraph, iri: str) -> Iterator[ox.Quad]:
    """What is said about ``iri`` and with it."""
    subject = node(iri)
    incoming = knowledge.store.quads(object=subject)
    return chain(knowledge.store.quads(subject=subject), islice(incoming, MOST_INCOMING))


def describe(iri: str, form: Format) -> Response:
    """The description of ``iri`` with the labels of what it mentions; raises ``NotFoundError``."""
    knowledge = site().knowledge
    quads = list(dict.fromkeys(statements(knowledge, iri)))
    if not quads:
        raise unknown(iri)
    mentioned = {
        term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)
    }
    quads += about(knowledge.store, sorted(mentioned - {node(iri)}, key=str), LABEL)
    return respond(shown(quads, site().withheld), form)


def with_links(response: Response, iri: str, form: Format) -> Response:
    """``response`` with links to the other forms of the same thing; headers hold URIs (RFC 3987, 3.1)."""
    iri = iri_to_uri(iri)
    here = request.script_root + "/" + iri.removeprefix(iri_to_uri(site().base))
    links = [
        f'<{here}.{other.suffix}>; rel="alternate"; type="{other.media_type}"'
        for other in PAGES
        if other != form
    ]
    links += [
        f'<{iri}>; rel="canonical"',
        f'<{request.script_root}/.well-known/void>; rel="http://rdfs.org/ns/void#inDataset"',
    ]
    headers = response.headers
    headers["Link"] = ", ".join(links)
    headers["Content-Location"] = f"{here}.{form.suffix}"
    headers["Last-Modified"] = http_date(site().knowledge.store.modified)
    headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
    response.vary.update(["Accept"])
    return response
