"""A text as quotes are compared with it: signs that look alike are one, and every place leads back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from loaders.articles.reading_view import Edit, ReadingView, reading_view

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_COMPOSED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+|[\u0080-\U0010ffff]")
_QUOTES = re.compile("[\"'`´„“”‟‚‘’‛«»‹›″′＂＇]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")


def _invisible(text: str) -> Iterator[Edit]:
    """Soft hyphens and signs of no width are not there."""
    yield from (Edit(*m.span(), "") for m in _INVISIBLE.finditer(text))


def _normal(text: str) -> Iterator[Edit]:
    """Letters in their normal form (NFKC): accents on their letters, ligatures apart, no special spaces."""
    for match in _COMPOSED.finditer(text):
        normal = unicodedata.normalize("NFKC", match[0])
        if normal != match[0]:
            yield Edit(*match.span(), normal)


def _quotes(text: str) -> Iterator[Edit]:
    """All quotation marks and apostrophes are one."""
    yield from (Edit(*m.span(), '"') for m in _QUOTES.finditer(text) if m[0] != '"')


def _dashes(text: str) -> Iterator[Edit]:
    """All dashes and hyphens are one."""
    yield from (Edit(*m.span(), "-") for m in _DASHES.finditer(text))


def _spaces(text: str) -> Iterator[Edit]:
    """White space is one space; where it ends lines, too."""
    yield from (Edit(*m.span(), " ") for m in _SPACES.finditer(text) if m[0] != " ")


def levelled(text: str) -> ReadingView:
    """``text`` levelled; letters, case, signs of punctuation and digits stay what they are."""
    return reading_view(text, (_invisible, _normal, _quotes, _dashes, _spaces))
