"""Closed word classes from ``data/grammar.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, str]:
    text = files("loaders").joinpath("data/grammar.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> frozenset[str]:
    """The words of the class ``name``; raises ``KeyError`` for a class the file does not have."""
    return frozenset(_tables()[name].split())
