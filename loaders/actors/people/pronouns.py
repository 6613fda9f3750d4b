"""Words that point back: er, sie, dieser, dessen, sein, letzterer, beide; with what they agree."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.german.morphology import is_plural_verb
from loaders.german.tokens import Sentence, Token

_PERSONAL = {
    "er": ("m", False, True), "ihm": ("mn", False, False), "ihn": ("m", False, False),
    "sie": ("f", None, True), "ihr": ("f", False, False), "ihnen": ("", True, False),
    "es": ("n", False, True), "dieser": ("m", False, True), "jener": ("m", False, True),
    "diese": ("f", None, True),
}  # fmt: skip
_RELATIVE = {
    "der": ("m", False), "die": ("f", None), "das": ("n", False), "den": ("m", False), "dem": ("mn", False),
    "dessen": ("mn", False), "deren": ("f", None), "denen": ("", True), "welcher": ("m", False),
    "welche": ("f", None),
}  # fmt: skip
_ORDINALS = {
    "letzterer": ("m", False), "letzteren": ("m", False), "letzterem": ("mn", False),
    "letzteres": ("n", False), "letztere": ("f", None), "ersterer": ("m", False), "ersteren": ("m", False),
    "ersterem": ("mn", False), "ersteres": ("n", False), "erstere": ("f", None),
}  # fmt: skip
_BOTH = frozenset({"beide", "beiden", "beider"})
_HEADS = frozenset({"NN", "NE", "ADJA", "CARD", "TRUNC"})
_DEMONSTRATIVE = frozenset({"dieser", "jener", "diese"})
_SUBJECT_RELATIVES = frozenset({"der", "die", "das", "welcher", "welche"})
_OPENING_MARKS = frozenset({"„", '"', ":", "»", "“", "–", "-"})


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A word that points back; it agrees with ``genders`` (empty: any); ``plural`` is None if open."""

    sentence: Sentence
    token: Token
    form: str
    genders: str
    plural: bool | None
    subject: bool


def pronoun_at(sentence: Sentence, i: int) -> Pronoun | None:
    """The pronoun at place ``i``, or ``None``."""
    token = sentence.tokens[i]
    if token.lower in _ORDINALS:
        return _ordinal_at(sentence, i)
    if token.lower in _BOTH:
        return _both_at(sentence, i)
    read = _READERS.get(token.tag)
    return read(sentence, i) if read is not None else None


def _personal_at(sentence: Sentence, i: int) -> Pronoun | None:
    """ "Er", "sie", "dieser"; "Sie" inside a sentence is polite and means nobody."""
    token, word = sentence.tokens[i], sentence.tokens[i].lower
    if word not in _PERSONAL or (token.tag == "PDS" and word not in _DEMONSTRATIVE):
        return None
    if token.text == "Sie" and i > 0 and sentence.tokens[i - 1].text not in _OPENING_MARKS:
        return None
    genders, plural, subject = _PERSONAL[word]
    if word in {"sie", "diese"}:
        plural = _verb_is_plural(sentence, i)
        genders = "" if plural else "f"
    form = "pronoun" if token.tag == "PPER" else "demonstrative"
    return Pronoun(sentence, token, form, genders, plural, subject)


def _possessive_at(sentence: Sentence, i: int) -> Pronoun | None:
    token = sentence.tokens[i]
    if token.lower.startswith("sein"):
        return Pronoun(sentence, token, "possessive", "mn", False, False)
    if token.lower.startswith("ihr"):
        return Pronoun(sentence, token, "possessive", "f", None, False)
    return None


def _relative_at(sentence: Sentence, i: int) -> Pronoun | None:
    token = sentence.tokens[i]
    if token.lower not in _RELATIVE or not i or sentence.tokens[i - 1].text != ",":
        return None
    genders, plural = _RELATIVE[token.lower]
    return Pronoun(sentence, token, "relative", genders, plural, token.lower in _SUBJECT_RELATIVES)


def _ordinal_at(sentence: Sentence, i: int) -> Pronoun | None:
    """ "Letzterer", "erstere" without a noun."""
    token, after = sentence.tokens[i], sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    if after is not None and after.tag in _HEADS:
        return None
    genders, plural = _ORDINALS[token.lower]
    if plural is None:
        plural = _verb_is_plural(sentence, i)
        genders = "" if plural else genders
    subject = not token.lower.endswith(("n", "m"))
    return Pronoun(sentence, token, "ordinal", genders, plural, subject)


def _both_at(sentence: Sentence, i: int) -> Pronoun | None:
    """ "Beide", "die beiden" without a noun."""
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    if after is not None and after.tag in _HEADS:
        return None
    return Pronoun(sentence, sentence.tokens[i], "both", "", True, True)


def _verb_is_plural(sentence: Sentence, i: int) -> bool | None:
    """The number of the finite verb nearest to the pronoun; ``None`` if there is none in reach."""
    for step in (1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12):
        k = i + step
        if 0 <= k < len(sentence.tokens) and sentence.tokens[k].tag in {"VVFIN", "VAFIN", "VMFIN"}:
            return is_plural_verb(sentence.tokens[k].text)
    return None


_READERS = {"PPER": _personal_at, "PDS": _personal_at, "PPOSAT": _possessive_at, "PRELS": _relative_at}
