"""Cuts words into the pieces that the model knows: the likeliest cut of each word (a unigram model)."""

from __future__ import annotations

from functools import lru_cache

from loaders.reader.weights import Vocabulary

_SPACE = "\u2581"
_KEPT = 50_000


class Cutter:
    """The pieces of texts, as numbers; those of a word are kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._word = lru_cache(_KEPT)(self._cut)

    def __call__(self, text: str) -> list[int]:
        """The pieces of all words of ``text``."""
        spelling = self.vocabulary.spelling
        spelled = "".join(spelling.get(ord(letter), letter) for letter in text)
        return [piece for word in spelled.split(" ") if word for piece in self._word(_SPACE + word)]

    def _cut(self, word: str) -> tuple[int, ...]:
        known = self.vocabulary
        best: list[tuple[float, int, int]] = [(0.0, known.unknown, 0)]
        for end in range(1, len(word) + 1):
            choices = [(best[end - 1][0] + known.least, known.unknown, end - 1)]
            for start in range(max(0, end - known.longest), end):
                if (piece := known.pieces.get(word[start:end])) is not None:
                    choices.append((best[start][0] + piece[1], piece[0], start))
            best.append(max(choices, key=lambda choice: choice[0]))
        found: list[int] = []
        end = len(word)
        while end:
            _, piece_number, end = best[end]
            found.append(piece_number)
        return tuple(reversed(found))
