"""What an office is called for who holds it: "Verkehrsministerin" where she is a woman.

That she is, a text says that calls her so, or her first name, where no man has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontology import lexicon
from ontology.in_force import kept

_WORD = re.compile(r"\w+")
_FEMININE = "in"


def held_as(title: str, quotes: Iterable[str], holder: str = "", names: Iterable[str] = ()) -> str:
    """The German ``title`` with the words feminine that ``quotes``, which tell of its holder, have so.

    Where the ``holder`` has a woman's name, ``names`` of the office count like quotes.
    """
    woman = holder.partition(" ")[0] in _womens_names()
    said = {word.casefold() for quote in quotes for word in _WORD.findall(quote)}
    if woman:
        said |= {word.casefold() for name in names for word in _WORD.findall(name)}
    called = _WORD.sub(lambda word: _as_said(word[0], said), title)
    if woman and title[-1:] == "r" and title[:-1].casefold() in said:  # "Vorsitzender"
        return title[:-1]
    return called


@kept
def _womens_names() -> frozenset[str]:
    """First names that only women have."""
    borne: dict[str, set[str]] = {}
    for row in lexicon.rows("first_names.tsv"):
        for name in row["names"].split():
            borne.setdefault(name, set()).add(row["gender"])
    return frozenset(name for name, genders in borne.items() if genders == {"f"})


def _as_said(word: str, said: set[str]) -> str:
    feminine = word + _FEMININE
    return feminine if word[:1].isupper() and feminine.casefold() in said else word
