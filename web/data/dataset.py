"""The dataset as a whole: its description (VoID, DCAT), its dumps, its sitemap."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.http import http_date

from graph.model.named_graphs import BACKGROUND, INFERRED, ONTOLOGY
from graph.rdf.terms import RDF_TYPE, SimpleTerm, term
from graph.serving.requests import Dump, Reply
from graph.serving.streams import Stream
from ontology.errors import NotFoundError
from ontology.terms import NAMESPACE
from web.admission.places import client_hung_up
from web.data.rdf import described_by, respond
from web.http.caching import conditional, mark
from web.http.negotiation import N_QUADS, TRIG, TRIPLES, by_suffix, require
from web.http.site import Site, site
from web.http.streaming import send

blueprint = Blueprint("dataset", __name__)

_DUMPS = {"nq": N_QUADS, "trig": TRIG}
_MOST_ADDRESSES = 50_000
"""Addresses in one sitemap (sitemaps.org protocol)."""
_PAGES = ("actor", "document", "event", "issue", "matter", "norm", "office", "position")


# ---------------------------------------------------------------- dumps


@blueprint.route("/dump.<suffix>")
@blueprint.route("/dump.<suffix>.<packed>")
def dump(suffix: str, packed: str = "") -> Response:
    """The whole dataset, streamed: ``/dump.nq``, ``/dump.trig``, each also with ``.gz``."""
    form = _DUMPS.get(suffix)
    if form is None or packed not in ("", "gz"):
        raise NotFoundError("There are the dumps dump.nq, dump.nq.gz, dump.trig and dump.trig.gz.")
    tag, here = mark("dump", suffix, packed), site()
    if unchanged := conditional(tag):
        return unchanged
    modified = here.knowledge.store.modified
    if request.method == "HEAD":
        response = Response(content_type=form.content_type)
    else:
        answer = here.answers.answer(Dump(None, form.media_type), client_hung_up())
        response = send(Reply(answer.media_type, _packed(answer.body)) if packed else answer, tag)
    if packed:
        response.content_type = "application/gzip"
    name = f"standpunkt-{modified:%Y-%m-%d}.{suffix}{'.gz' if packed else ''}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["ETag"] = tag
    return response


def _packed(body: bytes | Stream) -> Stream:
    """``body`` as a gzip stream (RFC 1952); leaving it leaves ``body`` too."""
    if isinstance(body, bytes):
        body = Stream(iter([body]), lambda: None)
    return Stream(_gzip(body), body.close)


def _gzip(body: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in body:
        if data := packer.compress(piece):
            yield data
    yield packer.flush()


# ---------------------------------------------------------------- description


@blueprint.route("/.well-known/void")
@blueprint.route("/void.<suffix>")
def void(suffix: str = "") -> Response:
    """What the dataset holds, from where, under which licence, and how to get it."""
    form = by_suffix(suffix, TRIPLES) or require(request.headers.get("Accept"), TRIPLES)
    tag = mark("void", form.media_type)
    if unchanged := conditional(tag):
        return unchanged
    triples = description(site())
    response = respond((ox.Quad(t.subject, t.predicate, t.object) for t in triples), form)
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(site().knowledge.store.modified)
    response.vary.add("Accept")
    return response


def description(here: Site) -> Iterator[ox.Triple]:
    """The dataset in the terms of VoID (2011) and DCAT 3."""
    dataset = ox.NamedNode(here.base + ".well-known/void#dataset")
    for kind in ("void:Dataset", "dcat:Dataset"):
        yield ox.Triple(dataset, RDF_TYPE, described_by(kind))
    for predicate, value in _about(here):
        yield ox.Triple(dataset, described_by(predicate), value)
    yield from _distributions(here, dataset)
    yield from _counts(here, dataset)
    for row in here.knowledge.rows("dataset-sources"):
        yield ox.Triple(dataset, term("dcterms:source"), row["source"])
    yield from _parts(here, dataset)


_RIGHTS = (
    "The licence covers the statements. Texts and quotations belong to their authors; each document names "
    "its source."
)
_WITHOUT_TEXTS = " The texts themselves are not part of the dataset: their digests and the places quoted are."


def _about(here: Site) -> Iterator[tuple[str, SimpleTerm]]:
    """What it is called, whose it is, and where it is asked: predicates and values."""
    settings = here.settings
    yield "dcterms:title", ox.Literal(settings.text("dataset_title"), language="de")
    if settings.text("dataset_publisher"):
        yield "dcterms:publisher", _name(settings.text("dataset_publisher"))
    yield "dcterms:license", _name(settings.text("dataset_licence"))
    yield "dcterms:rights", ox.Literal(_RIGHTS + ("" if here.whole_texts else _WITHOUT_TEXTS), language="en")
    yield "dcterms:modified", _moment(here.knowledge.store.modified)
    yield "void:sparqlEndpoint", ox.NamedNode(here.base + "sparql")
    yield "void:uriSpace", ox.Literal(here.base)
    yield "void:vocabulary", ox.NamedNode(NAMESPACE)
    yield "foaf:homepage", ox.NamedNode(here.base)


def _distributions(here: Site, dataset: ox.NamedNode) -> Iterator[ox.Triple]:
    """Its dumps, each a file to download."""
    for suffix, form in _DUMPS.items():
        for path in (f"dump.{suffix}", f"dump.{suffix}.gz"):
            file = ox.NamedNode(here.base + path)
            yield ox.Triple(dataset, described_by("void:dataDump"), file)
            yield ox.Triple(dataset, described_by("dcat:distribution"), file)
            yield ox.Triple(file, RDF_TYPE, described_by("dcat:Distribution"))
            yield ox.Triple(file, described_by("dcat:downloadURL"), file)
            yield ox.Triple(file, described_by("dcat:mediaType"), ox.NamedNode(_IANA + form.media_type))


_IANA = "https://www.iana.org/assignments/media-types/"


def _name(text: str) -> ox.NamedNode | ox.Literal:
    """An address as a name, anything else as text."""
    try:
        return ox.NamedNode(text) if "://" in text else ox.Literal(text)
    except ValueError:
        return ox.Literal(text)


def _moment(time: dt.datetime) -> ox.Literal:
    return ox.Literal(time.isoformat(timespec="seconds"), datatype=term("xsd:dateTime"))


def _counts(here: Site, dataset: ox.NamedNode) -> Iterator[ox.Triple]:
    """Triples, subjects and objects in all, entities of each class, triples of each property."""
    counts = here.knowledge.rows("dataset-counts")[0]
    for name, variable in (
        ("triples", "triples"),
        ("distinctSubjects", "subjects"),
        ("distinctObjects", "objects"),
    ):
        yield ox.Triple(dataset, described_by("void:" + name), counts[variable])
    for part, key, number in (("class", "class", "entities"), ("property", "property", "triples")):
        query = "dataset-classes" if part == "class" else "dataset-properties"
        for place, row in enumerate(here.knowledge.rows(query)):
            partition = ox.NamedNode(f"{dataset.value}-{part}-{place}")
            yield ox.Triple(dataset, described_by(f"void:{part}Partition"), partition)
            yield ox.Triple(partition, described_by("void:" + part), row[key])
            yield ox.Triple(partition, described_by("void:" + number), row[number])


def _parts(here: Site, dataset: ox.NamedNode) -> Iterator[ox.Triple]:
    """The graphs that are no documents, with how many triples each holds."""
    for path in (ONTOLOGY, BACKGROUND, INFERRED):
        name = ox.NamedNode(here.base + path)
        size = sum(1 for _ in here.knowledge.store.quads(name))
        if size:
            yield ox.Triple(dataset, described_by("void:subset"), name)
            yield ox.Triple(name, RDF_TYPE, described_by("void:Dataset"))
            yield ox.Triple(name, described_by("void:triples"), ox.Literal(size))


# ---------------------------------------------------------------- for crawlers


@blueprint.route("/sitemap.xml")
@blueprint.route("/sitemap-<int:number>.xml")
def sitemap(number: int = 0) -> Response:
    """The addresses of everything that has a page; an index of such lists where one is too long."""
    tag = mark("sitemap", str(number))
    if unchanged := conditional(tag):
        return unchanged
    here = site()
    pages = tuple(f"{here.base}{kind}/" for kind in _PAGES)
    found = (row["thing"] for row in here.knowledge.rows("dataset-things"))
    things = [t.value for t in found if isinstance(t, ox.NamedNode) and t.value.startswith(pages)]
    parts = range(1, -(-len(things) // _MOST_ADDRESSES) + 1)
    if number == 0 and len(parts) > 1:
        body = _list("sitemapindex", "sitemap", [f"{here.base}sitemap-{part}.xml" for part in parts])
    elif number == 0 or number in parts:
        start = max(number - 1, 0) * _MOST_ADDRESSES
        body = _list("urlset", "url", [here.base] * (number < 2) + things[start : start + _MOST_ADDRESSES])
    else:
        raise NotFoundError(f"There is no part {number} of the sitemap.")
    return Response(body, content_type="application/xml", headers={"ETag": tag})


def _list(outer: str, inner: str, addresses: list[str]) -> str:
    entries = "".join(f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</{outer}>\n'
    )


@blueprint.route("/robots.txt")
def robots() -> Response:
    """Crawlers read the pages and the dumps, and leave the query endpoint alone."""
    lines = (
        "User-agent: *",
        "Disallow: /sparql",
        "Disallow: /data",
        f"Sitemap: {site().base}sitemap.xml",
        "",
    )
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
