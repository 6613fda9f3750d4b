"""English words as data: the classes of ``words.toml`` and the phrases of ``voices.toml``."""

from __future__ import annotations

from loaders.lexicon.tables import content
from loaders.lexicon.tables import words as classes


def words(name: str) -> frozenset[str]:
    """The words of a class ("time_nouns"); raises ``KeyError`` for a class that the file does not have."""
    return classes(f"english.{name}")


def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a list ("letter"); raises ``KeyError`` for a list that the file does not have."""
    return tuple(content("english/voices")[name])
