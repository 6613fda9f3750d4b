"""How much memory a server holds with all processes that come from it, by what Linux tells of each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


def memory_of(pid: int) -> int:
    """Bytes that a process and all below it hold together, what they share counted once."""
    return sum(share(one) for one in family(pid))


def share(pid: int) -> int:
    """Bytes that a process holds, shared pages in parts (proportional set size); 0 once it has ended."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return 0


def family(pid: int) -> Iterator[int]:
    """``pid`` and all processes that come from it, whichever of its threads began them."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in thread.read_text(encoding="ascii").split():
                yield from family(int(child))
