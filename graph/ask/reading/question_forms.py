"""Questions with a form of their own, matched as a whole (``question-forms.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.ask.reading.question import QuestionReading, QuestionToken, slot_tokens, written
from graph.ask.words.patterns import compile_pattern, slot_spans
from graph.ask.words.word_files import LANGUAGES, read


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What a matching question asks for, and its patterns by language."""

    intent: str
    relation: str
    patterns: dict[str, tuple[re.Pattern[str], ...]]


@cache
def question_forms() -> tuple[QuestionForm, ...]:
    """The forms of ``question-forms.toml`` in order of trial."""
    data = read("question-forms")
    return tuple(
        QuestionForm(
            row["intent"],
            row.get("relation", ""),
            {
                language: tuple(compile_pattern(text, data["macros"]) for text in row[language])
                for language in LANGUAGES
            },
        )
        for row in data["frame"]
    )


def match_forms(found: tuple[QuestionToken, ...], language: str) -> Iterator[QuestionReading]:
    """The readings of a question by forms of their own, in order of trial."""
    line = "".join(" " + token.folded for token in found)
    for form in question_forms():
        for pattern in form.patterns[language]:
            match = pattern.fullmatch(line)
            if match:
                slots = {
                    name: written(slot_tokens(found, line, span)) for name, span in slot_spans(match).items()
                }
                yield QuestionReading(form.intent, language, slots, relation=form.relation)
