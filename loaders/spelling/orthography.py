"""Other orthographies as today's German one: Swiss, before 1996, umlauts spelled out, numbers cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.articles.reading_view import Edit
from loaders.background.gazetteer import gazetteer
from loaders.german.person_names import first_name_gender
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

_SHARP = re.compile(r"(?<![^\W\d_])[^\W\d_]*(?:ss|ß)[^\W\d_]*")
_SHORT = re.compile(r"\b(?P<short>Mio|Mrd|Bio|Tsd)\b(?P<stop>\.)?(?=(?P<next>\s+[^\W\d_]+|\s*\n|\s*$)?)")
_NAMED = re.compile(r"(?<!\w)([A-ZÄÖÜ][\w.-]+)(?=\s([A-ZÄÖÜ][\w-]+))")
_LONG = {"Mio": "Millionen", "Mrd": "Milliarden", "Bio": "Billionen", "Tsd": "Tausend"}
_UMLAUT = re.compile(r"(?<![aeiouqAEIOUQ])(?:[aou]e|[AOU]e)")
_LETTERS = dict(zip(("ae", "oe", "ue", "Ae", "Oe", "Ue"), "äöüÄÖÜ", strict=True))
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]*(?:[aou]e|[AOU]e)[^\W\d_]*")


def todays_spelling(text: str) -> Iterator[Edit]:
    """Words that are spelled with ss or ß elsewhere or before, as they are today ("Massnahme", "daß")."""
    names: frozenset[str] | None = None
    for found in _SHARP.finditer(text):
        word, start = found.group(), found.start()
        changes = list(_changes(word.lower())) if len(word.lower()) == len(word) else []
        if changes and word[0].isupper():
            names = _names_in(text) if names is None else names
            changes = [] if word in names else changes
        for at, length, read in changes:
            yield Edit(start + at, start + at + length, _like(word[at : at + length], read))


def _names_in(text: str) -> frozenset[str]:
    """Words of ``text`` that follow a first name or a title: names are spelled as they are."""
    pairs = (m.groups() for m in _NAMED.finditer(text))
    return frozenset(last for first, last in pairs if first_name_gender(first) or first in words("titles"))


def long_numbers(text: str) -> Iterator[Edit]:
    """ "Mio." as "Millionen"; a stop stays only where the sentence ends."""
    for found in _SHORT.finditer(text):
        following = (found["next"] or "").strip()
        ends = found["stop"] and (not following or _begins_sentence(following))
        yield Edit(found.start(), found.end(), _LONG[found["short"]] + ("." if ends else ""))


def _begins_sentence(word: str) -> bool:
    return word[0].isupper() and word.lower() in words("grammar_words")


def umlauts(text: str) -> Iterator[Edit]:
    """Umlauts of a text that spells all of them out: "fuer", "Gruene"."""
    low = text.lower()
    if any(c in low for c in "äöü") or not words("spelled_out") & set(re.findall(r"[a-z]+", low)):
        return
    for word in _WORD.finditer(text):
        if word.group() not in gazetteer().by_last_name and not _keeps(word.group().lower()):
            for found in _UMLAUT.finditer(text, word.start(), word.end()):
                yield Edit(found.start(), found.end(), _LETTERS[found.group()])


def _keeps(word: str) -> bool:
    """Whether a word has two vowels side by side, and no umlaut: "aktuell", "Israel"."""
    return any(part in word for part in words("two_vowels"))


def _changes(word: str) -> Iterator[tuple[int, int, str]]:
    """Place and length of what is read otherwise in a word in small letters, from left to right."""
    pattern, rows = _table()
    for found in pattern.finditer(word):
        read, place, unless = rows[found.group()]
        fits = place == "any" or (found.start() == 0 and (place == "start" or found.end() == len(word)))
        if fits and not any(part in word for part in unless):
            yield found.start(), found.end() - found.start(), read


def _like(written: str, read: str) -> str:
    return read[0].upper() + read[1:] if written[0].isupper() else read


@kept
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, str, tuple[str, ...]]]]:
    """A pattern for all written forms, longer ones first, and what stands in each row."""
    rows = {
        row["written"]: (row["read"], row["place"], tuple(row["unless"].split()))
        for row in read_table("orthography")
    }
    return re.compile("|".join(sorted(rows, key=lambda written: (-len(written), written)))), rows
