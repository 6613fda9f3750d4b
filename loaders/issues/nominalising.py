"""The nouns of verbs: "senken" gives "Senkung", "angreifen" "Angriff auf"."""

from __future__ import annotations

from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept


@kept
def nominalisations() -> dict[str, str]:
    """The verbs of ``data/nominalisations.tsv`` with their nouns."""
    return {row["verb"]: row["noun"] for row in read_table("nominalisations")}


@kept
def object_prepositions() -> dict[str, tuple[str, str]]:
    """Verb to (preposition, its case) of the object beside the verb's noun: "Angriff auf"."""
    pairs = {row["verb"]: row["object"].split() for row in read_table("nominalisations") if row["object"]}
    return {verb: (preposition, case) for verb, (preposition, case) in pairs.items()}


@kept
def nominalise(verb: str) -> str:
    """The noun of a verb: "senken" gives "Senkung", "aussteigen" "Ausstieg", "verlassen" "Verlassen"."""
    known = nominalisations().get(verb)
    if known:
        return known
    inseparable = verb.startswith(("be", "ent", "er", "ver", "zer"))
    base = next((b for b in _bases() if verb.endswith(b) and len(verb) > len(b) + 1), None)
    if base is not None and not inseparable:
        prefix = verb.removesuffix(base)
        if prefix.endswith("zu") and prefix.lower() not in words("zu_prefixes"):
            return nominalise(prefix.removesuffix("zu") + base)  # "freizugeben"
        return (prefix + nominalisations()["-" + base]).capitalize()
    regular = verb.endswith(("ieren", "igen", "fachen")) and not verb.endswith("eigen")  # but "schweigen"
    regular = regular or (inseparable and verb.endswith(("ern", "eln")))
    if (regular and verb not in words("no_ung_verbs")) or verb in words("ung_verbs"):
        stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
        stem = stem[:-2] + "l" if verb.endswith("eln") else stem  # verhandeln: Verhandlung
        return (stem + "ung").capitalize()
    return verb.capitalize()


@kept
def _bases() -> tuple[str, ...]:
    """Verbs that prefixes are put before, the longest first: "steigen" in "aussteigen"."""
    found = [verb.removeprefix("-") for verb in nominalisations() if verb.startswith("-")]
    return tuple(sorted(found, key=lambda verb: (-len(verb), verb)))
