"""Units of reported speech: sentences, joined where a quotation runs over them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True)
class Unit:
    """Tokens of one sentence, or of several that a quotation holds together."""

    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[ParsedSentence, ...]
    stretches: tuple[Marked, ...] = ()  # all that is marked in it, whatever its depth

    def places(self, parsed: ParsedSentence) -> list[int | None]:
        """Where each token of a parsed sentence stands in the unit; ``None`` outside of it."""
        at = self._at
        return [at.get(token.start) for token in parsed.tokens]

    @cached_property
    def _at(self) -> dict[int, int]:
        return {token.start: i for i, token in enumerate(self.tokens)}

    def span(self, start: int, end: int) -> Span:
        """The text range of the tokens ``start`` to ``end`` (exclusive)."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def read_units(sentences: Sequence[ParsedSentence], stretches: Sequence[Marked]) -> Iterator[Unit]:
    """The units of a text in order: stretches of quoted words that cross a sentence end join sentences."""
    starts = [m.span.start for m in stretches]
    group: list[ParsedSentence] = []
    size, until, position = 0, 0, 0
    for parsed in sentences:
        sentence = parsed.sentence
        if group and (sentence.start >= until or size >= LONGEST_UNIT):
            yield _units_of(group, stretches[bisect_left(starts, group[0].sentence.start) : position])
            group, size = [], 0
        group.append(parsed)
        size += len(sentence.tokens)
        while position < len(stretches) and starts[position] < sentence.end:
            until = max(until, stretches[position].span.end)
            position += 1
    if group:
        yield _units_of(group, stretches[bisect_left(starts, group[0].sentence.start) : position])


def _units_of(group: list[ParsedSentence], stretches: Sequence[Marked]) -> Unit:
    """The unit of some sentences and the ``stretches`` in them."""
    return _unit(tuple(t for p in group for t in _mended(p)), tuple(group), tuple(stretches), 0)


def inside(unit: Unit, quote: Quote) -> Unit:
    """What stands between the marks of ``quote``, as a unit of its own."""
    marks = [t.text in QUOTE_MARKS for t in unit.tokens[quote.start : quote.end]]
    first, last = quote.start + marks[0], max(quote.start + marks[0] + 1, quote.end - marks[-1])
    tokens = unit.tokens[first:last]
    start, end = tokens[0].start, tokens[-1].end
    sentences = tuple(p for p in unit.sentences if p.sentence.start < end and start < p.sentence.end)
    within = tuple(m for m in unit.stretches if quote.span.covers(m.span) and m.span != quote.span)
    return _unit(tokens, sentences, within, min((m.depth for m in within), default=0))


def _unit(
    tokens: tuple[Token, ...],
    sentences: tuple[ParsedSentence, ...],
    stretches: tuple[Marked, ...],
    depth: int,
) -> Unit:
    """The unit of ``tokens``; its quotes are the ``stretches`` that are ``depth`` deep."""
    quotes: list[Quote] = []
    first = 0
    for stretch in (m for m in stretches if m.depth == depth):
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
    return Unit(tokens, tuple(quotes), sentences, stretches)


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
