"""A simulated power cut: what a disk holds of a folder after some process wrote there.

``powercut.c`` notes what files and folders held whenever they were synced; everything else is lost, or, if
the dice say so, partly there: a real disk keeps pages and names in the order it likes until it is told to.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PAGE = 4096


def under_the_shim() -> None:
    """Start this program again with what tells how a disk is synced, unless it has it."""
    if "POWERCUT" in os.environ:
        return
    shim = Path(tempfile.mkdtemp()) / "powercut.so"
    source = Path(__file__).with_name("powercut.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", shim, source, "-ldl"], check=True)
    os.environ |= {"POWERCUT": "on", "LD_PRELOAD": str(shim)}
    os.execv(sys.executable, [sys.executable, *sys.argv])


def snapshot(folder: Path, disk: Path) -> None:
    """All that ``folder`` holds now is on the disk."""
    for place, _, files in os.walk(folder):
        entries = [(os.stat(f"{place}/{name}").st_ino, name) for name in os.listdir(place)]
        listed = "".join(f"{inode} {name}\n" for inode, name in entries)
        (disk / f"folder-{os.stat(place).st_ino}").write_text(listed, encoding="utf-8")
        for name in files:
            shutil.copyfile(f"{place}/{name}", disk / str(os.stat(f"{place}/{name}").st_ino))


def after_the_cut(folder: Path, disk: Path, to: Path, dice: random.Random | None) -> None:
    """Make ``to`` what the disk holds of ``folder``, mixed at random with what was not synced if ``dice``."""
    to.mkdir()
    now = {name: os.stat(folder / name).st_ino for name in os.listdir(folder)}
    kept = disk / f"folder-{folder.stat().st_ino}"
    synced = dict(_listed(kept.read_text(encoding="utf-8"))) if kept.exists() else {}
    if dice is not None and dice.random() < 0.5:
        synced = now
    places = {inode: folder / name for name, inode in now.items()}
    for name, inode in synced.items():
        place, held = places.get(inode), disk / str(inode)
        if place is not None and place.is_dir():
            after_the_cut(place, disk, to / name, dice)
            continue
        content = held.read_bytes() if held.exists() else b""
        if dice is not None and place is not None and place.exists():
            content = mixed(content, place.read_bytes(), dice)
        (to / name).write_bytes(content)


def _listed(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        inode, _, name = line.partition(" ")
        yield name, int(inode)


def mixed(synced: bytes, written: bytes, dice: random.Random) -> bytes:
    """Some pages of what was written in the place of those that were synced."""
    size = dice.choice((len(synced), len(written)))
    pages = range(0, size, PAGE)
    chosen = (dice.choice((synced, written))[at : at + PAGE].ljust(PAGE, b"\0") for at in pages)
    return b"".join(chosen)[:size]
