"""Which language a text is in, and which each of its passages is in.

A passage is a block between empty lines, a line, or a sentence: as large as its function words agree. What
shows no language has that of the text. The words are data (``ontology/lexicon/languages.toml``); only a
longer passage that has hardly any of them is given to the library py3langid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from loaders.articles.findings import Span
from ontology import lexicon

READ: Final = ("de", "en")
"""The languages that are read."""
FEWEST_WORDS = 12
"""A passage of fewer words without function words is too short to tell its language."""
FEWEST_SIGNS = 2
LEAST_SHARE = 0.08
"""Function words among the words of a passage below which it may be in a third language."""
CLEAR = 3
"""How many times as many signs one language must have as the other."""
SAMPLE_CHARACTERS = 4000

_BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?!\s*\n))*")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"“”»]?(?=\s)|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALLER = (_LINE, _SENTENCE)


class Stretch(NamedTuple):
    """A stretch of text and its language: one of ``READ`` or the code of another one."""

    span: Span
    language: str


def language_of(text: str) -> str | None:
    """The language of a text, by its function words, else by py3langid; ``None`` if too short to tell."""
    sample = text[:SAMPLE_CHARACTERS]
    counts, words = _signs(sample)
    told = _told(counts)
    if told is not None and counts[told] >= LEAST_SHARE * words:
        return told
    if words < FEWEST_WORDS:
        return told
    if max(counts.values()) >= LEAST_SHARE * words:
        return max(counts, key=lambda name: counts[name])
    return _classified(sample)


def passages(text: str, language: str) -> list[Stretch]:
    """The passages of ``text`` in its order, neighbours of one language as one; ``language`` where they do
    not tell.
    """
    found: list[Stretch] = []
    for passage in _passages(text, 0, language):
        last = found[-1] if found else None
        if last is not None and last.language == passage.language:
            found[-1] = Stretch(Span(last.span.start, passage.span.end), last.language)
        else:
            found.append(passage)
    return found


def _passages(text: str, level: int, language: str, offset: int = 0) -> Iterator[Stretch]:
    for match in (_BLOCK, *_SMALLER)[level].finditer(text):
        piece = match.group()
        if not piece.strip():
            continue
        counts, words = _signs(piece)
        told = _told(counts)
        start = offset + match.start()
        if told is None and min(counts.values()) > 0 and level < len(_SMALLER):
            yield from _passages(piece, level + 1, language, start)
            continue
        foreign = words >= FEWEST_WORDS and max(counts.values()) < LEAST_SHARE * words
        found = _classified(piece) if foreign else told
        yield Stretch(Span(start, offset + match.end()), found or language)


def _signs(text: str) -> tuple[dict[str, int], int]:
    """How many function words of each language a text has, and how many words."""
    words = [word.lower() for word in _WORD.findall(text)]
    return {name: sum(word in signs for word in words) for name, signs in _function_words().items()}, len(
        words
    )


def _told(counts: dict[str, int]) -> str | None:
    """The language that has enough function words and many more than the other; ``None`` if none has."""
    best = max(counts, key=lambda name: counts[name])
    rest = max(count for name, count in counts.items() if name != best)
    return best if counts[best] >= FEWEST_SIGNS and counts[best] >= CLEAR * rest else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(lexicon.text("languages.toml"))
    return {name: frozenset(table[name].split()) for name in READ}


def _classified(text: str) -> str | None:
    """The language by py3langid; ``None`` for German and English, whose function words would have told."""
    import py3langid  # noqa: PLC0415

    found, _ = py3langid.classify(text[:SAMPLE_CHARACTERS])
    return str(found)
