"""German endings: the forms a word of a name can take in a sentence."""

from __future__ import annotations

from functools import cache

from loaders.german.tokens import split_words
from loaders.lexicon.tables import words
from ontology.in_force import kept

# Last parts of nouns with a genitive in -es and a dative in -e.
_STRONG = ("amt", "bund", "rat", "hof", "tag", "haus", "gericht", "dienst", "werk", "verband", "fonds")
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


def adjective_forms(base: str) -> frozenset[str]:
    """Inflected forms of an adjective; "Berliner" and the like never change."""
    if base[0].isupper() and base.endswith("er"):
        return frozenset({base})
    return frozenset(base + ending for ending in ADJECTIVE_ENDINGS)


def _is_adjective(word: str) -> bool:
    """Whether a capitalised word before the last one of a name looks like an inflected adjective."""
    return (
        word[:1].isupper() and len(word) > 4 and not word.isupper() and word.endswith(("er", "e", "es", "en"))
    )


def adjective_stem(word: str) -> str:
    """An adjective without its ending: "Grüne" is "Grün"."""
    for ending in ("er", "es", "en", "e"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


@cache
def noun_forms(word: str) -> frozenset[str]:
    """Genitive and dative forms of a noun or proper name in the singular, besides the word itself."""
    forms = {word}
    if not word[-1].isalpha():
        return frozenset(forms)
    if word[-1] in "sßxz":
        forms |= {word + "'", word + "’", word + "es"}
    else:
        forms.add(word + "s")
    if word.lower().endswith(_STRONG):
        forms |= {word + "es", word + "e"}
    if word.endswith(("er", "el", "e")):
        forms.add(word + "n")
    return frozenset(forms)


@kept
def inflect_words(name: str) -> tuple[frozenset[str], ...]:
    """The words of ``name``, each with its forms: adjectives, the noun, and what follows as is.

    In "Bund für Umwelt" the noun is the last word before the first small one, else it is the last word.
    """
    words = [w for w, _, _ in split_words(name)]
    if len(words) == 1:
        return (noun_forms(words[0]) | _adjective_name(words[0]),)
    head = next((i for i, w in enumerate(words) if w[0].isupper()), 0)
    small = next((i for i, w in enumerate(words) if i > head and w[0].islower()), len(words))
    return tuple(_forms_at(word, i, small) for i, word in enumerate(words))


def _forms_at(word: str, i: int, small: int) -> frozenset[str]:
    """The forms of the word at ``i`` of a name whose noun stands before ``small``."""
    if i == small - 1:
        return noun_forms(word)
    if i >= small or word in words("fixed_adjectives") or not (_is_adjective(word) or word[0].islower()):
        return frozenset({word})
    stem = adjective_stem(word)
    lower = stem[:1].lower() + stem[1:]
    return frozenset({word} | {s + ending for ending in ADJECTIVE_ENDINGS for s in (stem, lower)})


def _adjective_name(word: str) -> frozenset[str]:
    """Forms of names that are adjectives by themselves: die Grünen, die Linke, ein Deutscher."""
    if word in words("adjectives_as_names"):
        return frozenset(adjective_stem(word) + ending for ending in ADJECTIVE_ENDINGS)
    return frozenset()
