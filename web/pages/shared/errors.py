"""Errors as pages, in the language of the reader."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from flask import render_template

from web.pages.shared.context import language
from web.pages.shared.texts import knows

_NAMED = re.compile(r"\\\{(\w+)\\\}")


def render_error(status: int, message: str, report: str = "") -> str:
    """A page that says what went wrong, in the language of the reader, and where to go from here."""
    key = f"error.{status}"
    said = translated(message, language())
    return render_template(
        "error.html",
        status=status,
        message=said or message,
        foreign=said is None,
        report=report,
        known=knows(language(), key),
        key=key,
    )


def translated(message: str, language: str) -> str | None:
    """The English ``message`` of an error in ``language``; ``None`` where nobody has translated it."""
    if language == "en":
        return message
    for pattern, sentence in _sentences(language):
        match = pattern.fullmatch(message)
        if match:
            return sentence.format(**match.groupdict())
    return None


@cache
def _sentences(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What the English sentences look like, and what to say instead; those that name least come first."""
    text = (files("web") / "i18n" / "errors.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text).get(language, {})
    ordered = sorted(table.items(), key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0])))
    return tuple(
        (re.compile(_NAMED.sub(r"(?P<\1>.*)", re.escape(english)), re.DOTALL), sentence)
        for english, sentence in ordered
    )
