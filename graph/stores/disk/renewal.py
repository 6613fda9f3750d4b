"""Which directory holds the database of a store, and a new one in its place.

Oxigraph keeps every word that it ever held, also where the last statement with it is gone. So what must be
gone from the disk is gone once all that is left was written into a new database.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.stores.disk.durability import sync_directory

QUADS = "quads"
"""Where the database lies at first."""
_POINTER = "database"
"""The file that names the directory of a later one."""


def database_in(path: Path) -> Path:
    """The directory of the database of the store in ``path``."""
    try:
        return path / (path / _POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return path / QUADS


def renew_database(path: Path, old: ox.Store) -> ox.Store:
    """A new database for the store in ``path`` with all that ``old`` holds; from now on it is the store's.

    Whenever it is interrupted, the store has one of the two; where this raises, ``old``. The files of ``old``
    stay until ``settle``; who still reads it can go on.
    """
    path = path.resolve()
    before = database_in(path)
    after = path / f"{QUADS}-{int(before.name.removeprefix(QUADS).lstrip('-') or 1) + 1}"
    if after.exists():  # never finished; what stayed of it would be in the new one
        shutil.rmtree(after)
    fresh = ox.Store(after)
    copy_into(fresh, old)
    fresh.flush()
    sync_directory(after)
    new = path / f"{_POINTER}.new"
    new.write_text(after.name, encoding="ascii")
    with new.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(new, path / _POINTER)
    return fresh


def settle(path: Path) -> None:
    """See to it that the new database stays the store's, and that nothing is left of the one before.

    Raises ``OSError`` where the disk refuses it; whoever opens the store next tries again.
    """
    sync_directory(path)
    for other in _others(path):
        shutil.rmtree(other)


def copy_into(fresh: ox.Store, old: ox.Store) -> None:
    """Put all quads and the names of all graphs of ``old`` into ``fresh``."""
    fresh.bulk_extend(old)
    for name in old.named_graphs():
        fresh.add_graph(name)


def sweep(path: Path) -> None:
    """Take away databases that a later one has replaced, or that were never finished.

    Only for who has locked the database of the store: another process may be making the next one.
    """
    for other in _others(path):
        take_away(other)


def take_away(database: Path) -> None:
    """Delete a database that is nobody's, as far as that is possible."""
    shutil.rmtree(database, ignore_errors=True)


def _others(path: Path) -> list[Path]:
    """Databases that are not the store's."""
    now = database_in(path)
    return [other for other in path.glob(f"{QUADS}*") if other.name != now.name and now.is_dir()]


def sweep_tables(path: Path) -> None:
    """Take away the tables of bulk writes that were ended before they counted.

    Only for who has locked the database.
    """
    for table in database_in(path).glob("bulk-*.sst"):
        table.unlink(missing_ok=True)
