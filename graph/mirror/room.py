"""Where the copy of a store lies that queries run over: in memory, or on the disk where that is too small."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from graph.mirror.copy import DiskCopy
from graph.mirror.keeping import KeptMirror
from graph.serving.confinement import can_forbid_sockets
from graph.serving.processes import CopiedStore, Copy, CopyMaker
from ontology.errors import SettingError

log = logging.getLogger("standpunkt.replica")
MEMORY, DISK, AUTO = "memory", "disk", "auto"
COPY_OF_A_QUAD = 400
"""Bytes that a quad takes in the copy in memory, measured at a million (docs/SERVER.md)."""
_MEMINFO = Path("/proc/meminfo")
_GROUP = Path("/sys/fs/cgroup")


def copying_for(store: CopiedStore, kept: KeptMirror | None, serve_from: str) -> CopyMaker:
    """Who makes the copy of ``store``, for which one may be ``kept`` on the disk.

    Raises ``SettingError`` for a place that is none or cannot be had.
    """
    if serve_from not in (MEMORY, DISK, AUTO):
        raise SettingError(f"serve_from={serve_from!r}: choose {MEMORY}, {DISK} or {AUTO}.")
    on_disk = partial(DiskCopy, kept=kept) if kept and can_forbid_sockets() else None
    if serve_from == DISK and not on_disk:
        raise SettingError(
            "serve_from=disk: that takes a store in a directory and Linux on x86_64 or aarch64."
        )
    if serve_from == DISK and on_disk:
        return on_disk
    if serve_from == AUTO and on_disk and is_too_large(store.size(), free_memory()):
        log.warning(
            "queries are answered from the disk: a copy of %d quads takes more than half of the free memory "
            "(setting serve_from)",
            store.size(),
        )
        return on_disk
    return Copy


def is_too_large(quads: int, free: int | None) -> bool:
    """Whether a copy of ``quads`` in memory takes more than half of the ``free`` bytes; unknown: no."""
    return free is not None and quads * COPY_OF_A_QUAD > free / 2


def free_memory() -> int | None:
    """Bytes of memory that this process may still take, of the machine and of its control group."""
    free = [_free_of_machine(), _free_of_group()]
    return min((value for value in free if value is not None), default=None)


def _free_of_machine() -> int | None:
    try:
        lines = _MEMINFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _free_of_group() -> int | None:
    """What the control group (version 2) leaves; files that are only kept in memory make room."""
    try:
        most, used, stat = (
            (_GROUP / f"memory.{name}").read_text(encoding="ascii") for name in ("max", "current", "stat")
        )
    except OSError:
        return None
    kept = next((int(line.split()[1]) for line in stat.splitlines() if line.startswith("inactive_file ")), 0)
    return int(most) - int(used) + kept if most.strip().isdigit() else None
