"""Word lists in TOML files of ``data`` (tables lie in ``loaders.lexicon.tables``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> str:
    return (files("loaders.lexicon") / "data" / name).read_text(encoding="utf-8")


@cache
def content(name: str) -> Mapping[str, Any]:
    """The content of the TOML file ``name`` in ``loaders/lexicon/data``."""
    return tomllib.loads(_read(name))


@cache
def words(name: str, *path: str) -> tuple[str, ...]:
    """The words of a list in the TOML file ``name``: a string of words, or a list of phrases."""
    value: Any = content(name)
    for key in path:
        value = value[key]
    return tuple(value.split()) if isinstance(value, str) else tuple(value)
