"""Changes of mind that one text tells: what a holder once held on an issue, and holds the other way now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.articles.findings import Modality, Standing, Statement
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words

_GAP = 3
"""Code points between two sentences that follow each other at once: a full stop and a blank or two."""


class Reversal(NamedTuple):
    """A position that is said to be of another time, and the one that took its place."""

    earlier: Statement
    later: Statement


def find_changes(statements: Sequence[Statement]) -> Iterator[Reversal]:
    """The changes of mind among the statements of one text, in text order.

    Holder and issue must be the same and the stances opposite, and of several the nearest in the text are
    joined. A sentence that goes on with "inzwischen" and names its matter only as somebody's plan speaks of
    the matter of the sentence right before it: "Früher lehnte er eine Maut ab. Inzwischen befürwortet er den
    Entwurf seiner Ministerin."
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
    for earlier in statements:
        yield from (Reversal(earlier, later) for later in statements if _goes_on(earlier, later))


def _goes_on(earlier: Statement, later: Statement) -> bool:
    """Whether the next sentence turns the former position round, on a matter that it only points at."""
    gap = later.evidence.span.start - earlier.evidence.span.end
    return (
        0 < gap <= _GAP
        and earlier.standing is not Standing.NOW
        and later.standing is Standing.NOW
        and later.modality is Modality.ASSERTED
        and earlier.holder.id == later.holder.id
        and earlier.issue.id != later.issue.id
        and earlier.stance is not later.stance
        and not words("turning_adverbs").isdisjoint(later.evidence.quote.lower().split())
        and _is_a_plan(later.issue.label)
    )


def _is_a_plan(label: str) -> bool:
    """Whether a label says whose plan it is at most, and not of what: "Vorstoß der Ministerin"."""
    noun, *rest = label.split()
    owner = rest[-1] if len(rest) == 2 and rest[0] in words("owning_words") else ""
    return noun.lower() in words("planned_nouns") and (not rest or analyse(owner) is not None)


def _distance(one: Statement, other: Statement) -> int:
    return abs(one.evidence.span.start - other.evidence.span.start)
