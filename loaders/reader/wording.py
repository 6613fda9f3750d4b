"""How alike two wordings of a matter are: multilingual-e5-small as it comes, for ``graph.model.wording``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from loaders.reader.package import weights_file

if TYPE_CHECKING:
    from loaders.reader.encoder import Encoder
    from loaders.reader.question import Question
    from loaders.reader.weights import Floats

_KIND = "query: "
"""How the model was taught to read two short texts that are compared with each other."""
_LONGEST = 64
"""Pieces of a wording that are read."""


class E5:
    """Makes a vector of each wording; raises ``SettingError`` where the extra ``reader`` is not installed.

    The model is opened with the first wording, which takes a second and 100 MB of memory.
    """

    name = "multilingual-e5-small, 4 bits"

    def __init__(self) -> None:
        self._file = weights_file()

    @cached_property
    def _encoder(self) -> Encoder:
        from loaders.reader.encoder import Encoder  # noqa: PLC0415 - numpy, for who needs vectors
        from loaders.reader.weights import Weights  # noqa: PLC0415

        return Encoder(Weights(self._file), {})

    def vectors(self, wordings: Sequence[str]) -> Floats:
        """A row of length 1 for each of ``wordings``; the product of two tells how alike they are."""
        import numpy as np  # noqa: PLC0415

        from loaders.reader.encoder import BATCH  # noqa: PLC0415

        read = [self._pieces(wording) for wording in wordings]
        order = sorted(range(len(read)), key=lambda number: len(read[number].pieces))
        found = np.zeros((len(read), self._encoder.weights.width), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            found[batch] = self._encoder.means([read[number] for number in batch])[1]
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)

    def _pieces(self, wording: str) -> Question:
        from loaders.reader.question import Question  # noqa: PLC0415

        cut = self._encoder.cut
        pieces = (cut.vocabulary.begin, *cut(_KIND + wording)[:_LONGEST], cut.vocabulary.end)
        return Question(pieces, (0,) * len(pieces))
