"""The directory of an embedded store: opened, found damaged, or only to be read, each with a sentence."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from graph.stores.disk.durability import sync_directory
from graph.stores.disk.log_files import require_logs
from graph.stores.disk.mark import Mark, holds_other_things, read_mark, write_mark
from graph.stores.disk.renewal import database_in, sweep, sweep_tables, take_away
from ontology.errors import StoreError, StoreInUseError, StoreReadOnlyError

SNAPSHOT_ATTEMPTS = 6
_CURRENT = "CURRENT"
"""The file of a database without which it would begin a new one."""


def open_directory(path: Path) -> ox.Store:
    """Open the store in ``path``; raises ``StoreError`` with a sentence that says why it cannot be opened."""
    try:
        _make(path)
        mark = read_mark(path)
        if mark is None:
            if holds_other_things(path):
                raise StoreError(
                    f"The directory {path} is not empty and not a Standpunkt store: choose another with "
                    "--store."
                )
            write_mark(path, Mark())
        store = _lasting(path, lambda database: _locked(database, mark), take_away)
        sweep(path)
        sweep_tables(path)
        return store
    except StoreError:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # what RocksDB calls Corruption is the last
        raise _refusal(path, error) from error


def require_store(path: Path) -> None:
    """Raises ``StoreError`` where there is nothing in ``path`` yet, of which opening would make a store."""
    try:
        missing = not path.exists() or (path.is_dir() and not holds_other_things(path))
    except OSError as error:
        raise _refusal(path, error) from error
    if missing:
        raise StoreError(
            f"There is no store at {path}: name another (--store), or make one first (`standpunkt load`)."
        )


def read_directory(path: Path) -> ox.Store:
    """What the store in ``path`` holds now, to be read only, also while another process writes to it.

    Raises ``StoreError`` if the other process keeps it too busy to be read.
    """
    mark = read_mark(path)
    return _lasting(path, lambda database: _only_read(database, mark))


def _lasting(
    path: Path, opening: Callable[[Path], ox.Store], leave: Callable[[Path], None] = lambda gone: None
) -> ox.Store:
    """What ``opening`` makes of the database of the store in ``path``, if it is still the store's afterwards.

    Another process may have put a new one in its place meanwhile, and taken the old one away with its lock:
    then what was opened counts for nothing and is left by ``leave``, nor does it count why it was refused.
    """
    while True:
        database = database_in(path.resolve())  # by one name, so that this process sees its own lock
        try:
            store = opening(database)
        except (StoreError, OSError, ValueError, RuntimeError):
            if database_in(path.resolve()) == database:
                raise
        else:
            if database_in(path.resolve()) == database:
                return store
            del store
            leave(database)


def _locked(database: Path, mark: Mark | None) -> ox.Store:
    _require_database(database, mark)
    require_logs(database)
    return ox.Store(database)


def _only_read(database: Path, mark: Mark | None) -> ox.Store:
    _require_database(database, mark)
    for attempt in range(SNAPSHOT_ATTEMPTS):
        try:
            return ox.Store.read_only(str(database))
        except (OSError, RuntimeError) as error:  # a file that the writer has just replaced
            problem = error
            time.sleep(0.05 * 2**attempt)
    raise StoreError(f"The store {database.parent} is too busy or too damaged to be read: {problem}")


def last_written(path: Path | None) -> dt.datetime:
    """The time of the newest log of the store in ``path``, or now."""
    times = []
    with contextlib.suppress(FileNotFoundError):  # of a store that is only read, its writer takes logs away
        for file in database_in(path).glob("*.log") if path else ():
            times.append(file.stat().st_mtime)
    return dt.datetime.fromtimestamp(max(times), dt.UTC) if times else dt.datetime.now(dt.UTC)


def _make(path: Path) -> None:
    """Make the directory and those above it, where they are not there, so that a power cut leaves them."""
    made = [folder for folder in (path, *path.parents) if not folder.exists()]
    if made or not path.is_dir():
        path.mkdir(parents=True)
    for folder in made:
        sync_directory(folder.parent)


def _require_database(database: Path, mark: Mark | None) -> None:
    """Raises ``StoreError`` where data were written and the database would begin as an empty one."""
    if mark is None or not mark.base:
        return
    if not (database / _CURRENT).is_file():
        problem = "is missing"
    elif not (database / (database / _CURRENT).read_text("utf-8", "replace").strip("\n\0")).is_file():
        problem = "names no manifest that is there"
    else:
        return
    raise StoreError(
        f"The store {database.parent} is damaged: {database.name}/{_CURRENT} {problem}. Nothing was changed; "
        "bring a backup into a new store (`standpunkt import FILE --store NEW`)."
    )


def _is_protected(path: Path) -> bool:
    return path.is_dir() and not os.access(path, os.W_OK)


def _refusal(path: Path, error: Exception) -> StoreError:
    """Why the database cannot be opened, for a person."""
    said = str(error)
    if "Read-only file system" in said or "Permission denied" in said or _is_protected(path):
        return StoreReadOnlyError(f"The store {path} can only be read here: {said}")
    if "lock" in said.lower():
        in_use = StoreInUseError(
            f"The store {path} is in use by another Standpunkt process: stop it, or load through its "
            "web interface (POST /documents)."
        )
        in_use.place = str(path)
        return in_use
    if "Corruption" in said:
        return StoreError(
            f"The store {path} is damaged ({said}): bring a backup into a new store (`standpunkt import FILE "
            "--store NEW`)."
        )
    return StoreError(f"The store {path} cannot be opened: {said}")
