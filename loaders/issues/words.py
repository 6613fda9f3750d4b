"""The words of an issue, freed of their form: inflection, compounds, synonyms, adjectives of states.

"Waffenlieferungen", "Lieferung von Waffen" and "gelieferte Waffen" are to meet, so every word is reduced to
stems: those of its parts if it is a compound with a head that takes a complement, that of the usual word if
``data/issue_words.tsv`` knows a synonym, the state if it is a state's name or adjective.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from loaders.background.gazetteer import gazetteer
from loaders.background.issues import scheme
from loaders.german.tagger import noun_borders, noun_lemma
from loaders.issues.labels.nominalising import nominalisations, nominalise
from loaders.lexicon.frames import all_frames
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

SAME, FORM, DROP, RAISE, VAGUE, AGAIN = "same", "form", "drop", "raise", "vague", "again"
JOINED = "*"
"""Marks the first part of a compound, which may stand in any relation to the second."""

_SHORTEST = 4  # letters of a stem
_SHORTEST_MODIFIER = 3


class Word(NamedTuple):
    """A word of an issue: its stem, how identifiers spell it, and the preposition that sets it apart."""

    stem: str
    form: str
    marker: str = ""
    noun: bool = True


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What all inflections of a noun have in common, also as the first part of a compound."""
    low = word.lower().replace("ß", "ss")
    cut = ""
    while True:
        for ending in ("en", "es", "e", "n", "s"):
            if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST and ending[-1] != cut:
                low, cut = low[: -len(ending)], ending[-1]
                break
        else:
            return low


def adjective_stem(word: str) -> str:
    """An adjective without its ending."""
    low = word.lower()
    for ending in ("em", "en", "er", "es", "e"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)]
    return low


@kept
def roles() -> dict[str, tuple[str, str]]:
    """Stem of a word to (role, word to put in its place), from ``data/issue_words.tsv``."""
    return {_key(row["words"]): (row["role"], row["concept"]) for row in read_table("issue_words")}


def _key(word: str) -> str:
    return stem(word) if word[0].isupper() else word


def role_of(word: Word) -> str:
    """What a word does in an issue (``data/issue_words.tsv``); empty for most."""
    return roles().get(word.stem, ("", ""))[0]


@kept
def _heads() -> dict[str, str]:
    """Nouns that take a complement, which compounds put before them: "Lieferung", "Verbot", "Reform"."""
    nouns = {*nominalisations().values(), *map(nominalise, words("ung_verbs"))}
    nouns |= {frame.lemma.capitalize() for frame in all_frames() if frame.kind == "noun"}
    for row in read_table("issue_words"):
        nouns |= {row["words"], row["concept"]} if row["role"] not in {VAGUE, AGAIN} else set()
    for entry in scheme():
        for label in entry.labels:
            first, *others = label.split()
            if others and others[0][0].islower() and "-" not in first:
                nouns.add(first)
    whole = {stem(word) for word in words("issue_whole")}
    known: dict[str, str] = {}
    for noun in sorted(nouns, key=lambda n: (len(n), n)):
        if len(noun) > 3 and noun[0].isupper() and stem(noun) not in whole:
            known.setdefault(stem(noun), noun)
    return known


def takes_complement(word: Word) -> bool:
    """Whether a noun says little without what follows it: "Lieferung", "Verbot", "Aussitzen"."""
    return word.stem in _heads() or word.form.endswith(("ung", "en", "ern", "eln"))


@kept
def _single() -> dict[str, str]:
    """Stem of a one-word label to the one-word name of the curated issue."""
    table: dict[str, str] = {}
    for entry in scheme():
        if " " not in entry.label:
            for label in entry.labels:
                if " " not in label:
                    table.setdefault(stem(label.replace("-", "")), entry.label)
    return table


@kept
def state(word: str) -> str | None:
    """The slug of the state or organisation that a name or adjective stands for: "ukrainisch"."""
    known = gazetteer()
    if word[0].islower():
        entry = known.adjectives.get(word + "e")
        if word.startswith("us-"):
            entry = known.adjectives.get("US-" + word[3:] + "e")
    else:
        hit = known.at([word], 0)
        entry = hit.entry if hit is not None and hit.how == "name" and word not in known.ambiguous else None
    return entry.id.removeprefix("actor/") if entry and entry.id.startswith("actor/") else None


@kept
def parts(word: str, plain: bool = False, trusted: bool = False) -> tuple[Word, ...]:
    """The words in a word, the head last.

    ``plain`` leaves curated synonyms as they are; ``trusted`` words need no second opinion on their parts.
    """
    if not any(c.isalnum() for c in word):
        return ()
    named = state(word)
    if named:
        return (Word(named, named, noun=word[0].isupper()),)
    if word[0].islower():
        return _adjective(word)
    curated = None if plain else _single().get(stem(word.replace("-", "")))
    return parts(curated, True, True) if curated else _noun(word, plain, trusted)


def _noun(word: str, plain: bool, trusted: bool) -> tuple[Word, ...]:
    role, concept = roles().get(stem(word), ("", ""))
    if role == SAME and concept != word:
        return parts(concept, plain, trusted)
    first, _, last = word.rpartition("-")
    if first and len(last) > 2 and (last[0].isupper() or plain):
        last = last[0].upper() + last[1:]
        return (*_modifiers(first.split("-"), plain, trusted), *parts(last, plain, trusted))
    return _compound(word, plain, trusted)


def _adjective(word: str) -> tuple[Word, ...]:
    if word in words("issue_empty"):
        return ()
    role, concept = roles().get(word, ("", ""))
    if role == RAISE:
        return (Word(stem(concept), concept.lower(), RAISE),)
    form = concept if role == SAME else word
    return (Word(form, form, noun=False),)


def _modifiers(pieces: list[str], plain: bool, trusted: bool) -> tuple[Word, ...]:
    found = [part for piece in pieces if len(piece) > 1 for part in parts(piece, plain, trusted)]
    return tuple(w._replace(marker=JOINED) for w in found)


def _compound(word: str, plain: bool, trusted: bool) -> tuple[Word, ...]:
    size, whole = len(word.replace("ß", "ss")), stem(word)
    for start in range(_SHORTEST_MODIFIER, len(whole) - 3):
        head = _heads().get(whole[start:])
        place = len(word) - (size - start)
        if head is None or whole[:start] in words("issue_prefixes"):
            continue
        if not trusted and place not in noun_borders(word):
            continue  # "Unterbringung" has no "Erbringung"
        modifier = _forms().get(stem(word[:place])) or noun_lemma(word[:place])
        empty = modifier.lower() in words("empty_modifiers")
        first = [] if empty else [modifier[0].upper() + modifier[1:]]
        return (*_modifiers(first, plain, trusted), *parts(head, plain, trusted))
    return (Word(whole, _forms().get(whole, word.lower())),)


@kept
def _forms() -> dict[str, str]:
    """How identifiers spell a stem that the tables know."""
    known = {key: noun.lower() for key, noun in _heads().items()}
    for entry in scheme():
        if " " not in entry.label:
            known[stem(entry.label)] = entry.id.removeprefix("issue/")
    return known
