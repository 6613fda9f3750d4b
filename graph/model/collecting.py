"""How often Python looks for dead cycles while much is made that lives."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

MADE = 100_000
"""Objects that are made until Python looks for dead cycles again. An article leaves few, and to look means to
go through all that is alive, of which a graph has much: a tenth of the time of a load."""
_found: list[tuple[int, int, int]] = []
"""How often it looked when each of those began who want it seldom now: first, what the last is to leave."""
_changing = Lock()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for dead cycles more seldom than Python does of itself, until all who want that are done.

    It is for the whole process, and threads may overlap.
    """
    with _changing:
        _found.append(gc.get_threshold())
        collect_seldom()
    try:
        yield
    finally:
        with _changing:
            gc.set_threshold(*_found.pop())


def collect_seldom() -> None:
    """The same from now on, for a process that does nothing else."""
    gc.set_threshold(MADE, *gc.get_threshold()[1:])
