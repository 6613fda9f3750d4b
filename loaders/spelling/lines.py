"""Lines as they are read: what typesetting broke is joined, what was glued together is parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.articles.reading_view import Edit
from loaders.lexicon.tables import words

_LONGEST_LINE = 140  # code points of a line that typesetting has broken
_BREAK = re.compile(r"(?<=\S)(?P<hyphen>(?<=[^\W\d_])[-¬])?[^\S\n]*\n[^\S\n]*(?=\S)(?=(?P<next>[^\W\d_]*))")
_GLUED = re.compile(
    r"(?:(?:(?<=[^\W\d_]{2})|(?<=[\d)\]“”«’]))[.!?]|…|\.\.\.|(?<=[.!?])[“”«’)])"
    r"(?=[„‚]?(?P<next>[A-ZÄÖÜ][^\W\d_]+))"
)
_ADDRESS = re.compile(r"//|@|www\.", re.IGNORECASE)
_REACH = 80  # code points before a stop that may tell that it belongs to an address


def joined_lines(text: str) -> Iterator[Edit]:
    """Line ends inside a sentence as blanks, words that were parted at a line end as one.

    A single end of a line is typesetting where most lines are about equally long. A hyphen at the end of a
    line goes if small letters follow ("Tempo-", "limit") other than "und" and its like ("Nord-", "und Süd-").
    """
    wrapped = _is_wrapped(text.splitlines())
    for found in _BREAK.finditer(text):
        following = found["next"]
        if not found["hyphen"]:
            if wrapped:
                yield Edit(found.start(), found.end(), " ")
        elif following.lower() in words("after_hyphen"):
            yield Edit(found.start() + 1, found.end(), " ")
        elif following[:1].islower() or found["hyphen"] == "¬":
            yield Edit(found.start(), found.end(), "")
        elif following:
            yield Edit(found.start() + 1, found.end(), "")


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the line breaks of a text are only typesetting: most inner lines are about equally long."""
    inner = [len(a) for a, b in pairwise(lines) if a.strip() and b.strip() and a.strip()[-1] not in ".!?:"]
    typeset = len(inner) >= 3 and max(map(len, lines)) <= _LONGEST_LINE
    return typeset and sum(n >= 50 for n in inner) >= 0.7 * len(inner)


def parted_sentences(text: str) -> Iterator[Edit]:
    """A blank after the end of a sentence, where the next one begins with a capital at once: "ab.Die"."""
    for found in _GLUED.finditer(text):
        if found["next"].lower() in words("after_dot"):
            continue
        before = text[max(0, found.start() - _REACH) : found.start()].rsplit(None, 1)
        if before and _ADDRESS.search(before[-1]):
            continue
        yield Edit(found.start(), found.end(), found.group() + " ")
