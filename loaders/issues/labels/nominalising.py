"""The nouns of verbs: "senken" gives "Senkung", "angreifen" "Angriff auf"."""

from __future__ import annotations

from loaders.german.tagger import knows_noun
from loaders.lexicon.frames import all_frames
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


def takes(noun: str, preposition: str) -> bool:
    """Whether a noun has its object after a preposition: "Raketenangriff" after "auf"."""
    return noun.lower().endswith(_object_nouns().get(preposition, ()))


@kept
def _object_nouns() -> dict[str, tuple[str, ...]]:
    """Preposition to the nouns that have their object after it, as ends of compounds."""
    found: dict[str, set[str]] = {}
    for verb, (preposition, _) in object_prepositions().items():
        found.setdefault(preposition, set()).add(nominalise(verb).lower())
    for frame in all_frames():
        if frame.kind == "noun":
            for slot in frame.issue:
                found.setdefault(slot, set()).add(frame.lemma)
    return {preposition: tuple(nouns) for preposition, nouns in found.items()}


@kept
def nominalise(verb: str) -> str:
    """The noun of a verb: "senken" gives "Senkung", "aussteigen" "Ausstieg"; its infinitive if it has none.

    A noun that is made stands in a list of verbs, ends in "-isierung" or is known to the model of nouns:
    of "auseinanderhalten" there is none.
    """
    known = nominalisations().get(verb)
    if known:
        return known
    base = next((b for b in _bases() if verb.endswith(b) and len(verb) > len(b) + 1), None)
    if base is not None and not _is_inseparable(verb):
        prefix = verb.removesuffix(base)
        if prefix.endswith(("zu", "zuge")) and prefix.lower() not in words("zu_prefixes"):
            return nominalise(prefix.removesuffix("ge").removesuffix("zu") + base)  # "freizugeben"
        made = [(prefix + nominalisations()["-" + base]).capitalize(), _in_ung(verb)]
        return next((noun for noun in made if knows_noun(noun)), verb.capitalize())
    noun = _in_ung(verb)
    if verb in words("ung_verbs") or (_is_regular(verb) and (verb.endswith("isieren") or knows_noun(noun))):
        return noun
    return verb.capitalize()


def _is_inseparable(verb: str) -> bool:
    return verb.startswith(("be", "ent", "er", "ver", "zer"))


def _is_regular(verb: str) -> bool:
    """Whether a verb is of a kind that mostly has a noun in -ung."""
    regular = verb.endswith(("ieren", "igen", "fachen")) and not verb.endswith("eigen")  # but "schweigen"
    regular = regular or (_is_inseparable(verb) and verb.endswith(("ern", "eln")))
    return regular and verb not in words("no_ung_verbs")


def _in_ung(verb: str) -> str:
    """The stem of a verb with -ung: "Verhandlung" of "verhandeln"."""
    stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    stem = stem[:-2] + "l" if verb.endswith("eln") else stem
    return (stem + "ung").capitalize()


@kept
def _bases() -> tuple[str, ...]:
    """Verbs that prefixes are put before, the longest first: "steigen" in "aussteigen"."""
    found = [verb.removeprefix("-") for verb in nominalisations() if verb.startswith("-")]
    return tuple(sorted(found, key=lambda verb: (-len(verb), verb)))
