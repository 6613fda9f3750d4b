# ruff: noqa: E501, SIM905
"""German endings: the forms a word of a name can take in a sentence."""

from __future__ import annotations

from functools import cache

from loaders.tokens import split_words

_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


def adjective_forms(base: str) -> frozenset[str]:
    """Inflected forms of an adjective; "Berliner" and the like never change."""
    if base[0].isupper() and base.endswith("er"):
        return frozenset({base})
    return frozenset(base + ending for ending in _ADJECTIVE_ENDINGS)


def _is_adjective(word: str) -> bool:
    """Whether a capitalised word before the last one of a name looks like an inflected adjective."""
    return (
        word[:1].isupper() and len(word) > 4 and not word.isupper() and word.endswith(("er", "e", "es", "en"))
    )


_FIXED = frozenset(
    "Berliner Hamburger Bremer Münchner Kölner Frankfurter Stuttgarter Leipziger Thüringer Schweizer Luxemburger "
    "Ärzte Reporter Blätter Rosen Union".split()
)


def _stem(word: str) -> str:
    for ending in ("er", "es", "en", "e"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


@cache
def noun_forms(word: str) -> frozenset[str]:
    """Genitive and dative forms of a noun or proper name in the singular, besides the word itself."""
    forms = {word}
    if not word or not word[-1].isalpha():
        return frozenset(forms)
    if word[-1] in "sßxz":
        forms |= {word + "'", word + "’", word + "es"}
    else:
        forms.add(word + "s")
    if word.lower().endswith(
        ("amt", "bund", "rat", "hof", "tag", "haus", "gericht", "dienst", "werk", "verband", "fonds")
    ):
        forms |= {word + "es", word + "e"}
    if word.endswith(("er", "el")) or word[-1] in "e":
        forms.add(word + "n")
    return frozenset(forms)


@cache
def inflect_words(name: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """The words of ``name``, each with its forms: adjectives before the last word, the last word as a noun.

    A name such as "Bund für Umwelt" inflects its first noun too. The result is a tuple of alternatives.
    """
    words = [w for w, _, _ in split_words(name)]
    if len(words) == 1:
        return ((noun_forms(words[0]) | _lone_adjective(words[0]),),)
    head = next((i for i, w in enumerate(words) if w[0].isupper()), 0)
    small = next((i for i, w in enumerate(words) if i > head and w[0].islower()), len(words))
    forms: list[frozenset[str]] = []
    for i, word in enumerate(words):
        last = i == len(words) - 1 or i == small - 1
        if last and (i < small):
            forms.append(noun_forms(word))
        elif i < small and (_is_adjective(word) or word[0].islower()) and word not in _FIXED:
            stem = _stem(word)
            lower = stem[:1].lower() + stem[1:]
            forms.append(frozenset({s + e for e in _ADJECTIVE_ENDINGS for s in (stem, lower)} | {word}))
        else:
            forms.append(frozenset({word}))
    return (tuple(forms),)


def _lone_adjective(word: str) -> frozenset[str]:
    """Forms of names that are adjectives by themselves: die Grünen, die Linke, ein Deutscher."""
    if word in {"Grüne", "Linke", "Deutsche", "Deutscher", "Freiheitliche", "Süddeutsche", "Konservative"}:
        return frozenset(_stem(word) + e for e in _ADJECTIVE_ENDINGS)
    return frozenset()
