"""The sentences of the loaded texts, as they are quoted."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ask.indexes.label_index import LabelIndex
from graph.ask.words.topic_terms import content_stems
from graph.model.sentences import split


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence of a document; offsets are code points."""

    document: str
    start: int
    end: int
    text: str
    stems: frozenset[str]
    before: str = ""
    """The sentence before it in the same document, to which a pronoun of this one may refer."""
    reach: frozenset[str] = frozenset()
    """The stems of that sentence."""


def sentence_at(index: LabelIndex, document: str, place: int) -> TextSentence | None:
    """The sentence of ``document`` that the code point ``place`` lies in, if there is one."""
    text = index.texts.get(document, "")
    before = ""
    for start, end in split(text):
        if start <= place < end:
            words = text[start:end]
            stems, reach = content_stems(words), content_stems(before)
            return TextSentence(document, start, end, words, stems, before, reach)
        before = text[start:end]
    return None
