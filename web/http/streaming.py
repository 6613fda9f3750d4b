"""Answers as HTTP responses: whole where they are small, streamed where they are not."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, stream_with_context
from waitress.channel import ClientDisconnected

from graph.serving.requests import AbandonedError, Reply
from web.http.negotiation import content_type


def _told_to_the_server(body: Iterator[bytes]) -> Iterator[bytes]:
    """``body``; that its client is gone is told in the server's own words, so that it is no mistake."""
    try:
        yield from body
    except AbandonedError:
        raise ClientDisconnected from None


def send(answer: Reply, tag: str | None = None) -> Response:
    """``answer`` as a response, marked with the entity tag ``tag``.

    A streamed answer that fails midway breaks off, so that no client takes it for complete.
    """
    body = answer.body
    data = body if isinstance(body, bytes) else stream_with_context(_told_to_the_server(body))
    response = Response(data, content_type=content_type(answer.media_type))
    if not isinstance(body, bytes):
        response.call_on_close(body.close)
    response.vary.update(["Accept", "Accept-Encoding"])
    if tag is not None:
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
