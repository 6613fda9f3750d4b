"""A slice of ``benchmarks/soak.py``: many clients of every kind, writes beside them, and ``kill -9``."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import soak


@pytest.mark.skipif(not soak.GENERATOR.exists(), reason="the generator of its data is not here")
def test_under_a_mix_of_clients_every_promise_holds(tmp_path: Path) -> None:
    figures = soak.soak(soak.make_store(tmp_path, 2000), seconds=5, clients=12, pace=0.3)
    assert figures["broken"] == []
    assert any(status.startswith("fast 200") for status in figures["statuses"])
    assert figures["writes"]["acknowledged"] > 0
    assert figures["memory MB"]["after"] < figures["memory MB"]["before"] + 60
