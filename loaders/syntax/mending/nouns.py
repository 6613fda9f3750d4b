"""Nouns that were taken for verbs, compounds written apart, and phrases that are adverbs."""

from __future__ import annotations

from loaders.german.morphology import noun_readings
from loaders.german.person_names import first_name_gender, places
from loaders.german.tagger import noun_lemma
from loaders.german.tokens import Token
from loaders.lexicon.tables import words as listed
from loaders.syntax.mending.mended import NOUNS, MendedTokens

_PARTS = NOUNS | {"TRUNC", "XY"}  # of a compound
_DASHES = frozenset({"-", "–", "—"})
_LONGEST_NAME = 5  # words in quotation marks that can be a name
_BEFORE_NOUNS = frozenset({"ART", "APPRART", "PPOSAT", "PDAT", "PDS", "ADJA"})


def join_compounds(words: MendedTokens) -> None:
    """A compound written apart is one noun: "die SPD - Politiker", "Preis - Leistungs - Verhältnis".

    A dash that parts something else stands beside an article, a verb, or at the beginning (a dateline);
    two long ones enclose an insertion.
    """
    for i in range(2, words.size - 2):
        if words.tokens[i].text != "-" or words.tokens[i - 1].text == "-":
            continue
        last = i + (words.tokens[i + 1].text == "-")
        parts = words.tags[i - 1] in _PARTS and words.tags[last + 1] in _PARTS
        if parts and _is_apart(words, i, last):
            for k in range(i - 1, last + 1):
                words.retag(k, "TRUNC")


def _is_apart(words: MendedTokens, first: int, last: int) -> bool:
    """Whether a dash of one or two strokes stands between spaces, and only one or in a row of nouns."""
    spaced = words.tokens[first - 1].end < words.tokens[first].start
    later = [k for k in range(last + 1, words.size) if words.tokens[k].text in _DASHES]
    return spaced and (not later or later[0] == last + 2)


def mend_nouns(words: MendedTokens) -> None:
    """A "verb" with a capital letter after an article, an "adjective" after a first name, is a noun."""
    for i in range(1, words.size):
        text, before = words.tokens[i].text, words.tags[i - 1]
        if not text[0].isupper():
            continue
        if words.tags[i] in {"VVFIN", "VVINF"} and before in _BEFORE_NOUNS:
            words.retag(i, "NN", noun_lemma(text))
            if before == "PDS":
                words.retag(i - 1, "ART")
        elif words.tags[i] == "ADJA" and before == "NE" and first_name_gender(words.tokens[i - 1].text):
            words.retag(i, "NE", text)  # "Torsten Burrichter"


def mend_place_adjectives(words: MendedTokens) -> None:
    """ "der | Linzer | Filialen": who lives in a place, right before another noun, is an adjective."""
    for i in range(1, words.size - 1):
        text, before = words.tokens[i].text, words.tags[i - 1]
        if words.tags[i] != "NN" or before not in _BEFORE_NOUNS or words.tags[i + 1] != "NN":
            continue
        if not text.endswith("er") or words.in_name[i] or words.in_name[i + 1]:
            continue
        if text.removesuffix("er") in places() or text.lower() in listed("place_adjectives"):
            words.retag(i, "ADJA", text)


def mend_bare_names(words: MendedTokens) -> None:
    """Nouns right behind a noun that takes a name are this name: "des Horts | Blumlage"."""
    for i in range(words.size - 1):
        if words.tags[i] == "NN" and takes_name(words.tokens[i]) and not words.in_name[i]:
            for k in range(i + 1, _end_of_name(words, i)):
                words.retag(k, "NE", words.tokens[k].text)


def takes_name(noun: Token) -> bool:
    """Whether a noun names one thing of a kind whose members have names: "Kraftwerk", not "Kraftwerken"."""
    if not noun.lemma.lower().endswith(tuple(listed("named_nouns"))):
        return False
    return any(r[1] != "p" for r in noun_readings(noun.text, noun.lemma))


def _end_of_name(words: MendedTokens, i: int) -> int:
    """Where the name behind the noun at ``i`` ends; ``i + 1`` if there is none."""
    k = i + 1
    if words.in_name[k] or not words.tokens[k].text[0].isupper():
        return k
    if words.quoted[k] and not words.quoted[i]:
        end = next((m for m in range(k, words.size) if not words.quoted[m]), words.size)
        return end if end - k <= _LONGEST_NAME and words.tags[end - 1] in NOUNS | {"ADJA", "CARD"} else k
    if words.tags[k] == "ADJA" and words.tag(k + 1) == "NN" and not words.tokens[k].text.endswith("er"):
        return k + 2  # "im Naturpark | Hohe Lenz"
    if words.tags[k] == "NN":
        return k + _is_bare_name(words, i)
    while k < words.size and words.tags[k] == "NE" and not words.in_name[k] and k < i + 3:
        k += 1
    return k


def _is_bare_name(words: MendedTokens, i: int) -> bool:
    """Whether the common noun behind the noun at ``i`` is its name, and nothing else that the verb has.

    "den Windpark | Rabenkopf", but "der Gemeinde | Geld geben", "dass das Haus | Personal sucht".
    """
    name = words.tokens[i + 1]
    if all(r[1] == "p" for r in noun_readings(name.text, name.lemma)):
        return False
    first = i - 1
    while first > 0 and words.tags[first] == "ADJA":
        first -= 1
    before = words.tag(first - 1) if first > 0 else ""
    called = name.text in places() or bool(first_name_gender(name.text))  # "die Grube | Adelheid"
    telling = called or name.lower.endswith(tuple(listed("estate_endings")))
    if words.tags[first] == "APPRART" or before in {"APPR", "APPRART"}:
        return telling
    article = words.tokens[first].lower
    return telling or article in {"des", "eines"} or (article == "den" and before != "NN")


def mend_opinions(words: MendedTokens) -> None:
    """ "seiner Meinung nach" is an adverb, also inside a phrase."""
    for i in range(words.size - 2):
        opinion = words.tokens[i + 1].lower in {"meinung", "ansicht", "auffassung", "einschätzung"}
        hearsay = words.tokens[i].lower == "dem" and words.tokens[i + 1].lower == "vernehmen"
        if ((opinion and words.tags[i] == "PPOSAT") or hearsay) and words.tokens[i + 2].lower == "nach":
            for k in (i, i + 1, i + 2):
                words.retag(k, "ADV")


def mend_comparing(words: MendedTokens) -> None:
    """ "Weniger | Verkehr": before a noun without article it says how much, unless something is no more."""
    for i in range(words.size - 1):
        if words.tags[i] != "ADV" or words.tokens[i].lower not in listed("comparing_determiners"):
            continue
        noun = i + 1 + (words.tags[i + 1] == "ADJA")
        before = [token.lower for token in words.tokens[max(0, i - 3) : i]]
        ended = any(word == "nicht" or word.startswith("kein") for word in before)
        if words.tag(noun) == "NN" and not ended:
            words.retag(i, "PIAT")


def mend_amounts(words: MendedTokens) -> None:
    """ "bis zu" before a number is an adverb: "bis zu sechs Millionen Bürger haben …"."""
    for i in range(words.size - 2):
        if (
            words.tokens[i].lower == "bis"
            and words.tokens[i + 1].lower == "zu"
            and words.tags[i + 2] == "CARD"
        ):
            words.retag(i, "ADV")
            words.retag(i + 1, "ADV")
