"""Articles a second into shards: one process, several, and as many Dask workers, in the same run.

    python benchmarks/cluster.py [FOLDER] [--articles N] [--workers N]

FOLDER and ``--articles`` as in ``loading.py``. Told are wall seconds, articles a second (the start of the
processes and the reading of their word lists included), the CPU seconds of all processes together, which a
busy machine stretches less, and whether all gave the same bytes; then how long one process takes the shards
into a store, and a load of the same files.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.loading import texts_of, write_articles

ROOT = Path(__file__).resolve().parents[1]
QUIET = subprocess.DEVNULL


def standpunkt(*arguments: str) -> None:
    """Run a command."""
    subprocess.run([sys.executable, "-m", "standpunkt", *arguments], cwd=ROOT, check=True, stderr=QUIET)


@contextmanager
def cluster(workers: int, scratch: Path) -> Iterator[str]:
    """The scheduler file of a cluster of this machine."""
    place = scratch / "scheduler.json"

    def dask(what: str, *more: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            "--no-dashboard",
            "--scheduler-file",
            str(place),
        ]
        return subprocess.Popen([*command, *more], cwd=ROOT, stdout=QUIET, stderr=QUIET)

    processes = [dask("scheduler", "--host", "127.0.0.1", "--port", "0")]
    one = ("--nthreads", "1", "--no-nanny", "--local-directory", str(scratch))
    processes += [dask("worker", *one) for _ in range(workers)]
    try:
        while not place.exists():
            time.sleep(0.1)
        yield str(place)
    finally:
        for process in processes[::-1]:
            process.terminate()
            process.wait()


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def measured(doing: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds of ``doing``, and CPU seconds of the processes that ended meanwhile."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    doing()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, sum(after[:2]) - sum(before[:2])


def compared(number: int, workers: int, scratch: Path) -> None:
    """Print how the same articles become shards in each way."""
    extract = ("extract", str(scratch / "articles"), "--any-language", "--shard-size", "50")
    taken: dict[str, tuple[float, float]] = {}
    for way, more in (("one process", ()), (f"{workers} processes", ("--jobs", str(workers)))):
        taken[way] = measured(
            lambda way=way, more=more: standpunkt(*extract, "--out", str(scratch / way), *more)
        )
    way = f"{workers} Dask workers"

    def on_cluster() -> None:
        with cluster(workers, scratch) as address:
            standpunkt(*extract, "--out", str(scratch / way), "--cluster", address)

    taken[way] = measured(on_cluster)
    for name, (wall, cpu) in taken.items():
        ratio = taken["one process"][0] / wall
        print(
            f"  {name:16} {wall:7.1f} s {number / wall:7.1f} articles/s, {ratio:.2f} times; {cpu:7.1f} CPU s"
        )
    found = [contents(scratch / name) for name in taken]
    size = sum(map(len, found[0].values()))
    print(
        f"  the same bytes: {all(one == found[0] for one in found)}; {size / number / 1000:.1f} kB an article"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    texts = texts_of(arguments.folder)
    number = arguments.articles or len(texts)
    print(f"{number} articles, {os.cpu_count()} cores, load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        write_articles(texts, number, scratch / "articles")
        compared(number, arguments.workers, scratch)
        for told, what, more in (("import", "one process", ()), ("load", "articles", ("--any-language",))):
            command = (told, str(scratch / what), *more, "--store", str(scratch / told))
            wall, cpu = measured(functools.partial(standpunkt, *command))
            print(f"  {told}: {wall:.1f} s, {cpu:.1f} CPU s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"  most memory of one process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
