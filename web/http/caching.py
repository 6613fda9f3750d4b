"""Entity tags: an answer is the same as long as the dataset, the request and the format are.

The version of the dataset is noted when a request comes, before anything is read for it: a write that comes
between makes the answer newer than its tag, which nobody asks for again, and never older.
"""

from __future__ import annotations

import hashlib
import re

from flask import Flask, Response, g, request

from web.http.site import site

_NEVER_TWICE = re.compile(r"\b(?:rand|now|uuid|struuid|bnode|service)\b", re.IGNORECASE)
"""Words that can make the same query give another answer on the same data."""


def is_repeatable(query: str) -> bool:
    """Whether a query gives the same answer as long as nothing is written."""
    return _NEVER_TWICE.search(query) is None


def register(app: Flask) -> None:
    """Note the version before anything else that a request asks for."""
    app.before_request(_note_version)


def _note_version() -> None:
    g.version = site().knowledge.version


def mark(*parts: str) -> str:
    """The weak entity tag of what depends on the dataset, as the request found it, and ``parts``."""
    digest = hashlib.blake2s("\n".join((g.version, *parts)).encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def conditional(tag: str) -> Response | None:
    """The response 304 if the client has what ``tag`` marks already (RFC 9110, section 13.1.2)."""
    wanted = request.headers.get("If-None-Match")
    if request.method not in ("GET", "HEAD") or wanted is None:
        return None
    if wanted.strip() != "*" and not request.if_none_match.contains_weak(tag[3:-1]):
        return None
    response = Response(
        status=304, headers={"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate"}
    )
    response.vary.update(["Accept", "Accept-Encoding"])
    return response
