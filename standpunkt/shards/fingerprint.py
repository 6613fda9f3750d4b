"""By what articles are read: two machines with the same fingerprint read the same article the same."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import loaders
import ontology
from graph.model.plugins import require_plugin
from graph.model.settings import Settings
from loaders.reader import package
from ontology import versions
from ontology.knowledge import Knowledge
from standpunkt.loading import editing

LIBRARIES = (
    "HanTa",
    "babel",
    "charset-normalizer",
    "lxml",
    "lxml-html-clean",
    "markdown-it-py",
    "numpy",
    "py3langid",
    "pyoxigraph",
    "pyshacl",
    "rdflib",
    "trafilatura",
)
"""The libraries that take part in what is read from an article."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The version of the package and of the ontology, and what else decides what an article is read as.

    ``rules`` is the SHA-256 of the code and the words that read, ``knowledge`` that of the folder of one's
    own, ``libraries`` the versions of what they stand on, "name version" each.
    """

    package: str
    ontology: str
    rules: str
    knowledge: str
    libraries: tuple[str, ...]

    def differences(self, other: Fingerprint, *, with_libraries: bool = True) -> str:
        """What of the ``other`` one is not the same, in words; empty if nothing is."""
        named = {"package": "Standpunkt", "ontology": "the ontology", "rules": "code and words that read"}
        named |= {"knowledge": "the knowledge folder"}
        told = [
            f"{name} ({getattr(self, part)[:12] or 'none'}, not {getattr(other, part)[:12] or 'none'})"
            for part, name in named.items()
            if getattr(self, part) != getattr(other, part)
        ]
        if with_libraries:
            ours, theirs = dict(map(str.split, self.libraries)), dict(map(str.split, other.libraries))
            names = sorted(name for name in ours | theirs if ours.get(name) != theirs.get(name))
            told += [f"{name} ({ours.get(name, 'none')}, not {theirs.get(name, 'none')})" for name in names]
        return ", ".join(told)


def fingerprint(settings: Settings, knowledge: Knowledge) -> Fingerprint:
    """That of this installation, with the readers of the ``settings`` and a knowledge folder."""
    reads_again = editing.belief_of(settings) and package.is_here()
    return Fingerprint(
        importlib.metadata.version("standpunkt"),
        versions.current().number,
        _rules(),
        knowledge.digest,
        _libraries(editing.rules_of(settings), *([package.NAME] if reads_again else [])),
    )


@cache
def _libraries(extractor: str, *more: str) -> tuple[str, ...]:
    versions_of = {name: importlib.metadata.version(name) for name in (*LIBRARIES, *more)}
    versions_of["Python"] = ".".join(map(str, sys.version_info[:2]))  # its tables of Unicode
    plug_in = require_plugin("extractors", extractor).dist
    if plug_in is not None:
        versions_of[plug_in.name] = plug_in.version
    return tuple(f"{name} {version}" for name, version in versions_of.items())


@cache
def _rules() -> str:
    """The SHA-256 of all files of the rooms that read, whatever their place on this machine."""
    digest = hashlib.sha256()
    for name, path in sorted(_files()):
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    for room in (ontology, loaders):
        home = Path(str(room.__file__)).parent
        for path in home.rglob("*"):
            name = path.relative_to(home.parent)
            if path.is_file() and not {"__pycache__", "samples"} & set(name.parts):
                yield name.as_posix(), path
