"""Those who work long take turns: never more of them at once than there are places, and each gets its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.serving.taking_turns import Turns
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


@dataclass(eq=False)
class Busy:
    """A process that does nothing but work."""

    process: subprocess.Popen[bytes]

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def worked(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_paused(self) -> bool:
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@pytest.fixture
def workers() -> Iterator[list[Busy]]:
    found = [Busy(subprocess.Popen([sys.executable, "-c", "while True: pass"])) for _ in range(3)]
    yield found
    for worker in found:
        worker.process.kill()
        worker.process.wait()


def test_each_gets_its_turn_and_one_works_at_a_time(workers: list[Busy]) -> None:
    turns = Turns(places=1)
    for worker in workers:
        turns.join(worker)
    began = [worker.worked() for worker in workers]
    wait_until(
        lambda: all(worker.worked() > start + 0.1 for worker, start in zip(workers, began, strict=True))
    )
    turns.close()
    wait_until(lambda: sum(not worker.is_paused() for worker in workers) == 1)


def test_whoever_leaves_makes_room_and_goes_on(workers: list[Busy]) -> None:
    turns = Turns(places=1)
    first, second, third = workers
    for worker in workers:
        turns.join(worker)
    turns.leave(second)
    turns.leave(first)
    wait_until(lambda: not any(worker.is_paused() for worker in workers))
    turns.leave(third)
    turns.leave(third)
    turns.close()
    assert not any(worker.is_paused() for worker in workers)


def test_with_a_place_for_each_nobody_waits(workers: list[Busy]) -> None:
    turns = Turns(places=3)
    for worker in workers:
        turns.join(worker)
    assert not any(worker.is_paused() for worker in workers)
    turns.close()
