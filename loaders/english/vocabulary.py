"""English words as data: the classes of ``words.toml`` and the phrases of ``voices.toml``."""

from __future__ import annotations

import tomllib
from functools import cache

from ontology import lexicon


@cache
def _classes() -> dict[str, frozenset[str]]:
    table = tomllib.loads(lexicon.text("english/words.toml"))
    return {name: frozenset(value.split()) for name, value in table.items()}


def words(name: str) -> frozenset[str]:
    """The words of a class ("time_nouns"); raises ``KeyError`` for a class that the file does not have."""
    return _classes()[name]


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a list ("letter"); raises ``KeyError`` for a list that the file does not have."""
    return tuple(tomllib.loads(lexicon.text("english/voices.toml"))[name])
