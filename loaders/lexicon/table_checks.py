"""What is wrong with the word tables and classes of a knowledge folder, told with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.lexicon.tables import (
    CLASS_FILES,
    Row,
    Shape,
    class_file,
    lines_of,
    read_classes,
    read_lines,
    read_table,
    shapes,
    table_text,
)
from ontology.errors import LexiconError
from ontology.in_force import laid_over
from ontology.knowledge import Knowledge, line_of
from ontology.laying import toml_mistakes


def table_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """Everything wrong in its tables: first each by itself, then, if they can be read, one beside another."""
    tables = _words_of(knowledge, ".tsv")
    found: list[str] = []
    for name, text in tables.items():
        path = knowledge.path(name)
        shape = shapes().get(name.removesuffix(".tsv"))
        if shape is None or shape.fixed:
            open_ones = ", ".join(table for table, known in shapes().items() if not known.fixed)
            found.append(f"{path}: no word table of this name can be laid over; these can: {open_ones}.")
        else:
            own = [line.row for line in lines_of(table_text(name), name, shape)]
            found += [f"{path} {mistake}" for mistake in _mistakes(text, path, shape, own)]
    yield from found
    if not found:
        with laid_over(knowledge):
            yield from list(_lost(knowledge))


def class_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """Everything wrong in its files of word classes."""
    for name, text in _words_of(knowledge, ".toml").items():
        path, stem = knowledge.path(name), name.removesuffix(".toml")
        if stem in CLASS_FILES:
            yield from toml_mistakes(class_file(stem), text, path, read_classes)
        else:
            known = ", ".join(CLASS_FILES)
            yield f"{path}: no word classes of this name can be laid over; these can: {known}."


def _words_of(knowledge: Knowledge, ending: str) -> dict[str, str]:
    """The files of words, German ones and those of ``english``, that end so."""
    files = knowledge.files.items()
    return {n: text for n, text in files if n.endswith(ending) and n.rpartition("/")[0] in {"", "english"}}


def _mistakes(text: str, path: str, shape: Shape, own: list[Row]) -> Iterator[str]:
    known = {shape.key_of(row) for row in own}
    for line in read_lines(text, path, shape, own[0]):
        if isinstance(line, LexiconError):
            yield str(line).removeprefix(f"{path} ")
        elif line.struck and shape.key_of(line.row) not in known:
            key = " ".join(shape.key_of(line.row))
            yield f"line {line.number}: there is no row {key!r} to strike out."


def _lost(knowledge: Knowledge) -> Iterator[str]:
    """Rows that refer to a word which the other table does not have, or has no more."""
    for name, shape in shapes().items():
        for column, (table, other) in shape.refers.items():
            known = {row[other] for row in read_table(table)}
            for word in dict.fromkeys(row[column] for row in read_table(name)):
                if word not in known:
                    own = word in knowledge.files.get(f"{name}.tsv", "")
                    file = f"{name}.tsv" if own else f"{table}.tsv"
                    place = f"{knowledge.path(file)} line {line_of(knowledge.files[file], word)}"
                    yield f"{place}: {name}.tsv needs {word!r}, which is no {other} of {table}.tsv."
