"""Changes of mind that one text tells: what a holder once held on an issue, and holds the other way now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.articles.findings import Modality, Standing, Statement


class Reversal(NamedTuple):
    """A position that is said to be of another time, and the one that took its place."""

    earlier: Statement
    later: Statement


def find_changes(statements: Sequence[Statement]) -> Iterator[Reversal]:
    """The changes of mind among the statements of one text, in text order.

    Holder and issue must be the same and the stances opposite, and of several the nearest in the text are
    joined.
    """
    kept: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        kept[statement.holder.id, statement.issue.id].append(statement)
    for found in kept.values():
        now = [s for s in found if s.standing is Standing.NOW and s.modality is Modality.ASSERTED]
        for earlier in found:
            later = [s for s in now if s.stance is not earlier.stance]
            if earlier.standing is not Standing.NOW and later:
                yield Reversal(earlier, min(later, key=lambda s: _distance(earlier, s)))


def _distance(one: Statement, other: Statement) -> int:
    return abs(one.evidence.span.start - other.evidence.span.start)
