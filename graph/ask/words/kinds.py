"""Kinds of actors that a question may ask for ("Welche Parteien …"), from ``kinds.toml``."""

from __future__ import annotations

from graph.ask.words.stems import fold
from graph.ask.words.word_files import LANGUAGES, is_small, words_of
from ontology.in_force import kept


@kept
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of actors of ``kinds.toml``."""
    return words_of("kinds")


@kept
def kind_named(word: str) -> str:
    """The kind that the folded ``word`` names, also as the head of a compound; "" if none."""
    for name, row in kinds().items():
        for known in (fold(known) for language in LANGUAGES for known in row[language]):
            if word == known or (len(known) >= 5 and word.endswith(known) and len(word) - len(known) >= 2):
                return name
    return ""


def is_kind(text: str) -> bool:
    """Whether ``text`` is one word, beside articles, that names a kind, and not somebody."""
    telling = [word for word in fold(text).split() if not is_small(word, "article")]
    return len(telling) == 1 and bool(kind_named(telling[0]))
