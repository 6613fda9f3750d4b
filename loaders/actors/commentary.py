"""Whether a text says of itself that it is a commentary: then its own voice takes positions."""

from __future__ import annotations

import re

from loaders.articles.findings import Document
from loaders.lexicon.tables import words
from ontology.in_force import kept

HEAD = 400  # code points at the beginning in which a text says what it is
FOOT = 200  # … and at its end


def is_commentary(document: Document) -> bool:
    """Whether a line at the head or foot of ``document`` calls it a commentary ("Ein Kommentar von …")."""
    text = document.text
    places = (document.title, text[:HEAD], text[-FOOT:] if len(text) > HEAD else "")
    return any(_pattern().search(place) for place in places)


@kept
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(sorted(words("commentary_kinds")))
    article = r"(?:(?:ein|eine|der|die|unser|unsere|zum) )?"
    after = r"(?: (?:von|der|des|zu|zum|zur)\b|[ \t]*(?:[:|/·•–„-]|$))"
    return re.compile(rf"(?:^|[|·•–] )[\W_]*{article}(?:{kinds}){after}", re.IGNORECASE | re.MULTILINE)
