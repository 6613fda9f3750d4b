"""Writes a knowledge folder to begin with: every file explained, none says anything yet."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from loaders.lexicon.tables import head_of, shapes
from ontology.errors import InputError


def write_folder(folder: Path) -> int:
    """Write the files of a new knowledge folder, and give their number.

    Raises ``InputError`` where ``folder`` holds anything already or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} is not empty: name a new folder.")
        texts = {f"{name}.tsv": head_of(name) for name, shape in shapes().items() if not shape.fixed}
        texts |= dict(_below(files("standpunkt.knowledge") / "template"))
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror or error}.") from error
    return len(texts)


def _below(folder: Traversable, before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _below(item, f"{before}{item.name}/")
        else:
            found.append((before + item.name, item.read_text(encoding="utf-8")))
    return found
