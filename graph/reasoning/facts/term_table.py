"""Terms by number and numbers by term: what came or was asked for last is at hand, all else is packed."""

from __future__ import annotations

import pickle
import zlib
from array import array
from bisect import bisect_left

from graph.rdf.terms import SimpleTerm

AT_HAND = 1 << 17
"""Terms up to which nothing is packed. A term at hand takes some three hundred bytes, a packed one fifty."""
_BLOCK = 16
"""Terms that are packed as one: more take less room (64: a third less), but all are unpacked for one."""


class TermTable:
    """Terms, numbered from 0 in the order of their arrival."""

    def __init__(self) -> None:
        self._last: list[SimpleTerm] = []
        """The terms that came last,"""
        self._packed = 0
        """those from this number on;"""
        self._numbers: dict[SimpleTerm, int] = {}
        """their numbers, and those of packed terms that were asked for not long ago,"""
        self._unpacked: dict[int, SimpleTerm] = {}
        """which are here by number."""
        self._blocks: list[bytes] = []
        self._opened: tuple[int, list[SimpleTerm]] = (-1, [])
        """The number and the terms of the block that was unpacked last: neighbours are asked for together."""
        self._hashes = array("q")
        """The hashes of the packed terms, sorted,"""
        self._of_hashes = array("q")
        """and the number of each."""

    def __len__(self) -> int:
        return self._packed + len(self._last)

    def __getitem__(self, number: int) -> SimpleTerm:
        if number >= self._packed:
            return self._last[number - self._packed]
        found = self._unpacked.get(number)
        return found if found is not None else self._at_hand(number)

    def get(self, term: SimpleTerm) -> int | None:
        """The number of a term, if it has one."""
        number = self._numbers.get(term)
        return number if number is not None or not self._packed else self._number_of_packed(term)

    def append(self, term: SimpleTerm) -> int:
        """Takes in a term that has no number; its number."""
        number = self._numbers[term] = len(self)
        self._last.append(term)
        if len(self._last) >= 2 * AT_HAND:
            self._pack()
        return number

    def _number_of_packed(self, term: SimpleTerm) -> int | None:
        code = hash(term)
        place = bisect_left(self._hashes, code)
        while place < len(self._hashes) and self._hashes[place] == code:
            if self[self._of_hashes[place]] == term:
                return self._of_hashes[place]
            place += 1
        return None

    def _at_hand(self, number: int) -> SimpleTerm:
        if len(self._unpacked) >= AT_HAND:
            for old in self._unpacked.values():
                del self._numbers[old]
            self._unpacked.clear()
        block, place = divmod(number, _BLOCK)
        if block != self._opened[0]:
            self._opened = block, pickle.loads(zlib.decompress(self._blocks[block]))
        term = self._unpacked[number] = self._opened[1][place]
        self._numbers[term] = number
        return term

    def _pack(self) -> None:
        """Packs the older half of the terms that came last."""
        import numpy as np  # noqa: PLC0415 - only for graphs of some size

        old, self._last = self._last[:AT_HAND], self._last[AT_HAND:]
        for start in range(0, len(old), _BLOCK):
            self._blocks.append(zlib.compress(pickle.dumps(old[start : start + _BLOCK], 5), 1))
        hashes = np.fromiter((hash(term) for term in old), np.int64, len(old))
        order = hashes.argsort()
        packed = np.asarray(self._hashes)
        numbers = np.asarray(self._of_hashes)
        places = packed.searchsorted(hashes[order])
        self._hashes = array("q", np.insert(packed, places, hashes[order]).tobytes())
        self._of_hashes = array("q", np.insert(numbers, places, order + self._packed).tobytes())
        self._packed += len(old)
        for term in old:
            del self._numbers[term]
