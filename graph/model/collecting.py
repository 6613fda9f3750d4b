"""How often Python looks for dead cycles while much is made that lives."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MADE = 100_000
"""Objects that are made until Python looks for dead cycles again. An article leaves few, and to look means to
go through all that is alive, of which a graph has much: a tenth of the time of a load."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for dead cycles more seldom than Python does of itself."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_seldom() -> None:
    """The same from now on, for a process that does nothing else."""
    gc.set_threshold(MADE, *gc.get_threshold()[1:])
