"""The one reader of words as data: tables (``data/*.tsv``) and word classes (``data/*.toml``).

A table is tab-separated: comment lines, one line of column names, then a row a line. ``data/tables.toml``
says what the reader checks of each; the first mistake raises ``LexiconError`` with its file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from ontology import lexicon
from ontology.errors import LexiconError
from ontology.in_force import in_force, kept
from ontology.laying import STRIKES, laid_over_toml

CLASS_FILES = (
    "grammar",
    "stances",
    "actor_words",
    "clause_words",
    "speech_words",
    "event_verbs",
    "bylines",
    "voices",
    "editing",
    "spelling",
    "english/words",
)
"""The files of word classes. Those of ``english/`` are called ``english.`` and their name."""

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
    lists: Mapping[str, frozenset[str]]
    refers: Mapping[str, tuple[str, str]]
    matches: Mapping[str, str]
    fixed: bool

    def key_of(self, row: Row) -> tuple[str, ...]:
        """What names the row."""
        return tuple(row[column] for column in self.key)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its place; ``struck`` where it only says which row of the package does not count."""

    number: int
    row: Row
    struck: bool = False


@kept
def read_table(name: str) -> tuple[Row, ...]:
    """The rows of the table ``name`` (``frames``), those of the knowledge folder laid over the package's.

    Each has all the columns; optional cells may be empty.
    """
    knowledge, shape = in_force(), shapes()[name]
    own = [line.row for line in lines_of(table_text(f"{name}.tsv"), f"{name}.tsv", shape)]
    text = knowledge.files.get(f"{name}.tsv")
    if text is None:
        return tuple(own)
    return tuple(_laid_over(own, list(lines_of(text, knowledge.path(f"{name}.tsv"), shape, own[0])), shape))


def _laid_over(own: list[Row], more: list[Line], shape: Shape) -> Iterator[Row]:
    """The rows of the package whose key no line of the folder has, then those of the folder."""
    named = {shape.key_of(line.row) for line in more}
    yield from (row for row in own if shape.key_of(row) not in named)
    yield from (line.row for line in more if not line.struck)


@kept
def words(name: str) -> frozenset[str]:
    """The words of a class ("months", "turns.host"); raises ``KeyError`` for a class no file has."""
    return _classes()[name]


@cache
def content(name: str) -> Mapping[str, Any]:
    """The content of ``data/<name>.toml``, for what is neither a table nor a class of words."""
    return _toml(name)


@kept
def shapes() -> dict[str, Shape]:
    """The shape of every table, by its name."""
    return {
        name: Shape(
            lexicon.SHARED.get(f"{name}.tsv") or tuple(row["key"].split()),
            row.get("several", False),
            frozenset(row.get("optional", "").split()),
            row.get("spread"),
            row.get("by"),
            {column: frozenset(known.split()) for column, known in row.get("values", {}).items()},
            {column: _members(known) for column, known in row.get("lists", {}).items()},
            {column: tuple(place.split(".")) for column, place in row.get("refers", {}).items()},
            row.get("matches", {}),
            row.get("fixed", False),
        )
        for name, row in _toml("tables").items()
    }


def lines_of(text: str, file: str, shape: Shape, like: Row | None = None) -> Iterator[Line]:
    """The rows of a table; raises ``LexiconError`` at the first mistake.

    ``like`` is a row of the table that ``text`` is laid over: both have the same columns, and a line that
    begins with an exclamation mark strikes out.
    """
    for line in read_lines(text, file, shape, like):
        if isinstance(line, LexiconError):
            raise line
        yield line


def read_lines(text: str, file: str, shape: Shape, like: Row | None) -> Iterator[Line | LexiconError]:
    """Like ``lines_of``, with mistakes among the lines instead of raised, to tell them all."""
    columns: list[str] = []
    seen: dict[tuple[str, ...], bool] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        struck = like is not None and line.startswith(STRIKES)
        cells = [cell.strip() for cell in line.removeprefix(STRIKES if struck else "").split("\t")]
        place = f"{file} line {number}"
        if not columns:
            columns = cells
            if like is not None and columns != list(like):
                yield LexiconError(f"{place}: it must name the columns, {', '.join(like)}, parted by tabs.")
                return
            continue
        try:
            row = _row(columns, cells, place, shape, struck)
        except LexiconError as error:
            yield error
            continue
        for one in _spread(row, shape):
            key = shape.key_of(one)
            if key in seen and not (shape.several and not struck and not seen[key]):
                yield LexiconError(f"{place}: {' '.join(key)!r} stands there twice.")
            seen[key] = struck
            yield Line(number, one, struck)


def _row(columns: list[str], cells: list[str], place: str, shape: Shape, struck: bool) -> Row:
    if len(cells) > len(columns):
        raise LexiconError(f"{place}: {len(cells)} cells instead of {len(columns)}.")
    row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
    for column in shape.key if struck else columns:
        cell = row[column]
        if not cell and column not in shape.optional:
            raise LexiconError(f"{place}: the column {column!r} is empty.")
        parts = cell.replace(",", " ").split() if column in shape.lists else [cell]
        known = shape.lists.get(column) or shape.values.get(column)
        wrong = next((part for part in parts if known is not None and part not in known), None)
        if known and wrong is not None:
            raise LexiconError(f"{place}: {wrong!r} is no {column}; it is one of {', '.join(sorted(known))}.")
        form = shape.matches.get(column)
        if form is not None and cell and not re.fullmatch(form, cell):
            raise LexiconError(
                f"{place}: {cell!r} is no {column}; the head of the table says how it is written."
            )
    return row


def _members(names: str) -> frozenset[str]:
    """The words of a list in ``tables.toml``; ``@name`` stands for a class of words."""
    parts = names.split()
    classes = [words(part[1:]) for part in parts if part.startswith("@")]
    return frozenset(part for part in parts if not part.startswith("@")).union(*classes)


def _spread(row: Row, shape: Shape) -> Iterator[Row]:
    if shape.spread is None:
        yield row
        return
    for word in row[shape.spread].split(shape.by):
        yield row | {shape.spread: word.strip()}


def head_of(name: str) -> str:
    """The head of a table of the package: what its columns mean, and the line of their names."""
    found: list[str] = []
    for line in table_text(f"{name}.tsv").splitlines(keepends=True):
        found.append(line)
        if line.strip() and not line.startswith("#"):
            break
    return "".join(found)


@kept
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for file in CLASS_FILES:
        language = "english." if file.startswith("english/") else ""
        for name, value in _flat(class_file(file), language):
            if name in found:
                raise LexiconError(f"{file}.toml: the class {name!r} stands in another file too.")
            found[name] = frozenset(value)
    return found


def class_file(file: str) -> dict[str, Any]:
    """The classes of a file, those of the knowledge folder laid over the package's."""
    more = read_classes(in_force().files.get(f"{file}.toml", ""))
    return cast(dict[str, Any], laid_over_toml(_split(_toml(file)), more))


def read_classes(text: str) -> dict[str, Any]:
    """The content of a file of word classes, each class as a list of its words."""
    return _split(tomllib.loads(text))


def _split(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _split(x) if isinstance(x, Mapping) else _listed(x) for name, x in table.items()}


def _listed(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(table_text(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from error


def table_text(file: str) -> str:
    """The text of a file of ``data``, or of one that questions read too."""
    if file in lexicon.SHARED or file.startswith("english/"):
        return lexicon.text(file)
    return (files("loaders.lexicon") / "data" / file).read_text(encoding="utf-8")
