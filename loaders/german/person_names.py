"""Personal names in running text: titles, first names, initials, particles, last names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.german.tagger import is_strange
from loaders.german.tokens import Token
from loaders.lexicon.nouns import Gender, analyse
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept

LONGEST_NAME = 7  # words
ARABIC_ARTICLE = re.compile(r"(?:al|el|as|at|ad|an|ar|asch|az|ed|ul|ur)-(?=[A-ZÄÖÜ])")

_ROMAN = re.compile(r"[IVX]{1,5}")
_NAME_TAGS = frozenset({"NE", "FM", "XY"})
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_BEFORE_A_CLAUSE = frozenset({"$.", "$(", "KON", "KOUS"})


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


@kept
def first_names() -> dict[str, str]:
    """First name to m, f or u."""
    found: dict[str, str] = {}
    for row in read_table("first_names"):
        known = found.get(row["names"])
        found[row["names"]] = row["gender"] if known in (None, row["gender"]) else "u"
    return found


def place_names() -> tuple[str, ...]:
    """Names of places that are no states, of one or several words."""
    return tuple(row["places"] for row in read_table("places"))


@kept
def places() -> frozenset[str]:
    """The same with their genitives."""
    names = place_names()
    return frozenset(names) | frozenset(n + "s" for n in names if n[-1] not in "sxz")


@kept
def _first_particles() -> frozenset[str]:
    """Particles a last name can begin with."""
    return words("name_particles") - words("never_first_particles")


def _gender_of_title(title: str) -> str:
    if title in words("male_titles"):
        return "m"
    return "f" if title in words("female_titles") else ""


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
    return (len(word) == 2 and word[0].isupper() and word[1] == ".") or word in words("initials")


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) > 1) and word[-1] != "."


def is_name_word(token: Token) -> bool:
    """Whether the token alone looks like part of a name: a capitalised word that is no known noun."""
    return _is_capital(token.text) and token.tag in _NAME_TAGS and not _is_role(token.text)


def _is_role(word: str) -> bool:
    noun = analyse(word)
    return noun is not None and noun.head.noun != word


def _follows_first_name(token: Token, after_role: bool) -> bool:
    """Whether the token can be a last name after a first name, whatever its tag.

    After a role some months and days are names: "Die Abgeordnete Ruth Mai", but "traf Ruth Mai und Juni".
    """
    word = token.text
    named = after_role and word in words("calendar_surnames")
    if (
        not _is_capital(word)
        or (word in words("never_last_names") and not named)
        or word in words("titles")
        or token.tag in {"ART", "APPR", "KON", "KOUS", "PPER"}
    ):
        return False
    noun = analyse(word)
    return (
        noun is None
        or token.tag == "NE"
        or (
            noun.base == word
            and not noun.hyphen
            and noun.head.rank in {"group", "function", "person", "state"}
        )
    )


def read_name(
    tokens: Sequence[Token], start: int, after_role: bool, stop: frozenset[int] = frozenset()
) -> Name | None:
    """The personal name that begins at ``start``, or ``None``.

    ``after_role`` says that a role stands directly before, which is proof enough; ``stop`` holds the places
    where a name of the gazetteer begins, which no personal name runs over.
    """
    i, title = start, ""
    while i < len(tokens) and tokens[i].text in words("titles"):
        title = tokens[i].text
        i += 1
    parts, gender, sure, i = _read_words(tokens, i, after_role or bool(title), stop)
    if not parts or (len(parts) == 1 and not (title or after_role or sure or tokens[i - 1].tag == "NE")):
        return None
    if len(parts) == 1 and first_name_gender(parts[0]) and not title and not after_role:
        sure = False
    gender = _gender_of_title(title) or gender
    return Name(start, i, tuple(parts), gender, sure or bool(title), title)  # type: ignore[arg-type]


def _read_words(
    tokens: Sequence[Token], start: int, lenient: bool, stop: frozenset[int]
) -> tuple[list[str], str, bool, int]:
    """The parts of a name from ``start``, its gender, whether a first name proves it, and the end."""
    parts: list[str] = []
    gender, sure, last_given, i = "", False, False, start
    while i < len(tokens) and i - start < LONGEST_NAME and i not in stop:
        token = tokens[i]
        given = first_name_gender(token.text)
        if given and (not parts or last_given):
            gender, last_given = gender or ("" if given == "u" else given), True
            sure = sure or (not parts)
        elif is_initial(token.text) and (parts or lenient or _name_follows(tokens, i + 1)):
            sure, last_given = sure or not parts, True
        elif parts and last_given and token.text in words("noble_titles"):
            pass  # "Anna Gräfin von Beispiel"
        elif (
            parts
            and (last_given or ARABIC_ARTICLE.match(parts[-1]) or _is_inner(token, parts, sure or lenient))
            and (end := _after_particle(tokens, i, stop))
        ):
            return [*parts, *(t.text for t in tokens[i:end])], gender, True, end
        elif _continues(token, parts, last_given, lenient) or _is_borne(tokens, i, parts, last_given):
            last_given = False
        elif lenient and len(parts) == 1 and _is_strange_last(tokens, i):
            return [*parts, token.text], gender, True, i + 1
        elif lenient and not parts and _is_strange_first(tokens, i):
            sure, last_given = True, True
        elif parts and token.text in words("calendar_surnames") and _name_follows(tokens, i + 1):
            pass  # "Thi Mai Nguyen"
        elif parts and last_given and _is_ordinal(tokens, i):
            return [*parts, tokens[i].text + "."], gender, True, i + 2
        else:
            break
        parts.append(token.text)
        i += 1
    if len(parts) == 1 and is_initial(parts[0]):
        return [], "", False, start
    return parts, gender, sure and len(parts) > 1, i


def _is_inner(token: Token, parts: Sequence[str], proven: bool) -> bool:
    """Whether a particle joins two last names: "Carlos Mesa da Costa", but not "Rio de Janeiro"."""
    return proven and len(parts) > 1 and token.text in words("inner_particles")


def _is_ordinal(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number of a ruler is at ``i``: "Karl V.", "Johannes Paul II."."""
    return bool(_ROMAN.fullmatch(tokens[i].text)) and i + 1 < len(tokens) and tokens[i + 1].text == "."


def _continues(token: Token, parts: Sequence[str], after_given: bool, lenient: bool) -> bool:
    """Whether a word that is no first name goes on with a name, or begins one."""
    if parts and after_given and _is_capital(token.text) and _follows_first_name(token, lenient):
        return True
    if ARABIC_ARTICLE.match(token.text):
        return bool(parts) or lenient
    named = is_name_word(token) or (bool(parts) and _is_built_like_a_noun(token))
    return named and len(parts) < 4 and token.text not in words("never_last_names")


def _is_built_like_a_noun(token: Token) -> bool:
    """Whether a name only ends like a noun for persons: "Wichmann", which the tagger takes for a name."""
    noun = analyse(token.text)
    return token.tag == "NE" and noun is not None and bool(noun.modifier) and not noun.hyphen


def _is_borne(tokens: Sequence[Token], i: int, parts: Sequence[str], after_given: bool) -> bool:
    """Whether a word that is mostly no last name is one: the whole subject is "Ruth Mai", nothing else."""
    before = tokens[i - 2].tag if i > 1 else "$."
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    begins = before in _BEFORE_A_CLAUSE or (i > 1 and _is_role(tokens[i - 2].text))
    ends = after is not None and (after.tag in _FINITE or after.text == "(")
    given = after_given and len(parts) == 1 and tokens[i].text in words("never_last_names")
    return given and begins and ends


def _is_strange_last(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is no noun follows the first name behind a role: "Landrat Harm Ennen".

    Not behind a genitive: "Landrat Tjarks Umgehungsweg".
    """
    return _is_strange_noun(tokens[i]) and tokens[i - 1].text[-1] not in "sxzß"


def _is_strange_first(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is no noun stands between a role and a name: "Direktorin Telse Hinrichs"."""
    return _is_strange_noun(tokens[i]) and i + 1 < len(tokens) and is_name_word(tokens[i + 1])


def _is_strange_noun(token: Token) -> bool:
    known = token.tag != "NN" or not _is_capital(token.text) or analyse(token.text) is not None
    return not known and is_strange(token.text)


def particle_names(tokens: Sequence[Token]) -> Iterator[str]:
    """Last names with particles that follow a first name in these tokens: "von der Leyen"."""
    particles = _first_particles()
    for i in range(1, len(tokens)):
        if tokens[i].text in particles and first_name_gender(tokens[i - 1].text):
            end = _after_particle(tokens, i, frozenset())
            if end is not None:
                yield " ".join(t.text for t in tokens[i:end])


def _name_follows(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and (is_name_word(tokens[i]) or is_initial(tokens[i].text))


def _after_particle(tokens: Sequence[Token], start: int, stop: frozenset[int]) -> int | None:
    """The end of a last name with particles that begin at ``start`` ("von der Leyen"), or ``None``."""
    i = start
    if tokens[start].text not in _first_particles():
        return None
    while i < len(tokens) and i - start < 4 and tokens[i].text in words("name_particles"):
        i += 1
    if i >= len(tokens) or i in stop or not _is_capital(tokens[i].text) or tokens[i].text in places():
        return None
    if analyse(tokens[i].text) is not None and tokens[i].tag != "NE":
        return None
    return i + 1
