"""Expressions of several patterns in one text, of which those that overlap do not both count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def leftmost(
    patterns: Sequence[re.Pattern[str]], text: str, core: str | int = 0
) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches in ``text`` from left to right, each with the number of its pattern, without overlap.

    Of those whose group ``core`` overlaps the one that begins first counts, then the longest, then the one of
    the first pattern.
    """
    matches = [(*m.span(core), number, m) for number, p in enumerate(patterns) for m in p.finditer(text)]
    until = 0
    for start, end, number, match in sorted(matches, key=lambda found: (found[0], -found[1], found[2])):
        if start >= until:
            until = end
            yield number, match
