"""What the second reader is asked: a sentence that says the position, and the passage that is to prove it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loaders.articles.findings import Stance, Statement
from loaders.reader.pieces import Cutter

BEFORE, AFTER = 350, 200
"""Code points of the text around the evidence that are looked at."""
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
    """What a statement claims of ``text``, in which its evidence lies."""
    span = statement.evidence.span
    around = (text[max(0, span.start - BEFORE) : span.start], statement.evidence.quote)
    before, evidence, after = (
        " ".join(part.split()) for part in (*around, text[span.end : span.end + AFTER])
    )
    return Assertion(statement.holder.name, statement.stance, statement.issue.label, before, evidence, after)


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
