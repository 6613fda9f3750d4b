"""Whether an answer that is being computed is still wanted: its time is not over, its client still there.

What computes asks now and then (``still_wanted``); who waits says how to find out (``waiting``). Where nobody
said so, as on the command line, everything is wanted for as long as it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Check = Callable[[], None]

_check: ContextVar[Check | None] = ContextVar("check", default=None)


def still_wanted() -> None:
    """Raises whatever error says that the present answer is not wanted any more."""
    check = _check.get()
    if check is not None:
        check()


@contextmanager
def waiting(check: Check | None) -> Iterator[None]:
    """Let ``still_wanted`` call ``check``; ``None``: what is computed here serves others too."""
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)
