"""Waiting for what must come about, however slow the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 300
"""Seconds after which what was waited for is taken never to come; no test ends in time because of it."""
GLANCE = 10
"""Seconds after which what a page shows is taken to be missing: a button that is not there ends its test soon."""


def wait_until(holds: Callable[[], object]) -> None:
    """Return when ``holds`` is true; fails where that never comes."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.01)
