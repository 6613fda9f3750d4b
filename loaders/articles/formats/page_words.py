"""The words by which pages say what they are (``web_pages.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def page_words() -> dict[str, Any]:
    """What pages say of themselves."""
    return tomllib.loads(
        files("loaders.articles.formats").joinpath("web_pages.toml").read_text(encoding="utf-8")
    )
