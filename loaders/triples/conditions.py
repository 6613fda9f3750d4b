"""Which of a document's issues a condition names ("falls es zu einem Waffenstillstand kommt")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.articles.findings import Issue

_WORD = re.compile(r"[^\W\d_][\w-]{3,}")


def issues_named(condition: str, issues: Iterable[Issue]) -> list[Issue]:
    """The issues all of whose content words (capitalised, four letters or more) occur in ``condition``.

    Inflected forms count as the same word: a shorter word that is the start of the longer one, with at
    most three letters of ending.
    """
    there = [word.lower() for word in _WORD.findall(condition)]
    return [issue for issue in issues if there and _named(issue.label, there)]


def _named(label: str, there: list[str]) -> bool:
    wanted = [word.lower() for word in _WORD.findall(label) if word[0].isupper()]
    return bool(wanted) and all(any(_same_word(w, t) for t in there) for w in wanted)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3
