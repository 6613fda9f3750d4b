"""What every response carries: security headers, CORS for reading, a request id; and the access log."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from functools import partial

from flask import Flask, Response, g, request

from web.metrics import Metrics, metrics
from web.site import site

access = logging.getLogger("standpunkt.access")

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
_READ_BY_SCRIPTS = "ETag, Link, Location, Retry-After, X-Request-Id"


def register(app: Flask) -> None:
    """Begin and finish every request of ``app`` here."""
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9._\-]{1,64}", given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    headers = response.headers
    for name, value in _SECURITY.items():
        headers.setdefault(name, value)
    headers["X-Request-Id"] = g.get("request_id", "")
    _allow_origins(response)
    entry = {
        "request": g.get("request_id"),
        "client": request.remote_addr,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "type": response.mimetype,
        "bytes": response.content_length,
    }
    began, endpoint = g.get("began", time.perf_counter()), request.endpoint or "none"
    log = partial(_log, metrics(), entry, began, endpoint)
    if response.is_streamed:
        response.call_on_close(log)
    else:
        log()
    return response


def _log(found: Metrics, entry: dict[str, object], began: float, endpoint: str) -> None:
    """One line of JSON: never the query string or a header, which may hold what is not for a log."""
    seconds = time.perf_counter() - began
    found.observe(endpoint, str(entry["method"]), int(str(entry["status"])), seconds)
    if access.isEnabledFor(logging.INFO):
        access.info("%s", json.dumps(entry | {"ms": round(seconds * 1000, 2)}, ensure_ascii=False))


def _allow_origins(response: Response) -> None:
    """Let scripts of other sites read (Fetch standard, section 3.2); writing needs the token anyway."""
    origin = site().settings.text("cors_origin")
    if not origin:
        return
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Expose-Headers"] = _READ_BY_SCRIPTS
    if origin != "*":
        response.vary.add("Origin")
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = _READING
        headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match, X-Requested-With"
        headers["Access-Control-Max-Age"] = "86400"
