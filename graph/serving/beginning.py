"""The first rows of an answer, for who wants to see no more than those, and that there are more."""

from __future__ import annotations

import io

ROW_MARKS = {
    "application/sparql-results+json": b'"}},{"',
    "application/sparql-results+xml": b"<result>",
    "text/csv": b"\r\n",
    "text/tab-separated-values": b"\n",
}
"""What Oxigraph writes between two rows, by media type; in CSV and TSV also after the line of names."""
CUT = "; cut"
"""Ends the media type of an answer of which this is only the beginning."""
_JSON = "application/sparql-results+json"
_END = b'"}}]}}'
"""How the last row of JSON ends, and all of them."""


class FullError(Exception):
    """Enough of the answer is there."""


class Beginning(io.RawIOBase):
    """Takes an answer in ``media_type`` until it has more than ``rows`` rows or ``size`` bytes.

    Solutions come as JSON; of triples the lines are counted. ``is_cut``: there was more.
    """

    def __init__(self, media_type: str, rows: int, size: int) -> None:
        super().__init__()
        self._mark = ROW_MARKS[_JSON] if media_type == _JSON else b"\n"
        self._rows, self._size = rows, size
        self._most = rows - 1 if media_type == _JSON else rows
        self._data, self._marks, self.is_cut = bytearray(), 0, False

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """The next bytes; raises ``FullError`` when there are enough."""
        seen = max(0, len(self._data) - len(self._mark) + 1)
        self._data += data
        self._marks += self._data.count(self._mark, seen)
        if self._marks > self._most or len(self._data) > self._size:
            self.is_cut = True
            raise FullError
        return len(data)

    def whole(self) -> bytes:
        """What was taken, with its end, empty where not one row fits: rows and lines are complete."""
        if not self.is_cut:
            return bytes(self._data)
        end = place = 0
        for _ in range(self._rows):
            place = self._data.find(self._mark, place, self._size + len(self._mark)) + 1
            if not place:
                break
            end = place
        if not end or self._mark == b"\n":
            return bytes(self._data[:end])
        return bytes(self._data[: end - 1]) + _END
