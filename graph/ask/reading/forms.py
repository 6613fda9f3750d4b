"""Frames: questions with a form of their own, matched as a whole (``frames.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.ask.reading.reading import Reading, Token, slot_tokens, written
from graph.ask.words.lexicon import LANGUAGES, read
from graph.ask.words.patterns import compile_pattern, slot_spans


@dataclass(frozen=True, slots=True)
class Frame:
    """What a matching question asks for, and its patterns by language."""

    intent: str
    relation: str
    patterns: dict[str, tuple[re.Pattern[str], ...]]


@cache
def frames() -> tuple[Frame, ...]:
    """The frames of ``frames.toml`` in order of trial."""
    data = read("frames")
    return tuple(
        Frame(
            row["intent"],
            row.get("relation", ""),
            {
                language: tuple(compile_pattern(text, data["macros"]) for text in row[language])
                for language in LANGUAGES
            },
        )
        for row in data["frame"]
    )


def match_frames(found: tuple[Token, ...], language: str) -> Iterator[Reading]:
    """The readings of a question by frames, in order of trial."""
    line = "".join(" " + token.folded for token in found)
    for frame in frames():
        for pattern in frame.patterns[language]:
            match = pattern.fullmatch(line)
            if match:
                slots = {
                    name: written(slot_tokens(found, line, span)) for name, span in slot_spans(match).items()
                }
                yield Reading(frame.intent, language, slots, relation=frame.relation)
