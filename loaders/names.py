# ruff: noqa: E501, SIM905, RUF021, SIM114
"""Personal names in running text: titles, first names, initials, particles, last names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.nouns import Gender, analyse
from loaders.tables import read_table
from loaders.tokens import Token

TITLES = frozenset(
    "Dr. Dr Prof. Prof Professor Herr Herrn Frau Sir Lord Lady Dame Scheich Graf Gräfin Freiherr Pater Bruder Schwester "
    "h.c. Mr. Mrs. Ms. Mister Reverend Hodschatoleslam Dipl.-Ing. Mag. Magister jun. sen.".split()
)
_GENDERED_TITLES = {
    "Herr": "m",
    "Herrn": "m",
    "Frau": "f",
    "Sir": "m",
    "Lord": "m",
    "Lady": "f",
    "Mr.": "m",
    "Mrs.": "f",
}
PARTICLES = frozenset(
    "von van de del della der den dem di da do dos du la le el al bin ibn ben ten ter zu zur und y".split()
)
LAST_NAME_STARTS = frozenset({"von", "van", "de", "zu", "al", "el", "da"})
_PARTICLE_STARTS = PARTICLES - {"der", "den", "dem", "und", "zur", "y"}
LONGEST_NAME = 7  # words
_ARABIC = re.compile(r"(?:al|el|as|at|ad|an|ar|asch|az|ed|ul|ur)-[A-ZÄÖÜ]")

_NAME_TAGS = frozenset({"NE", "FM", "XY"})


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: tokens ``start`` to ``end`` (exclusive), without the title in ``words``.

    ``sure`` is true if a first name or a title proves it; else the context has to.
    """

    start: int
    end: int
    words: tuple[str, ...]
    gender: Gender
    sure: bool
    title: str = ""

    @property
    def text(self) -> str:
        """The words with spaces."""
        return " ".join(self.words)


@cache
def first_names() -> dict[str, str]:
    """First name to m, f or u."""
    found: dict[str, str] = {}
    for row in read_table("first_names.tsv"):
        for name in row["names"].split():
            known = found.get(name)
            found[name] = row["gender"] if known in (None, row["gender"]) else "u"
    return found


@cache
def places() -> frozenset[str]:
    """Names of places that are no states, of one or several words, with their genitives."""
    names = [p.strip() for row in read_table("places.tsv") for p in row["places"].split(";")]
    return frozenset(names) | frozenset(n + "s" for n in names if n[-1] not in "sxz")


def first_name_gender(word: str) -> str:
    """m, f, u, or empty if ``word`` is no known first name; hyphenated names by their first part."""
    known = first_names()
    if word in known:
        return known[word]
    parts = word.replace("‑", "-").split("-")
    if (
        len(parts) == 2
        and all(p[:1].isupper() for p in parts)
        and parts[0] in known
        and analyse(word) is None
    ):
        return known[parts[0]]
    return ""


def is_initial(word: str) -> bool:
    """Whether ``word`` is an initial such as "W." or a pair of capitals such as "JD"."""
    return (len(word) == 2 and word[0].isupper() and word[1] == ".") or word in {"JD", "J.D.", "H.W.", "J.R."}


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) > 1) and word[-1] != "."


def is_name_word(token: Token) -> bool:
    """Whether the token alone looks like part of a name: a capitalised word that is no known noun."""
    return _is_capital(token.text) and token.tag in _NAME_TAGS and not _is_role(token.text)


def _is_role(word: str) -> bool:
    noun = analyse(word)
    return noun is not None and noun.head.noun != word


_KNOWN_NOUNS = frozenset(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August September "
    "Oktober November Dezember Ostern Pfingsten Weihnachten Internet Uhr Jahr Prozent Euro Dollar Millionen Milliarden "
    "Grad Kilometer Meter Tonnen Tag Woche Monat Ende Anfang Mitte Sommer Winter Frühjahr Herbst Recht Kritik Sicht Krieg "
    "Frieden Angaben".split()
)


def _follows_first_name(token: Token) -> bool:
    """Whether the token can be a last name after a first name, whatever its tag."""
    word = token.text
    if not _is_capital(word) or word in _KNOWN_NOUNS or token.tag in {"ART", "APPR", "KON", "KOUS", "PPER"}:
        return False
    noun = analyse(word)
    return (
        noun is None
        or token.tag == "NE"
        or noun.base == word
        and not noun.modifier
        and noun.head.rank in {"group", "function", "person", "state"}
    )


def read_name(
    tokens: Sequence[Token], start: int, after_role: bool, stop: frozenset[int] = frozenset()
) -> Name | None:
    """The personal name that begins at ``start``, or ``None``.

    ``after_role`` says that a role stands directly before, which is proof enough; ``stop`` holds the places
    where a name of the gazetteer begins, which no personal name runs over.
    """
    i, title = start, ""
    while i < len(tokens) and tokens[i].text in TITLES:
        title = tokens[i].text
        i += 1
    words, gender, sure, i = _read_words(tokens, i, after_role or bool(title), stop)
    if not words or (len(words) == 1 and not (title or after_role or sure or tokens[i - 1].tag == "NE")):
        return None
    if len(words) == 1 and first_name_gender(words[0]) and not title and not after_role:
        sure = False
    gender = _GENDERED_TITLES.get(title, gender)
    return Name(start, i, tuple(words), gender, sure or bool(title), title)  # type: ignore[arg-type]


def _read_words(
    tokens: Sequence[Token], start: int, lenient: bool, stop: frozenset[int]
) -> tuple[list[str], str, bool, int]:
    """The words of a name from ``start``, its gender, whether a first name proves it, and the end."""
    words: list[str] = []
    gender, sure, last_given, i = "", False, False, start
    while i < len(tokens) and i - start < LONGEST_NAME and i not in stop:
        token = tokens[i]
        given = first_name_gender(token.text)
        if given and (not words or last_given):
            gender, last_given = gender or ("" if given == "u" else given), True
            sure = sure or (not words)
        elif is_initial(token.text) and (words or lenient or _name_follows(tokens, i + 1)):
            sure, last_given = sure or not words, True
        elif (
            token.text in _PARTICLE_STARTS
            and words
            and last_given
            and (n := _after_particle(tokens, i, stop))
        ):
            words += [t.text for t in tokens[i:n]]
            return words, gender, True, n
        elif _is_capital(token.text) and words and last_given and _follows_first_name(token):
            last_given = False
        elif is_name_word(token) and (not words or len(words) < 4) and token.text not in _KNOWN_NOUNS:
            last_given = False
        elif _ARABIC.match(token.text) and (words or lenient):
            last_given = False
        else:
            break
        words.append(token.text)
        i += 1
    while words and is_initial(words[-1]) and len(words) == 1:
        return [], "", False, start
    return words, gender, sure and len(words) > 1, i


def particle_names(tokens: Sequence[Token]) -> Iterator[str]:
    """Last names with particles that follow a first name in these tokens: "von der Leyen"."""
    for i in range(1, len(tokens)):
        if tokens[i].text in _PARTICLE_STARTS and first_name_gender(tokens[i - 1].text):
            end = _after_particle(tokens, i, frozenset())
            if end is not None:
                yield " ".join(t.text for t in tokens[i:end])


def _name_follows(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and (is_name_word(tokens[i]) or is_initial(tokens[i].text))


def _after_particle(tokens: Sequence[Token], start: int, stop: frozenset[int]) -> int | None:
    """The end of a last name with particles that begin at ``start`` ("von der Leyen"), or ``None``."""
    i = start
    while i < len(tokens) and i - start < 4 and tokens[i].text in PARTICLES:
        i += 1
    if i >= len(tokens) or i in stop or not _is_capital(tokens[i].text) or tokens[i].text in places():
        return None
    if analyse(tokens[i].text) is not None and tokens[i].tag != "NE":
        return None
    return i + 1
