"""Processes that read articles: none outlives the one that began it, or reads on when that wants no more."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread
from typing import TypeVar

from graph.model.collecting import collect_seldom

Item = TypeVar("Item")
Result = TypeVar("Result")
_between = Lock()
"""Held in such a process while it is at no article. Whoever has it may end the process without leaving half
of a result on its way, for whose other half the process that began this one would wait for ever."""


@contextmanager
def reading_processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """As many processes as ``jobs``, to be given ``at_an_article``, until the block ends.

    What they are at then, or would begin next, is given up; so it is when this process ends, however it does.
    Ctrl-C, which a terminal sends to all of them, is for this one alone to hear.
    """
    no_more, say = multiprocessing.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(no_more,))
    try:
        yield pool
    finally:
        say.send(None)  # and nobody takes it out of the pipe, so that every process sees it
        pool.shutdown(cancel_futures=True)
        no_more.close()
        say.close()


def at_an_article(work: Callable[[Item], Result], item: Item) -> Result:
    """What ``work`` makes of ``item``, in one of ``reading_processes``."""
    _between.release()
    try:
        return work(item)
    finally:
        _between.acquire()


def _begin(no_more: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    _between.acquire()
    Thread(target=_end_in_time, args=(no_more,), daemon=True).start()


def _end_in_time(no_more: Connection) -> None:
    """End this process when the one that began it is gone, or wants no more and an article is being read."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    if parent.sentinel not in wait([no_more, parent.sentinel]):
        _between.acquire()
    os._exit(0)
