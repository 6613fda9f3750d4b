"""Whose voice a text is: the byline's name, else the medium it appeared in, else its title.

A byline is a short line of its own near the beginning or the end: "Von Anna Beispiel", "Ein Kommentar von
Anna Beispiel, Berlin", "Leitartikel: Anna Beispiel".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.articles.findings import Actor, ActorKind, Document
from loaders.german.person_names import first_name_gender, places
from loaders.german.tagger import knows_noun, tag_words
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept
from ontology.slugs import slugify

_NOBODY = "author"  # what the author of an unsigned text is called in his identifier
_LONGEST_LINE = 120  # code points of a byline
_LINES = 5  # first lines that are looked at
_LAST = 3  # last lines that are looked at
_LONGEST_TITLE = 60  # code points of a title that stands for its author
_NAME = r"[A-ZÄÖÜ][\w.’'-]+(?: (?:von|van|de|der|den|zu|al|el|bin)){0,2}(?: [A-ZÄÖÜ][\w.’'-]+){1,3}"


_TITLES = r"(?:(?:Dr|Prof|Dipl)\.(?:-Ing\.)? ?(?:h\. ?c\. )?(?:(?:med|jur|phil|rer|nat|pol)\. )*)*"
_ALONE = re.compile(rf"[(–—-]? ?{_TITLES}(?P<name>{_NAME})\)?(?P<role>, [^.!?:]+| \([^()]+\))?")
"""A line that is the name of somebody, with or without what he is."""


@kept
def _bylines() -> tuple[re.Pattern[str], ...]:
    genre, of = (
        "|".join(sorted(words("genres"))),
        "|".join(sorted(words("before_name"))),
    )
    names = rf"{_TITLES}(?P<names>{_NAME}(?:(?:, | und ){_NAME})*)"
    rest = r"(?=$|[,.|(/–-]| -)"
    return (
        re.compile(rf"^(?:Eine? )?(?P<genre>{genre})(?: (?:{of}) |: ?){names}{rest}"),
        re.compile(rf"^(?:{of}) {names}{rest}"),
    )


@kept
def _notice() -> re.Pattern[str]:
    """What a line about the author begins with: "Anna Beispiel ist", "Unsere Autorin Anna Beispiel"."""
    label = r"(?:[A-ZÄÖÜ][^.!?:]{2,30}: )?"
    who = rf"(?:(?:\w+ )?(?i:{'|'.join(sorted(words('authors')))}) )?"
    return re.compile(rf"{label}{who}{_TITLES}(?P<name>{_NAME})(?=,? [a-zäöüß\d(])")


def byline(text: str, *, reporting: bool = True) -> str | None:
    """The name or names in the byline of ``text`` ("Anna Beispiel und Ulf Probe"), or ``None``.

    Without ``reporting`` nobody is named who only asks or reports: "Interview: Anna Beispiel".
    """
    lines = _outer_lines(text)
    titled, plain = _bylines()
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        found = titled.match(line) or plain.match(line)
        if found is None or (not reporting and found.groupdict().get("genre") in words("reporting")):
            continue
        listed = _people(found["names"])
        names = _without_roles(listed)
        rest = line[found.start("names") + len(listed) :].strip(" ,|–-")
        alone = not reporting and not rest  # in a text that says "ich"
        told = found.re is titled or first_name_gender(names.split()[0]) or alone or _is_role(rest)
        if told and is_name(names):
            return names
    return None


def signed(text: str, *, comment: bool = False) -> str | None:
    """Whom a text says to have written it: "Anna Beispiel ist Landwirtin", "Die Autorin leitet …".

    The author of whom only "die Autorin" is said stands alone in a line near the beginning or the end; in a
    text that calls itself a commentary (``comment``) the one name that stands so is the author's, too.
    """
    lines = _outer_lines(text)
    if not lines:
        return None
    said = _notice().match(lines[-1])
    if said is not None and is_name(said["name"]) and _is_apart(said["name"], text, lines):
        return said["name"]
    below = words("authors") & {word.lower() for word in lines[-1].split()[:2]}
    found = [name for line in lines if (name := _ALONE.fullmatch(line)) is not None and is_name(name["name"])]
    told = [name["name"] for name in found if below or _is_role((name["role"] or "").strip(", ("))]
    alone = [name["name"] for name in found if comment and text.count(name["name"].split()[-1]) == 1]
    return next(iter(told or (alone if len({*alone}) == 1 else [])), None)


def _is_apart(name: str, text: str, lines: Sequence[str]) -> bool:
    """Whether a text names somebody only in a notice, and in a line of its own near the beginning."""
    alone = sum(_ALONE.fullmatch(line) is not None and name in line for line in lines[:_LINES])
    return text.count(name) == 1 + alone


def is_name(name: str) -> bool:
    """Whether words are shaped like the name of a person: with a known first name, or of no known words."""
    first, *_, last = name.split()
    if first_name_gender(first):
        return True
    noun = analyse(first) is not None or knows_noun(first) or knows_noun(last)
    small = words("singular_determiners") | words("plural_determiners")
    if noun or first in places() or first.lower() in small | words("before_name"):
        return False
    return tag_words([first, last])[0][0] != "ADJA"  # "Neue Mitte"


def _is_role(rest: str) -> bool:
    """Whether what stands behind a name says what somebody is: "Landrätin von Tannau"."""
    noun = analyse(rest.split(maxsplit=1)[0].rstrip(",.")) if rest else None
    return noun is not None and noun.head.family == "person"


def _people(names: str) -> str:
    """Those of several names that are names: not the office in "Anna Beispiel, Landrätin von Tannau"."""
    before, comma, after = names.partition(", ")
    return names if comma and not _is_role(after) else before


def _outer_lines(text: str) -> list[str]:
    """The first and last lines of a text, where bylines stand."""
    first = [line.strip() for line in text[:4000].splitlines()[: 3 * _LINES] if line.strip()][:_LINES]
    return first + [line.strip() for line in text[-2000:].splitlines() if line.strip()][-_LAST:]


def _without_roles(name: str) -> str:
    """A name without titles and offices before it: "Pastorin Anna Beispiel", "Prof. Dr. Anna Beispiel"."""
    parts = name.split()
    while len(parts) > 2 and not first_name_gender(parts[0]):
        parts = parts[1:]
    return " ".join(parts) if first_name_gender(parts[0]) else name


def author_of(document: Document) -> Actor:
    """The voice of ``document`` as an actor with a name that people can read.

    Whoever signs two articles is one actor; the voice of an unsigned text belongs to this text alone.
    """
    name = document.author or byline(document.text)
    if name is not None:
        return author_named(name)
    return Actor(
        f"actor/{document.room}/{_NOBODY}", unsigned(document, "de"), ActorKind.AUTHOR, aliases=("Autor",)
    )


def author_named(name: str) -> Actor:
    """Who signed a commentary with his name."""
    return Actor(f"actor/{slugify(name)}", name, ActorKind.AUTHOR, aliases=("Autor",))


def is_unsigned(actor: Actor) -> bool:
    """Whether somebody is the voice of a text of whom it does not tell the name."""
    return actor.kind is ActorKind.AUTHOR and actor.id.endswith(f"/{_NOBODY}")


def unsigned(document: Document, language: str) -> str:
    """What the author of an unsigned text is called in German (``de``) or English (``en``)."""
    medium = document.source if document.source and "/" not in document.source else None
    title = document.title
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", maxsplit=1)[0].rstrip(",;:–-") + " …"
    of = f"{medium}, " if medium else ""
    return f"Autor/in ({of}„{title}“)" if language == "de" else f"author ({of}“{title}”)"
