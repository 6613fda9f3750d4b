"""What every response carries: security headers, CORS for reading, a request id; and the access log.

A layer around the application, so that also what goes wrong in it is marked, counted and logged.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, g, request

from graph.model.settings import Settings
from web.http.metrics import Metrics

access = logging.getLogger("standpunkt.access")

Headers = list[tuple[str, str]]
Environment = dict[str, Any]

# Everything a page needs comes from this server; nothing is executed inline (CSP Level 3).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READING = "GET, HEAD, POST, OPTIONS"
_PREFLIGHT = [
    ("Access-Control-Allow-Methods", _READING),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, X-Requested-With"),
    ("Access-Control-Max-Age", "86400"),
]
_READ_BY_SCRIPTS = "ETag, Link, Location, Retry-After, X-Request-Id"


REQUEST_ID = "standpunkt.request_id"


def register(app: Flask, settings: Settings, metrics: Metrics) -> None:
    """Put the layer around ``app``."""
    app.wsgi_app = Envelope(app.wsgi_app, settings, metrics)  # type: ignore[method-assign]

    @app.before_request
    def keep_id() -> None:
        g.request_id = request.environ.get(REQUEST_ID, "")
        request.environ["standpunkt.endpoint"] = request.endpoint or "none"


class Envelope:
    """WSGI middleware (PEP 3333) that adds the headers and watches the response to its last byte."""

    def __init__(
        self, application: Callable[..., Iterable[bytes]], settings: Settings, metrics: Metrics
    ) -> None:
        self._application, self._metrics = application, metrics
        self._origin = settings.text("cors_origin") or ("*" if settings.flag("public") else "")

    def __call__(self, environ: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        return _Watched(self, environ, start_response, self._application)

    def complete(self, environ: Environment, headers: Headers) -> Headers:
        """``headers`` with those that every response carries."""
        own = {name.lower() for name, _ in headers}
        added = [pair for pair in _SECURITY.items() if pair[0].lower() not in own]
        added.append(("X-Request-Id", environ[REQUEST_ID]))
        if self._origin:
            added.append(("Access-Control-Allow-Origin", self._origin))
            added.append(("Access-Control-Expose-Headers", _READ_BY_SCRIPTS))
            if self._origin != "*":
                added.append(("Vary", "Origin"))
            if environ["REQUEST_METHOD"] == "OPTIONS":
                added += _PREFLIGHT
        return headers + added

    def log(self, environ: Environment, status: str, size: int, seconds: float) -> None:
        """One line of JSON: never the query string or a header, which may hold what is not for a log."""
        endpoint, method = environ.get("standpunkt.endpoint", "none"), environ["REQUEST_METHOD"]
        self._metrics.observe(endpoint, method, int(status[:3] or 0), seconds)
        if access.isEnabledFor(logging.INFO):
            entry = {
                "request": environ[REQUEST_ID],
                "client": environ.get("REMOTE_ADDR"),
                "method": method,
                "path": environ.get("PATH_INFO"),
                "status": int(status[:3] or 0),
                "bytes": size,
                "ms": round(seconds * 1000, 2),
            }
            access.info("%s", json.dumps(entry, ensure_ascii=False))


class _Watched:
    """The body of one response, measured while it passes."""

    def __init__(
        self,
        envelope: Envelope,
        environ: Environment,
        start_response: Callable[..., Any],
        application: Callable[..., Iterable[bytes]],
    ) -> None:
        self._envelope, self._environ, self._start = envelope, environ, start_response
        self._began, self._status, self._size = time.perf_counter(), "000", 0
        given = environ.get("HTTP_X_REQUEST_ID", "")
        known = given and re.fullmatch(r"[A-Za-z0-9._\-]{1,64}", given)
        environ[REQUEST_ID] = given if known else secrets.token_hex(8)
        self._body = application(environ, self._begin)

    def _begin(self, status: str, headers: Headers, exc_info: Any = None) -> Any:
        self._status = status
        return self._start(status, self._envelope.complete(self._environ, headers), exc_info)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._size += len(piece)
            yield piece

    def close(self) -> None:
        """The response is sent, or its client is gone."""
        if hasattr(self._body, "close"):
            self._body.close()
        self._envelope.log(self._environ, self._status, self._size, time.perf_counter() - self._began)
