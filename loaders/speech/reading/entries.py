"""Live tickers: texts of entries that each begin with a time, and each speak for themselves.

Newer entries often stand above older ones, so that nobody carries on from one to the next: neither who has
the floor nor whom a pronoun means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.articles.findings import Mention

FEWEST_ENTRIES = 3

_STAMP = re.compile(r"^[+*|>\[(– -]*(?:[01]?\d|2[0-4])[.:][0-5]\d(?: Uhr\b|(?= ?[|\])–:+-]))", re.MULTILINE)
_CARRIED = frozenset({"pronoun", "possessive"})
"""Forms of mentions that mean whoever was named before."""


def entries_of(text: str) -> tuple[int, ...]:
    """Where the entries of a live ticker begin; empty for every other text."""
    found = tuple(match.start() for match in _STAMP.finditer(text))
    return found if len(found) >= FEWEST_ENTRIES else ()


def strangers(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Pronouns that mean somebody whom their own entry has not named before."""
    starts = entries_of(text)
    if not starts:
        return
    named: set[tuple[int, str]] = set()
    for mention in mentions:
        key = (bisect_right(starts, mention.span.start), mention.actor)
        if mention.form not in _CARRIED:
            named.add(key)
        elif key not in named:
            yield mention
