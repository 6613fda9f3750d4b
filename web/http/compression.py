"""Compressed responses, for clients that ask for them (RFC 9110, section 12.5.3)."""

from __future__ import annotations

from flask import Flask, request
from flask_compress import Compress

from web.http import negotiation
from web.http.protocol import MediaTypeError

_KINDS = {
    offer.media_type
    for offers in (negotiation.SOLUTIONS, negotiation.TRIPLES, negotiation.QUADS, negotiation.ERRORS)
    for offer in offers
} | {
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
    "application/xml",
}


def register(app: Flask) -> None:
    """Compress what ``app`` sends, streams too, unless it is tiny or compressed already."""
    app.config["COMPRESS_MIMETYPES"] = sorted(_KINDS)
    app.config["COMPRESS_MIN_SIZE"] = 1000
    app.config["COMPRESS_LEVEL"] = 5
    app.config["COMPRESS_ALGORITHM"] = ["zstd", "gzip", "br"]
    app.config["COMPRESS_ALGORITHM_STREAMING"] = ["zstd", "br", "deflate"]
    Compress(app)
    app.before_request(refuse_packed_bodies)


def refuse_packed_bodies() -> None:
    """Refuse a compressed request body, whatever it would unpack to (RFC 9110, section 15.5.16)."""
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise MediaTypeError(f"A body is sent as it is, not compressed as {coding[:40]}.")
