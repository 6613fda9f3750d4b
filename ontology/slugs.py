"""Readable identifiers: one way to make a slug from a label, shared by every room."""

import re
import unicodedata

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l", "đ": "d"}
)


def slugify(label: str) -> str:
    """An ASCII slug of ``label``: lower case, words joined by hyphens, umlauts spelled out.

    A label without a single ASCII letter or digit gives its code points in hexadecimal, so that two
    such labels never share a slug. The empty label raises ``ValueError``.
    """
    if not label.strip():
        raise ValueError("an empty label has no slug")
    lowered = unicodedata.normalize("NFC", label).lower().translate(_GERMAN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug or "u" + "-".join(f"{ord(c):x}" for c in label.strip()[:16])
