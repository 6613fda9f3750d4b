"""Whether an answer holds what a question of a ``*_questions.toml`` file expects."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from graph.ask.positions.answer import Answer

FIRST = 5
"""Answers that are looked at."""


def questions(name: str) -> list[dict[str, Any]]:
    """The questions of ``<name>_questions.toml`` beside this file."""
    text = Path(__file__).with_name(f"{name}_questions.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["question"]
    return found


def missing(answer: Answer, question: dict[str, Any]) -> list[str]:
    """What is wrong with ``answer``: nothing, or a line for each failed expectation."""
    status = question.get("status", "answered")
    if answer.status != status:
        return [f"status {answer.status}, not {status}: {answer.message}"]
    labels = [finding.label.lower() for finding in answer.answers[:FIRST]]
    wrong = [
        f"{expected!r} is not in {labels}"
        for expected in question.get("expect", [])
        if not any(option.lower() in label for option in expected.split("|") for label in labels)
    ]
    return wrong + [
        f"{unwanted!r} is in {labels}"
        for unwanted in question.get("avoid", [])
        if any(unwanted.lower() in label for label in labels)
    ]
