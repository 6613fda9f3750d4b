"""Positions that the second reader does not find in their passages are doubted: candidates to review."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from loaders.articles.findings import Extraction, Origin, Statement
from loaders.articles.languages import passages
from loaders.positions.confidence import confidence_after
from loaders.reader.encoder import Encoder
from loaders.reader.package import weights_file
from loaders.reader.question import Question, claim_of, question_of
from loaders.reader.weights import Weights
from loaders.triples.sides import withheld

LANGUAGE = "de"
"""The language that the second reader was taught in; positions in others are left as they are."""
STEP = "second reader"
_KEPT = 256
"""Documents whose beliefs are kept: the same text is often read again, as another version or after a look."""


def doubted(extraction: Extraction, minimum: float) -> Extraction:
    """``extraction`` after the second reader has read every position that would take a side.

    How sure a position is follows from the belief, which stands in the trace; what it believes less than
    ``minimum`` (0 to 1) is doubted besides. What takes no side for another reason it is not asked. Raises
    ``SettingError`` where its model is not installed.
    """
    text = extraction.document.text
    found = passages(text, extraction.document.language)
    german = [passage.span for passage in found if passage.language == LANGUAGE]
    asked = [
        number
        for number, statement in enumerate(extraction.statements)
        if not withheld(statement) and any(span.overlaps(statement.evidence.span) for span in german)
    ]
    if not asked:
        return extraction
    cut = encoder().cut
    questions = tuple(question_of(claim_of(extraction.statements[number], text), cut) for number in asked)
    statements = list(extraction.statements)
    for number, belief in zip(asked, _beliefs(questions), strict=True):
        statements[number] = _read_again(statements[number], belief, minimum)
    return replace(extraction, statements=tuple(statements))


def _read_again(statement: Statement, belief: float, minimum: float) -> Statement:
    trace = (*statement.trace, (STEP, f"believes it {belief:.2f}"))
    doubt = f"the second reader doubts it ({belief:.2f} is below {minimum:.2f})" if belief < minimum else ""
    confidence = confidence_after(belief)
    if statement.origin is not Origin.RULES:  # a language model's own confidence falls by doubt alone
        confidence = min(statement.confidence, confidence) if doubt else statement.confidence
    return replace(statement, doubt=doubt, trace=trace, confidence=confidence)


@lru_cache(_KEPT)
def _beliefs(questions: tuple[Question, ...]) -> tuple[float, ...]:
    """Those in the questions of one document, each asked once.

    Only whole documents are kept, as the last digit depends on what is read together.
    """
    different = list(dict.fromkeys(questions))
    found = dict(zip(different, encoder().beliefs(different), strict=True))
    return tuple(found[question] for question in questions)


@cache
def encoder() -> Encoder:
    """The model; opened once, as that takes a second and 190 MB of memory."""
    with (
        resources.as_file(resources.files("loaders.reader") / "data" / "taught.npz") as path,
        np.load(path) as taught,
    ):
        return Encoder(Weights(weights_file()), dict(taught))
