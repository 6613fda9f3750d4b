"""Tasks done by the workers of a Dask cluster. The one file that imports Dask (extra ``cluster``).

Dask hands tasks to workers, and gives those of a lost worker to another one; a task at which worker after
worker dies it gives up. What is ours is how many tasks are on their way at once, and what is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ontology.errors import ClusterError, SettingError, StandpunktError
from standpunkt.loading.batch import unexpected
from standpunkt.shards.reading import Run, Task

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS_TO_CONNECT = 15
SECONDS_OF_PATIENCE = 30
"""After which it is told that there is no worker."""
AHEAD, LEAST_AHEAD = 3, 8
"""Tasks on their way for each thread of the workers, and at least: their articles are in memory."""
RETRIES = 2
"""Times that a task is tried again whose worker lives and failed."""
DEATHS = 3
"""Tasks given up in a row, from the first on, after which the cluster is given up."""
Result = TypeVar("Result")
Say = Callable[[str], None]


@contextmanager
def cluster(address: str, say: Say) -> Iterator[Run]:
    """Has tasks done by the workers of the scheduler at ``address``; ``say`` tells what is awaited.

    An address is ``tcp://…``, or the name of the file into which the scheduler wrote it (--scheduler-file).

    Raises ``ClusterError`` where there is none, and ``SettingError`` where Dask is not installed.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingError("--cluster needs Dask: pip install 'standpunkt[cluster]'.") from None
    try:
        where = {"scheduler_file" if Path(address).is_file() else "address": address}
        client = Client(**where, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"There is no scheduler at {address}: {error}.") from error
    try:
        yield lambda work, tasks: _each(client, address, say, work, tasks)
    finally:
        client.close(timeout=SECONDS_TO_CONNECT)


def _each(
    client: Client, address: str, say: Say, work: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | StandpunktError]]:
    """Every task with its result, in the order in which they are done.

    Raises ``ClusterError`` where the scheduler goes away, workers have other versions, or die at each task.
    """
    coming = iter(tasks)
    under_way: dict[Future[Any], Task] = {}
    deaths, has_done = 0, False
    try:
        while True:
            most = max(LEAST_AHEAD, AHEAD * sum(client.nthreads().values()))
            for task in islice(coming, max(0, most - len(under_way))):
                under_way[client.submit(work, task, pure=False, retries=RETRIES)] = task
            if not under_way:
                return
            for future in _first_done(client, address, say, list(under_way)):
                task = under_way.pop(future)
                result = _result(future, task)
                deaths += isinstance(result, ClusterError)
                has_done |= not isinstance(result, StandpunktError)
                yield task, result
                if deaths == DEATHS and not has_done:
                    raise ClusterError(f"{result} This is so for each of the first {DEATHS}.")
    except (CancelledError, OSError) as error:
        raise ClusterError(
            f"The scheduler at {address} went away ({str(error).splitlines()[0]}). What was done before is "
            "whole; start it, and run the same command again to go on."
        ) from error


def _first_done(client: Client, address: str, say: Say, futures: list[Future[Any]]) -> Iterable[Future[Any]]:
    """Those that are done, at least one."""
    from distributed import wait  # noqa: PLC0415 - an extra

    while True:
        try:
            with client.as_current():
                done: set[Future[Any]] = wait(futures, SECONDS_OF_PATIENCE, "FIRST_COMPLETED").done
            return done
        except TimeoutError:
            if not client.nthreads():
                say(f"The scheduler at {address} has no workers: waiting for one.")


def _result(future: Future[Any], task: Task) -> Any:
    """What came of a task; an error that is the task's own is a value."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    try:
        return future.result()
    except (CancelledError, StandpunktError):
        raise
    except KilledWorker:
        return ClusterError(
            f"{task}: worker after worker died at these articles, perhaps for want of memory. The same "
            "command tries them again."
        )
    except Exception as error:
        return unexpected(str(task), error)
