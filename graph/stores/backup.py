"""Backups: everything a store holds at one moment, as packed N-Quads, read back while it is written.

The command and the address ``/backup`` make the same bytes. What was packed is unpacked and parsed again
piece by piece; where that is not what the store gave, the end of the packing is never written (RFC 1952), so
that nobody can take the file for a whole one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import DiskError

SUFFIX = ".nq.gz"
MEDIA_TYPE = "application/gzip"
_QUADS = 2_000
"""Quads that are packed at once."""
_GZIP = 31
"""What zlib calls the format of gzip, with the largest window."""
_PIECE = 1 << 20


class BackupError(DiskError):
    """What was written is not what was to be written."""

    code = "backup"
    status = 500


class Backup:
    """The ``quads`` of a store on their way out; ``count`` and ``digest`` (SHA-256) tell what was packed."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._quads = iter(quads)
        self._written = hashlib.sha256()
        self.count = 0

    @property
    def digest(self) -> str:
        """The SHA-256 of the N-Quads so far, in hex."""
        return self._written.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file; raises ``BackupError`` before the last ones if they cannot be read back."""
        packer, reader = zlib.compressobj(6, zlib.DEFLATED, _GZIP), ReadBack()
        while batch := list(islice(self._quads, _QUADS)):
            lines = ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b""
            self._written.update(lines)
            self.count += len(batch)
            if data := packer.compress(lines):
                reader.take(data)
                yield data
        end = packer.flush()
        reader.take(end)
        reader.require_same(self.count, self.digest)
        yield end


class ReadBack:
    """A packed file that is read as it comes: how many quads are in it, and their digest."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(_GZIP)
        self._read = hashlib.sha256()
        self._left = b""
        self.count = 0

    def take(self, data: bytes) -> None:
        """The next bytes of the file; raises ``BackupError`` where they cannot be read."""
        try:
            lines = self._unpacker.decompress(data)
            self._read.update(lines)
            whole, mark, rest = (self._left + lines).rpartition(b"\n")
            self._left = rest
            self.count += sum(1 for _ in ox.parse(whole + mark, format=ox.RdfFormat.N_QUADS))
        except (zlib.error, SyntaxError, ValueError) as error:
            raise BackupError(f"The backup cannot be read back: {error}.") from error

    def require_same(self, count: int, digest: str) -> None:
        """Raises ``BackupError`` unless this is the whole file with these quads."""
        if self._left or not self._unpacker.eof or (self.count, self._read.hexdigest()) != (count, digest):
            raise BackupError(
                f"The backup holds {self.count} quads when it is read back, {count} were to be in it."
            )


def verify(path: Path, count: int, digest: str) -> None:
    """Read the backup in ``path`` from the disk; raises ``BackupError`` if it is another."""
    reading = ReadBack()
    with path.open("rb") as file:
        while data := file.read(_PIECE):
            reading.take(data)
    reading.require_same(count, digest)
