"""Long queries work in turn, so that one processor is always free for short ones."""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import Protocol

TURN = 0.05
"""Seconds of one turn: long enough that changing costs nothing, short beside any time limit."""


class Worker(Protocol):
    """What takes turns: a reader (``graph.serving.processes.ReaderProcess``)."""

    def pause(self) -> None:
        """Stop working until ``resume``."""
        ...

    def resume(self) -> None:
        """Go on working."""
        ...


class Turns:
    """Lets ``places`` of its workers work at a time and the others wait, each getting its turn."""

    def __init__(self, places: int | None = None) -> None:
        self.places = places or max(1, (os.cpu_count() or 1) - 1)
        self._working: deque[Worker] = deque()
        self._waiting: deque[Worker] = deque()
        self._changed = threading.Condition()
        self._closed = False
        threading.Thread(target=self._rotate, name="turns", daemon=True).start()

    def join(self, worker: Worker) -> None:
        """From now on ``worker`` works only when it is its turn."""
        with self._changed:
            if len(self._working) < self.places:
                self._working.append(worker)
            else:
                worker.pause()
                self._waiting.append(worker)
                self._changed.notify()

    def leave(self, worker: Worker) -> None:
        """``worker`` is done, or takes no turns; the next one begins."""
        with self._changed:
            if worker in self._waiting:
                self._waiting.remove(worker)
                worker.resume()
            elif worker in self._working:
                self._working.remove(worker)
                self._begin_next()

    def close(self) -> None:
        """No more turns."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _begin_next(self) -> None:
        if self._waiting:
            worker = self._waiting.popleft()
            worker.resume()
            self._working.append(worker)

    def _rotate(self) -> None:
        with self._changed:
            while not self._closed:
                self._changed.wait_for(lambda: self._closed or self._waiting)
                self._changed.wait(TURN)
                if self._waiting and self._working and not self._closed:
                    worker = self._working.popleft()
                    worker.pause()
                    self._waiting.append(worker)
                    self._begin_next()
