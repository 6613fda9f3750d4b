"""How alike two texts are: near-duplicates such as texts of agencies and corrected versions.

A sketch of a text is the least hash values of its runs of words (Broder 1997, "On the resemblance and
containment of documents"); the share of values that two sketches have in common estimates how many runs of
words the texts share.
"""

from __future__ import annotations

import hashlib
import re

RUN = 4  # words
SIZE = 64
MARKS = 8
"""Values of a sketch by which texts that are alike are found: two of them share one almost surely."""
ALIKE = 0.5
"""Likeness from which two texts are versions of one another."""

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The sketch of a text, in ascending order; letters count whatever their case, other signs do not."""
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    return tuple(sorted(map(_hashed, runs))[:SIZE])


def marks(found: Sketch) -> tuple[str, ...]:
    """The values by which a text is found, as hexadecimal numbers of one length."""
    return tuple(f"{value:016x}" for value in found[:MARKS])


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of their runs of words that two texts have in common, from 0 to 1."""
    least = sorted({*one, *other})[:SIZE]
    return len({*one} & {*other} & {*least}) / len(least)


def _hashed(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest())
