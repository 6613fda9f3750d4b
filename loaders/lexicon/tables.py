"""Tables of words: tab-separated files in ``data`` with comment lines and one line of column names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>``; missing cells are empty. Lines that begin with "#" are comments."""
    text = files("loaders.lexicon").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    return tuple(_row(columns, line.split("\t")) for line in lines[1:])


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class of ``data/actor_words.toml``; raises ``KeyError`` for a class it does not have."""
    return frozenset(_classes()[name].split())


@cache
def _classes() -> dict[str, str]:
    text = files("loaders.lexicon").joinpath("data", "actor_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _row(columns: list[str], cells: list[str]) -> dict[str, str]:
    padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
    return dict(zip(columns, padded, strict=False))
