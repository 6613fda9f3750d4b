"""Nouns that name all genders in the one spelling that ``loaders.spelling`` gives them: "Lehrer:in(nen)"."""

from __future__ import annotations

MARK = ":"
_ENDINGS = (":in", ":innen")


def is_gendered(word: str) -> bool:
    """Whether ``word`` names all genders."""
    return MARK in word and word.endswith(_ENDINGS)


def feminine(word: str) -> str:
    """The feminine with the same endings, which grammar treats alike: "Lehrerinnen" for "Lehrer:innen"."""
    return word.replace(MARK, "") if is_gendered(word) else word


def marked(form: str) -> str:
    """The form for all genders of a feminine: "Lehrer:innen" for "Lehrerinnen"."""
    ending = "innen" if form.endswith("innen") else "in"
    return form.removesuffix(ending) + MARK + ending
