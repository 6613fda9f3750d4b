"""Which of the two languages a question is asked in."""

from __future__ import annotations

from graph.ask.words.stems import words
from graph.ask.words.word_files import small_words


def _starts() -> tuple[frozenset[str], ...]:
    """The words with which only English questions begin."""
    small = small_words()
    return (small["question"]["en"], small["auxiliary"]["en"] - small["german"]["de"])


def guess(question: str, default: str = "de") -> str:
    """``de`` or ``en`` by the small words of ``question``; ``default`` where they do not tell."""
    found = words(question)
    german = sum(word in small_words()["german"]["de"] for word in found)
    english = sum(word in small_words()["english"]["en"] for word in found)
    if any(letter in question for letter in "äöüßÄÖÜ"):
        german += 1
    if found and any(found[0] in words_of for words_of in _starts()):
        english += 2
    if german == english:
        return default
    return "de" if german > english else "en"
