"""Compressed responses, for clients that ask for them (RFC 9110, section 12.5.3)."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress

from web import negotiation

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
