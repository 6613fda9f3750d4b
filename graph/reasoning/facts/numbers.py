"""A set of numbers that takes little room: what came last in a Python set, all else sorted in an array."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

FEW = 4096
"""Numbers up to which a set is a Python set alone, which is faster and needs seventy bytes for each."""
_SHARE = 16
"""A number is sorted in when those that wait are more than so small a part of all."""
_SINGLY = 24
"""So many numbers are looked up one by one faster than together by numpy."""
_PART = 1 << 16


class Numbers:
    """A set of numbers from 0 to 2**63 - 1, each in eight bytes where there are many."""

    __slots__ = ("_few", "_gone", "_last", "_many")

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._few: set[int] = set(numbers)
        self._many = array("q")
        """All that does not wait among the few, sorted,"""
        self._gone: set[int] = set()
        """but these, which are not in the set any more."""
        self._last = -1
        """The largest of them."""

    def __len__(self) -> int:
        return len(self._few) + len(self._many) - len(self._gone)

    def __contains__(self, number: object) -> bool:
        return number in self._few or (
            self._last >= number and number not in self._gone and self._is_sorted_in(number)  # type: ignore[operator, arg-type]
        )

    def __iter__(self) -> Iterator[int]:
        many, gone = self._many, self._gone
        few = list(self._few)
        for start in range(0, len(many), _PART):
            part = many[start : start + _PART]
            yield from (number for number in part if number not in gone) if gone else part
        yield from few

    def __rsub__(self, numbers: Iterable[int]) -> set[int]:
        """Those of ``numbers`` that are not in the set."""
        new = set(numbers)
        new -= self._few
        return new - self._old_among(new) if new and self._last >= 0 else new

    def __and__(self, numbers: set[int]) -> set[int]:
        """Those of ``numbers`` that are in the set."""
        found = numbers & self._few
        return found | self._old_among(numbers - found) if self._last >= 0 else found

    __rand__ = __and__

    def headed(self, heads: set[int], shift: int) -> set[int]:
        """Those that are one of ``heads`` without their last ``shift`` bits."""
        found = {number for number in self._few if number >> shift in heads}
        many = self._many
        for head in heads if self._last >= 0 else ():
            place = bisect_left(many, head << shift)
            while place < len(many) and many[place] >> shift == head:
                found.add(many[place])
                place += 1
        return found - self._gone if self._gone else found

    def add(self, number: int) -> None:
        """Adds one number."""
        if number not in self:
            self.update({number})

    def update(self, new: set[int]) -> None:
        """Adds numbers that are not in the set yet."""
        if self._gone:
            back = self._gone & new
            self._gone -= back
            new = new - back
        self._few |= new
        if len(self._few) > FEW and len(self._few) > len(self._many) // _SHARE:
            self._sort_in()

    def discard(self, number: int) -> None:
        """Takes a number out, if it is there."""
        if number in self._few:
            self._few.discard(number)
        elif number in self:
            self._gone.add(number)

    def _is_sorted_in(self, number: int) -> bool:
        place = bisect_left(self._many, number)
        return place < len(self._many) and self._many[place] == number

    def _old_among(self, numbers: set[int]) -> set[int]:
        """Those of ``numbers`` that are among the many."""
        if len(numbers) <= _SINGLY or self._last < min(numbers):
            last, gone = self._last, self._gone
            return {n for n in numbers if n <= last and n not in gone and self._is_sorted_in(n)}
        import numpy as np  # noqa: PLC0415 - only for graphs of some size

        many = np.frombuffer(self._many, np.int64)
        asked = np.fromiter(numbers, np.int64, len(numbers))
        places = many.searchsorted(asked)
        places[places == len(many)] = 0
        found = set(asked[many[places] == asked].tolist())
        return found - self._gone if self._gone else found

    def _sort_in(self) -> None:
        import numpy as np  # noqa: PLC0415 - only for graphs of some size

        many = np.asarray(self._many)
        if self._gone:
            many = many[~np.isin(many, np.fromiter(self._gone, np.int64, len(self._gone)))]
        few = np.fromiter(self._few, np.int64, len(self._few))
        few.sort()
        whole = np.insert(many, many.searchsorted(few), few)
        self._many = array("q", whole.tobytes())
        self._few, self._gone, self._last = set(), set(), int(whole[-1])
