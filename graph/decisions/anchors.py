"""Where in a text a decision is anchored: by the quote and its surroundings (``oa:TextQuoteSelector``).

Offsets and titles change when an article is edited; the words that were decided about mostly do not. A quote
is found where it stands word for word, in the surroundings most like those it had, else where it stands with
a few letters changed. Source: Web Annotation Data Model (W3C 2017), section 4.2.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 32
"""Code points before and after a quote that are kept."""
ALIKE = 0.85
"""Share of a quote (``SequenceMatcher.ratio``) that must be as it was where it is not there word for word."""
SAME_PASSAGE = 0.6
"""The same share of the surroundings, where only they tell that a quote in another article is the same."""
_PIECE, _SHIFT = 12, 3
"""Code points of the pieces by which a changed quote is looked for, and how much its length may differ."""


@dataclass(frozen=True, slots=True)
class QuoteAnchor:
    """A quote of ``document`` (IRI) with what stood around it; ``about`` is the thing (IRI) it speaks of."""

    about: str
    document: str
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, about: str, document: str, text: str, start: int, end: int) -> QuoteAnchor:
        """The anchor of ``text[start:end]``."""
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return cls(about, document, text[start:end], before, after)


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """Where a quote stands now (code points, end exclusive), and how alike its surroundings are (0 to 1)."""

    start: int
    end: int
    surroundings: float


def find(anchor: QuoteAnchor, text: str) -> FoundQuote | None:
    """Where the quote of ``anchor`` stands in ``text``, ``None`` if it is not there any more."""
    return find_exactly(anchor, text) or _find_changed(anchor, text)


def find_exactly(anchor: QuoteAnchor, text: str) -> FoundQuote | None:
    """Where it stands word for word, white space apart; of several places, the one with like surroundings."""
    words = anchor.exact.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = [_at(anchor, text, match.start(), match.end()) for match in pattern.finditer(text)]
    return max(found, key=lambda quote: (quote.surroundings, -quote.start), default=None)


def _find_changed(anchor: QuoteAnchor, text: str) -> FoundQuote | None:
    """Where it stands with a few letters changed: around what is left of it, word for word."""
    best, share = None, ALIKE
    length = len(anchor.exact)
    for start in sorted(_starts(anchor.exact, text)):
        for end in range(start + length - _SHIFT, start + length + _SHIFT + 1):
            alike = SequenceMatcher(None, anchor.exact, text[start:end], autojunk=False).ratio()
            if alike > share:
                best, share = _at(anchor, text, start, end), alike
    return best


def _starts(exact: str, text: str) -> set[int]:
    """Where a changed quote can begin, by the pieces of it that are in ``text``."""
    found: set[int] = set()
    for offset in range(0, max(1, len(exact) - _PIECE + 1), _PIECE):
        piece = exact[offset : offset + _PIECE]
        place = text.find(piece) if piece.strip() else -1
        while place >= 0:
            near = range(place - offset - _SHIFT, place - offset + _SHIFT + 1)
            found.update(start for start in near if 0 <= start < len(text))
            place = text.find(piece, place + 1)
    return found


def _at(anchor: QuoteAnchor, text: str, start: int, end: int) -> FoundQuote:
    pairs = (
        (anchor.prefix, text[max(0, start - CONTEXT) : start]),
        (anchor.suffix, text[end : end + CONTEXT]),
    )
    return FoundQuote(start, end, _mean(_ratio(one, other) for one, other in pairs))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, " ".join(one.split()), " ".join(other.split()), autojunk=False).ratio()


def _mean(shares: Iterable[float]) -> float:
    values = list(shares)
    return sum(values) / len(values)
