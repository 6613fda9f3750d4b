"""The same request again, while nothing was written, gets the same response without going through the views.

A response is kept if its view marked it with an entity tag, which says that it depends on nothing but the
dataset and the request (RFC 9111, section 3; the key holds every header that a view looks at).
"""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.serving.streams import Stream
from web.http.headers import Environment, Headers

RequestKey = tuple[str | bytes, ...]
Response = tuple[str, Headers, bytes]

_LOOKED_AT = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "REQUEST_URI",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_COOKIE",
    "CONTENT_TYPE",
)
_PRIVATE = ("HTTP_IF_NONE_MATCH", "HTTP_AUTHORIZATION", "HTTP_RANGE")
_LONGEST_BODY = 20_000
"""Bytes of a request body that are part of a key; a longer query is not asked twice."""


def register(app: Flask, settings: Settings, knowledge: KnowledgeGraph) -> None:
    """Put the layer around ``app``, unless ``cache_bytes`` is 0 or reading needs a token."""
    if settings.number("cache_bytes") and settings.flag("strangers_read"):
        app.wsgi_app = Kept(app.wsgi_app, knowledge, settings.number("cache_bytes"))  # type: ignore[method-assign]


class Kept:
    """WSGI middleware with the newest responses; a write makes all of them useless at once.

    ``size`` is the most bytes kept; a response larger than a sixteenth of it is not.
    """

    def __init__(
        self, application: Callable[..., Iterable[bytes]], knowledge: KnowledgeGraph, size: int
    ) -> None:
        self._application, self._knowledge = application, knowledge
        self._size, self._largest, self._used = size, size // 16, 0
        self._responses: OrderedDict[RequestKey, Response] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request, from what is kept if possible."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        with self._lock:
            kept = self._responses.get(key)
            if kept is not None:
                self._responses.move_to_end(key)
        if kept is None:
            return self._answer(key, environ, start_response)
        environ["standpunkt.endpoint"] = "kept"
        start_response(kept[0], list(kept[1]))
        return [kept[2]]

    def _key(self, environ: Environment) -> RequestKey | None:
        """What the response depends on, or ``None`` for a request whose response is never kept."""
        method = environ["REQUEST_METHOD"]
        if any(name in environ for name in _PRIVATE):
            return None
        if method == "GET":
            body = b""
        elif method == "POST" and environ["PATH_INFO"] == "/sparql":
            length = environ.get("CONTENT_LENGTH") or ""
            if not length.isdigit() or int(length) > _LONGEST_BODY:
                return None
            body = environ["wsgi.input"].read(int(length))
            environ["wsgi.input"] = io.BytesIO(body)
        else:
            return None
        return (self._knowledge.version, body, *(environ.get(name, "") for name in _LOOKED_AT))

    def _answer(
        self, key: RequestKey, environ: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Let the application answer, and keep the response if it is small and marked."""
        begun: list[tuple[str, Headers]] = []

        def begin(status: str, headers: Headers, exc_info: Any = None) -> Any:
            begun.append((status, headers))
            return start_response(status, headers, exc_info)

        body = self._application(environ, begin)
        if begun and self._may_keep(*begun[-1]):
            return Stream(self._keep_when_sent(key, begun[-1], body), getattr(body, "close", lambda: None))
        return body

    def _may_keep(self, status: str, headers: Headers) -> bool:
        found = {name.lower(): value for name, value in headers}
        small = int(found.get("content-length", "0")) <= self._largest
        return status.startswith("200") and small and "etag" in found and "set-cookie" not in found

    def _keep_when_sent(
        self, key: RequestKey, head: tuple[str, Headers], body: Iterable[bytes]
    ) -> Iterator[bytes]:
        """Pass ``body`` on; one that breaks off or turns out too large is not kept."""
        pieces: list[bytes] = []
        left = self._largest
        for piece in body:
            left -= len(piece)
            if left >= 0:
                pieces.append(piece)
            else:
                pieces.clear()
            yield piece
        if left >= 0:
            self._keep(key, (*head, b"".join(pieces)))

    def _keep(self, key: RequestKey, response: Response) -> None:
        with self._lock:
            if key not in self._responses:
                self._responses[key] = response
                self._used += _weight(key, response)
            while self._used > self._size:
                self._used -= _weight(*self._responses.popitem(last=False))


def _weight(key: RequestKey, response: Response) -> int:
    """About how many bytes one kept response takes."""
    return 2000 + sum(map(len, key)) + len(response[2])
