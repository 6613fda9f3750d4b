"""Forms that name all genders in one spelling: "Lehrer*innen", "LehrerInnen", "Lehrer/in" as "Lehrer:in".

Readers of words know this one spelling (``loaders.lexicon.gendered``). Articles, pronouns and adjectives are
read in the form that agrees with it ("ein*e" as "eine"), compounds without it ("Lehrer:innenmangel" as
"Lehrermangel"), and "Bürgerinnen und Bürger" as the one noun it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.articles.reading_view import Edit
from loaders.lexicon.tables import words
from ontology.in_force import kept

_NOUN = re.compile(
    r"\b(?P<noun>[A-ZÄÖÜ][^\W_]{1,40}?)"
    r"(?P<mark>(?:[:*_·•’]|/-?)[iI]n|(?<=[a-zäöüß])In|(?P<open>\()in)(?P<plural>nen)?(?(open)\))"
    r"(?P<rest>\w|-\w)?"
)
_ENDING = re.compile(r"(?<=[a-zäöüß]e)(?:[:*_]-?[rnsm]|/-?[rn])(?![^\W_])")
_ARTICLE = re.compile(r"\b[kmdsKMDS]?[eE]in(?P<mark>[:*_]|/-?)e(?![^\W_])")
_PAIR = re.compile(r"\b(?P<one>[A-Za-z]{2,4})[:*_/](?P<other>[a-z]{2,4})(?![^\W_])")
_BOTH = re.compile(
    r"\b(?P<one>[A-ZÄÖÜ][\w-]{1,40})\s(?:und|oder|sowie|bzw\.|wie)\s(?P<other>[A-ZÄÖÜ][\w-]{2,40})\b"
)
_WITHOUT_UMLAUT = str.maketrans("äöüÄÖÜ", "aouAOU")
_LONGEST_ENDING = 4  # letters that a masculine plural has more than the stem of its feminine


def one_spelling(text: str) -> Iterator[Edit]:
    """Nouns for all genders with a colon; in the first part of a compound without what makes them one."""
    for found in _NOUN.finditer(text):
        mark, plural, rest = found["mark"], found["plural"] or "", found["rest"]
        doubtful = mark[0] == "(" or mark.lower() == "/in" or (mark == "In" and not plural)
        if doubtful and not found["noun"].endswith(tuple(words("before_in"))):
            continue
        start, end = found.end("noun"), found.start("rest") if rest else found.end()
        if rest and plural and (rest[0] == "-" or rest.islower()):
            yield Edit(start, end, "")
        elif not rest and text[start:end] != f":in{plural}":
            yield Edit(start, end, f":in{plural}")


def agreeing_words(text: str) -> Iterator[Edit]:
    """Articles, pronouns and adjectives for all genders in the form that stands before a feminine."""
    edits = [Edit(m.start(), m.end(), "") for m in _ENDING.finditer(text)]
    edits += [Edit(m.start("mark"), m.end("mark"), "") for m in _ARTICLE.finditer(text)]
    for found in _PAIR.finditer(text):
        read = _pairs().get(f"{found['one'].lower()}:{found['other']}")
        if read is not None:
            edits.append(
                Edit(found.start(), found.end(), read.title() if found["one"][0].isupper() else read)
            )
    return iter(sorted(edits))


def one_noun(text: str) -> Iterator[Edit]:
    """ "Bürgerinnen und Bürger", in either order, as "Bürger"."""
    for found in _BOTH.finditer(text):
        feminine, other = found["one"], found["other"]
        if other.endswith("innen"):
            feminine, other = other, feminine
        if feminine.endswith("innen") and _is_same(feminine.removesuffix("innen"), other):
            yield Edit(found.start(), found.end(), other)


def _is_same(stem: str, plural: str) -> bool:
    """Whether a plural is that of the noun whose feminine has ``stem``: "Bäuer" and "Bauern"."""
    bare, whole = stem.translate(_WITHOUT_UMLAUT), plural.translate(_WITHOUT_UMLAUT)
    return whole.startswith(bare) and len(whole) - len(bare) <= _LONGEST_ENDING


@kept
def _pairs() -> dict[str, str]:
    """ "der:die" to "die"."""
    return dict(pair.split("=") for pair in words("gender_pairs"))
