"""Where quotations lie in each other: the innermost one around an offset, and which are part of another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from loaders.articles.findings import Actor, Quotation


class QuotationIndex:
    """Finds the innermost quotation around an offset.

    Reported speech acts do not count: they hold their own frame, not what was said.
    """

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._spans = sorted(
            (
                (span.start, span.end, number)
                for number, quotation in enumerate(quotations)
                if quotation.type != "reported"
                for span in quotation.spans
            ),
            key=lambda item: (item[0], -item[1]),
        )
        self._starts = [start for start, _, _ in self._spans]
        self._reach: list[int] = []
        for _, end, _ in self._spans:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))
        self._quotations = tuple(quotations)

    def at(self, offset: int) -> Quotation | None:
        """The innermost quotation whose words cover ``offset`` (a code point), or ``None``."""
        best: tuple[int, int] | None = None
        k = bisect_right(self._starts, offset) - 1
        while k >= 0 and self._reach[k] > offset:
            start, end, number = self._spans[k]
            if end > offset and (best is None or end - start < best[0]):
                best = (end - start, number)
            k -= 1
        return self._quotations[best[1]] if best is not None else None

    def speaker_at(self, offset: int) -> Actor | None:
        """The speaker of the innermost quotation at ``offset``, if it has one."""
        quotation = self.at(offset)
        return quotation.speaker if quotation is not None else None


def nested(quotations: Iterable[Quotation]) -> frozenset[str]:
    """Identifiers of the quotations whose words all lie in another, larger one."""
    inside: set[str] = set()
    around: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.spans[0].start, -q.spans[-1].end, -_length(q))):
        start = quotation.spans[0].start
        around = [other for other in around if other.spans[-1].end > start]
        if any(_covers(other, quotation) for other in around):
            inside.add(quotation.id)
        around.append(quotation)
    return frozenset(inside)


def _length(quotation: Quotation) -> int:
    return sum(span.end - span.start for span in quotation.spans)


def _covers(outer: Quotation, inner: Quotation) -> bool:
    """Whether all words of ``inner`` lie in ``outer``, and ``outer`` has more."""
    return outer.spans != inner.spans and all(any(o.covers(i) for o in outer.spans) for i in inner.spans)
