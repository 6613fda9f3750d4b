"""Articles on their way into the graph, each in a thread of its own, so that a page can tell how far it is.

What is known of them is kept in memory, of the latest only; the articles themselves are in the graph.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.serving.requests import BusyError
from ontology.errors import StandpunktError, UnexpectedError

log = logging.getLogger("standpunkt.web")

KEPT = 30
"""Uploads that are remembered; of one whose turn is over nothing is told any more."""
AT_ONCE = 4
"""Uploads that are read or wait to be read."""
_CLOSING = 5
"""Seconds that a server waits for them when it ends."""

Told = Callable[[str], None]
"""Called with the stage that is reached."""
Work = Callable[[Told], dict[str, Any]]


@dataclass
class Upload:
    """One article that was sent: how far it is (``stage``), and what came of it.

    The stages are waiting, reading, storing and then loaded, failed or undone. ``said`` is what was typed;
    the text of what was loaded is forgotten.
    """

    key: str
    said: dict[str, str]
    size: int
    stage: str = "waiting"
    result: dict[str, Any] = field(default_factory=dict)
    error: StandpunktError | None = None
    begun: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    readable: threading.Event = field(default_factory=threading.Event)
    """Set as soon as it is known whether the article can be read at all."""
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_going(self) -> bool:
        """Whether it is not over yet."""
        return not self.ended.is_set()

    @property
    def since(self) -> float:
        """Seconds since it began, or that it took."""
        return time.monotonic() - self.begun if self.is_going else self.seconds

    def tell(self, stage: str) -> None:
        """Note that a stage is reached."""
        self.stage = stage
        self.readable.set()


class Uploads:
    """The latest uploads by their keys; safe to be used by several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Upload] = OrderedDict()
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    def begin(self, work: Work, said: Mapping[str, str], size: int) -> Upload:
        """Do ``work`` in a thread; raises ``BusyError`` where too many are under way."""
        with self._lock:
            going = [one for one in self._known.values() if one.is_going]
            if len(going) >= AT_ONCE:
                raise BusyError("Other articles are being read; try again in a moment.")
            one = Upload(secrets.token_urlsafe(12), dict(said), size)
            self._known[one.key] = one
            for old in [key for key, other in self._known.items() if not other.is_going][:-KEPT]:
                del self._known[old]
            thread = threading.Thread(target=self._carry, args=(one, work), daemon=True)
            self._threads[one.key] = thread
        thread.start()
        return one

    def get(self, key: str) -> Upload | None:
        """The upload of that key, if it is remembered."""
        with self._lock:
            return self._known.get(key)

    def close(self) -> None:
        """Wait a little for those that are under way; what is not stored by then never will be."""
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            thread.join(_CLOSING)

    def _carry(self, one: Upload, work: Work) -> None:
        try:
            one.result = work(one.tell)
            one.stage = "loaded"
            one.said.pop("text", None)
        except StandpunktError as error:
            one.error, one.stage = error, "failed"
        except Exception:
            log.exception("an upload failed")
            one.error, one.stage = UnexpectedError("The article could not be read."), "failed"
        finally:
            one.seconds = time.monotonic() - one.begun
            one.ended.set()
            one.readable.set()
            with self._lock:
                self._threads.pop(one.key, None)
