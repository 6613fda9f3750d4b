"""Whose turn it is to write a graph: one's at a time, be it over the web, by a command or a program."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from graph.serving.requests import BusyError
from ontology.errors import StoreError

_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")


class Writing:
    """Gives the turns to write one graph."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._depth, self._owner = 0, 0
        self._is_closed = False

    @contextmanager
    def turn(self, wait: float = -1) -> Iterator[None]:
        """The turn, for who reads what a change depends on and then writes it; it may be taken again within.

        It is taken before any other lock. Raises ``BusyError`` for who waits longer than ``wait`` seconds
        (-1: as long as it takes), and ``StoreError`` once the graph is being closed.
        """
        if not self._lock.acquire(timeout=wait):
            raise BusyError(
                f"Another change is being written for more than {wait:g} seconds (setting "
                "write_wait_seconds); try again later."
            )
        try:
            if self._depth == 0:
                self.require_open()
            self._depth, self._owner = self._depth + 1, threading.get_ident()
            try:
                yield
            finally:
                self._depth -= 1
                self._owner = self._owner if self._depth else 0
        finally:
            self._lock.release()

    @property
    def is_mine(self) -> bool:
        """Whether this thread has the turn."""
        return self._owner == threading.get_ident()

    def require_open(self) -> None:
        """Raises ``StoreError`` once the graph is being closed."""
        if self._is_closed:
            raise StoreError(
                "The store is being closed: what was written stays, and nothing more is written "
                "(`standpunkt load --resume` goes on with a load)."
            )

    def close(self) -> None:
        """Give no turn any more, and wait for who has one."""
        self._is_closed = True
        with self._lock:
            pass


class _Written(Protocol):
    @property
    def writing(self) -> Writing: ...


_Graph = TypeVar("_Graph", bound=_Written)


def in_one_turn(
    change: Callable[Concatenate[_Graph, _Rest], _Result],
) -> Callable[Concatenate[_Graph, _Rest], _Result]:
    """``change``, whose first argument is the graph, in one turn: nobody else writes meanwhile."""

    @functools.wraps(change)
    def in_turn(graph: _Graph, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Result:
        with graph.writing.turn():
            return change(graph, *rest, **named)

    return in_turn
