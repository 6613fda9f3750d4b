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

Sketch = bytes
"""At most so many values of eight bytes, in ascending order."""
_VALUE = 8


def sketch(text: str) -> Sketch:
    """The sketch of a text, in ascending order; letters count whatever their case, other signs do not."""
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    return b"".join(sorted(map(_hashed, runs))[:SIZE])


def marks(found: Sketch) -> tuple[str, ...]:
    """The values by which a text is found, as hexadecimal numbers of one length."""
    return tuple(value.hex() for value in _values(found)[:MARKS])


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of their runs of words that two texts have in common, from 0 to 1."""
    left, right = set(_values(one)), set(_values(other))
    least = sorted(left | right)[:SIZE]
    return len(left & right & {*least}) / len(least)


def _values(found: Sketch) -> list[bytes]:
    return [found[start : start + _VALUE] for start in range(0, len(found), _VALUE)]


def _hashed(run: str) -> bytes:
    return hashlib.blake2b(run.encode(), digest_size=_VALUE).digest()
