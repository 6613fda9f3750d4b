"""Every store of the tests lies in a directory, and its queries are answered from the disk.

``pytest -p tests.from_disk`` runs any tests so; those of the copy in memory itself (``in_memory``) are skipped.
"""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.mirror.copy import DiskCopy
from graph.serving.pool import Replica
from graph.stores.embedded import OxigraphQuads


def pytest_configure() -> None:
    """Let stores and those who answer be made so; servers of tests read the variable (``tests/web/live.py``)."""
    begin, answers, make = OxigraphQuads.__init__, OxigraphQuads.answers, Replica.__init__

    def begin_in_a_directory(self: OxigraphQuads, path: Path | None = None, **more: Any) -> None:
        begin(self, path or Path(tempfile.mkdtemp()) / "store", **more)

    def answer_from_disk(self: OxigraphQuads, *given: Any, **more: Any) -> Any:
        return answers(self, *given, **more | {"serve_from": "disk"})

    def make_on_disk(self: Replica, *given: Any, **more: Any) -> None:
        copying = partial(DiskCopy, kept=given[0]._kept)
        make(self, *given, **{"copying": copying} | more)

    OxigraphQuads.__init__ = begin_in_a_directory  # type: ignore[method-assign]
    OxigraphQuads.answers = answer_from_disk  # type: ignore[method-assign]
    Replica.__init__ = make_on_disk  # type: ignore[method-assign]
    os.environ["STANDPUNKT_TEST_FROM_DISK"] = "on"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is only so in memory."""
    for item in items:
        if item.get_closest_marker("in_memory"):
            item.add_marker(pytest.mark.skip(reason="of the copy in memory only"))
