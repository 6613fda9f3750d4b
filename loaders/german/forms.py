"""What single words say of case: prepositions, the articles inside them, names, relative pronouns."""

from __future__ import annotations

from loaders.german.morphology import Readings, adjective_readings, governed
from loaders.german.tokens import Token
from loaders.lexicon.tables import words


def preposition(token: Token) -> str:
    """The plain preposition of "im", "zur", "Gegen"."""
    low = token.lower
    contracted = {"im": "in", "ins": "in", "am": "an", "ans": "an", "zum": "zu", "zur": "zu", "vom": "von"}
    contracted |= {
        "beim": "bei",
        "fürs": "für",
        "aufs": "auf",
        "ums": "um",
        "übers": "über",
        "durchs": "durch",
    }
    return contracted.get(low, low)


def contracted(token: Token) -> Readings:
    """The readings of the article inside "im", "zur", "ins"."""
    if token.lower in {"ins", "ans", "aufs", "fürs", "ums", "durchs", "übers"}:
        return frozenset({"an"})
    return frozenset({"df"}) if token.lower == "zur" else frozenset({"dm", "dn"})


def govern(prep: str, readings: Readings) -> Readings:
    """The readings left after a preposition: never nominative."""
    for case, prepositions in governed().items():
        if prep in prepositions:
            return frozenset(r for r in readings if r[0] == case) or readings
    cases = "gd" if prep in words("genitive_prepositions") else "ad"
    return frozenset(r for r in readings if r[0] in cases) or readings


def name_readings(word: str) -> Readings:
    """A name shows no case but the genitive; abbreviations such as "USA" may be plural."""
    genders = "mfnp" if word.isupper() or word.endswith(("e", "en", "er")) else "mfn"
    genitive = {"gm", "gf", "gn"} if word.endswith("s") else set()
    return frozenset({c + g for c in "nad" for g in genders} | genitive)


def is_title(token: Token) -> bool:
    """Whether a noun can stand before a name as its title: offices, professions, kinds of bodies."""
    low = token.lemma.rsplit("-", 1)[-1].lower()
    return low.endswith(tuple(words("title_endings")))


def relative_readings(low: str) -> Readings:
    """The readings of a relative or demonstrative pronoun in small letters."""
    table = {
        "der": "nm df gf",
        "die": "nf af np ap",
        "das": "nn an",
        "den": "am",
        "dem": "dm dn",
        "denen": "dp",
        "dessen": "gm gn",
        "deren": "gf gp",
        "wer": "nm",
        "was": "nn an",
    }
    if low in table:
        return frozenset(table[low].split())
    return adjective_readings(low)
