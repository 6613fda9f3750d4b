"""Words of a question, linked to issues and to positions of the graph, ranked best first.

Labels taken from texts are whole phrases ("Verlängerung der Laufzeit der Atomkraftwerke"), so an issue
is found by what it shares with the question: stems, compound parts, synonyms of the glossary, English
words, weighed by how rare they are among the labels.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from weakref import WeakKeyDictionary

from graph.ask.labels import Held, LabelIndex
from graph.ask.lexicon import LANGUAGES, is_small, small_words
from graph.ask.words import SHORTEST_PART, likeness, part_of, stem, words

_ENOUGH = 0.62
"""Share of the question's weight a label must answer to."""
_BESIDE = 0.8
"""What a label counts whose head the question does not name ("Aufsicht über Atomkraft" for "Atomkraft")."""
_LIGHT = 0.3
_SYNONYM = 0.92
_IN_QUOTE, _IN_TITLE = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: ``options`` are the stems that answer to it, each with its weight."""

    text: str
    options: tuple[tuple[str, float], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class IssueMatch:
    """An issue that answers to the question. ``turned``: its label names the opposite ("Ende der …")."""

    iri: str
    score: float
    turned: bool = False
    via: str = ""
    """IRI of the broader issue through which it was found, if it was."""


@cache
def _glossary() -> dict[tuple[str, ...], frozenset[str]]:
    """From the stems of a phrase to the stems of words that mean the same (``glossary.tsv``)."""
    means: dict[tuple[str, ...], set[str]] = defaultdict(set)
    text = (files("graph") / "ask" / "glossary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        german, _, english = line.partition("\t")
        group = {stem(words(word)[0]) for word in german.split("|") if len(words(word)) == 1}
        for phrase in [*german.split("|"), *english.split("|")]:
            key = tuple(stem(word) for word in words(phrase))
            if key:
                means[key] |= group
    return {key: frozenset(group) for key, group in means.items()}


def _content(text: str) -> list[str]:
    """The words of ``text`` that say what it is about."""
    skipped = ("article", "preposition", "auxiliary", "question", "filler", "negation")
    return [word for word in words(text) if not any(is_small(word, name) for name in skipped)]


@cache
def _stems_of(name: str) -> frozenset[str]:
    return frozenset(
        stem(part)
        for language in LANGUAGES
        for word in small_words()[name][language]
        for part in [words(word)[-1]]
    )


def _head(label: str) -> str:
    """The stem of the first noun of a German label: what it is about."""
    found = [word for word in label.replace("-", " ").split() if word[:1].isupper() and _content(word)]
    return stem(words(found[0])[-1]) if found else next(iter(_content(label)), "")


def terms_of(text: str) -> list[Term]:
    """The terms that ``text`` asks for, phrases of the glossary first."""
    found = [stem(word) for word in _content(text)]
    glossary = _glossary()
    terms: list[Term] = []
    position = 0
    while position < len(found):
        for length in (4, 3, 2, 1):
            key = tuple(found[position : position + length])
            if len(key) == length and (length == 1 or key in glossary):
                terms.append(_term(key, glossary.get(key, frozenset())))
                position += length
                break
    return terms


def _term(key: tuple[str, ...], synonyms: frozenset[str]) -> Term:
    own = [(key[0], 1.0)] if len(key) == 1 else []
    others = [(word, _SYNONYM if own else 1.0) for word in sorted(synonyms) if not own or word != key[0]]
    light = all(word in _stems_of("light") for word in key)
    return Term(" ".join(key), (*own, *others), _LIGHT if light else 1.0)


def name_term(names: Iterable[str]) -> Term:
    """A term for an actor: any of its names answers."""
    options = {stem(word) for name in names for word in words(name) if len(word) > 1}
    return Term(min(names, key=len, default=""), tuple((option, 1.0) for option in sorted(options)))


def _answers(term: Term, known: frozenset[str]) -> float:
    """How well the stems ``known`` answer to ``term``."""
    best = 0.0
    for option, weight in term.options:
        if option in known:
            best = max(best, weight)
            continue
        best = max(best, weight * max((likeness(option, word) for word in known), default=0.0))
        if best < _ENOUGH and len(option) >= 2 * SHORTEST_PART:
            best = max(best, weight * 0.9 * _covered(option, known))
    return best


def _covered(compound: str, known: frozenset[str]) -> float:
    """The share of a compound's letters that words of a label answer to ("Laufzeit", "Verlängerung")."""
    letters: set[int] = set()
    for word in known:
        span = part_of(word, compound)
        if span:
            letters.update(range(*span))
    return min(1.0, (len(letters) + 1) / len(compound)) if letters else 0.0


class IssueIndex:
    """The stems of every label of every issue, with the weights of the words."""

    def __init__(self, index: LabelIndex) -> None:
        self.index = index
        self.labels: dict[str, list[frozenset[str]]] = {}
        self.heads: dict[str, str] = {}
        frequency: dict[str, int] = defaultdict(int)
        for thing in index.of_kind("issue"):
            variants = {
                frozenset(stem(word) for word in _content(text))
                for texts in thing.names.values()
                for text in texts
            }
            self.labels[thing.iri] = [variant for variant in variants if variant]
            self.heads[thing.iri] = _head(thing.label("de"))
            for word in frozenset().union(*variants):
                frequency[word] += 1
        self.frequency = frequency
        self.size = max(1, len(self.labels))
        self.by_word: dict[str, set[str]] = defaultdict(set)
        for iri, found in self.labels.items():
            for word in frozenset().union(*found):
                self.by_word[word].add(iri)

    def weigh(self, terms: Sequence[Term]) -> list[Term]:
        """``terms`` with rarer words weighing more."""
        weighed = []
        for term in terms:
            known = max((self.frequency.get(option, 0) for option, _ in term.options), default=0)
            rarity = math.log(1 + self.size / (1 + known)) / math.log(1 + self.size) if self.size > 1 else 1.0
            weighed.append(Term(term.text, term.options, term.weight * (0.4 + 0.6 * rarity)))
        return weighed

    def find(self, terms: Sequence[Term], enough: float = _ENOUGH) -> list[IssueMatch]:
        """The issues whose labels answer to ``terms``, with their narrower ones, best first."""
        terms = self.weigh(terms)
        total = sum(term.weight for term in terms)
        if not total:
            return []
        found: dict[str, IssueMatch] = {}
        for iri in self._touched(terms):
            score = max((_score(terms, total, variant) for variant in self.labels[iri]), default=0.0)
            if not self._answers_head(terms, iri):
                score *= _BESIDE
            if score >= enough:
                found[iri] = IssueMatch(iri, score, self.turned(terms, iri))
        for match in sorted(found.values(), key=lambda m: -m.score):
            for iri in self.index.narrower(match.iri) - found.keys():
                found[iri] = IssueMatch(iri, match.score * 0.9, self.turned(terms, iri), match.iri)
        return sorted(found.values(), key=lambda m: (-m.score, m.iri))

    def _touched(self, terms: Sequence[Term]) -> set[str]:
        """The issues one of whose words is like one of the terms'."""
        near: set[str] = set()
        for term in terms:
            for option, _weight in term.options:
                for word, issues in self.by_word.items():
                    if likeness(option, word) or part_of(word, option):
                        near |= issues
        return near

    def nearest(self, terms: Sequence[Term], count: int = 5) -> list[str]:
        """IRIs of the issues that share something with ``terms``, best first."""
        found = (match.iri for match in self.find(terms, 0.25) if self.index.by_issue[match.iri])
        return list(islice(found, count))

    def _answers_head(self, terms: Sequence[Term], iri: str) -> bool:
        """Whether the question names what the label is about, not only what that has to do with."""
        head = self.heads[iri]
        if _negative(head) or any(head.endswith(word) for word in _stems_of("carrying") | _stems_of("light")):
            return True
        return any(_answers(term, frozenset([head])) for term in terms)

    def turned(self, terms: Sequence[Term], iri: str) -> bool:
        """Whether the label turns the stance round and the question does not, or the other way round."""
        asked = sum(any(_negative(option) for option, _ in term.options) for term in terms)
        label = max(self.labels.get(iri, []), key=len, default=frozenset())
        return asked % 2 != sum(map(_negative, label)) % 2

    def positions(self, terms: Sequence[Term], among: Iterable[Held], enough: float) -> dict[str, float]:
        """Positions whose issue, evidence and article together answer to ``terms``: score by IRI."""
        terms = self.weigh(terms)
        total = sum(term.weight for term in terms)
        found: dict[str, float] = {}
        if not total:
            return found
        for held in among:
            issue = frozenset().union(*self.labels.get(held.issue, []))
            near = far = 0.0
            for term in terms:
                here = max(_answers(term, issue), _IN_QUOTE * _answers(term, held.quote))
                near += term.weight * here
                far += term.weight * max(here, _IN_TITLE * _answers(term, held.title))
            if near > 0.25 * total and far / total >= enough:
                found[held.iri] = far / total
        return found


def _score(terms: Sequence[Term], total: float, label: frozenset[str]) -> float:
    """Mostly how much of the question the label answers, a little how much of the label was asked for."""
    recall = sum(term.weight * _answers(term, label) for term in terms) / total
    asked = sum(any(likeness(option, word) for term in terms for option, _ in term.options) for word in label)
    return 0.9 * recall + 0.1 * recall * asked / len(label)


@cache
def _negative(word: str) -> bool:
    heads = _stems_of("negative")
    return word in heads or any(
        len(head) >= 5 and word.endswith(head) and len(word) > len(head) + 2 for head in heads
    )


_BUILT: WeakKeyDictionary[LabelIndex, IssueIndex] = WeakKeyDictionary()


def issues_of(index: LabelIndex) -> IssueIndex:
    """The issue index of ``index``, built once."""
    if index not in _BUILT:
        _BUILT[index] = IssueIndex(index)
    return _BUILT[index]
