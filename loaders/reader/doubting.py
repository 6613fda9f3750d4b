"""Positions that the second reader does not find in their passages are doubted: candidates to review."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources

import numpy as np

from loaders.articles.findings import Extraction, Statement
from loaders.articles.languages import passages
from loaders.reader.encoder import Encoder
from loaders.reader.question import claim_of, question_of
from loaders.reader.weights import Weights, weights_file
from loaders.triples.sides import withheld

LANGUAGE = "de"
"""The language that the second reader was taught in; positions in others are left as they are."""
STEP = "second reader"


def doubted(extraction: Extraction, minimum: float) -> Extraction:
    """``extraction`` after the second reader has read every position that would take a side.

    What it believes less than ``minimum`` (0 to 1) is doubted; how much it believes stands in the trace.
    Raises ``SettingError`` where its model is not installed.
    """
    text = extraction.document.text
    found = passages(text, extraction.document.language)
    german = [passage.span for passage in found if passage.language == LANGUAGE]
    asked = [
        number
        for number, statement in enumerate(extraction.statements)
        if not withheld(statement) and any(span.overlaps(statement.evidence.span) for span in german)
    ]
    reader = encoder()
    questions = [question_of(claim_of(extraction.statements[number], text), reader.cut) for number in asked]
    statements = list(extraction.statements)
    for number, belief in zip(asked, reader.beliefs(questions), strict=True):
        statements[number] = _read_again(statements[number], belief, minimum)
    return replace(extraction, statements=tuple(statements))


def _read_again(statement: Statement, belief: float, minimum: float) -> Statement:
    doubt = f"the second reader doubts it ({belief:.2f} is below {minimum:.2f})" if belief < minimum else ""
    return replace(statement, doubt=doubt, trace=(*statement.trace, (STEP, f"believes it {belief:.2f}")))


@cache
def encoder() -> Encoder:
    """The model; opened once, as that takes a second and 190 MB of memory."""
    with (
        resources.as_file(resources.files("loaders.reader") / "data" / "taught.npz") as path,
        np.load(path) as taught,
    ):
        return Encoder(Weights(weights_file()), dict(taught))
