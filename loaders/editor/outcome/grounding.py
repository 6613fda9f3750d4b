"""Where the words a model quotes stand in the text: exactly, levelled, or in parts; else nowhere.

There is no likeness here and no edit distance: one would find a quote that has a "nicht" more or less than
the text. What is found is always a slice of the text, of whole words, inside a paragraph, and no negation
stands right beside it or in what it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.articles.findings import Span
from loaders.articles.reading_view import ReadingView
from loaders.editor.outcome.levelling import levelled
from loaders.german.tagger import tag_words
from loaders.lexicon.tables import words

FEWEST_WORDS, FEWEST_CHARS = 3, 12
"""A shorter quote ("CDU") would be found anywhere, and prove nothing."""
WIDEST_GAP = 400
"""Code points from the first to the last part of a quote with omissions."""
_BESIDE = 6
"""Words before and after a quote, in its clause, in which a negation is looked for."""
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_EDGE = " \t\r\n.,;:!?\"'`´„“”‚‘’«»‹›"
_BORDER = re.compile(r"[.,;:!?()\[\]\n„“”«»–—]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Grounded:
    """The places of a quote, in text order, and how it was found: "exact", "levelled" or "parts"."""

    places: tuple[Span, ...]
    how: str


class Ungrounded(Exception):  # noqa: N818 - an outcome, no error of the program
    """The quote proves nothing here; the text says why."""


class Ground:
    """A text that quotes are looked for in; the levelled form is made once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._view = levelled(text)

    def find(self, quote: str) -> Grounded:
        """The places of ``quote``; raises ``Ungrounded`` where there is none that proves anything."""
        wanted = quote.strip(_EDGE)
        if len(wanted) < FEWEST_CHARS or len(_WORD.findall(wanted)) < FEWEST_WORDS:
            raise Ungrounded(f"a quote of fewer than {FEWEST_WORDS} words or {FEWEST_CHARS} characters")
        for spelled in dict.fromkeys((quote.strip(), wanted)):
            for how, look in (
                ("exact", self._exact),
                ("levelled", self._levelled),
                ("parts", self._in_parts),
            ):
                if found := list(look(spelled)):
                    return Grounded(self._proving(found), how)
        raise Ungrounded("a quote that the text does not have")

    def _exact(self, wanted: str) -> Iterator[Span]:
        yield from _places(self.text, wanted)

    def _levelled(self, wanted: str) -> Iterator[Span]:
        yield from (
            self._view.span(place) for place in _places(self._view.text, levelled(wanted).text.strip())
        )

    def _in_parts(self, wanted: str) -> Iterator[Span]:
        """The parts around omissions, one after the other, each found whole and near the one before."""
        parts = [levelled(part).text.strip(' "') for part in _OMISSION.split(wanted)]
        if len(parts) < 2 or any(len(_WORD.findall(part)) < 2 for part in parts):
            return
        for first in _places(self._view.text, parts[0]):
            pieces = [first]
            for part in parts[1:]:
                limit = first.start + WIDEST_GAP
                start = self._view.text.find(part, pieces[-1].end, limit + len(part))
                if start < 0:
                    break
                pieces.append(Span(start, start + len(part)))
            if len(pieces) == len(parts) and _whole(self._view, pieces):
                yield self._view.span(Span(first.start, pieces[-1].end))

    def _proving(self, found: list[Span]) -> tuple[Span, ...]:
        """The places that may prove something; raises ``Ungrounded`` with what speaks against the last."""
        reasons = {place: _unfit(self.text, place) for place in found}
        fit = tuple(place for place, reason in reasons.items() if not reason)
        if not fit:
            raise Ungrounded(reasons[found[-1]])
        return fit


def _places(text: str, wanted: str) -> Iterator[Span]:
    start = text.find(wanted)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        yield Span(start, start + len(wanted))
        start = text.find(wanted, start + 1)


def _whole(view: ReadingView, pieces: list[Span]) -> bool:
    """Whether no part is cut out of a word and nothing that is left out between them denies anything."""
    gaps = [view.text[a.end : b.start] for a, b in pairwise(pieces)]
    return not any(map(_denies, gaps)) and not any(_cuts_a_word(view.text, piece) for piece in pieces)


def _unfit(text: str, place: Span) -> str:
    if _cuts_a_word(text, place):
        return "a quote that begins or ends inside a word"
    if _PARAGRAPH.search(place.of(text)):
        return "a quote from two paragraphs"
    if _denies(_before(text, place)) or _denies(_after(text, place)):
        return "a quote that leaves out the negation beside it"
    return ""


def _cuts_a_word(text: str, place: Span) -> bool:
    return _inside(text, place.start) or _inside(text, place.end)


def _inside(text: str, at: int) -> bool:
    """Whether ``at`` is a place inside a word; a hyphen between letters does not end one."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    joined = {"-", "\u2010", "\u2011", "\u00ad"}
    left, right = before[-1:], after[:1]
    if left.isalnum() and right.isalnum():
        return True
    if left in joined and before[:1].isalnum() and right.isalnum() and len(before) == 2:
        return True
    return left.isalnum() and right in joined and after[1:].isalnum()


def _before(text: str, place: Span) -> str:
    """The last words before ``place`` that belong to its clause."""
    if text[place.start] in _EDGE:
        return ""
    piece = _BORDER.split(text[max(0, place.start - 120) : place.start])[-1]
    return " ".join(_clause_words(reversed(_WORD.findall(piece))))


def _after(text: str, place: Span) -> str:
    """The first words after ``place`` that belong to its clause and to what it says: none after a verb.

    "Der Protest gegen das Gesetz" is whole, though "führte nicht zum Erfolg" follows.
    """
    piece = _WORD.findall(_BORDER.split(text[place.end : place.end + 120], maxsplit=1)[0])
    verbs = (number for number, (tag, _) in enumerate(tag_words(piece)) if tag.endswith("FIN"))
    return " ".join(_clause_words(iter(piece[: next(verbs, None)])))


def _clause_words(spelled: Iterator[str]) -> Iterator[str]:
    for word, _ in zip(spelled, range(_BESIDE), strict=False):
        if word.lower() in words("clause_joiners"):
            return
        yield word


def _denies(piece: str) -> bool:
    plain = levelled(piece).text.replace('"', "'").lower()
    return any(word in words("negators") for word in _WORD.findall(plain))
