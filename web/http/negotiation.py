"""The one table of what the web can send and read, and the one place that reads ``Accept``.

Sources: RFC 9110 section 12.5.1 (Accept), SPARQL 1.1 Protocol sections 2.1 and 2.2, the media type
registrations of the formats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from ontology.errors import StandpunktError


class NotAcceptableError(StandpunktError):
    """The client accepts none of the media types there are."""

    code = "not-acceptable"
    status = 406


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer.

    ``media_type`` is what is sent, ``also`` are other names a client may ask for it by, ``suffix`` is
    its name in addresses (``.ttl``, ``?format=ttl``).
    """

    suffix: str
    media_type: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of the ``Content-Type`` header."""
        return content_type(self.media_type)


JSON_RESULTS = Format("json", "application/sparql-results+json", ("application/json",))
XML_RESULTS = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
CSV = Format("csv", "text/csv")
TSV = Format("tsv", "text/tab-separated-values")

TURTLE = Format("ttl", "text/turtle", ("application/x-turtle", "application/turtle"))
N_TRIPLES = Format("nt", "application/n-triples", ("text/plain",))
JSON_LD = Format("jsonld", "application/ld+json", ("application/json",))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/xml", "text/xml"))
N_QUADS = Format("nq", "application/n-quads", ("text/x-nquads",))
TRIG = Format("trig", "application/trig", ("application/x-trig",))
N3 = Format("n3", "text/n3", ("text/rdf+n3",))

HTML = Format("html", "text/html", ("application/xhtml+xml",))
PLAIN = Format("txt", "text/plain")
PROBLEM = Format("json", "application/problem+json", ("application/json", "application/sparql-results+json"))

SOLUTIONS = (JSON_RESULTS, XML_RESULTS, CSV, TSV)
"""How the answer to SELECT is written, best first."""
BOOLEANS = (JSON_RESULTS, XML_RESULTS)
"""How the answer to ASK is written: CSV and TSV have no booleans."""
TRIPLES = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, N_QUADS, TRIG, N3)
"""How a graph is written, best first."""
QUADS = (TRIG, N_QUADS, JSON_LD)
"""How a dataset is written, best first."""
PAGES = (HTML, *TRIPLES)
"""How something that has a page is written."""
ERRORS = (PLAIN, PROBLEM, HTML)
"""How an error is told."""


def choose(accept: str | None, offers: Sequence[Format]) -> Format | None:
    """The offer that ``accept`` (the header's value) prefers, or ``None`` if it excludes all of them.

    Where the client has no preference, the first offer wins; no header means anything will do.
    """
    if not accept or not accept.strip():
        return offers[0]
    wanted = parse_accept_header(accept, Accept)  # MIMEAccept takes quadratic time for spaces
    ranked: list[tuple[float, int, int, Format]] = []
    for place, offer in enumerate(offers):
        quality, exactness = max(
            _rank(wanted, offer.media_type),
            *(_rank(wanted, name, exactly=True) for name in offer.also),
            (0.0, -1),
        )
        if quality > 0:
            ranked.append((quality, exactness, -place, offer))
    return max(ranked)[3] if ranked else None


def _rank(wanted: Accept, name: str, *, exactly: bool = False) -> tuple[float, int]:
    """Quality of ``name`` by its most specific range in the header, and how specific that range is.

    ``exactly``: ranges with a wildcard do not mean this name.
    """
    best = (-1, 0.0)
    for value, quality in wanted:
        kind = value.lower().split(";")[0].strip()
        if kind == name:
            best = max(best, (2, quality))
        elif exactly:
            continue
        elif kind.endswith("/*") and kind != "*/*" and name.startswith(kind[:-1]):
            best = max(best, (1, quality))
        elif kind in ("*/*", "*"):
            best = max(best, (0, quality))
    return best[1], best[0]


def require(accept: str | None, offers: Sequence[Format]) -> Format:
    """Like ``choose``; raises ``NotAcceptableError`` that lists what there is."""
    chosen = choose(accept, offers)
    if chosen is None:
        names = ", ".join(offer.media_type for offer in offers)
        raise NotAcceptableError(
            f"This can be sent as {names}; the Accept header {accept!r} takes none of it."
        )
    return chosen


def by_suffix(suffix: str, offers: Sequence[Format]) -> Format | None:
    """The offer named ``suffix`` (``ttl``, ``json`` …), if there is one."""
    found = next((offer for offer in offers if offer.suffix == suffix), None)
    if found is None and suffix == "json" and JSON_LD in offers:
        return JSON_LD
    return found


def content_type(media_type: str) -> str:
    """``media_type`` with the charset where one belongs to it."""
    return media_type + "; charset=utf-8" if media_type.startswith("text/") else media_type
