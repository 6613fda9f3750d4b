"""A real Dask cluster of a test's own: a scheduler and workers, each a process, and a reader that can be told to die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.shards.articles import ROOT
from tests.waiting import PATIENCE, wait_until

_DEATHS_ALLOWED = "1"
"""Of workers at one task; Dask's own setting is 3, which takes longer to come about."""
READER = '''
"""Reads as the rules do, but dies, or waits, at articles that say so, as long as the file is there they name."""

import os, signal, time
from pathlib import Path
from loaders.by_language import Rules

SIGNS = Path(os.environ["SIGNS"])

class Extractor:
    def extract(self, document):
        once, always, wait = SIGNS / "once", SIGNS / "always", SIGNS / "wait"
        if "Sturz" in document.title and once.exists():
            once.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if "Absturz" in document.title and always.exists():
            os.kill(os.getpid(), signal.SIGKILL)
        while "Stillstand" in document.title and wait.exists():
            time.sleep(0.05)
        return Rules().extract(document)
'''


@dataclass(frozen=True)
class Cluster:
    """The scheduler with its address (also in a ``file``), the environment of all processes, and the signs that articles heed."""

    scheduler: subprocess.Popen[bytes]
    address: str
    file: Path
    environment: dict[str, str]
    signs: Path

    def extract(self, articles: Path, out: Path, *more: str) -> subprocess.Popen[str]:
        """The command, begun."""
        command = [sys.executable, "-m", "standpunkt", "extract", str(articles), "--out", str(out)]
        return subprocess.Popen(
            [*command, "--shard-size", "2", *more],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )


def told(process: subprocess.Popen[str], status: int) -> str:
    """What a command said until it ended with ``status``."""
    words = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == status, words
    return " ".join(words.split())


@contextmanager
def running(place: Path, workers: int) -> Iterator[Cluster]:
    """A cluster whose processes end with it."""
    environment = _with_reader(place) | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": _DEATHS_ALLOWED}
    where = place / "scheduler.json"
    processes = [
        _dask(environment, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where))
    ]
    try:
        wait_until(lambda: where.exists() and where.read_text())
        address = json.loads(where.read_text())["address"]
        one = ("--nthreads", "1", "--local-directory", str(place), "--death-timeout", "60")
        processes += [_dask(environment, "worker", address, *one) for _ in range(workers)]
        yield Cluster(processes[0], address, where, environment, place / "signs")
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _dask(environment: dict[str, str], what: str, *more: str) -> subprocess.Popen[bytes]:
    """A process of Dask with a group of its own, so that those it starts end with it."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *more]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
    )


def _with_reader(place: Path) -> dict[str, str]:
    """The environment in which the extractor ``wilful`` is installed."""
    about = place / "plug-in" / "wilful-1.0.dist-info"
    about.mkdir(parents=True)
    (place / "signs").mkdir()
    (about.parent / "wilful.py").write_text(READER, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: wilful\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[standpunkt.extractors]\nwilful = wilful:Extractor\n")
    found = os.pathsep.join(filter(None, (str(about.parent), os.environ.get("PYTHONPATH"))))
    return {
        **os.environ, "PYTHONPATH": found, "STANDPUNKT_EXTRACTOR": "wilful", "SIGNS": str(place / "signs")
    }  # fmt: skip
