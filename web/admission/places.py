"""Pages are computed in few places, for a limited time, and only while somebody waits for them.

Queries are watched where they run (``graph.serving``); everything else that only reads is watched here. It
looks at the clock and the client whenever ``graph.model.patience`` is asked, a thousand times a page.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, g, request

from graph.model.patience import waiting
from graph.model.settings import Settings
from graph.serving.requests import AbandonedError, BusyError, HungUp, TimeLimitError, never

_ELSEWHERE = ("sparql.", "backup.", "operations.", "dataset.dump", "graph_store.", "static", "pages.static")
"""Endpoints that compute nothing here."""


def register(app: Flask, settings: Settings) -> None:
    """Let every page of ``app`` wait for a place, and end those that take too long."""
    places = threading.BoundedSemaphore(settings.number("page_places"))
    wait, seconds = float(settings["wait_seconds"]), float(settings["query_seconds"])

    @app.before_request
    def admit() -> None:
        if not _is_computed_here():
            return
        hung_up = client_hung_up()
        if not places.acquire(timeout=wait):
            raise BusyError("The server is busy with other pages: try again in a moment.")
        g.place = contextlib.ExitStack()
        g.place.callback(places.release)
        g.clock = _Clock(time.monotonic() + seconds)
        check = _check(g.clock, seconds, hung_up)
        check()
        g.place.enter_context(waiting(check))

    @app.after_request
    def computed(response: Response) -> Response:
        _leave()
        return response

    @app.teardown_request
    def failed(error: BaseException | None) -> None:
        _leave()


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """What a page waits for in here is watched where it runs: it has a time limit of its own, and the page
    still has time to say how it went."""
    began = time.monotonic()
    try:
        yield
    finally:
        clock: _Clock | None = g.get("clock")
        if clock:
            clock.end += time.monotonic() - began


def client_hung_up() -> HungUp:
    """Says whether the client of the current request is gone, where the server can tell."""
    return cast(HungUp, request.environ.get("waitress.client_disconnected", never))


def _is_computed_here() -> bool:
    endpoint = request.endpoint or "static"
    reads = request.method in ("GET", "HEAD") or endpoint == "pages.query"
    return reads and not endpoint.startswith(_ELSEWHERE)


def _leave() -> None:
    place: contextlib.ExitStack | None = g.pop("place", None)
    if place is not None:
        place.close()


@dataclass(slots=True)
class _Clock:
    """When the time of a page is over (``time.monotonic``)."""

    end: float


def _check(clock: _Clock, seconds: float, hung_up: HungUp) -> Callable[[], None]:
    told = False  # once, for telling it takes time too

    def check() -> None:
        nonlocal told
        if told or not (time.monotonic() > clock.end or hung_up()):
            return
        told = True
        if hung_up():
            raise AbandonedError("The client hung up.")
        raise TimeLimitError(
            f"This page took more than {seconds:g} seconds, the time limit here (setting query_seconds)."
        )

    return check
