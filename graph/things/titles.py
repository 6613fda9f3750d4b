"""What an office is called for who holds it: "Verkehrsministerin" where a text calls its holder so."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_FEMININE = "in"


def held_as(title: str, quotes: Iterable[str]) -> str:
    """The German ``title`` with the words feminine that ``quotes``, which tell of its holder, have so."""
    said = {word.casefold() for quote in quotes for word in _WORD.findall(quote)}
    return _WORD.sub(lambda word: _as_said(word[0], said), title)


def _as_said(word: str, said: set[str]) -> str:
    feminine = word + _FEMININE
    return feminine if word[:1].isupper() and feminine.casefold() in said else word
