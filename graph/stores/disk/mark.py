"""What the folder of a store says of itself in ``store.json``: its format, and the base IRI of its data.

Where there is no such mark, the graph of the ontology tells the base (``named_graphs.base_in``).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from graph.model import named_graphs
from graph.stores.disk.durability import sync_directory
from ontology.errors import StoreError

FORMAT = 1
"""Raised with every change that an older Standpunkt cannot read, so that it refuses the store."""
_FILE, _NEW = "store.json", "store.json.new"


@dataclass(frozen=True, slots=True)
class Mark:
    """The content of ``store.json``; ``base`` is ``None`` where nothing was ever written."""

    format: int = FORMAT
    base: str | None = None


def read_mark(path: Path) -> Mark | None:
    """The mark of the store in ``path``, if it has one.

    Raises ``StoreError`` for one of another format or that cannot be read.
    """
    file = path / _FILE
    if not file.exists():
        return None
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        mark = Mark(int(said["format"]), said.get("base_iri"))
        if mark.base is not None and not (isinstance(mark.base, str) and named_graphs.is_iri(mark.base)):
            raise ValueError("base_iri is no IRI")
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(
            f"The store {path} cannot be opened: {file} is damaged ({error}). It says format and base_iri: "
            f'{{"format": {FORMAT}, "base_iri": "http://…/"}}.'
        ) from error
    if mark.format != FORMAT:
        maker = "a newer" if mark.format > FORMAT else "an older"
        raise StoreError(
            f"The store {path} was made by {maker} Standpunkt (format {mark.format}, this one reads format "
            f"{FORMAT}): update Standpunkt, or choose another directory with --store."
        )
    return mark


def write_mark(path: Path, mark: Mark) -> None:
    """Write the mark of the store in ``path``, whole or not at all."""
    said = {"format": mark.format} | ({"base_iri": mark.base} if mark.base else {})
    new = path / _NEW
    with new.open("w", encoding="utf-8") as file:
        file.write(json.dumps(said) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path / _FILE)
    sync_directory(path)


def holds_other_things(path: Path) -> bool:
    """Whether there is anything in the directory ``path`` but a mark that was not yet put in its place."""
    return any(file.name != _NEW for file in path.iterdir())
