"""Adjectives of towns ("Kölner", "Münchner"), which keep their capital and never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import gazetteer
from loaders.german.person_names import place_names
from loaders.lexicon.tables import words
from ontology.in_force import kept

_SHORTEST = 3
"""Letters of a town, so that no abbreviation is taken for one."""


@kept
def town_adjectives() -> Mapping[str, str]:
    """The towns and capitals that are known, by their adjectives."""
    entries = gazetteer().entries.values()
    lands = (entry for entry in entries if entry.kind is ActorKind.STATE or entry.adjectives)
    capitals = (name for entry in lands for name in entry.metonyms if name.isalpha())
    towns = [name for name in (*capitals, *place_names()) if len(name) >= _SHORTEST]
    return {adjective: town for town in towns for adjective in _adjectives_of(town)}


def _adjectives_of(town: str) -> Iterator[str]:
    """Köln: Kölner, Halle: Haller, Göttingen: Göttinger, Dresden: Dresdner, Basel: Basler …"""
    yield town + "er"
    if town.endswith("e"):
        yield town + "r"
    if town.endswith("en"):
        yield from (town[:-2] + "er", town[:-2] + "ner")
    if town.endswith("el"):
        yield town[:-2] + "ler"
    if town.endswith("er"):
        yield town + "aner"
    if town.endswith("ich"):
        yield town[:-3] + "cher"
    for plain, changed in (("stadt", "städter"), ("dorf", "dörfer")):
        if town.endswith(plain):
            yield town.removesuffix(plain) + changed


def town_named(adjective: str) -> str:
    """The town of an adjective in -er, known or built like a town; ``""`` where it is none."""
    if known := town_adjectives().get(adjective):
        return known
    if not (adjective[:1].isupper() and adjective.endswith("er")):
        return ""
    stem = adjective.removesuffix("er").replace("städt", "stadt").replace("dörf", "dorf")
    endings = tuple(words("place_endings"))
    return next((town for town in (stem, stem + "en") if town.endswith(endings)), "")
