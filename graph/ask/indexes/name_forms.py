"""The forms of a name: inflected, in English, by last name, in both genders."""

from __future__ import annotations

from babel import Locale

from graph.ask.words.stems import stem
from graph.ask.words.topic_terms import english_of
from graph.things.things import Thing

_PARTICLES = {
    "von",
    "van",
    "de",
    "der",
    "den",
    "di",
    "da",
    "del",
    "du",
    "zu",
    "al",
    "el",
    "bin",
    "ibn",
    "la",
    "le",
}

_SHORTEST = 4
"""Letters of a name that has other endings than that of the genitive."""


def territories(thing: Thing) -> set[str]:
    """The English names of a state, by its ISO 3166 code, from the Unicode CLDR."""
    english = Locale("en").territories
    return {english[code] for code in thing.names["notation"] if code in english}


def english_names(name: list[str]) -> frozenset[str]:
    """The English phrases that the glossary gives for a German name or title of one word."""
    return english_of().get(stem(name[0]), frozenset()) if len(name) == 1 else frozenset()


def surname(name: list[str]) -> tuple[str, ...]:
    """The last name of a person's full name, with its particles ("von der Leyen")."""
    if len(name) < 2:
        return ()
    start = len(name) - 1
    while start > 1 and name[start - 1] in _PARTICLES:
        start -= 1
    return tuple(name[start:])


def inflections(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """``name`` and what it may be the genitive or dative of; a final apostrophe-s counts as a genitive."""
    forms = [name]
    *head, last = name
    last = last.replace("’", "'")
    if "'" in last:
        forms.append((*head, last.split("'")[0]))
    for ending in ("es", "s", "en", "n", "e"):
        least = 2 if ending == "s" else _SHORTEST  # "use" is no form of "US"
        if last.endswith(ending) and len(last) - len(ending) >= least:
            forms.append((*head, last[: -len(ending)]))
    if len(name) > 1:
        bare = tuple(_bare(word) for word in name)
        forms += [bare, basic(name)]
    return forms


def basic(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name of several words with its adjectives as behind "der" ("Internationaler Fonds")."""
    return (*(_bare(word) for word in name[:-1]), name[-1])


def _bare(word: str) -> str:
    """An adjective without its ending ("deutschen" → "deutsche")."""
    for ending in ("en", "er", "es", "em"):
        if word.endswith(ending) and len(word) > 5:
            return word[: -len(ending)] + "e"
    return word


def genders(office: tuple[str, ...]) -> list[tuple[str, ...]]:
    """An office in both genders: who asks for the "Bundeskanzler" may mean a "Bundeskanzlerin"."""
    if not office:
        return []
    *head, last = office
    other = last[:-2] if last.endswith("in") else last + "in"
    return [office, (*head, other)]
