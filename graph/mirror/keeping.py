"""A mirror outlives its server: the next one takes it over where the store is still the one it was made of.

That is told by the files of the store's database: their names, sizes and times as the last process left them,
and as the next one finds them before it opens them. A write changes a log, and every opening a name. Where a
process was killed, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox

COPIES = "served"
"""Where mirrors lie in the folder of a store."""
_KEPT, _MIRROR, _MARK = "kept", "mirror", "mark.json"
_FORMAT = [1, ox.__version__]
"""Another one cannot be read: raised with every change of what a mirror holds."""
_PASSING = ("LOG", "LOCK")
"""Files that whoever only reads writes too."""

What = Sequence[object]
"""What a mirror holds of its store, in terms of JSON."""


class KeptMirror:
    """The mirror that is kept for the store in ``folder``, whose database lies where ``database`` says.

    Made before the store is opened to write; ``version`` is that of the open store.
    """

    def __init__(self, folder: Path, database: Callable[[], Path], version: Callable[[], str]) -> None:
        self._copies, self._place = folder / COPIES, folder / COPIES / _KEPT
        self._database, self._version = database, version
        self._what = self._read(fingerprint(database()))
        self._of = ""

    def opened(self) -> None:
        """The store is open, to this process alone: take away what nobody needs any more."""
        self._of = self._version()
        for other in self._copies.glob("*"):
            if self._what is None or other != self._place:
                shutil.rmtree(other, ignore_errors=True)

    def take(self, place: Path, what: What) -> bool:
        """Put the kept mirror into ``place`` if it holds ``what`` of the store as it is now."""
        kept, self._what = self._what, None
        if kept is None or kept != list(what) or self._of != self._version():
            return False
        (self._place / _MARK).unlink()
        os.replace(self._place / _MIRROR, place)
        return True

    def give(self, place: Path, what: What) -> None:
        """Keep the mirror in ``place``, which holds ``what`` of the store as it is now and is closed."""
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.mkdir(parents=True)
        os.replace(place, self._place / _MIRROR)
        self._what, self._of = list(what), self._version()

    def forget(self) -> None:
        """Take away whatever is kept."""
        self._what = None
        shutil.rmtree(self._place, ignore_errors=True)

    def closed(self, version: str) -> None:
        """The store is closed; ``version`` was its last."""
        if self._what is None or self._of != version:
            self.forget()
            return
        said = {"format": _FORMAT, "what": self._what, "files": fingerprint(self._database())}
        new = self._place / f"{_MARK}.new"
        with contextlib.suppress(OSError), new.open("w", encoding="utf-8") as file:
            json.dump(said, file)
            file.flush()
            os.fsync(file.fileno())
            os.replace(new, self._place / _MARK)

    def _read(self, files: list[object]) -> list[object] | None:
        """What the kept mirror holds, if it is of the database that has these ``files``."""
        try:
            said = json.loads((self._place / _MARK).read_text(encoding="utf-8"))
            same = bool(files) and (said["format"], said["files"]) == (_FORMAT, files)
            return list(said["what"]) if same else None
        except (OSError, ValueError, LookupError, TypeError):
            return None


def fingerprint(database: Path) -> list[object]:
    """The files of a database by name, size and time of the last write; none where they cannot be read."""
    try:
        found = [
            (file.name, file.stat()) for file in database.iterdir() if not file.name.startswith(_PASSING)
        ]
    except OSError:
        return []
    return [[name, about.st_size, about.st_mtime_ns] for name, about in sorted(found, key=itemgetter(0))]
