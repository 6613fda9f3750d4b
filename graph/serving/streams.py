"""Answers that are read piece by piece, and what they keep from others until they are left."""

from __future__ import annotations

from collections.abc import Callable, Iterator


class Stream(Iterator[bytes]):
    """``pieces``; when they end, fail or are left, ``leave`` is called once, also if none was ever taken.

    A generator alone is not enough for what holds a place or a connection: closing one that was not begun,
    as for a HEAD request or a client that is gone, runs nothing of it.
    """

    def __init__(self, pieces: Iterator[bytes], leave: Callable[[], None]) -> None:
        self._pieces = pieces
        self._leave: Callable[[], None] | None = leave

    def __next__(self) -> bytes:
        """The next piece."""
        try:
            return next(self._pieces)
        except BaseException:  # the end is one, too
            self.close()
            raise

    def close(self) -> None:
        """Leave the rest unread."""
        leave, self._leave = self._leave, None
        if leave is None:
            return
        try:
            if hasattr(self._pieces, "close"):
                self._pieces.close()
        finally:
            leave()

    def __del__(self) -> None:
        """Whoever forgets to close it keeps nothing for ever."""
        self.close()
