"""The Turtle files of this room as texts. Relative IRIs in them are resolved against the data base IRI."""

from importlib.resources import files
from importlib.resources.abc import Traversable

SHAPES = "shapes.ttl"
CLOSED_SHAPES = "shapes-closed.ttl"


def ontology_files() -> dict[str, str]:
    """The vocabulary and the issue scheme: every Turtle file here but the shapes, by its stem."""
    return _texts(files("ontology"), leave={SHAPES, CLOSED_SHAPES})


def background_files() -> dict[str, str]:
    """The background facts (``background/*.ttl``), by the stem of their file."""
    return _texts(files("ontology") / "background", leave=set())


def shapes_text(name: str = SHAPES) -> str:
    """The SHACL shapes in the file ``name``."""
    return (files("ontology") / name).read_text(encoding="utf-8")


def _texts(folder: Traversable, leave: set[str]) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".ttl")), key=lambda f: f.name)
    return {f.name.removesuffix(".ttl"): f.read_text(encoding="utf-8") for f in found if f.name not in leave}
