"""The one reader of words as data: tables (``data/*.tsv``) and word classes (``data/*.toml``).

A table is tab-separated: comment lines, one line of column names, then a row a line. ``data/tables.toml``
says what the reader checks of each; the first mistake raises ``LexiconError`` with its file and line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.errors import LexiconError

CLASS_FILES = (
    "grammar",
    "stances",
    "actor_words",
    "clause_words",
    "speech_words",
    "event_verbs",
    "bylines",
    "spelling",
)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What ``tables.toml`` says of a table; ``spread`` is a column whose words make a row each."""

    key: tuple[str, ...]
    several: bool
    optional: frozenset[str]
    spread: str | None
    by: str | None
    values: Mapping[str, frozenset[str]]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """The rows of the table ``name`` (``frames``), each with all its columns; optional cells may be empty."""
    text = _text(f"{name}.tsv")
    return tuple(row for _, row in rows_of(text, f"{name}.tsv", shapes()[name]))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class ("months", "turns.host"); raises ``KeyError`` for a class no file has."""
    return _classes()[name]


@cache
def content(name: str) -> Mapping[str, Any]:
    """The content of ``data/<name>.toml``, for what is neither a table nor a class of words."""
    return _toml(name)


@cache
def shapes() -> dict[str, Shape]:
    """The shape of every table, by its name."""
    return {
        name: Shape(
            tuple(row["key"].split()),
            row.get("several", False),
            frozenset(row.get("optional", "").split()),
            row.get("spread"),
            row.get("by"),
            {column: frozenset(known.split()) for column, known in row.get("values", {}).items()},
        )
        for name, row in _toml("tables").items()
    }


def rows_of(text: str, file: str, shape: Shape) -> Iterator[tuple[int, Row]]:
    """(number of the line, row) of a table; raises ``LexiconError`` at the first mistake."""
    columns: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            continue
        row = _row(columns, cells, file, number, shape)
        for one in _spread(row, shape):
            key = tuple(one[column] for column in shape.key)
            if key in seen and not shape.several:
                raise LexiconError(f"{file} line {number}: {' '.join(key)!r} stands there twice.")
            seen.add(key)
            yield number, one


def _row(columns: list[str], cells: list[str], file: str, number: int, shape: Shape) -> Row:
    if len(cells) > len(columns):
        raise LexiconError(f"{file} line {number}: {len(cells)} cells instead of {len(columns)}.")
    row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
    for column, cell in row.items():
        if not cell and column not in shape.optional:
            raise LexiconError(f"{file} line {number}: the column {column!r} is empty.")
        known = shape.values.get(column)
        if known is not None and cell not in known:
            raise LexiconError(
                f"{file} line {number}: {cell!r} is no {column}; it is one of {', '.join(sorted(known))}."
            )
    return row


def _spread(row: Row, shape: Shape) -> Iterator[Row]:
    if shape.spread is None:
        yield row
        return
    for word in row[shape.spread].split(shape.by):
        yield row | {shape.spread: word.strip()}


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for file in CLASS_FILES:
        for name, value in _flat(_toml(file)):
            if name in found:
                raise LexiconError(f"{file}.toml: the class {name!r} stands in another file too.")
            found[name] = frozenset(value.split())
    return found


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield before + name, value
        else:
            yield from _flat(value, f"{before}{name}.")


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from error


def _text(file: str) -> str:
    return (files("loaders.lexicon") / "data" / file).read_text(encoding="utf-8")
