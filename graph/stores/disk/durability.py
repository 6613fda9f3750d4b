"""A write is on the disk before it is acknowledged: the write-ahead log is synced after each.

Oxigraph writes through RocksDB, which hands every commit to the operating system at once, so that it survives
the end of the process, but leaves to the system when it reaches the disk. RocksDB itself syncs its tables and
manifest before it deletes a log, so that only the logs are left to us. They are synced through descriptors of
our own, whatever their size: RocksDB writes logs that it no longer needs over again under a new name. Where a
log was begun or has gone, the directory is synced too.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path


class LogSync:
    """Syncs the logs of the RocksDB database in ``directory``."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._open: dict[str, int] = {}
        self._doubtful: set[str] = set()
        """Logs of which something may never have come to the disk: a later sync says nothing about it
        (https://wiki.postgresql.org/wiki/Fsync_Errors), and what stands behind it could not be read."""

    def __call__(self) -> None:
        """Return when all that was written is on the disk; raises ``OSError`` where that fails."""
        names = {name for name in os.listdir(self._directory) if name.endswith(".log")}
        rotated = names != self._open.keys()
        for name in self._open.keys() - names:
            os.close(self._open.pop(name))
        for name in names - self._open.keys():
            with contextlib.suppress(FileNotFoundError):  # its tables are on the disk
                self._open[name] = os.open(self._directory / name, os.O_RDONLY)
        self._doubtful &= names  # of those that are gone, all is in tables
        if self._doubtful:
            raise OSError(errno.EIO, "an earlier write did not get there, and stands before it in the log")
        try:
            for descriptor in self._open.values():
                sync_data(descriptor)
            if rotated:
                sync_directory(self._directory)
        except OSError:
            self._doubtful = names
            raise

    def close(self) -> None:
        """Let the logs go."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()


def sync_data(descriptor: int) -> None:
    """Bring what was written to an open file to the disk."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_directory(directory: Path) -> None:
    """Bring the names in ``directory`` to the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
