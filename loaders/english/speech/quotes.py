"""Words in quotation marks and who says them: a verb of saying beside them, or the speaker of the quotation
just before.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.articles.findings import Actor, Document, Quotation, Span
from loaders.english.actors.index import Cast
from loaders.english.lexicon import manner_of
from loaders.english.syntax.units import Parsed, VerbClause

SHORTEST = 4  # words of what is a quotation and no expression in marks
_PAIRS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’"}


class Saying(NamedTuple):
    """A verb of saying outside quotation marks, with its subject."""

    clause: VerbClause
    speaker: Actor | None
    span: Span


def spans_in_marks(text: str) -> Iterator[Span]:
    """The stretches between quotation marks, marks left out, none across lines; an unclosed mark opens
    nothing.
    """
    for start, end in _lines(text):
        i = start
        while i < end:
            closing = _PAIRS.get(text[i])
            if closing is None or (text[i] == "‘" and not _opens(text, i)):
                i += 1
                continue
            close = text.find(closing, i + 1, end)
            while closing == "’" and close > 0 and close + 1 < end and text[close + 1].isalpha():
                close = text.find(closing, close + 1, end)
            if close > i + 1:
                yield Span(i + 1, close)
                i = close + 1
            else:
                i += 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n\u2028\u2029"))
        start += len(line)


def _opens(text: str, i: int) -> bool:
    return (i == 0 or not text[i - 1].isalnum()) and i + 1 < len(text) and text[i + 1].isalnum()


def find_quotes(parsed: Sequence[Parsed], actors: Cast, document: Document) -> list[Quotation]:
    """The quotations of a text in its order, each with its speaker where the text tells one."""
    spans = list(spans_in_marks(document.text))
    found: list[Quotation] = []
    first = 0
    for span in spans:
        while first < len(parsed) and parsed[first].sentence.end <= span.start:
            first += 1
        last = first
        while last + 1 < len(parsed) and parsed[last + 1].sentence.start < span.end:
            last += 1
        around = parsed[first : last + 1]
        if not around or (len(span.of(document.text).split()) < SHORTEST and not _says(around, span)):
            continue
        cues = [cue for one in around for cue in _cues(one, actors, spans)]
        cue = min(cues, key=lambda c: _gap(c.span, span), default=None)
        found.append(
            _quotation(document, span, cue, _carried(found, span, cue, around, parsed, first, document))
        )
    return found


def _says(around: Sequence[Parsed], span: Span) -> bool:
    """Whether a few words in marks are a sentence: "Prohibition has failed"."""
    clauses = (clause for one in around for clause in one.clauses if span.start <= clause.offset < span.end)
    return any(clause.verb.form == "finite" and clause.subjects for clause in clauses)


def _cues(parsed: Parsed, actors: Cast, spans: Sequence[Span]) -> Iterator[Saying]:
    """The verbs of saying in a sentence that stand in no quotation marks."""
    for clause in parsed.clauses:
        token = clause.tokens[clause.verb.head]
        if manner_of(clause.verb.lemma) is None or clause.verb.passive or clause.verb.form == "infinitive":
            continue
        before = bisect_right(spans, token.start, key=lambda span: span.start) - 1
        if before >= 0 and token.start < spans[before].end:
            continue
        subject = clause.subjects[0] if clause.subjects else None
        speaker = actors.meant(parsed.sentence.index, subject) if subject is not None else None
        yield Saying(clause, speaker, Span(token.start, token.end))


def _gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _carried(
    found: Sequence[Quotation], span: Span, cue: Saying | None, around: Sequence[Parsed],
    parsed: Sequence[Parsed], first: int, document: Document,
) -> Quotation | None:  # fmt: skip
    """The quotation whose speaker goes on: it stands in the same paragraph, and nothing but the two
    between.
    """
    if cue is not None or not found:
        return None
    before = found[-1]
    same = around[0].sentence.paragraph == _paragraph(parsed, before.spans[-1].start, first)
    between = document.text[before.spans[-1].end : span.start]
    return before if same and len(between) <= 160 and "\n" not in between else None


def _paragraph(parsed: Sequence[Parsed], offset: int, first: int) -> int:
    i = first
    while i > 0 and parsed[i].sentence.start > offset:
        i -= 1
    return parsed[i].sentence.paragraph


def _quotation(document: Document, span: Span, cue: Saying | None, carried: Quotation | None) -> Quotation:
    key = f"{document.id} {span.start} {span.end}"
    identifier = "quotation/" + hashlib.sha256(key.encode()).hexdigest()[:16]
    if cue is None:
        return Quotation(identifier, (span,), "direct", carried.speaker if carried is not None else None)
    subject = cue.clause.subjects[0] if cue.clause.subjects else None
    tokens = cue.clause.tokens
    spans = (Span(tokens[subject.start].start, tokens[subject.end - 1].end),) if subject is not None else ()
    return Quotation(
        identifier, (span,), "direct", cue.speaker, spans, tokens[cue.clause.verb.head].text, (cue.span,)
    )
