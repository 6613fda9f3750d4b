"""``/backup``: everything the store holds, also what is not shown, for who may administer it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from flask import Blueprint, Response, request
from werkzeug.http import http_date

from graph.serving.requests import BusyError, TimeLimitError
from graph.serving.streams import Stream
from graph.stores.backup import MEDIA_TYPE, SUFFIX, Backup
from web.http.site import site

blueprint = Blueprint("backup", __name__)


@blueprint.route("/backup")
def backup() -> Response:
    """A backup of this moment, streamed, and read back while it is sent (``standpunkt import`` takes it in).

    It takes as long as an answer may (``stream_seconds``) and breaks off then, so that nobody takes it for
    whole.
    """
    store, seconds = site().knowledge.store, float(site().settings["stream_seconds"])
    headers = {
        "Content-Disposition": f'attachment; filename="standpunkt-{store.modified:%Y-%m-%d}{SUFFIX}"',
        "Last-Modified": http_date(store.modified),
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        return Response(content_type=MEDIA_TYPE, headers=headers)
    if not site().backing_up.acquire(blocking=False):
        raise BusyError("Another backup is being taken: try again later.")
    body = Stream(_sent(Backup(store.quads()).pieces(), seconds), site().backing_up.release)
    return Response(body, content_type=MEDIA_TYPE, headers=headers)


def _sent(pieces: Iterator[bytes], seconds: float) -> Iterator[bytes]:
    end = time.monotonic() + seconds
    for piece in pieces:
        if time.monotonic() > end:
            raise TimeLimitError(f"The backup takes more than {seconds:g} seconds (setting stream_seconds).")
        yield piece
