"""Whether a position of an English text still holds: not what was held "formerly", or in a year gone by."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from loaders.articles.findings import Document, Standing, When
from loaders.english.positions.context import Stated
from loaders.english.vocabulary import words

_UNTIL = 3  # words after "until" in which the time stands
_THEN = frozenset({"now", "then", "recently"})


def standing_of(found: Stated, document: Document) -> tuple[Standing, When | None]:
    """Whether a position holds now, and when it did where the sentence names a year gone by."""
    if found.sense.standing is not Standing.NOW:
        return found.sense.standing, When(found.sense.reason)
    if _is_past(found) and _ends(found):
        return Standing.OVER, When("until")
    if _is_past(found) and _is_long_ago(found):
        return Standing.THEN, When("ago")
    year = _year(found, document)
    if year is None:
        return Standing.NOW, None
    when = When(f"in {year}", dt.date(year, 1, 1), dt.date(year, 12, 31))
    return Standing.THEN, when


def _year(found: Stated, document: Document) -> int | None:
    """The year before the publication in which a past verb took place: "had voted against it in 2022"."""
    if document.published is None:
        return None
    for before, token in pairwise(found.clause.tokens):
        if _is_past(found) and before.lower == "in" and token.text.isdigit() and len(token.text) == 4:
            year = int(token.text)
            if 1900 <= year < document.published.year:
                return year
    return None


def _is_past(found: Stated) -> bool:
    return found.clause.tokens[found.clause.verb.start].tag in {"VVD", "VHD", "VBD", "VDD"}


def _ends(found: Stated) -> bool:
    """Whether a day or year ends it: "until 2019", "until May"; a clause after "until" is a condition."""
    for i, token in enumerate(found.clause.tokens):
        if token.lower == "until":
            after = [t.lower for t in found.clause.tokens[i + 1 : i + 1 + _UNTIL]]
            if any(word in words("time_nouns") or word in _THEN or _is_year(word) for word in after):
                return True
    return False


def _is_long_ago(found: Stated) -> bool:
    """Whether it was "ten years ago", or something "was" so "before" something else."""
    clause = found.clause
    low = [token.lower for token in clause.tokens]
    ago = any(unit in words("long_times") and word == "ago" for unit, word in pairwise(low))
    governed = {low[p.preposition] for p in clause.prepositions if p.preposition is not None}
    return ago or (clause.verb.lemma == "be" and not clause.verb.passive and "before" in governed)


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4
