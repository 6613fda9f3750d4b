"""What the sentences of the texts mean, as vectors of the graph's encoder: made once, kept with the store.

They lie in ``meanings.npz`` in the folder of the store, 768 bytes a sentence, and may be deleted at any time.
Without an encoder (setting ``wordings``) there are none.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph.ask.indexes.label_index import LabelIndex
from graph.knowledge.graph import KnowledgeGraph
from graph.model.sentences import split
from graph.model.wording import WordingEncoder

_FILE = "meanings.npz"
_AT_ONCE = 32
"""Sentences that are encoded at once; who makes many of them may be stopped in between."""
_WRITTEN_AFTER = 1024
"""Sentences after which what is made is written."""
_AROUND = 2
"""Sentences before and behind one that say what it is about."""


Vectors = NDArray[np.float32]
Place = tuple[str, int]
"""A sentence: the IRI of its document, and where it begins."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The sentences of one text: where each begins, and a row for each; zeros where it has no vector."""

    text: str
    starts: tuple[int, ...]
    rows: Vectors
    whole: bool
    """Whether all have one."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The blocks of one state of the texts, one after the other."""

    texts: Mapping[str, str]
    known: int
    """How many vectors there were."""
    places: Sequence[Place]
    rows: Vectors


class Meanings:
    """The vectors of sentences by one encoder; safe to be used by several threads."""

    def __init__(self, encoder: WordingEncoder, folder: Path | None) -> None:
        self._encoder, self._file, self._lock = encoder, folder and folder / _FILE, Lock()
        self._known = _read(self._file, encoder.name)
        self._blocks: dict[str, _Block] = {}
        self._rows: _Rows | None = None

    def make(
        self, sentences: Iterable[str], is_wanted: Callable[[int], bool], *, patient: bool = True
    ) -> int:
        """Make the vectors that are missing, as long as ``is_wanted`` (told how many are made); how many.

        Who is not ``patient`` makes none while another thread does.
        """
        if not self._lock.acquire(blocking=patient):
            return 0
        try:
            missing = [one for one in dict.fromkeys(sentences) if _key(one) not in self._known]
            number = written = 0
            while number < len(missing) and is_wanted(number):
                some = missing[number : number + _AT_ONCE]
                found = self._encoder.vectors(some).astype(np.float16)
                self._known |= {_key(sentence): row for sentence, row in zip(some, found, strict=True)}
                number += len(some)
                if number - written >= _WRITTEN_AFTER:
                    _write(self._file, self._encoder.name, self._known)
                    written = number
            if number > written:
                _write(self._file, self._encoder.name, self._known)
        finally:
            self._lock.release()
        return number

    def wake(self) -> None:
        """Open the model of the encoder, which its first vector does."""
        self._encoder.vectors([""])

    def likest(self, asked: str, texts: Mapping[str, str]) -> Iterator[Place]:
        """The sentences of ``texts`` that have a vector, those likest to ``asked`` first.

        How like a sentence is tell it and those around it, which say what it is about: half each.
        """
        found = self.gathered(texts)
        if not found.places:
            return
        (vector,) = self._encoder.vectors([asked])
        likeness = found.rows @ vector
        for place in np.argsort(-likeness, kind="stable"):
            if likeness[place] <= 0:
                return
            yield found.places[place]

    def gathered(self, texts: Mapping[str, str]) -> _Rows:
        """The rows of all sentences of ``texts``; made anew only of texts that are new or lacked vectors."""
        rows, known = self._rows, len(self._known)
        if rows is None or rows.texts is not texts or rows.known != known:
            blocks = {iri: self._block(iri, text) for iri, text in texts.items()}
            places = [(iri, start) for iri, block in blocks.items() for start in block.starts]
            each = [block.rows for block in blocks.values() if block.starts]
            together: Vectors = np.concatenate(each) if each else np.zeros((0, 0), np.float32)
            rows = _Rows(texts, known, places, together)
            self._blocks, self._rows = _within(blocks, together), rows
        return rows

    def _block(self, iri: str, text: str) -> _Block:
        before = self._blocks.get(iri)
        if before and before.whole and before.text == text:
            return before
        bounds = list(split(text))
        found = [self._known.get(_key(text[start:end])) for start, end in bounds]
        width = next((len(row) for row in found if row is not None), 0)
        if not width:
            return _Block(text, (), np.zeros((0, 0), np.float32), not bounds)
        rows = np.array([np.zeros(width) if row is None else row for row in found], np.float32)
        starts = tuple(start for start, _ in bounds)
        return _Block(text, starts, _with_those_around(rows), all(row is not None for row in found))


def _within(blocks: Mapping[str, _Block], together: Vectors) -> dict[str, _Block]:
    """The blocks, whose rows are those of all blocks ``together``, so that no row is held twice."""
    found: dict[str, _Block] = {}
    first = 0
    for iri, block in blocks.items():
        end = first + len(block.starts)
        found[iri] = replace(block, rows=together[first:end])
        first = end
    return found


def _with_those_around(rows: Vectors) -> Vectors:
    """Each row half itself, half the direction of those around it; zeros stay."""
    around = np.array([rows[max(0, n - _AROUND) : n + _AROUND + 1].sum(axis=0) for n in range(len(rows))])
    lengths = np.linalg.norm(around, axis=1, keepdims=True)
    mixed = (rows + around / np.where(lengths, lengths, 1)) / 2
    return np.where(rows.any(axis=1, keepdims=True), mixed, 0).astype(np.float32)


def _key(wording: str) -> bytes:
    return blake2b(wording.encode(), digest_size=16).digest()


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


def wake_encoder(knowledge: KnowledgeGraph) -> None:
    """Open the model of the encoder of ``knowledge``, if there is one, ahead of the first question for it."""
    if kept := meanings_of(knowledge):
        kept.wake()


def forget_meanings(knowledge: KnowledgeGraph) -> None:
    """Take the vectors of ``knowledge`` away, also those of sentences that are no more."""
    with _LOCK:
        _KEPT.pop(knowledge, None)
        if folder := getattr(knowledge.store, "folder", None):
            (folder / _FILE).unlink(missing_ok=True)


def make_meanings(
    knowledge: KnowledgeGraph, index: LabelIndex, is_wanted: Callable[[int], bool] = lambda made: True
) -> int:
    """Make the vectors of all sentences of the texts, as long as ``is_wanted``; how many were made."""
    kept, texts = meanings_of(knowledge), index.texts
    if not kept:
        return 0
    sentences = (text[start:end] for text in texts.values() for start, end in split(text))
    made = kept.make(sentences, is_wanted)
    kept.gathered(texts)
    return made
