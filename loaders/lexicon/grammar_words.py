"""Word classes from ``data/grammar.toml`` (grammar) and ``data/stances.toml`` (what counts as a stance)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, str]:
    data = files("loaders.lexicon").joinpath("data")
    tables: dict[str, str] = {}
    for name in ("grammar.toml", "stances.toml"):
        tables |= tomllib.loads(data.joinpath(name).read_text(encoding="utf-8"))
    return tables


@cache
def words(name: str) -> frozenset[str]:
    """The words of the class ``name``; raises ``KeyError`` for a class the files do not have."""
    return frozenset(_tables()[name].split())
