"""Questions with a form of their own, matched as a whole (``question-forms.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.ask.reading.question import QuestionReading, QuestionToken, slot_tokens, written
from graph.ask.words.patterns import compile_pattern, slot_spans
from graph.ask.words.stems import fold
from graph.ask.words.word_files import LANGUAGES, is_small, read


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
                if _binds(slots):
                    yield QuestionReading(form.intent, language, slots, relation=form.relation)


_NAMES = ("actor", "other", "office", "organisation", "norm")
"""Slots for somebody's name or office; what somebody is for, or against, is none."""


def _binds(slots: dict[str, str]) -> bool:
    """Whether the slots can hold what they are for."""
    first = (fold(slots[name].split()[0]) for name in _NAMES if slots.get(name))
    return not any(is_small(word, "towards") for word in first)
