"""What the form of a German word says: case, gender and number of noun phrases, number and mood of verbs.

A reading is a case and a gender or plural in two letters: ``nm`` (nominative masculine singular), ``af``,
``dn``, ``gp`` (genitive plural) and so on. A phrase has the readings that its article, adjectives and noun
allow together (Duden, Die Grammatik, on declension of articles, adjectives and nouns).
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.lexicon.gendered import is_gendered
from loaders.lexicon.tables import words
from ontology.in_force import kept

Readings = frozenset[str]

ALL: Readings = frozenset(c + g for c in "nadg" for g in "mfnp")
_UMLAUT_PLURAL = re.compile(r"[äöü][b-df-hj-np-tv-zß]{1,3}e$")  # Verbände, Vorschläge


def _set(codes: str) -> Readings:
    return frozenset(codes.split())


_STRONG = {  # dieser, jener, jeder, welcher, mancher; adjectives without article
    "er": _set("nm gf df gp"),
    "e": _set("nf af np ap"),
    "es": _set("nn an gm gn"),
    "en": _set("am dp"),
    "em": _set("dm dn"),
}
_ARTICLES = {
    "der": _set("nm gf df gp"),
    "die": _set("nf af np ap"),
    "das": _set("nn an"),
    "den": _set("am dp"),
    "dem": _set("dm dn"),
    "des": _set("gm gn"),
    "dessen": ALL,
    "deren": ALL,
}
_UNCHANGED = frozenset({"mehr", "weniger", "genug"})  # "weniger Verkehr", rarely a genitive
_EIN = {
    "": _set("nm nn an"),
    "e": _set("nf af np ap"),
    "en": _set("am dp"),
    "em": _set("dm dn"),
    "er": _set("gf df gp"),
    "es": _set("gm gn"),
}
_EIN_STEMS = ("kein", "mein", "dein", "sein", "ihr", "unser", "unsr", "euer", "eur", "irgendein")

PRONOUNS: dict[str, tuple[Readings, int]] = {
    "ich": (_set("nm nf"), 1),
    "wir": (_set("np"), 1),
    "du": (_set("nm nf"), 2),
    "er": (_set("nm"), 3),
    "sie": (_set("nf af np ap"), 3),
    "es": (_set("nn an"), 3),
    "man": (_set("nm"), 3),
    "ihn": (_set("am"), 3),
    "ihm": (_set("dm dn"), 3),
    "ihr": (_set("df"), 3),
    "ihnen": (_set("dp"), 3),
    "mich": (_set("am af"), 1),
    "mir": (_set("dm df"), 1),
    "uns": (_set("ap dp"), 1),
    "dich": (_set("am af"), 2),
    "dir": (_set("dm df"), 2),
    "euch": (_set("ap dp"), 2),
    "sich": (_set("am af an ap dm df dn dp"), 3),
    "wer": (_set("nm"), 3),
    "wen": (_set("am"), 3),
    "wem": (_set("dm"), 3),
    "was": (_set("nn an"), 3),
    "etwas": (_set("nn an"), 3),
    "nichts": (_set("nn an"), 3),
    "alles": (_set("nn an"), 3),
    "niemand": (_set("nm"), 3),
    "jemand": (_set("nm"), 3),
    "beide": (_set("np ap"), 3),
    "alle": (_set("np ap"), 3),
    "viele": (_set("np ap"), 3),
    "einige": (_set("np ap"), 3),
    "mehrere": (_set("np ap"), 3),
    "manche": (_set("np ap"), 3),
    "andere": (_set("np ap nf af"), 3),
    "wenige": (_set("np ap"), 3),
    "denen": (_set("dp"), 3),
    "deren": (_set("gp gf"), 3),
    "dessen": (_set("gm gn"), 3),
    "derer": (_set("gp gf"), 3),
    "letzterer": (_set("nm"), 3),
    "dies": (_set("nn an"), 3),
    "das": (_set("nn an"), 3),
}


@kept
def governed() -> dict[str, frozenset[str]]:
    """The prepositions that govern one case only, by that case."""
    return {"a": words("accusative_prepositions"), "d": words("dative_prepositions")}


@lru_cache(maxsize=20_000)
def determiner_readings(word: str) -> Readings:
    """The readings an article, possessive or demonstrative allows."""
    low = word.lower()
    if low in _UNCHANGED:
        return ALL
    if low in _ARTICLES:
        return _ARTICLES[low]
    for stem in ("ein", *_EIN_STEMS):
        if low.startswith(stem) and low[len(stem) :] in _EIN:
            readings = _EIN[low[len(stem) :]]
            return frozenset(r for r in readings if r[1] != "p") if stem == "ein" else readings
    return adjective_readings(low)


def is_bare_determiner(word: str) -> bool:
    """Whether an adjective after ``word`` must show case itself: "ein", "kein", "sein"."""
    return word.lower() in {"ein", *_EIN_STEMS}


@lru_cache(maxsize=20_000)
def adjective_readings(word: str) -> Readings:
    """The readings of an adjective or pronoun with strong endings."""
    low = word.lower()
    for ending in ("em", "en", "er", "es", "e"):
        if low.endswith(ending):
            return _STRONG[ending]
    return ALL


_WEAK_E = _set("nm nf nn af an")
_WEAK_EN = ALL - _WEAK_E
_DEFINITES = ("dies", "jen", "jed", "welch")


@lru_cache(maxsize=20_000)
def weak_adjective_readings(word: str, determiner: str) -> Readings:
    """The readings of an adjective after a determiner that shows case: "der geplante" is a nominative."""
    low = determiner.lower()
    shows = low in _ARTICLES or low.startswith((*_DEFINITES, "ein", *_EIN_STEMS))
    if not shows or word[:1].isupper():
        return ALL
    return _WEAK_E if word.endswith("e") else _WEAK_EN if word.endswith("en") else ALL


@kept
def _gender_endings() -> tuple[tuple[str, str], ...]:
    table: list[tuple[str, str]] = []
    for code in "fnm":
        table += [(ending, code) for ending in words(f"gender_{code}")]
    table += [(ending, "") for ending in words("gender_open")]
    return tuple(sorted(table, key=lambda pair: (-len(pair[0]), pair)))


@kept
def gender(lemma: str) -> str | None:
    """``m``, ``f`` or ``n`` if the ending or the list of common nouns tells, else ``None``."""
    low = lemma.rsplit("-", 1)[-1].lower()
    for table in "mfn":
        if low in words(f"nouns_{table}"):
            return table
    for ending, result in _gender_endings():
        if low.endswith(ending):
            return result or None
    return None


@kept
def _weak() -> tuple[str, ...]:
    return tuple(sorted(words("weak_masculines")))


@kept
def noun_readings(word: str, lemma: str) -> Readings:
    """The readings a common noun allows by its form."""
    known = gender(lemma)
    low, base = (w.rsplit("-", 1)[-1].lower().replace("ß", "ss") for w in (word, lemma))
    woman = low.endswith("in") and base in {low[:-1], low[:-2], low[:-2] + "e"}  # "Expertin" of "Experte"
    if woman or is_gendered(word):
        return frozenset(c + ("p" if word.endswith("nen") else "f") for c in "nadg")
    if low.endswith(tuple(words("plural_nouns"))):
        return frozenset(c + "p" for c in "nadg")
    singular = known or "mfn"
    if low == base:
        number = singular + ("p" if low.endswith(("er", "el", "en", "chen", "lein", "innen")) else "")
        number += "p" if low.endswith(tuple(words("gender_open"))) else ""  # die Abgeordnete(n), Abgeordnete
        number += "p" if _UMLAUT_PLURAL.search(low) and "p" not in number else ""  # a lemma left as it stood
        codes = {c + g for c in "nad" for g in number}
        codes |= {"g" + g for g in number if g in "fp"}
        if low.endswith(("s", "ß", "x", "z")):
            codes |= {"gm", "gn"}
        return frozenset(codes)
    if low in {base + "s", base + "es"}:
        genitive = {"g" + g for g in singular if g != "f"}
        plural = (
            {c + "p" for c in "nadg"}
            if low == base + "s" and not base.endswith(("er", "en", "el"))
            else set()
        )
        return frozenset(genitive | plural) or frozenset(c + "p" for c in "nadg")
    if known in {"m", "n"} and low == base + "en" and not base.endswith((*_weak(), *words("plural_en"))):
        return frozenset({"dp"})  # Zielen, Plänen
    codes = {c + "p" for c in ("nadg" if low.endswith(("n", "s")) else "nag")}
    if known not in {"f", "n"} and low in {base + "n", base + "en"} and base.endswith(_weak()):
        codes |= {"am", "dm", "gm"}  # Präsidenten, Kollegen
    if known != "f" and low == base + "e":
        codes |= {"dm", "dn"}  # im Jahre, im Falle
    return frozenset(codes)


def is_plural_verb(word: str) -> bool:
    """Whether a finite verb has a plural form: all of them end in -n, or are "sind"."""
    low = word.lower()
    return (low.endswith("n") and low not in words("singular_n")) or low == "sind"


@kept
def mood(word: str, lemma: str) -> str:
    """``ind``, ``konj1`` or ``konj2`` of a finite verb by its form (third person)."""
    low = word.lower()
    if low in words("konjunktiv2"):
        return "konj2"
    if low in words("konjunktiv1"):
        return "konj1"
    stem = lemma.lower().removesuffix("n").removesuffix("e")
    if stem.endswith("el") and low.endswith("le"):
        stem = stem[:-2] + "l"  # "es handle sich"
    return "konj1" if low.endswith("e") and len(low) > 2 and stem.endswith(low[:-1]) else "ind"


def is_double(word: str, lemma: str) -> bool:
    """Whether a finite form is past and Konjunktiv II alike: "forderten", "wiesen", not "baten"."""
    low, stem = word.lower(), lemma.lower().removesuffix("n").removesuffix("e")
    if low.rstrip("n") in {f"{stem}te", f"{stem}ete"}:
        return True
    vowels = re.findall("[aeiouäöü]+", low.removesuffix("en"))
    return low.endswith("en") and low != lemma.lower() and vowels[-1:] in (["i"], ["ie"])
