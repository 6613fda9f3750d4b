"""Having a folder to oneself for a while, among processes and threads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone_in(folder: Path, *, waits: bool) -> Iterator[None]:
    """Have ``folder`` to oneself among all who ask so.

    Raises ``BlockingIOError`` where another has it, unless it ``waits``. The lock is one of the system
    (flock(2)) and ends with the process. A system or a file system without locks keeps nobody out.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system that knows no locks
        yield
    finally:
        os.close(descriptor)
