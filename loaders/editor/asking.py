"""Answers to requests: from the records, else from the endpoint, within a budget and what it bears.

Asking can be shared by threads. What goes wrong is a ``NoAnswer`` with the reason; after some failures in a
row, and at once after one that every further request would meet too, nothing is asked any more for a while.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from loaders.editor import cache
from loaders.editor.answers import NoAnswer
from loaders.editor.cache import Record
from loaders.editor.options import EditorOptions
from loaders.editor.requests import SEEDS, Request

Send = Callable[[dict[str, Any]], tuple[Any, str]]
"""Sends the body of a request; gives the parsed body of the answer and the beginning of its text."""
MOST_FAILURES = 5
"""Requests in a row without an answer after which the endpoint is left alone."""
REST_SECONDS = 60.0
NOT_RECORDED = "no recorded answer"
_log = logging.getLogger("standpunkt.llm")


def cost_of(tokens_in: int, tokens_out: int, options: EditorOptions) -> float:
    """The price of tokens in dollars."""
    return (tokens_in * options.price_in + tokens_out * options.price_out) / 1_000_000


@dataclass(slots=True)
class Asker:
    """Answers requests. ``send`` is ``None`` where only records may be read (replay).

    ``asked``, ``tokens_in`` and ``tokens_out`` count what was really sent; ``stopped`` is why nothing more
    is asked in this run.
    """

    options: EditorOptions
    send: Send | None = None
    client: str = ""
    asked: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    stopped: str = ""
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _rest_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> Record:
        """The record of ``request``, made now where there is none and it may be asked; else ``NoAnswer``."""
        found = self.recorded(request)
        if found is not None:
            return found
        if self.send is None:
            failed = cache.failure(self.options.cache, request)
            raise NoAnswer(NOT_RECORDED + (f": {failed}" if failed else ""))
        for seed in SEEDS:
            tried = request if seed == SEEDS[0] else request.again(seed)
            self._may_ask(tried)
            try:
                self._ask(tried)
            except NoAnswer as problem:
                if not problem.again or seed == SEEDS[-1]:
                    self._note(problem)
                    raise
            else:
                break
        made = self.recorded(request)
        assert made is not None
        return made

    def recorded(self, request: Request) -> Record | None:
        """The record of any try at ``request``."""
        tries = (request if seed == SEEDS[0] else request.again(seed) for seed in SEEDS)
        return next((found for one in tries if (found := cache.recorded(self.options.cache, one))), None)

    @property
    def cost(self) -> float:
        """Dollars spent so far, by the prices of the options."""
        return cost_of(self.tokens_in, self.tokens_out, self.options)

    def _may_ask(self, request: Request) -> None:
        with self._lock:
            if self.stopped:
                raise NoAnswer(self.stopped, final=True)
            if self._failures >= MOST_FAILURES and self.clock() < self._rest_until:
                raise NoAnswer(f"{MOST_FAILURES} requests in a row had no answer; the endpoint is left alone")
            most = self.options.max_cost
            if most and self.cost + cost_of(*request.tokens, self.options) > most:
                self._stop(f"the budget of {most:g} dollars (llm_max_cost) is used up")
                raise NoAnswer(self.stopped, final=True)
            self.asked += 1

    def _ask(self, request: Request) -> None:
        assert self.send is not None
        sent = ""
        try:
            response, sent = self.send(request.body)
            self._count(request, response)
            cache.keep(self.options.cache, request, response, self.client)
        except NoAnswer as problem:
            cache.keep_failure(self.options.cache, request, str(problem), sent)
            raise
        with self._lock:
            self._failures = 0

    def _count(self, request: Request, response: Any) -> None:
        """Count the tokens of an answer, also of one that cannot be used: it was paid for."""
        usage = response.get("usage") if isinstance(response, dict) else None
        told = [usage.get(name) if isinstance(usage, dict) else None for name in _COUNTS]
        counted = [
            n if isinstance(n, int) and n >= 0 else e for n, e in zip(told, request.tokens, strict=True)
        ]
        with self._lock:
            self.tokens_in += counted[0]
            self.tokens_out += counted[1]

    def _note(self, problem: NoAnswer) -> None:
        with self._lock:
            if problem.final:
                self._stop(str(problem))
            self._failures += 1
            if self._failures == MOST_FAILURES:
                _log.warning("%d requests in a row had no answer: %s", MOST_FAILURES, problem)
            if self._failures >= MOST_FAILURES:
                self._rest_until = self.clock() + REST_SECONDS

    def _stop(self, reason: str) -> None:
        if not self.stopped:
            _log.warning("the language model is not asked any more: %s", reason)
        self.stopped = reason


_COUNTS = ("prompt_tokens", "completion_tokens")
