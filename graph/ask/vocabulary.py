"""Every stem of the graph's labels and sentences, and which of them answer to a word of a question."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ask.terms import Term
from graph.ask.words import SHORTEST_PART, likeness, part_of

_PART_OF_COMPOUND = 0.9


class Vocabulary:
    """A set of stems; what is like a stem is computed once for each stem asked for."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = sorted(set(stems))
        self._near: dict[str, dict[str, float]] = {}
        self._parts: dict[str, dict[str, range]] = {}

    def near(self, asked: str) -> dict[str, float]:
        """The stems like ``asked``, each with its likeness."""
        if asked not in self._near:
            self._near[asked] = {
                known: score
                for known in self.stems
                if _maybe(asked, known) and (score := likeness(asked, known))
            }
        return self._near[asked]

    def parts(self, compound: str) -> dict[str, range]:
        """The stems that are the first or last part of ``compound``, each with the letters it covers."""
        if compound not in self._parts:
            spans = ((known, part_of(known, compound)) for known in self.stems if known in compound)
            self._parts[compound] = {known: range(*span) for known, span in spans if span}
        return self._parts[compound]

    def touched(self, term: Term) -> set[str]:
        """Every stem that answers to ``term``, wholly or in part."""
        found: set[str] = set()
        for option in term.stems:
            found |= self.near(option).keys() | self.parts(option).keys()
        return found

    def answers(self, term: Term, known: frozenset[str]) -> float:
        """How well a label or sentence with the stems ``known`` answers to ``term``, from 0 to 1."""
        best = 0.0
        for option, weight in term.options:
            if option in known:
                best = max(best, weight)
                continue
            near = self.near(option)
            best = max(best, weight * max((near[word] for word in known & near.keys()), default=0.0))
            if best < _PART_OF_COMPOUND and len(option) >= 2 * SHORTEST_PART:
                best = max(best, weight * _PART_OF_COMPOUND * self._covered(option, known))
        return best

    def _covered(self, compound: str, known: frozenset[str]) -> float:
        """The share of a compound's letters that ``known`` answers to ("Laufzeit", "Verlängerung")."""
        parts = self.parts(compound)
        letters: set[int] = set()
        for word in known & parts.keys():
            letters.update(parts[word])
        return min(1.0, (len(letters) + 1) / len(compound)) if letters else 0.0


def _maybe(asked: str, known: str) -> bool:
    """A quick look whether two stems can be alike at all."""
    if asked in known or (len(asked) >= 9 and asked[: -len(asked) // 4] in known):
        return True
    return asked[0] == known[0] and (abs(len(asked) - len(known)) <= 2 or asked[:6] == known[:6])
