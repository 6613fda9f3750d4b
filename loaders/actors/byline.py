"""Whose voice a text is: the byline's name, else the medium it appeared in, else its title.

A byline is a short line of its own near the beginning or the end: "Von Anna Beispiel", "Ein Kommentar von
Anna Beispiel, Berlin", "Leitartikel: Anna Beispiel".
"""

from __future__ import annotations

import re

from loaders.articles.findings import Actor, ActorKind, Document
from loaders.german.person_names import first_name_gender
from loaders.lexicon.tables import words
from ontology.in_force import kept
from ontology.slugs import slugify

_LONGEST_LINE = 120  # code points of a byline
_LINES = 5  # first and last lines that are looked at
_LONGEST_TITLE = 60  # code points of a title that stands for its author
_NAME = r"[A-ZÄÖÜ][\w.’'-]+(?: (?:von|van|de|der|den|zu|al|el|bin)){0,2}(?: [A-ZÄÖÜ][\w.’'-]+){1,3}"


@kept
def _patterns() -> tuple[re.Pattern[str], ...]:
    genre, of = (
        "|".join(sorted(words("genres"))),
        "|".join(sorted(words("before_name"))),
    )
    names = rf"(?P<names>{_NAME}(?:(?:, | und ){_NAME})*)"
    rest = r"(?=$|[,.|(/–-]| -)"
    return (
        re.compile(rf"^(?:Eine? )?(?:{genre})(?: (?:{of}) |: ?){names}{rest}"),
        re.compile(rf"^(?:{of}) {names}{rest}"),
    )


def byline(text: str) -> str | None:
    """The name or names in the byline of ``text`` ("Anna Beispiel und Ulf Probe"), or ``None``."""
    lines = [line.strip() for line in text[:4000].splitlines()[: 3 * _LINES] if line.strip()][:_LINES]
    lines += [line.strip() for line in text[-2000:].splitlines() if line.strip()][-2:]
    titled, plain = _patterns()
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        found = titled.match(line) or plain.match(line)
        if found is not None and (found.re is titled or first_name_gender(found["names"].split()[0])):
            return found["names"]
    return None


def author_of(document: Document) -> Actor:
    """The voice of ``document`` as an actor with a name that people can read.

    Whoever signs two articles is one actor; the voice of an unsigned text belongs to this text alone.
    """
    name = document.author or byline(document.text)
    if name is not None:
        return Actor(f"actor/{slugify(name)}", name, ActorKind.AUTHOR, aliases=("Autor",))
    return Actor(
        f"actor/{document.room}/author", unsigned(document, "de"), ActorKind.AUTHOR, aliases=("Autor",)
    )


def unsigned(document: Document, language: str) -> str:
    """What the author of an unsigned text is called in German (``de``) or English (``en``)."""
    medium = document.source if document.source and "/" not in document.source else None
    title = document.title
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", maxsplit=1)[0].rstrip(",;:–-") + " …"
    of = f"{medium}, " if medium else ""
    return f"Autor/in ({of}„{title}“)" if language == "de" else f"author ({of}“{title}”)"
