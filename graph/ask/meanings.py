"""What the labels of issues mean, as vectors of the graph's encoder: made once, kept with the store.

They lie in ``meanings.npz`` in the folder of the store, 768 bytes a label, and may be deleted at any time.
Without an encoder (setting ``wordings``) there are none.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph.ask.linking.label_index import LabelIndex
from graph.knowledge.graph import KnowledgeGraph
from graph.model.wording import WordingEncoder

_FILE = "meanings.npz"
_AT_ONCE = 32
"""Labels that are encoded at once; who makes many of them may be stopped in between."""
IN_A_QUESTION = 64
"""Labels without a vector that one question makes vectors of: some seconds."""


class Meanings:
    """The vectors of labels by one encoder; safe to be used by several threads."""

    def __init__(self, encoder: WordingEncoder, folder: Path | None) -> None:
        self._encoder, self._file, self._lock = encoder, folder and folder / _FILE, Lock()
        self._known = _read(self._file, encoder.name)

    def make(self, labels: Iterable[str], is_wanted: Callable[[int], bool]) -> int:
        """Make the vectors that are missing, as long as ``is_wanted`` (told how many are made); how many."""
        with self._lock:
            missing = [label for label in dict.fromkeys(labels) if _key(label) not in self._known]
            made: dict[bytes, NDArray[np.float16]] = {}
            while len(made) < len(missing) and is_wanted(len(made)):
                some = missing[len(made) : len(made) + _AT_ONCE]
                found = self._encoder.vectors(some).astype(np.float16)
                made |= {_key(label): row for label, row in zip(some, found, strict=True)}
            if made:
                self._known = {**self._known, **made}
                _write(self._file, self._encoder.name, self._known)
        return len(made)

    def closeness(self, asked: str, labels: Iterable[str]) -> dict[str, float]:
        """How alike ``asked`` and each of ``labels`` are; those without a vector are left out."""
        known = self._known
        there = [label for label in labels if _key(label) in known]
        if not there:
            return {}
        rows = np.stack([known[_key(label)] for label in there]).astype(np.float32)
        (vector,) = self._encoder.vectors([asked])
        return dict(zip(there, (rows @ vector).tolist(), strict=True))


def _key(label: str) -> bytes:
    return blake2b(label.encode(), digest_size=16).digest()


def _read(file: Path | None, name: str) -> dict[bytes, NDArray[np.float16]]:
    """The vectors in ``file``, none if they are another encoder's or cannot be read."""
    with suppress(OSError, ValueError, KeyError, zipfile.BadZipFile):
        if file is not None:
            with np.load(file) as kept:
                if str(kept["name"]) == name:
                    keys = kept["keys"].tobytes()
                    rows = kept["rows"]
                    return {keys[16 * n : 16 * n + 16]: row for n, row in enumerate(rows)}
    return {}


def _write(file: Path | None, name: str, known: dict[bytes, NDArray[np.float16]]) -> None:
    """Keep the vectors, whole or not at all; where the folder cannot be written they are made again."""
    if file is None:
        return
    keys = np.frombuffer(b"".join(known), np.uint8)
    with suppress(OSError):
        new = file.with_name(f"{os.getpid()}-{_FILE}")
        np.savez(new, name=np.str_(name), keys=keys, rows=np.stack(list(known.values())))
        new.replace(file)


_KEPT: WeakKeyDictionary[KnowledgeGraph, Meanings] = WeakKeyDictionary()
_LOCK = Lock()


def meanings_of(knowledge: KnowledgeGraph) -> Meanings | None:
    """The vectors of ``knowledge``; ``None`` where it has no encoder."""
    if knowledge.encoder is None:
        return None
    with _LOCK:
        found = _KEPT.get(knowledge)
        if found is None:
            folder = getattr(knowledge.store, "folder", None)
            found = _KEPT[knowledge] = Meanings(knowledge.encoder, folder)
        return found


def forget_meanings(knowledge: KnowledgeGraph) -> None:
    """Take the vectors of ``knowledge`` away, also those of labels that are no more."""
    with _LOCK:
        _KEPT.pop(knowledge, None)
        if folder := getattr(knowledge.store, "folder", None):
            (folder / _FILE).unlink(missing_ok=True)


def make_meanings(
    knowledge: KnowledgeGraph, index: LabelIndex, is_wanted: Callable[[int], bool] = lambda made: True
) -> int:
    """Make the vectors of all issues that have positions, as long as ``is_wanted``; how many were made."""
    kept = meanings_of(knowledge)
    return kept.make(disputed(index), is_wanted) if kept else 0


def disputed(index: LabelIndex) -> dict[str, list[str]]:
    """The labels of the issues that have positions, each with the issues (IRIs) it names."""
    found: dict[str, list[str]] = {}
    for iri in sorted(index.by_issue):
        if index.by_issue[iri]:
            found.setdefault(index.label(iri), []).append(iri)
    return found
