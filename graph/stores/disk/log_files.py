"""Whether the logs of a database are whole, before it replays them.

What was written last lies only in RocksDB's write-ahead logs. A damaged record ends their replay without a
word: all later writes would be gone, and the log deleted. So the logs are read here first. Their format
(https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format) is blocks of 32 KiB with records, each
with a checksum (CRC-32C, masked), a length, a kind and the number of its log, which tells leftovers of a log
that is written over from its own records.

A log that ends in the middle of a write is one that a power cut ended, and whole; so damage to the very last
write, or a log cut short, cannot be told from that. It is damage if a later write still stands behind it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ontology.errors import StoreError

_BLOCK, _HEAD = 1 << 15, struct.Struct("<IHBI")
"""Bytes of a block; what stands before the content of a record: checksum, length, kind, number of the log."""
_UNSUMMED = 6
"""Bytes of a record before those that its checksum is about."""
_FULL, _FIRST, _KINDS = 5, 6, range(5, 9)
"""Records that begin a write, and all: whole, first, middle and last parts of one."""
_FEW = 1 << 16
"""Bytes up to which Python alone is quicker than loading numpy."""
Span = tuple[int, int]


def require_logs(database: Path) -> None:
    """Raises ``StoreError`` where a log in the directory ``database`` is damaged before its last write.

    Logs that a process has open are left to it.
    """
    if _is_open(database):
        return
    for log in sorted(database.glob("*.log")):
        try:
            data = log.read_bytes()
        except FileNotFoundError:  # a process that has opened the database meanwhile needs it no more
            return
        place = damaged_at(data, int(log.stem))
        if place is not None:
            name = log.relative_to(database.parent)
            raise StoreError(
                f"The store {database.parent} is damaged: {name} cannot be read at byte {place}, and writes "
                "stand behind it. Nothing was changed; bring a backup into a new store (`standpunkt import "
                f"FILE --store NEW`), or give up those writes (`truncate -s {place} {log}`)."
            )


def _is_open(database: Path) -> bool:
    """Whether a process holds the lock of the database, as far as the system (Linux) tells."""
    try:
        lock, held = (database / "LOCK").stat(), Path("/proc/locks").read_bytes()
    except OSError:
        return False
    place = f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}".encode()
    return any(place in line.split() for line in held.splitlines())


def damaged_at(data: bytes, number: int) -> int | None:
    """The place in the log ``number`` that cannot be read although a later write can; none in a whole one."""
    found = list(_records(data, number))
    whole = 0
    for (_, end), right in zip(found, _are_right(data, found), strict=True):
        if not right:
            break
        whole = end
    later = list(_beginnings(data, number, whole))
    return whole if any(_are_right(data, later)) else None


def _records(data: bytes, number: int) -> Iterator[Span]:
    """The records from the beginning, as far as their heads tell where the next one begins."""
    place = 0
    while True:
        if _BLOCK - place % _BLOCK < _HEAD.size:
            place += _BLOCK - place % _BLOCK
        end = _end(data, place, number)
        if end is None:
            return
        yield place, end
        place = end


def _end(data: bytes, place: int, number: int) -> int | None:
    """Where the record at ``place`` ends, if there can be one of this log."""
    if place < 0 or place + _HEAD.size > len(data):
        return None
    _, length, kind, log = _HEAD.unpack_from(data, place)
    end = place + _HEAD.size + length
    fits = end <= len(data) and place % _BLOCK + _HEAD.size + length <= _BLOCK
    return end if fits and kind in _KINDS and log == number & 0xFFFFFFFF else None


def _beginnings(data: bytes, number: int, start: int) -> Iterator[Span]:
    """What may be the first record of a write, anywhere from ``start`` on."""
    sign = struct.pack("<I", number & 0xFFFFFFFF)
    found = data.find(sign, start)
    while found >= 0:
        place = found - (_HEAD.size - len(sign))
        end = _end(data, place, number) if place >= start else None
        if end is not None and data[place + _UNSUMMED] in (_FULL, _FIRST):
            yield place, end
        found = data.find(sign, found + 1)


# ---------------------------------------------------------------- checksums


def _are_right(data: bytes, spans: Sequence[Span]) -> list[bool]:
    """Whether the checksum of each record is that of its content."""
    parts = [(start + _UNSUMMED, end) for start, end in spans]
    few = sum(end - start for start, end in parts) <= _FEW
    sums = [_sum(data[start:end]) for start, end in parts] if few else _sums(data, parts)
    told = (_HEAD.unpack_from(data, start)[0] for start, _ in spans)
    return [_masked(found) == said for found, said in zip(sums, told, strict=True)]


def _masked(found: int) -> int:
    return ((found >> 15 | found << 17) + 0xA282EAD8) & 0xFFFFFFFF


@cache
def _table() -> tuple[int, ...]:
    """The remainders of each byte by the polynomial of CRC-32C (RFC 3720), lowest bit first."""
    found = []
    for rest in range(256):
        for _ in range(8):
            rest = rest >> 1 ^ (0x82F63B78 if rest & 1 else 0)  # noqa: PLW2901 - eight divisions of one number
        found.append(rest)
    return tuple(found)


def _sum(content: bytes) -> int:
    table, found = _table(), 0xFFFFFFFF
    for byte in content:
        found = table[(found ^ byte) & 0xFF] ^ found >> 8
    return found ^ 0xFFFFFFFF


def _sums(data: bytes, spans: Sequence[Span]) -> list[int]:
    """``_sum`` of many records side by side, those of one length class together.

    Zeros before the content change nothing where the remainder begins with zero; beginning with ones is the
    same as turning the first four bytes round.
    """
    import numpy as np  # noqa: PLC0415 - only for logs of some size

    table = np.array(_table(), dtype=np.uint32)
    content = np.frombuffer(data, dtype=np.uint8)
    found = [0] * len(spans)
    groups: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(spans):
        groups.setdefault((end - start).bit_length(), []).append(index)
    for indices in groups.values():
        width = max(spans[index][1] - spans[index][0] for index in indices)
        columns = np.zeros((width, len(indices)), dtype=np.uint8)
        for lane, (start, end) in enumerate(spans[index] for index in indices):
            first = width - (end - start)
            columns[first:, lane] = content[start:end]
            columns[first : first + 4, lane] ^= 0xFF
        rest = np.zeros(len(indices), dtype=np.uint32)
        for column in columns:
            rest = table[(rest ^ column) & 0xFF] ^ rest >> 8
        for index, last in zip(indices, rest.tolist(), strict=True):
            found[index] = last ^ 0xFFFFFFFF
    return found
