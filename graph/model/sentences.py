"""The sentences of a text, as they are quoted and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?<![0-9])(?<!\b[A-Za-zÄÖÜäöü])(?<!\bDr)(?<!\bbzw)(?<!\bProf)[.!?…]+[\"“”»«]?\s+(?=[\"„“»(]?[A-ZÄÖÜ0-9])|\n\s*\n"
)


def split(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of ``text``, without the blanks around them."""
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + piece.index(stripped[0])
            yield first, first + len(stripped)
        start = end
