"""A label: the words by which a text names a matter, and the lemmas that identify it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.lexicon.tables import words

LONGEST = 12  # words of a label


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the lemmas that identify it (inflection-free), and the lemma of its head.

    ``members`` are the labels of the members of a coordination one by one ("Zölle und Sanktionen").
    ``definite`` are words that take up what is known: "das Abkommen", "dieser Plan". ``stated`` is a label
    whose adjective is what the clause says of its noun: "die Rente muss sicher bleiben", "sichere Rente".
    ``pointing`` is a label whose words tell nothing without the text: "dafür Räume anmieten".
    ``complement`` is what the label ends with and a text knows already: "Abschaffung | der Gebühren".
    """

    text: str
    lemmas: tuple[str, ...]
    head: str
    members: tuple[Label, ...] = ()
    definite: bool = False
    stated: bool = False
    pointing: bool = False
    complement: Label | None = None


def cut(parts: list[str]) -> str:
    """The words of a label in a line, without lone marks; the last ones left out if they are too many."""
    pieces = [
        piece for piece in " ".join(parts).replace(" /", "/").split() if any(c.isalnum() for c in piece)
    ]
    if len(pieces) > LONGEST:
        opening = words("prepositions") | {"und", "oder"}
        begins = [i for i in range(2, LONGEST + 1) if pieces[i] in opening]
        pieces = pieces[: begins[-1] if begins else LONGEST]  # no phrase without its end
        while len(pieces) > 2 and not (pieces[-1][0].isupper() or pieces[-1][0].isdigit()):
            pieces.pop()
    return " ".join(pieces)


def listed(members: Sequence[str]) -> str:
    """Members of a list in a line: "Bund, Länder und Gemeinden"."""
    *before, last = members
    return f"{', '.join(before)} und {last}" if before else last
