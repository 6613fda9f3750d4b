"""German number words and digits."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.lexicon.tables import content

_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")


@lru_cache(maxsize=4096)
def number(word: str) -> float | None:
    """The value of a number word below 200 or of digits ("dreieinhalb" is 3.5), or ``None``."""
    low = word.lower()
    if _DIGITS.fullmatch(low):
        return float(low.replace(".", "").replace(",", "."))
    known = content("dates")["numbers"]
    if low in known:
        return float(known[low])
    if low.endswith("einhalb") and (whole := number(low.removesuffix("einhalb"))) is not None:
        return whole + 0.5
    one, joint, ten = low.partition("und")
    if joint and one in known and ten in known and known[one] < 10 <= known[ten]:
        return float(known[one] + known[ten])
    return None
