"""Brackets after a phrase: a party after a name, an age, an acronym."""

from __future__ import annotations

from loaders.actors.sentence.naming import Naming
from loaders.actors.sentence.view import View
from loaders.german.tokens import QUOTE_MARKS

_LONGEST_ACRONYM = 12  # letters


def read_bracket(view: View, phrase: Naming) -> None:
    """A party or organisation in brackets after a name, "Angela Merkel (CDU)", or an age or acronym."""
    i = phrase.end
    if view.text(i) != "(":
        return
    hit = view.hits.get(i + 1)
    if hit is not None and view.text(hit.end) in {")", ",", "/"}:
        phrase.party = Naming(
            view.sentence, i + 1, hit.end, i + 1, "entry", hit.words, entry=hit.entry, how="name"
        )
        phrase.inner.append(phrase.party)
        close = view.find(")", hit.end, 4)
    else:
        close = view.find(")", i + 1, 3)
        if close is not None and view.tokens[i + 1].tag != "CARD" and not view.text(i + 1).isupper():
            return
    if close is not None:
        phrase.end = close + 1


def read_acronym(view: View, phrase: Naming) -> None:
    """Take in a bracket with an acronym: "(BSI)", "(kurz: „IG Bau“)"."""
    i = phrase.end
    close = view.find(")", i + 1, 6) if view.text(i) == "(" else None
    if close is None:
        return
    skipped = QUOTE_MARKS | {":", "kurz", "abgekürzt", ","}
    words = [t.text for t in view.tokens[i + 1 : close] if t.text not in skipped]
    text = " ".join(words)
    if 0 < len(words) <= 2 and sum(c.isupper() for c in text) >= 2 and len(text) <= _LONGEST_ACRONYM:
        phrase.acronym, phrase.end = text, close + 1
