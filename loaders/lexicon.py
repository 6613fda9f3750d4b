"""Reading the data files of this room: word lists in TOML, tables in TSV."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> str:
    return (files("loaders") / "data" / name).read_text(encoding="utf-8")


@cache
def content(name: str) -> Mapping[str, Any]:
    """The content of the TOML file ``name`` in ``loaders/data``."""
    return tomllib.loads(_read(name))


@cache
def words(name: str, *path: str) -> tuple[str, ...]:
    """The words of a list in the TOML file ``name``: a string of words, or a list of phrases."""
    value: Any = content(name)
    for key in path:
        value = value[key]
    return tuple(value.split()) if isinstance(value, str) else tuple(value)


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the tab-separated file ``name``.

    Lines that start with # are notes; the first other line names the columns.
    """
    lines = [line for line in _read(name).splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
