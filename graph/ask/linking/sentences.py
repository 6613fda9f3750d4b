"""The sentences of the loaded texts, as they are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ask.linking.label_index import LabelIndex
from graph.ask.words.topic_terms import content_stems

_END = re.compile(
    r"(?<![0-9])(?<!\b[A-Za-zÄÖÜäöü])(?<!\bDr)(?<!\bbzw)(?<!\bProf)[.!?…]+[\"“”»«]?\s+(?=[\"„“»(]?[A-ZÄÖÜ0-9])|\n\s*\n"
)


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
