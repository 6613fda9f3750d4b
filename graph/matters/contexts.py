"""How alike the articles of a graph are: by the letters of their words, rare ones counting more.

Sequences of four letters within words need no language and no stems, and let compounds meet their parts
("Truppenabzug", "Abzug der Truppen"). Each article is a vector of them, weighed as in Salton and Buckley
(Information Processing and Management 24, 1988): 1 + log of the count, times log of the inverse share of
articles, length 1.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

GRAM = 4
"""Letters of a sequence; a shorter word with the marks of its ends is one."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = 0.25
"""Share of the articles from which on a sequence tells nothing."""
_NOUN = re.compile(r"(?<=[a-zäöüß,;] )[A-ZÄÖÜ][^\W\d_]{3,}")
"""A noun or name, by its capital within a sentence: what is given as a reason."""

Floats = npt.NDArray[np.float64]


def grams(text: str) -> Counter[str]:
    """The sequences of letters in the words of ``text``, the ends of words marked, with their numbers."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        marked = f"^{word}$"
        found.update(marked[i : i + GRAM] for i in range(len(marked) - GRAM + 1))
    return found


@dataclass(frozen=True)
class Vectors:
    """Texts by name with the weights of their sequences: ``own`` by text, ``holders`` by sequence."""

    names: tuple[str, ...]
    holders: Mapping[str, tuple[npt.NDArray[np.intp], Floats]]
    own: tuple[Mapping[str, float], ...]

    def like(self, name: str) -> dict[str, float]:
        """How alike every other text is to that of ``name``: the cosine, 0 to 1; empty for an unknown one."""
        if name not in self.names:
            return {}
        place = self.names.index(name)
        sums: Floats = np.zeros(len(self.names))
        for gram, weight in self.own[place].items():
            rows, weights = self.holders[gram]
            sums[rows] += weight * weights
        return {other: float(sums[i]) for i, other in enumerate(self.names) if i != place and sums[i] > 0}


def vectors(texts: Mapping[str, str], common: float = _COMMON) -> Vectors:
    """The vectors of ``texts`` by name; what more than the share ``common`` of them has tells nothing."""
    counts = {name: grams(text) for name, text in texts.items()}
    share = Counter(gram for found in counts.values() for gram in found)
    most = max(2.0, common * len(counts))
    own = tuple(_weighed(found, share, most, len(counts)) for found in counts.values())
    places: dict[str, list[tuple[int, float]]] = {}
    for place, weights in enumerate(own):
        for gram, weight in weights.items():
            places.setdefault(gram, []).append((place, weight))
    holders = {
        gram: (np.array([i for i, _ in found], dtype=np.intp), np.array([w for _, w in found]))
        for gram, found in places.items()
    }
    return Vectors(tuple(counts), holders, own)


def _weighed(found: Counter[str], share: Counter[str], most: float, texts: int) -> dict[str, float]:
    """The weights of the sequences of one text that two texts have, but not most of them."""
    weights = {
        gram: (1 + float(np.log(count))) * float(np.log(1 + texts / share[gram]))
        for gram, count in found.items()
        if 1 < share[gram] <= most
    }
    length = float(np.sqrt(sum(weight * weight for weight in weights.values())))
    return {gram: weight / length for gram, weight in weights.items()} if length else {}


def shared_words(one: str, other: str, share: Mapping[str, int], most: int) -> tuple[str, ...]:
    """The rarest words (as ``one`` spells them) of two texts, ``most`` of them; ``share`` counts texts."""
    spelled = _words(one)
    both = spelled.keys() & _words(other).keys()
    ranked = sorted(both, key=lambda word: (share.get(word, 0), -len(word), word))
    return tuple(spelled[word] for word in ranked[:most])


def word_shares(texts: Iterable[str]) -> Counter[str]:
    """In how many of the texts each word is."""
    return Counter(word for text in texts for word in _words(text))


def _words(text: str) -> dict[str, str]:
    """The words that can be given as a reason, in small letters, with their spelling; none that says when."""
    found = {word.lower(): word for word in _NOUN.findall(text)}
    days, others = _times()
    return {word: said for word, said in found.items() if word not in others and not word.startswith(days)}


@cache
def _times() -> tuple[tuple[str, ...], frozenset[str]]:
    """The beginnings of words that name a day, and other words of time."""
    said = tomllib.loads(Path(__file__).with_name("no_reasons.toml").read_text(encoding="utf-8"))
    return tuple(said["days"]), frozenset(said["others"])
