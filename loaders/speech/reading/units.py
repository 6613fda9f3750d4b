"""Units of reported speech: sentences, joined where a quotation runs over them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Span
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.german.verbs import FINITE
from loaders.speech.reading.marks import Marked
from loaders.syntax.parsing import ParsedSentence

LONGEST_UNIT = 400  # tokens; a unit that has as many takes no further sentence

STOPS = frozenset({".", "!", "?", "…", "..."})
DASHES = frozenset({"–", "—", "-"})


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words in a unit: tokens ``start`` to ``end`` (marks included) and their range in the text.

    ``whole`` quotes are clauses or sentences of their own; others are parts of the clause around them.
    """

    start: int
    end: int
    span: Span
    whole: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens of one sentence, or of several that a quotation holds together."""

    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[ParsedSentence, ...]

    def span(self, start: int, end: int) -> Span:
        """The text range of the tokens ``start`` to ``end`` (exclusive)."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def read_units(sentences: Sequence[ParsedSentence], stretches: Sequence[Marked]) -> Iterator[Unit]:
    """The units of a text in order: stretches of quoted words that cross a sentence end join sentences."""
    outer = [m for m in stretches if m.depth == 0]
    starts = [m.span.start for m in outer]
    group: list[ParsedSentence] = []
    size, until, position = 0, 0, 0
    for parsed in sentences:
        sentence = parsed.sentence
        if group and (sentence.start >= until or size >= LONGEST_UNIT):
            yield _unit(group, outer[bisect_left(starts, group[0].sentence.start) : position])
            group, size = [], 0
        group.append(parsed)
        size += len(sentence.tokens)
        while position < len(outer) and starts[position] < sentence.end:
            until = max(until, outer[position].span.end)
            position += 1
    if group:
        yield _unit(group, outer[bisect_left(starts, group[0].sentence.start) : position])


def _unit(group: list[ParsedSentence], stretches: list[Marked]) -> Unit:
    tokens = tuple(t for p in group for t in _mended(p))
    quotes: list[Quote] = []
    first = 0
    for stretch in stretches:
        while first < len(tokens) and tokens[first].end <= stretch.span.start:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].start < stretch.span.end:
            last += 1
        if last > first:
            goes_on = bool(quotes) and quotes[-1].whole
            whole = _is_whole(tokens, first, last) or (goes_on and _goes_on(tokens, first, last))
            quotes.append(Quote(first, last, Span(tokens[first].start, tokens[last - 1].end), whole))
        first = last
    return Unit(tokens, tuple(quotes), tuple(group))


def _mended(parsed: ParsedSentence) -> Iterator[Token]:
    """The tokens of a sentence with the tags that the grammar gave them, quotation marks where they stood."""
    mended = iter(parsed.tokens)
    for token in parsed.sentence.tokens:
        yield token if token.text in QUOTE_MARKS else next(mended)


def _goes_on(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether quoted words end a sentence that a frame broke off: „Wir werden“, sagte sie, „siegen.“"""
    inner = [t for t in tokens[start:end] if t.text not in QUOTE_MARKS]
    ends = bool(inner) and (inner[-1].text in STOPS or (end < len(tokens) and tokens[end].text in STOPS))
    return ends and len(inner) > 1 and tokens[start - 1].text == ","


def _is_whole(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether quoted words are a sentence or clause of their own, not a part of the clause around them."""
    inner = [t for t in tokens[start:end] if t.text not in QUOTE_MARKS]
    if not inner or not any(t.is_word for t in inner):
        return False
    before = tokens[start - 1].text if start else "."
    after = tokens[end] if end < len(tokens) else None
    ends_itself = inner[-1].text in STOPS
    clause = any(t.tag in FINITE for t in inner)
    if before == ":":
        return clause or ends_itself or len(inner) > 2
    if before in STOPS and (ends_itself or (after is not None and after.text == ",")):
        return clause or ends_itself or len(inner) > 3
    capital = inner[0].text[0].isupper() or before not in {","}
    opens = before in STOPS | {";", ","} or (before in DASHES and clause)
    closes = (
        ends_itself or after is None or after.tag in FINITE or after.text in STOPS | DASHES | {",", ";", ":"}
    )
    return opens and closes and clause and capital and len(inner) > 2
