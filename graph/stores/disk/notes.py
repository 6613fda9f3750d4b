"""Who used which right, noted in the folder of a store: ``writes.jsonl``, a line of JSON each.

The server adds lines while a command may write the file anew, also in the same process: one at a time.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from graph.stores.disk.durability import sync_directory
from graph.stores.disk.locking import alone_in

_FILE, _NEW = "writes.jsonl", "writes.jsonl.new"


class Notes(logging.Handler):
    """Adds what is logged to the notes in ``folder``."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Add a line."""
        try:
            add_note(self._folder, self.format(record))
        except OSError:
            self.handleError(record)


def add_note(folder: Path, line: str) -> None:
    """Add a line; where a process was ended while it wrote the last one, that stays one of its own."""
    with alone_in(folder, waits=True), (folder / _FILE).open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(f"{line}\n".encode("utf-8", "replace"))


def change_notes(folder: Path, changed: Callable[[str], str]) -> None:
    """Put what ``changed`` makes of it in the place of each line: of all, or, where it raises, of none.

    Raises ``OSError`` where the disk refuses it.
    """
    file, new = folder / _FILE, folder / _NEW
    with alone_in(folder, waits=True):
        if not file.exists():
            return
        lines = file.read_text("utf-8", "replace").removesuffix("\n").split("\n")
        try:
            with new.open("w", encoding="utf-8") as out:
                shutil.copymode(file, new)
                out.writelines(changed(line) + "\n" for line in lines)
                out.flush()
                os.fsync(out.fileno())
            os.replace(new, file)
        finally:
            new.unlink(missing_ok=True)
        sync_directory(folder)
