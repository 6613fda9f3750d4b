"""Whose voice a text is by its head: a heading that names it, the label of its one turn, who greets guests.

"Rede von Anna Weber", "Liste Freies Tal – Wahlprogramm", "Rednerin: Anna Weber", "Landrätin Anna Weber beim
Deichfest" above "Liebe Gäste".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.articles.findings import ActorKind, Span
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors, name_at
from loaders.speech.voices.bodies import (
    body_at,
    coined_name,
    goes_no_further,
    is_body,
    is_office,
    name_of_body,
    with_acronym,
)

HEAD = 8  # lines in which a text says whose it is
LONGEST_LINE = 120  # code points of a heading or a signature

_WORD = re.compile(r"\w+")
PART = re.compile(r"[^\s:–—|·•>](?:[^:–—|·•>\n]*[^\s:–—|·•>])?")
"""The parts of a heading between colons and dashes."""

_ROLE = re.compile(r"(?P<role>\w+): (?=[A-ZÄÖÜ])")
_LABEL = re.compile(
    r"(?:(?:Dr|Prof)\. )*(?P<name>[A-ZÄÖÜ][^:,()]{2,60}?)"
    r"(?P<tail> \([^:()]{1,60}\)|, [A-ZÄÖÜ][^:.!?]{2,80})?:"
)
"""A line that is only the label of a turn: the name, and after it a party in brackets or an office."""


def named_in_head(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[tuple[Span, str]]:
    """The words of the head that name the voice of a text, and by what; the surest first."""
    head = lines[:HEAD]
    for k, line in enumerate(head):
        near = [*head[k + 1 : k + 2], *head[max(k - 1, 0) : k]]
        for named in (_around_genre(text, line, near, actors), _by_role(text, line)):
            if named is not None:
                body = is_body(text, named, actors)
                yield with_acronym(text, named) if body else named, "heading"
    greeting = greeting_line(text, lines)
    if greeting is not None:
        yield from ((named, "heading") for named in _greeting_person(text, lines[:greeting], actors))
    yield from ((named, "label") for named in _sole_label(text, lines, actors))


def is_letter(text: str, lines: Sequence[Span]) -> bool:
    """Whether the head calls a text a letter, or somebody is greeted in it who is written to."""
    genre = any(_genre(text, line) is not None for line in lines[:HEAD])
    greeting = greeting_line(text, lines)
    return genre or (greeting is not None and text[lines[greeting].end - 1] == ",")


def is_addressed(text: str, lines: Sequence[Span]) -> bool:
    """Whether a text is written or spoken to somebody, who may be named above it."""
    if any(_first_word(text, line) in words("voices.addressing") for line in lines[:HEAD]):
        return True
    greeting = greeting_line(text, lines)
    return greeting is not None and _first_word(text, lines[greeting]) not in words("voices.greeting_all")


def _first_word(text: str, line: Span) -> str:
    """The first word of a line in small letters; empty where it has none."""
    word = _WORD.search(text, line.start, line.end)
    return word.group().lower() if word is not None else ""


def _around_genre(text: str, line: Span, near: Sequence[Span], actors: Actors) -> Span | None:
    """Who is named around what a heading says the text is: "Neue Wege – Wahlprogramm der Liste Freies Tal".

    Beside it or in the lines ``near`` it a body or a person must stand alone, which no motto is.
    """
    parts = [Span(m.start(), m.end()) for m in PART.finditer(text, line.start, line.end)]
    for k, part in enumerate(parts):
        after = _after_genre(text, part, actors)
        if after is not None:
            return after
        genre = _genre(text, part)
        if genre is None or not _ends_there(text, genre, part.end):
            continue
        around = [*reversed(parts[:k]), *parts[k + 1 :], *(n for n in near if ":" not in n.of(text))]
        return next((b for b in around if is_body(text, b, actors) or _is_person(text, b, actors)), None)
    return None


def _ends_there(text: str, genre: int, end: int) -> bool:
    """Whether a heading goes on behind its genre only with an occasion: not "Rede sorgt für Streit"."""
    following = text[genre:end].split()
    return not following or not following[0].isalpha() or following[0].lower() in words("voices.occasions")


def _is_person(text: str, name: Span, actors: Actors) -> bool:
    """Whether words are a person with a name and no more than a title, an office or a party beside it."""
    actor = actors.actor_at(name)
    small = words("voices.inside") | words("voices.of")
    parts = name.of(text).replace("(", "").split()
    proper = all(part[0].isupper() or part in small for part in parts)
    return actor is not None and actor.kind is ActorKind.PERSON and " " in actor.name and proper


def _by_role(text: str, line: Span) -> Span | None:
    """Who is named behind a role: "Rednerin: Anna Weber"."""
    role = _ROLE.match(text, line.start, line.end)
    if role is None or role["role"].lower() not in words("voices.roles"):
        return None
    return name_of_body(text, role.end(), line.end) or name_at(text, role.end(), line.end)


def greeting_line(text: str, lines: Sequence[Span]) -> int | None:
    """The number of the line near the beginning in which guests or a reader are greeted."""
    for k, line in enumerate(lines[: HEAD + 2]):
        said = text[line.start : min(line.end, line.start + LONGEST_LINE)]
        first = "_".join(_WORD.findall(said.lower())[:2])
        begins = first in words("voices.greetings") or first.split("_")[0] in words("voices.greetings")
        if begins and any(mark in said for mark in ",!"):
            return k
    return None


def _greeting_person(text: str, head: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """The one person whom the lines above a greeting name; nobody in a letter, which names who reads it."""
    if any(_first_word(text, line) in words("voices.letter_heads") for line in head):
        return
    letters = tuple(words("voices.letters"))
    if any(word.endswith(letters) for line in head for word in _WORD.findall(line.of(text).lower())):
        return
    found: dict[str, Span] = {}
    for mention in actors.mentions:
        if not any(line.covers(mention.span) for line in head):
            continue
        actor = actors.actor_at(mention.span)
        if actor is not None and actor.kind is ActorKind.PERSON and " " in actor.name:
            found.setdefault(actor.id, mention.span)
    for named in found.values():
        if len(found) == 1 and text[named.end : named.end + 5] != " und ":  # beside somebody unknown
            yield named


def _genre(text: str, line: Span) -> int | None:
    """Where a heading has said what the text is: behind "Rede", "Auszug aus dem Programm"."""
    if line.end - line.start > LONGEST_LINE:
        return None
    for match in _WORD.finditer(text, line.start, line.end):
        word = match.group().lower()
        forms = {word, word.removesuffix("s"), word.removesuffix("es")}
        if any(form.endswith(tuple(words("voices.genres"))) for form in forms):
            return match.end()
        first = match.start() == line.start and word.endswith(("e", "er", "es"))
        if not first and word not in words("voices.leading") and not word.isdigit():
            return None  # "Kritik an der Rede von …"
    return None


def _after_genre(text: str, line: Span, actors: Actors) -> Span | None:
    """Who is named behind what a heading says the text is: "Offener Brief des Vereins"."""
    genre = _genre(text, line)
    after = text[genre : line.end].split() if genre is not None else []
    if genre is None or not after or after[0].lower() not in words("voices.of"):
        return None
    start = genre + len(after[0]) + 2
    body = name_of_body(text, start, line.end)
    if body is not None and goes_no_further(text, body.end, line.end):
        return body
    behind = _behind_office(text, start, line.end)
    person = name_at(text, behind, line.end) if behind != start else None
    if person is not None and goes_no_further(text, person.end, line.end):
        return person
    rest = Span(genre + 1, line.end)
    named = next((m.span for m in actors.mentions if rest.covers(m.span)), None)
    if named is None or len(text[genre : named.start].split()) > 1:
        named = name_at(text, start, line.end)
    ends = named is None or goes_no_further(text, named.end, line.end)
    if named is None or not ends or named.of(text).split()[-1] == after[1]:
        coined = coined_name(text, start, line.end)
        if coined is not None or len(after) > 2:
            return coined or body_at(text, start, line.end)
    return named if ends else None  # "Rede von Weber sorgt für Streit"


def _behind_office(text: str, start: int, end: int) -> int:
    """Where a name begins that may have an office before it: "Rede der Abgeordneten Jette Ahlers"."""
    first = text[start:end].split(" ", 1)[0]
    return start + len(first) + 1 if is_office(first) else start


def _sole_label(text: str, lines: Sequence[Span], actors: Actors) -> Iterator[Span]:
    """The person in a first line that only labels the one turn there is: "Anna Weber (SPD):"."""
    first, *others = (_LABEL.fullmatch(line.of(text).rstrip()) for line in lines)
    if first is None or any(others):
        return
    span = Span(lines[0].start + first.start("name"), lines[0].start + first.end("name"))
    actor = actors.actor_at(span)
    known = actor is not None and actor.kind is ActorKind.PERSON
    named = first["tail"] is not None and name_at(text, span.start, span.end) == span
    if known or named:
        yield span
