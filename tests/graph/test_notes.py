"""Who used which right is noted by one, and written anew by another, at the same time."""

from __future__ import annotations

import logging
import resource
from pathlib import Path
from threading import Thread

import pytest

from graph.stores.disk.notes import Notes, add_note, change_notes

COUNT = 300


def lines(folder: Path) -> list[str]:
    return (folder / "writes.jsonl").read_text(encoding="utf-8").splitlines()


def test_no_note_is_lost_while_all_are_written_anew(tmp_path: Path) -> None:
    log = logging.Logger("probe")
    log.addHandler(Notes(tmp_path))
    writer = Thread(target=lambda: [log.info("note %d", number) for number in range(COUNT)])
    writer.start()
    while writer.is_alive():
        change_notes(tmp_path, lambda line: line.replace("note", "seen"))
    change_notes(tmp_path, lambda line: line.replace("note", "seen"))
    writer.join()
    assert lines(tmp_path) == [f"seen {number}" for number in range(COUNT)]


def test_a_note_behind_one_that_breaks_off_is_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "writes.jsonl").write_text('{"path": "/act')
    add_note(tmp_path, "{}")
    add_note(tmp_path, "{}")
    assert lines(tmp_path) == ['{"path": "/act', "{}", "{}"]


def test_where_the_disk_is_full_the_notes_stay_as_they_were(tmp_path: Path) -> None:
    for number in range(COUNT):
        add_note(tmp_path, f"note {number}")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            change_notes(tmp_path, lambda line: line + "!")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert lines(tmp_path) == [f"note {number}" for number in range(COUNT)]
    assert [file.name for file in tmp_path.iterdir()] == ["writes.jsonl"]
