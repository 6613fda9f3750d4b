"""Every stem of the graph's labels and sentences, and which of them answer to a word of a question."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.ask.words.stems import SHORTEST_PART, likeness, part_of
from graph.ask.words.topic_terms import TopicTerm

_PART_OF_COMPOUND = 0.9
_MOST_OF_COMPOUND = 0.75
"""Share of a compound that its parts must cover to stand for it; "Kraft" alone is no "Atomkraft"."""
_SAME_NAME = 0.85
"""Likeness from which a word stands for a name; names are linked already, so slips do not count."""
_BEGINNING = 5
"""Letters two forms of one word share at least."""


class StemIndex:
    """A set of stems; what is like a stem is computed once for each stem asked for."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = sorted(set(stems))
        self._known = frozenset(self.stems)
        self._text = "\n".join(["", *self.stems, ""])
        self._starts = [0]
        for stem in self.stems:
            self._starts.append(self._starts[-1] + len(stem) + 1)
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        for stem in self.stems:
            self._by_shape[stem[:1], len(stem)].append(stem)
        self._near: dict[str, dict[str, float]] = {}
        self._parts: dict[str, dict[str, range]] = {}
        self._answers: dict[tuple[tuple[tuple[str, float], ...], bool], dict[str, float]] = {}
        self._touched: dict[tuple[tuple[tuple[str, float], ...], bool], frozenset[str]] = {}

    def near(self, asked: str) -> dict[str, float]:
        """The stems like ``asked``, each with its likeness."""
        if asked not in self._near:
            found = {known: likeness(asked, known) for known in self._candidates(asked)}
            self._near[asked] = {known: score for known, score in found.items() if score}
        return self._near[asked]

    def _candidates(self, asked: str) -> set[str]:
        """Every stem that can be like ``asked``: holding it, beginning like it, or a slip away."""
        if len(asked) < SHORTEST_PART:
            return {asked} & self._known
        found = set(self._holding(asked))
        if len(asked) >= 9:
            found |= set(self._holding(asked[: -len(asked) // 4]))
        first = bisect_left(self.stems, asked[:_BEGINNING])
        last = bisect_right(self.stems, asked[:_BEGINNING] + "\uffff")
        found |= set(self.stems[first:last])
        for length in range(len(asked) - 2, len(asked) + 3):
            found |= set(self._by_shape.get((asked[0], length), ()))
        return found

    def _holding(self, piece: str) -> Iterator[str]:
        """The stems that ``piece`` is a part of."""
        place = self._text.find(piece)
        while place >= 0:
            number = bisect_right(self._starts, place - 1) - 1
            yield self.stems[number]
            place = self._text.find(piece, self._starts[number + 1])

    def parts(self, compound: str) -> dict[str, range]:
        """The stems that are the first or last part of ``compound``, each with the letters it covers."""
        if compound not in self._parts:
            pieces = {compound[:n] for n in range(SHORTEST_PART, len(compound))}
            pieces |= {compound[n:] for n in range(1, len(compound) - SHORTEST_PART + 1)}
            spans = ((known, part_of(known, compound)) for known in pieces & self._known)
            self._parts[compound] = {known: range(*span) for known, span in spans if span}
        return self._parts[compound]

    def touched(self, term: TopicTerm) -> frozenset[str]:
        """Every stem that answers to ``term``, wholly or in part."""
        key = term.options, term.name
        if key not in self._touched:
            found = frozenset(self._whole(term))
            self._touched[key] = found.union(*(self.parts(option) for option in term.stems))
        return self._touched[key]

    def knows(self, term: TopicTerm) -> bool:
        """Whether some stem is a form of ``term``, not only like it."""
        return any(score >= _SAME_NAME for option in term.stems for score in self.near(option).values())

    def _whole(self, term: TopicTerm) -> dict[str, float]:
        """The stems that answer to ``term`` by themselves, each with how well."""
        key = term.options, term.name
        if key not in self._answers:
            best: dict[str, float] = {}
            for option, weight in term.options:
                for known, score in {**self.near(option), option: 1.0}.items():
                    if score >= _SAME_NAME or not term.name:
                        best[known] = max(best.get(known, 0.0), weight * score)
            self._answers[key] = best
        return self._answers[key]

    def answers(self, term: TopicTerm, known: frozenset[str]) -> float:
        """How well a label or sentence with the stems ``known`` answers to ``term``, from 0 to 1."""
        whole = self._whole(term)
        best = max((whole[word] for word in known & whole.keys()), default=0.0)
        for option, weight in term.options if best < _PART_OF_COMPOUND else ():
            parts = self.parts(option) if len(option) >= 2 * SHORTEST_PART else {}
            if parts and not parts.keys().isdisjoint(known):
                best = max(best, weight * _PART_OF_COMPOUND * self._covered(option, known))
        return best

    def _covered(self, compound: str, known: frozenset[str]) -> float:
        """The share of a compound's letters that ``known`` answers to ("Laufzeit", "Verlängerung")."""
        parts = self.parts(compound)
        letters: set[int] = set()
        for word in known & parts.keys():
            letters.update(parts[word])
        share = min(1.0, (len(letters) + 1) / len(compound)) if letters else 0.0
        return share if share >= _MOST_OF_COMPOUND else share / 2
