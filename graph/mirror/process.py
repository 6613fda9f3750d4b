"""What runs for a mirror: a process without any data, and what it forks to open some.

A database cannot be shared by processes while threads work on it, so the process that forks (``main``) opens
none. Every state of the mirror has an *ancestor*, which opens it to be read only, without a thread beside,
and forks readers as the replica in memory does (``graph.serving.process``).
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.mirror.datasets import MirrorDataset, StoreDataset
from graph.model.showing import Withheld
from graph.serving import messages
from graph.serving.confinement import ReaderLimits, end_with_parent, memory_used
from graph.serving.dataset import Dataset
from graph.serving.evaluation import Query, evaluate
from graph.serving.process import (
    AnswerChannel,
    answer_any,
    dump,
    fork,
    fork_reader,
    ignore_signals,
    parse,
    read,
    tell_change,
    warm_up,
)
from graph.serving.requests import Dump, Parse, Request
from graph.serving.updates import Update


@dataclass(frozen=True, slots=True)
class MirrorState:
    """The folder of a state of the mirror, and whether its default graph is the union."""

    place: Path
    union: bool


@dataclass(frozen=True, slots=True)
class StoreTask:
    """The folder of a copy of the store for one request, for updates one more, and the limits."""

    place: Path
    twin: Path | None
    withheld: Withheld
    limits: ReaderLimits


def main(control_fd: int) -> None:
    """Fork what ``control_fd`` asks for until it closes: ancestors (A) and readers of the whole store (W)."""
    ignore_signals()
    control = socket.socket(fileno=control_fd)
    nothing = Dataset()
    warm_up(nothing, partial(answer_any, nothing))
    gc.disable()
    gc.freeze()
    messages.send(control, b"R")
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            kind, payload = messages.receive(control)
            asked = pickle.loads(payload)
            fork(control, partial(_lead, asked) if kind == b"A" else partial(_work, asked))
    os._exit(0)


def _lead(state: MirrorState, control: socket.socket) -> None:
    """Be the ancestor of readers of ``state``."""
    end_with_parent()
    mirrored = MirrorDataset(state.place, union=state.union)
    answer = partial(_answer_shown, mirrored)
    warm_up(mirrored, answer)
    gc.freeze()
    messages.send(control, b"R")
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            _, payload = messages.receive(control)
            fork_reader(control, mirrored, pickle.loads(payload), answer)


def _answer_shown(mirrored: MirrorDataset, request: Request, sink: AnswerChannel) -> None:
    if isinstance(request, Parse):
        parse(request, sink)
    else:
        assert isinstance(request, Query), "what concerns all that is held goes to a copy of the store"
        evaluate(mirrored, request, sink)


def _work(whole: StoreTask, channel: socket.socket) -> None:
    """Answer one request from a copy of the whole store."""
    end_with_parent()
    copied = StoreDataset(whole.place, whole.twin, whole.withheld)
    read(channel, copied, whole.limits, memory_used(), partial(_answer_whole, copied))


def _answer_whole(copied: StoreDataset, request: Request, sink: AnswerChannel) -> None:
    if isinstance(request, Dump):
        dump(copied, request, sink)
    else:
        assert isinstance(request, Update)
        tell_change(copied, request, sink)
