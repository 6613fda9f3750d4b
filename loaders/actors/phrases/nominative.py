"""The name of a phrase: its words in the nominative, without an article and what does not tell who."""

from __future__ import annotations

from loaders.actors.phrases.naming import NAMED_KINDS, Naming, is_town_adjective
from loaders.lexicon.nouns import Noun
from loaders.lexicon.tables import words

_ENDINGS = {"m": "er", "f": "e", "n": "es"}


def label_of(phrase: Naming, noun: Noun) -> str:
    """ "ägyptischer Innenminister", "Sprecher des Amtes", "The Guardian" for "der Zeitung The Guardian"."""
    if phrase.proper and (noun.head.kind in NAMED_KINDS or phrase.proper.startswith(noun.label)):
        return phrase.proper
    ending = "e" if phrase.plural else _ENDINGS.get(phrase.gender, "er")
    adjectives = [nominative(a, ending) for a in _telling_adjectives(phrase)]
    rest = phrase.proper or phrase.complement
    return " ".join([*adjectives, _nominative_noun(phrase, noun), *([rest] if rest else [])])


def _nominative_noun(phrase: Naming, noun: Noun) -> str:
    if phrase.plural:
        return noun.plural or noun.label
    if noun.adjectival:
        return noun.base if phrase.gender == "f" else noun.base + "r"
    return noun.label


def _telling_adjectives(phrase: Naming) -> list[str]:
    """The adjectives that belong to the name, in small letters at the beginning of a sentence."""
    begins = phrase.plural and phrase.start == 0
    spelled = [a[:1].lower() + a[1:] if begins and not is_town_adjective(a) else a for a in phrase.adjectives]
    empty = tuple(words("idle_adjectives"))
    return [a for a in spelled if not a.lower().startswith(empty)]


def nominative(adjective: str, ending: str) -> str:
    """The strong nominative of an inflected adjective; adjectives of towns never change."""
    if adjective[:1].isupper() and adjective.endswith("er"):
        return adjective
    for old in ("en", "em", "es", "er", "e"):
        if adjective.endswith(old) and len(adjective) > len(old) + 2:
            return adjective.removesuffix(old) + ending
    return adjective
