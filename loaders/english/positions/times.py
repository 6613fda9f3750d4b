"""Whether a position of an English text still holds: not what was held "formerly", or in a year gone by."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from loaders.articles.findings import Document, Standing, When
from loaders.english.positions.context import Stated


def standing_of(found: Stated, document: Document) -> tuple[Standing, When | None]:
    """Whether a position holds now, and when it did where the sentence names a year gone by."""
    if found.sense.standing is not Standing.NOW:
        return found.sense.standing, When(found.sense.reason)
    year = _year(found, document)
    if year is None:
        return Standing.NOW, None
    when = When(f"in {year}", dt.date(year, 1, 1), dt.date(year, 12, 31))
    return Standing.THEN, when


def _year(found: Stated, document: Document) -> int | None:
    """The year before the publication in which a past verb took place: "had voted against it in 2022"."""
    if document.published is None:
        return None
    tokens = found.clause.tokens
    past = tokens[found.clause.verb.start].tag in {"VVD", "VHD", "VBD", "VDD"}
    for before, token in pairwise(tokens):
        if past and before.lower == "in" and token.text.isdigit() and len(token.text) == 4:
            year = int(token.text)
            if 1900 <= year < document.published.year:
                return year
    return None
