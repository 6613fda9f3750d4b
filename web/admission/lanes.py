"""Threads in lanes, so that operators and short queries never wait for pages and uploads.

What waits in one lane holds up nothing in another.
"""

from __future__ import annotations

from typing import Protocol

from waitress.task import ThreadedTaskDispatcher

_OPERATORS = frozenset({"/health", "/metrics"})
_QUERIES = frozenset({"/sparql", "/sparql/"})


class Asked(Protocol):
    """What a thread serves: a connection with at least one request."""

    requests: list[object]


class Lanes:
    """Serves each connection in a thread of the lane of its first request; ``readers`` answer queries."""

    def __init__(self, readers: int) -> None:
        sizes = {"operators": 2, "queries": readers * 2, "others": 32}
        self._lanes = {name: ThreadedTaskDispatcher() for name in sizes}
        for name, size in sizes.items():
            self._lanes[name].set_thread_count(size)

    def add_task(self, task: Asked) -> None:
        """Serve ``task`` as soon as its lane has a thread."""
        self._lanes[lane(getattr(task.requests[0], "path", ""))].add_task(task)

    def shutdown(self) -> None:
        """Let the threads end."""
        for dispatcher in self._lanes.values():
            dispatcher.shutdown()


def lane(path: str) -> str:
    """The lane of a request for ``path``."""
    if path in _OPERATORS:
        return "operators"
    return "queries" if path in _QUERIES else "others"
