"""What the second reader is asked: a sentence that says the position, and the passage that is to prove it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loaders.articles.findings import Stance, Statement
from loaders.german.tokens import sentence_ranges
from loaders.positions.noting import OWN_WORDS
from loaders.reader.pieces import Cutter

BEFORE, AFTER = 350, 200
"""Code points around the evidence in which its sentence is looked for."""
LONGEST_CLAIM, LONGEST_PASSAGE = 40, 72
"""In pieces; what is cut off is furthest from the evidence."""
PASSAGE, CLAIM, EVIDENCE = 0, 1, 2
"""The part of a question that a piece belongs to."""
_SIDES = {Stance.SUPPORT: "für", Stance.OPPOSE: "gegen"}


class Assertion(NamedTuple):
    """A position and where it is said to stand."""

    holder: str
    stance: Stance
    matter: str
    before: str
    evidence: str
    after: str


class Question(NamedTuple):
    """The pieces of a claim with its passage, and the part that each belongs to."""

    pieces: tuple[int, ...]
    parts: tuple[int, ...]


def claim_of(statement: Statement, text: str) -> Assertion:
    """What a statement claims of ``text``, in which its evidence lies.

    A sentence in the words of its holder, whose voice the text is, is headed by the name: the model knows
    nobody whom "wir" means.
    """
    span, holder = statement.evidence.span, statement.holder.name
    before, evidence, after = around_of(text, span.start, span.end)
    if OWN_WORDS in statement.features and holder.split()[-1] not in f"{before} {evidence} {after}":
        before = f"{holder}: {before}".strip()
    return Assertion(holder, statement.stance, statement.issue.label, before, evidence, after)


def around_of(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The evidence of a claim between what stands before and after it in its sentence.

    More of the text only confuses so small a model, as other positions stand there.
    """
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    inside = [
        (first + opens, first + closes)
        for opens, closes in sentence_ranges(text[first:last])
        if first + opens < end and first + closes > start
    ]
    begin = min((opens for opens, _ in inside), default=start)
    stop = max((closes for _, closes in inside), default=end)
    before, evidence, after = (
        " ".join(part.split()) for part in (text[begin:start], text[start:end], text[end:stop])
    )
    return before, evidence, after


def question_of(claim: Assertion, cut: Cutter) -> Question:
    """The claim as the model reads it; of a long passage what is nearest to the evidence."""
    said = cut(f"{claim.holder} ist {_SIDES[claim.stance]} {claim.matter}")[:LONGEST_CLAIM]
    before, evidence, after = cut(claim.before), cut(claim.evidence)[:LONGEST_PASSAGE], cut(claim.after)
    room = LONGEST_PASSAGE - len(evidence)
    ahead = min(len(before), max(room * 2 // 3, room - len(after)))
    before, after = before[len(before) - ahead :], after[: room - ahead]
    words = cut.vocabulary
    passage: Sequence[tuple[list[int], int]] = (
        ([words.begin, *said, words.end], CLAIM),
        ([words.end, *before], PASSAGE),
        (evidence, EVIDENCE),
        ([*after, words.end], PASSAGE),
    )
    return Question(
        tuple(piece for pieces, _ in passage for piece in pieces),
        tuple(part for pieces, part in passage for _ in pieces),
    )
