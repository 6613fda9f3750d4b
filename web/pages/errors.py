"""Errors as pages."""

from __future__ import annotations

from flask import render_template

from web.pages.context import language
from web.pages.texts import knows


def render_error(status: int, message: str, report: str = "") -> str:
    """A page that says what went wrong, in the language of the reader, and where to go from here."""
    key = f"error.{status}"
    return render_template(
        "error.html", status=status, message=message, report=report, known=knows(language(), key), key=key
    )
