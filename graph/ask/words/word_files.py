"""The data files of questions, read once: small words, kinds of events, and what others read of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from graph.ask.words.stems import fold
from ontology import lexicon

LANGUAGES = ("de", "en")


def read(name: str) -> dict[str, Any]:
    """The data file ``graph/ask/words/<name>.toml``."""
    return tomllib.loads((files("graph.ask.words") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def small_words() -> dict[str, dict[str, frozenset[str]]]:
    """Sets of small words by name and language from ``small-words.toml``, folded."""
    return {
        name: {language: frozenset(fold(word) for word in row.get(language, ())) for language in LANGUAGES}
        for name, row in read("small-words").items()
    }


def is_small(word: str, name: str) -> bool:
    """Whether the folded ``word`` is in the set ``name`` of either language."""
    return any(word in words for words in small_words()[name].values())


def word_pattern_of(name: str) -> re.Pattern[str]:
    """The words of a set of ``small-words.toml`` as they stand in a text."""
    rows = read("small-words")[name]
    words = sorted((word for language in LANGUAGES for word in rows.get(language, ())), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def event_words(kind: str) -> str:
    """The words by which a question may name a kind of event; the kind itself where the lexicon has none."""
    return _event_words().get(kind) or kind


@cache
def _event_words() -> dict[str, str]:
    return {row["kind"]: row["asked"] for row in lexicon.rows("event_kinds.tsv")}


def without_happening(text: str) -> str:
    """``text`` without the words that only say that something takes place ("geschah", "fand … statt")."""
    skipped = frozenset().union(*small_words()["happening"].values())
    return " ".join(word for word in text.split() if word.lower().rstrip("?") not in skipped)
