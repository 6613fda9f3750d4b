"""How often an address may guess the token: a few times a minute, then not even a right one is heard.

Behind a proxy all guesses come from its address, so that it should limit them by client before they get here.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from flask import Flask, request

from ontology.errors import StandpunktError
from web.admission.rights import Keys

MOST, SECONDS = 20, 60
_ADDRESSES = 10_000
"""Addresses that are remembered, those of the newest guesses."""


class GuessingError(StandpunktError):
    """Too many wrong tokens came from one address."""

    code = "guessing"
    status = 429


class Guesses:
    """The times of wrong guesses by address; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def judge(self, address: str, is_right: bool) -> None:
        """Note a token that came from ``address``; raises ``GuessingError`` where too many were wrong."""
        with self._lock:
            wrong, now = self._wrong.setdefault(address, deque(maxlen=MOST)), self._clock()
            while wrong and wrong[0] <= now - SECONDS:
                wrong.popleft()
            if len(wrong) >= MOST:
                raise GuessingError(f"Too many wrong tokens: try again in {SECONDS} seconds.")
            if not is_right:
                wrong.append(now)
                self._wrong.move_to_end(address)
            if not wrong or len(self._wrong) > _ADDRESSES:
                self._wrong.pop(address if not wrong else next(iter(self._wrong)))


def register(app: Flask, keys: Keys, guesses: Guesses) -> None:
    """Judge every token that a request to ``app`` carries in its header, whatever it is for."""

    @app.before_request
    def admit() -> None:
        authorization = request.headers.get("Authorization", "")
        if keys and authorization.lower().startswith("bearer "):
            guesses.judge(request.remote_addr or "", keys.bearer(authorization) is not None)
