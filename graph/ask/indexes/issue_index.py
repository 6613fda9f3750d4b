"""Words of a question, linked to issues and to positions of the graph, ranked best first.

Labels taken from texts are whole phrases ("Verlängerung der Laufzeit der Atomkraftwerke"), so an issue
is found by what it shares with the question: stems, compound parts, synonyms of the glossary, English
words, weighed by how rare they are among the labels.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from weakref import WeakKeyDictionary

from graph.ask.indexes.index_records import Difference, IndexedPosition
from graph.ask.indexes.issue_labels import IssueLabel, are_words_of, direction_gap, labels_of
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.stem_index import StemIndex
from graph.ask.words.stems import SLIPS, stem, stems_of_text, words
from graph.ask.words.topic_terms import LIGHT, TopicTerm, carries, content_stems
from graph.things.things import Thing

_ENOUGH = 0.62
"""Share of the question's weight a label must answer to."""
_BESIDE = 0.75
"""What a label counts whose head the question does not name ("Aufsicht über Atomkraft" for "Atomkraft")."""
_UNTRANSLATED, _COGNATE = 0.25, 0.5
"""Weight of an English word that the glossary does not know, and no label or some label does."""
_UNKNOWN_VERB = 0.25
"""Weight of a verb or adjective that neither labels nor evidence know."""
_OWNER = re.compile(
    r"\b(?:der|des|von|vom)\s+((?:[a-zäöü]+\s+)?[A-ZÄÖÜ][\w-]+(?:\s+[A-ZÄÖÜ][\w-]+)?)|^([A-ZÄÖÜ]\w+s)\s"
)
"""Whose a label says something is: "Plan der Regierung", "Merkels Plan"."""
_TOLD = 0.95
"""What a name counts that stands in the article of an issue, not in its label."""
_IN_QUOTE, _NEARBY, _IN_TITLE = 0.8, 0.6, 0.55
_HALF_NEAR, _SOMETHING_NEAR = 0.5, 0.25
"""Share of the question that issue and evidence themselves must answer: anyone's, a given actor's."""
_OF_MATTER = 0.45
"""Share of what is asked beside names and small matters that must be answered."""
_SLIGHT = 1e-9
"""What sums of weights may differ in by rounding."""


@dataclass(frozen=True, slots=True)
class IssueMatch:
    """An issue that answers to the question. ``turned``: its label names the opposite ("Ende der …")."""

    iri: str
    score: float
    turned: bool = False
    via: str = ""
    """IRI of the broader issue through which it was found, if it was."""


class IssueIndex:
    """The stems of every label of every issue, with the weights of the words."""

    def __init__(self, index: LabelIndex) -> None:
        self.labels: dict[str, list[frozenset[str]]] = {}
        self.called: dict[str, tuple[IssueLabel, ...]] = {}
        self.by_word: dict[str, set[str]] = defaultdict(set)
        self.held_by_word: dict[str, list[IndexedPosition]] = defaultdict(list)
        for thing in index.of_sort("issue"):
            for word in self._name(thing):
                self.by_word[word].add(thing.iri)
        self.nearby = Counter(word for held in index.held for word in held.nearby)
        """How many positions have a word around their evidence."""
        for held in index.held:
            for word in held.quote:
                self.held_by_word[word].append(held)
        self._finish(index)

    def followed(self, index: LabelIndex, difference: Difference) -> IssueIndex:
        """The issue index of a later state of the label index; this one stays as it is."""
        new: IssueIndex = object.__new__(IssueIndex)
        new.labels, new.called = dict(self.labels), dict(self.called)
        new.by_word = defaultdict(set, self.by_word)
        new.held_by_word = defaultdict(list, self.held_by_word)
        for iri in difference.issues:
            new.called.pop(iri, None)
            for word in frozenset().union(*new.labels.pop(iri, ())):
                new.by_word[word] = new.by_word[word] - {iri}
            if iri in index.things:
                for word in new._name(index.things[iri]):
                    new.by_word[word] = new.by_word[word] | {iri}
        gone = {held.iri for held in difference.gone}
        for word in {word for held in difference.gone for word in held.quote}:
            new.held_by_word[word] = [held for held in new.held_by_word[word] if held.iri not in gone]
        come: dict[str, list[IndexedPosition]] = defaultdict(list)
        for held in difference.come:
            for word in held.quote:
                come[word].append(held)
        for word, more in come.items():
            new.held_by_word[word] = new.held_by_word[word] + more
        new.nearby = self.nearby.copy()
        new.nearby.subtract(word for held in difference.gone for word in held.nearby)
        new.nearby.update(word for held in difference.come for word in held.nearby)
        new._finish(index)
        return new

    def _name(self, thing: Thing) -> frozenset[str]:
        """Note the labels of an issue; gives the stems in them."""
        self.called[thing.iri] = labels_of(thing)
        self.labels[thing.iri] = [label.stems for label in self.called[thing.iri]]
        return frozenset().union(*self.labels[thing.iri])

    def _finish(self, index: LabelIndex) -> None:
        """Everything that is made from the whole."""
        self.index = index
        self.size = max(2, len(self.labels))
        titles = frozenset().union(*{held.title for held in index.held})
        takers = (iri for iri, held in index.by_holder.items() if held and index.sort_of(iri))
        self.holders = {iri: content_stems(index.label(iri)) for iri in takers}
        names = frozenset().union(*self.holders.values())
        known = (self.by_word, self.held_by_word, self.nearby)
        words = (word for by in known for word, having in by.items() if having)
        self.vocabulary = StemIndex([*words, *titles, *names])

    def weigh(self, terms: Sequence[TopicTerm]) -> list[TopicTerm]:
        """``terms`` with rarer words weighing more."""
        weighed = []
        for term in terms:
            known = max((len(self.by_word.get(option, ())) for option in term.stems), default=0)
            unknown = not self.vocabulary.touched(term) if term.noun else not self.vocabulary.knows(term)
            if unknown and (term.foreign or not term.noun):
                share = _UNTRANSLATED if term.foreign else _UNKNOWN_VERB
                weighed.append(replace(term, weight=term.weight * share))
                continue
            if term.foreign and len(term.options) == 1 and not term.name:
                term = replace(term, weight=term.weight * _COGNATE)  # noqa: PLW2901
            rarity = math.log(1 + self.size / (1 + known)) / math.log(1 + self.size)
            weighed.append(replace(term, weight=term.weight * (0.4 + 0.6 * rarity)))
        return weighed

    def has_word(self, stem: str) -> bool:
        """Whether the label of an issue has a word of this stem."""
        return bool(self.by_word.get(stem))

    def mended(self, term: TopicTerm) -> TopicTerm:
        """``term`` as the one word of the graph that it is a slip of the keyboard away from.

        "Studengebühren" stands for "Studiengebühren", where no word of the graph is a form of it.
        """
        if term.name or self.vocabulary.knows(term):
            return term
        slips = {
            (known, score)
            for option in term.stems
            for known, score in self.vocabulary.near(option).items()
            if score in SLIPS
        }
        best = max((score for _, score in slips), default=0.0)
        meant = sorted(known for known, score in slips if score == best)
        return replace(term, options=((meant[0], 1.0), *term.options)) if len(meant) == 1 else term

    def find(self, terms: Sequence[TopicTerm], enough: float = _ENOUGH) -> list[IssueMatch]:
        """The issues whose labels answer to ``terms``, with their narrower ones, best first."""
        terms = self.weigh(terms)
        total = sum(term.weight for term in terms)
        named = sum(term.weight for term in terms if term.name)
        reach = enough * total - (_TOLD * named if named < total else 0.0)
        found: dict[str, IssueMatch] = {}
        for iri in self._within_reach(terms, reach) if total else ():
            told = self._told(terms, iri) if 0 < named < total else frozenset()
            if match := self._match(terms, total, iri, told, enough):
                found[iri] = match
        for match in sorted(found.values(), key=lambda m: -m.score):
            for iri in self.index.narrower(match.iri) - found.keys():
                found[iri] = IssueMatch(iri, match.score * 0.9, match.turned, match.iri)
        return sorted(found.values(), key=lambda m: (-m.score, m.iri))

    def holder(self, terms: Sequence[TopicTerm], enough: float = 0.75) -> str:
        """The one who takes positions and whose name answers best to ``terms``, "" if none does."""
        terms = self.weigh(terms)
        total = sum(term.weight for term in terms)
        best = (enough, "")
        for iri, name in self.holders.items() if total else ():
            score = sum(term.weight * self.vocabulary.answers(term, name) for term in terms) / total
            best = max(best, (score, iri))
        return best[1]

    def nearest(self, terms: Sequence[TopicTerm], count: int = 5) -> list[str]:
        """IRIs of the issues with positions that share something with ``terms``, best first."""
        found = (match.iri for match in self.find(terms, 0.25) if self.index.by_issue.get(match.iri))
        return list(islice(found, count))

    def _match(
        self, terms: Sequence[TopicTerm], total: float, iri: str, told: frozenset[TopicTerm], enough: float
    ) -> IssueMatch | None:
        """The issue by the label that answers best to ``terms``; of those that do, by one not turned."""
        best: IssueMatch | None = None
        theirs: bool | None = None
        for label in self.called[iri]:
            if are_words_of(terms, label.stems):
                return IssueMatch(iri, 1.0)
            score = self._score(terms, total, label.stems, told)
            if score < enough:
                continue
            if not self._answers_head(terms, label.head):
                theirs = self._is_theirs(terms, iri) if theirs is None else theirs
                score *= 1.0 if theirs else _BESIDE
            turned, other = direction_gap(terms, label)
            score *= _BESIDE if other else 1.0
            if score >= enough and (best is None or (score, not turned) > (best.score, not best.turned)):
                best = IssueMatch(iri, score, turned)
        return best

    def turned(self, terms: Sequence[TopicTerm], iri: str) -> bool:
        """Whether the label turns the stance round and the question does not, or the other way round."""
        total = sum(term.weight for term in terms) or 1.0
        known = self.called.get(iri, ())
        if not known:
            return sum(term.negative for term in terms) % 2 == 1
        if any(are_words_of(terms, label.stems) for label in known):
            return False
        found = [
            (self._score(terms, total, label.stems), not direction_gap(terms, label)[0]) for label in known
        ]
        return not max(found)[1]

    def positions(
        self, terms: Sequence[TopicTerm], among: Iterable[IndexedPosition] | None, enough: float
    ) -> dict[str, float]:
        """Positions whose issue, evidence and surroundings answer to ``terms`` together: score by IRI.

        ``among`` are the positions to look at; ``None`` means all.
        """
        terms = self.weigh(terms)
        total = sum(term.weight for term in terms)
        share = _HALF_NEAR if among is None else _SOMETHING_NEAR
        found: dict[str, float] = {}
        for held in self._can_answer(terms, among, share, enough) if total else ():
            if not self._answers_matter(terms, self._answers(terms, held)):
                continue
            near, far = self._evidence_score(terms, held)
            if near >= share * total and far / total >= enough:
                found[held.iri] = far / total
        return found

    def _can_answer(
        self, terms: Sequence[TopicTerm], among: Iterable[IndexedPosition] | None, share: float, enough: float
    ) -> Iterator[IndexedPosition]:
        """The positions that share words with enough of ``terms``; no other can answer to them.

        Sets are compared, which is quick, before anything is weighed: a name may stand near every position.
        """
        total = sum(term.weight for term in terms)
        matter = sum(term.weight for term in terms if _is_matter(term))
        asked = [(term.weight, _is_matter(term), self.vocabulary.touched(term)) for term in terms]
        issues: dict[str, frozenset[str]] = {}
        for held in self._held(terms, among):
            if held.issue not in issues:
                issues[held.issue] = frozenset().union(*self.labels.get(held.issue, ()))
            issue = issues[held.issue]
            near = far = told = 0.0
            for weight, of_matter, answering in asked:
                here = not (answering.isdisjoint(issue) and answering.isdisjoint(held.quote))
                if here or not (answering.isdisjoint(held.nearby) and answering.isdisjoint(held.title)):
                    near += here * weight
                    far += weight
                    told += of_matter * weight
            answered = near >= share * total - _SLIGHT and far >= enough * total - _SLIGHT
            if answered and told >= _OF_MATTER * matter - _SLIGHT:
                yield held

    def _within_reach(self, terms: Sequence[TopicTerm], enough: float) -> set[str]:
        """The issues that share words with terms of at least the weight ``enough``; no other can answer."""
        reached: dict[str, float] = defaultdict(float)
        for term in terms:
            words = self.vocabulary.touched(term).union(() if term.name else term.text.split())
            for iri in {iri for word in words for iri in self.by_word.get(word, ())}:
                reached[iri] += term.weight
        return {iri for iri, weight in reached.items() if weight >= enough - _SLIGHT}

    def _held(
        self, terms: Sequence[TopicTerm], among: Iterable[IndexedPosition] | None
    ) -> Iterable[IndexedPosition]:
        """The positions that have a word of ``terms`` in their evidence, or in their issue and around it."""
        if among is not None:
            return among
        words = frozenset().union(*map(self.vocabulary.touched, terms))
        found = {held.iri: held for word in words for held in self.held_by_word.get(word, ())}
        for issue in {iri for word in words for iri in self.by_word.get(word, ())}:
            for held in self.index.by_issue.get(issue, ()):
                if not words.isdisjoint(held.nearby):
                    found[held.iri] = held
        return found.values()

    def _answers(self, terms: Sequence[TopicTerm], held: IndexedPosition) -> list[float]:
        """How well a position's issue, evidence and surroundings together answer to each term."""
        labels = self.labels.get(held.issue, [])
        known: frozenset[str] = frozenset().union(*labels, held.quote, held.nearby, held.title)
        return [self.vocabulary.answers(term, known) for term in terms]

    def _evidence_score(self, terms: Sequence[TopicTerm], held: IndexedPosition) -> tuple[float, float]:
        """What issue and evidence answer, and what they answer together with the words around them."""
        issue: frozenset[str] = frozenset().union(*self.labels.get(held.issue, []))
        answers = self.vocabulary.answers
        near = far = 0.0
        for term in terms:
            here = max(answers(term, issue), _IN_QUOTE * answers(term, held.quote))
            around = max(_NEARBY * answers(term, held.nearby), _IN_TITLE * answers(term, held.title))
            near += term.weight * here
            far += term.weight * max(here, around)
        return near, far

    def _answers_matter(self, terms: Sequence[TopicTerm], found: Sequence[float]) -> bool:
        """Whether what is asked beside names and small matters is answered to a good part."""
        matter = [
            (term.weight, answer) for term, answer in zip(terms, found, strict=True) if _is_matter(term)
        ]
        return not matter or sum(w * a for w, a in matter) >= _OF_MATTER * sum(w for w, _ in matter)

    def _answers_head(self, terms: Sequence[TopicTerm], word: str) -> bool:
        """Whether the question names what a label is about, not only what that has to do with."""
        return carries(word) or any(self.vocabulary.answers(term, frozenset([word])) for term in terms)

    def _is_theirs(self, terms: Sequence[TopicTerm], iri: str) -> bool:
        """Whether only somebody is asked about, and the label says what is theirs ("Plan der Regierung")."""
        if not terms or not all(term.name for term in terms):
            return False
        owners = {
            stem(word) for groups in _OWNER.findall(self.index.label(iri)) for word in words(" ".join(groups))
        }
        return all(self.vocabulary.answers(term, frozenset(owners)) >= _TOLD for term in terms)

    def _told(self, terms: Sequence[TopicTerm], iri: str) -> frozenset[TopicTerm]:
        """The names among ``terms`` of which every article with the issue speaks: "… in Dresden"."""
        names = frozenset(term for term in terms if term.name and not term.person)
        documents = {held.document for held in self.index.by_issue.get(iri, ())}
        for document in documents if names else ():
            words = stems_of_text(self.index.texts.get(document, ""))
            names = frozenset(term for term in names if self.vocabulary.answers(term, words) >= 0.9)
            if not names:
                break
        return names if documents else frozenset()

    def _score(
        self,
        terms: Sequence[TopicTerm],
        total: float,
        label: frozenset[str],
        told: frozenset[TopicTerm] = frozenset(),
    ) -> float:
        """Mostly how much of the question the label answers, a little how much of the label was asked.

        Names that the label leaves to its article (``told``) count nearly as much as those in it.
        """
        answers = [self.vocabulary.answers(term, label) for term in terms]
        if not self._answers_matter(terms, answers):
            return 0.0
        matter = [(t.weight, answer) for t, answer in zip(terms, answers, strict=True) if not t.name]
        if sum(w * a for w, a in matter) < max(LIGHT, 0.5 * sum(w for w, _ in matter)):
            told = frozenset()
        whole = [max(answer, _TOLD * (t in told)) for t, answer in zip(terms, answers, strict=True)]
        recall = sum(t.weight * answer for t, answer in zip(terms, whole, strict=True)) / total
        touched = [self.vocabulary.touched(term) for term in terms]
        asked = sum(any(word in words for words in touched) for word in label)
        return 0.9 * recall + 0.1 * recall * asked / len(label)


def _is_matter(term: TopicTerm) -> bool:
    """Whether ``term`` is no name and weighs anything."""
    return not term.name and term.weight > LIGHT * 0.5


_BUILT: WeakKeyDictionary[LabelIndex, IssueIndex] = WeakKeyDictionary()


def follow(before: LabelIndex, after: LabelIndex, difference: Difference) -> None:
    """Make the issue index of ``after`` from that of ``before``, if that is built."""
    if before in _BUILT:
        _BUILT[after] = _BUILT[before].followed(after, difference)


def issues_of(index: LabelIndex) -> IssueIndex:
    """The issue index of ``index``, built once."""
    if index not in _BUILT:
        _BUILT[index] = IssueIndex(index)
    return _BUILT[index]
