"""Words of a question and of a label made comparable: folded, stemmed, compared, compounds included.

Stems come from Snowball's German stemmer, which also joins many verbs with their nouns ("abschalten",
"Abschaltung"). How alike two stems are (``likeness``) counts compound parts and small typing errors.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import DamerauLevenshtein

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SEPARABLE = "ab|an|auf|aus|ein|zurueck|zusammen|zu|vor|nach|mit|bei|durch|still|fort|weg|los|her|hin|fest"
_PARTICIPLE = re.compile(rf"^({_SEPARABLE})(?:ge|zu)(?=.{{4}})(.+?)(?:t|et|en)?$")
_VERB_FORM = re.compile(r"^(?:ge)?(.{3,}?)e?t$")


class _Stemmer(threading.local):
    """The stemmer of one thread: it keeps the word it is at in itself, so that threads would spoil each
    other's ("string index out of range", or the stem of another word, which is kept for good)."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("german").stemWord


_STEMMER = _Stemmer()

SHORTEST_PART = 4
"""Letters a compound part must have to count: shorter ones ("eu", "rat") turn up in words by chance."""


def fold(text: str) -> str:
    """``text`` in lower case with umlauts spelled out and accents removed."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    if lowered.isascii():  # as nearly all words are
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def parts(text: str) -> list[str]:
    """The words of ``text`` as they are written; hyphenated words fall into their parts."""
    return _WORD.findall(text)


def words(text: str) -> list[str]:
    """The folded words of ``text``; hyphenated words fall into their parts."""
    return [fold(word) for word in parts(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; a participle or zu-infinitive gives the stem of its verb."""
    participle = _PARTICIPLE.match(word)
    if participle:
        word = participle[1] + participle[2]
    if word.endswith("baus"):  # a genitive that the stemmer leaves
        word = word[:-1]
    root: str = _STEMMER.stem(word)
    return root if len(root) > 2 else word


def verb_roots(stemmed: str) -> tuple[str, ...]:
    """The stems that the verb of a participle or a finite form may have ("gebaut" → "bau")."""
    match = _VERB_FORM.match(stemmed)
    return (match[1],) if match else ()


def stems(text: str) -> list[str]:
    """The stems of the words of ``text`` in order."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=256)
def stems_of_text(text: str) -> frozenset[str]:
    """The different stems of a whole text; kept for the texts that were asked about last."""
    return frozenset(stems(text))


@lru_cache(maxsize=200_000)
def likeness(asked: str, known: str) -> float:
    """How well the stem ``known`` answers to the stem ``asked``, from 0 (not at all) to 1 (the same).

    A compound answers to its head ("Garantie" finds "Sicherheitsgarantie") and to its modifier
    ("Atomkraft" finds "Atomkraftwerk"), and a word with a typing error to the right one.
    """
    if asked == known:
        return 1.0
    if min(len(asked), len(known)) < SHORTEST_PART or _is_opposite(asked, known):
        return 0.0
    return max(_in_compound(asked, known), _same_beginning(asked, known), _mistyped(asked, known))


def _is_opposite(asked: str, known: str) -> bool:
    """Whether one is the other with "un-" before it, also in a compound ("Machtungleichheit")."""
    one, other = sorted((asked, known), key=len)
    at = other.find("un" + one)
    return at >= 0 and (at == 0 or other[at - 1] in _JOINTS)


_JOINTS = "nrst"
"""Last letters of the part of a compound before "un-"; no noun in "-un" ("Zaun") has one of them."""


def _in_compound(asked: str, known: str) -> float:
    """How well the compound or derived word ``known`` answers to a part of it."""
    if known.endswith(asked) and asked not in _NEVER_HEADS:
        return 0.9
    if _derived(asked, known):
        return 0.85
    if known.startswith(asked):
        return 0.85 if len(asked) > SHORTEST_PART else 0.7
    if len(asked) >= 7 and asked in known:
        return 0.7
    return 0.65 if len(asked) >= 9 and asked[: -len(asked) // 4] in known else 0.0


_NEVER_HEADS = {"anti", "inter", "super", "multi"}
_ENDINGS = ("isch", "ian", "er", "erin", "in", "lich", "e", "s", "n")


def _derived(one: str, other: str) -> bool:
    """Whether one stem is the other with an ending of derivation ("ukrain", "ukrainisch")."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _same_beginning(one: str, other: str) -> float:
    """Two forms of one word that the stemmer leaves apart ("verlang", "verlaenger")."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return 0.75 if same >= 6 and same >= 0.75 * max(len(one), len(other)) else 0.0


SLIPS = (0.8, 0.7)
"""Likeness of words that are one or two slips apart."""


def _mistyped(one: str, other: str) -> float:
    """One slip in five letters, two in nine: insertions, omissions, swaps."""
    longer = max(len(one), len(other))
    if longer < 5 or one[0] != other[0]:
        return 0.0
    allowed = 2 if longer >= 9 else 1
    slips = DamerauLevenshtein.distance(one, other, score_cutoff=allowed)
    return SLIPS[max(1, slips) - 1] if slips <= allowed else 0.0


_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("tsch|tch|kh", "ch"),
        ("sch", "sh"),
        ("dsch|dj", "j"),
        ("[ao]u(?=[^aeiou]|$)", "o"),
        ("([aou])e", r"\1"),
        ("t[sz]|z", "s"),
        ("ph", "f"),
        ("w", "v"),
        ("ck|c(?!h)", "k"),
        ("[jy]", "i"),
        ("(?<=[aeiou])h", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A folded name as it sounds, so that German and English spellings of one name meet.

    "Selenskyj" and "Zelensky" are names that a German and an English text transliterate differently;
    umlauts that someone leaves out altogether ("Rosler") come out the same, too.
    """
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def part_of(part: str, compound: str) -> tuple[int, int] | None:
    """The letters of ``compound`` that ``part`` covers as its first or last part, or ``None``."""
    if len(part) < SHORTEST_PART or len(part) >= len(compound):
        return None
    if compound.startswith(part):
        return 0, len(part)
    if compound.endswith(part):
        return len(compound) - len(part), len(compound)
    return None
