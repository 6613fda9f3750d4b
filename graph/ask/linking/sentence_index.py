"""The sentences of the loaded texts, to quote where no position answers a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from graph.ask.linking.label_index import LabelIndex
from graph.ask.linking.stem_index import StemIndex
from graph.ask.words.topic_terms import TopicTerm, content_stems

_END = re.compile(
    r"(?<![0-9])(?<!\b[A-Za-zÄÖÜäöü])(?<!\bDr)(?<!\bbzw)(?<!\bProf)[.!?…]+[\"“”»«]?\s+(?=[\"„“»(]?[A-ZÄÖÜ0-9])|\n\s*\n"
)


_PRONOUN = re.compile(r"\b(?:[Ss]ie|[Ee]r|[Dd]ieser|[Dd]iese|[Ii]hre?n?|[Ss]eine?n?)\b")
_REFERRED, _IN_ARTICLE = 0.85, 0.6
"""What an actor counts to whom a pronoun may refer, and one named elsewhere in the article."""


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence of a document; offsets are code points."""

    document: str
    start: int
    end: int
    text: str
    stems: frozenset[str]
    before: str = ""
    """The sentence before it in the same document, if a pronoun of this one may refer to it."""
    reach: frozenset[str] = frozenset()
    """The stems of that sentence."""


def split(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of ``text``, without the blanks around them."""
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + piece.index(stripped[0])
            yield first, first + len(stripped)
        start = end


class SentenceIndex:
    """Every sentence by the stems in it."""

    def __init__(self, index: LabelIndex) -> None:
        self.by_word: dict[str, list[TextSentence]] = defaultdict(list)
        self.articles = {document: content_stems(text) for document, text in index.texts.items()}
        for document, text in index.texts.items():
            before = ""
            for start, end in split(text):
                words = text[start:end]
                told = before if _PRONOUN.search(words) else ""
                found = content_stems(words)
                sentence = TextSentence(document, start, end, words, found, told, content_stems(told))
                before = words
                for word in found | sentence.reach:
                    self.by_word[word].append(sentence)
        self.vocabulary = StemIndex(self.by_word)

    def find(self, terms: Iterable[TopicTerm], enough: float) -> list[tuple[float, TextSentence]]:
        """The sentences that answer to at least the share ``enough`` of ``terms``, best first."""
        asked = list(terms)
        total = sum(term.weight for term in asked)
        near = {
            (one.document, one.start): one
            for term in asked
            for word in self.vocabulary.touched(term)
            for one in self.by_word.get(word, ())
        }
        scored = [
            (sum(term.weight * self._answers(term, one) for term in asked) / total, one)
            for one in near.values()
        ]
        return sorted(
            ((s, o) for s, o in scored if s >= enough),
            key=lambda pair: (-pair[0], pair[1].document, pair[1].start),
        )

    def _answers(self, term: TopicTerm, sentence: TextSentence) -> float:
        """How well a sentence answers to ``term``; what a pronoun refers to counts a little less."""
        own = self.vocabulary.answers(term, sentence.stems)
        if own or not term.name:
            return own
        told = _REFERRED * self.vocabulary.answers(term, sentence.reach)
        return told or _IN_ARTICLE * self.vocabulary.answers(term, self.articles[sentence.document])


def sentence_at(index: LabelIndex, document: str, place: int) -> TextSentence | None:
    """The sentence of ``document`` that the code point ``place`` lies in, if there is one."""
    text = index.texts.get(document, "")
    before = ""
    for start, end in split(text):
        words = text[start:end]
        if start <= place < end:
            told = before if _PRONOUN.search(words) else ""
            return TextSentence(document, start, end, words, content_stems(words), told, content_stems(told))
        before = words
    return None


_BUILT: WeakKeyDictionary[LabelIndex, SentenceIndex] = WeakKeyDictionary()


def sentences_of(index: LabelIndex) -> SentenceIndex:
    """The sentence index of ``index``, built when first needed."""
    if index not in _BUILT:
        _BUILT[index] = SentenceIndex(index)
    return _BUILT[index]
