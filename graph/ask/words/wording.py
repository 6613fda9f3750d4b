"""Sentences for people, in the language of an answer, from ``wording.toml``."""

from __future__ import annotations

from functools import cache

from graph.ask.words.word_files import read


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return read("wording")


def say(name: str, language: str, /, **parts: str) -> str:
    """The sentence ``name`` with its parts filled in."""
    sentence = _sentences()[name][language]
    for key, value in parts.items():
        sentence = sentence.replace("{" + key + "}", value)
    return sentence


def listed(labels: list[str], language: str, word: str = "and") -> str:
    """``labels`` as "a, b and c"."""
    joint = {"and": {"de": " und ", "en": " and "}, "or": {"de": " oder ", "en": " or "}}[word][language]
    return joint.join([", ".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else "".join(labels)


def say_day(day: str, language: str) -> str:
    """An ISO 8601 ``day`` as it is written in ``language``; a month, a year or nothing as it is."""
    match day.split("-"):
        case [year, month, number]:
            return say("day", language, day=number, month=month, year=year)
    return day
