"""To whom a letter is written: "Sie" in it is the one person whom head and greeting address."""

from __future__ import annotations

import re

from loaders.articles.findings import Actor, ActorKind, Span
from loaders.german.tokens import sentence_ranges
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.speech.reading.naming import Actors, called, name_at
from loaders.speech.reading.turns import lines_of
from loaders.speech.voices.heads import HEAD, greeting_line

_TITLE = re.compile(r"\b(?:Frau|Herrn?) (?:(?:Dr|Prof)\. (?:h\. ?c\. )?)*(?=[A-ZÄÖÜ])")
_POLITE = re.compile(r"\b(?:Sie|Ihnen)\b")


def addressee(text: str, actors: Actors) -> tuple[Actor, list[Span]] | None:
    """(who is addressed, the words that mean this person); ``None`` where nobody or more than one is.

    "Sie" that begins a sentence may be "they": it means nobody; nor does it where a letter only supposes what
    it may do ("falls Sie …").
    """
    lines = [*lines_of(text)]
    greeting = greeting_line(text, lines)
    if greeting is None or greeting > HEAD or text[lines[greeting].end - 1] != ",":
        return None
    persons = {person.id: person for line in lines[: greeting + 1] if (person := _person(text, line, actors))}
    if len(persons) != 1:
        return None
    begins = {start for start, _ in sentence_ranges(text)}
    said = _POLITE.finditer(text, lines[greeting].end)
    spans = [Span(m.start(), m.end()) for m in said if m.start() not in begins and not _supposed(text, m)]
    return next(iter(persons.values())), spans


def _supposed(text: str, word: re.Match[str]) -> bool:
    """Whether a word stands right behind one that begins a condition."""
    before = text[: word.start()].split()[-1:]
    return bool(before) and before[0].lower() in words("conditional_subordinators")


def _person(text: str, line: Span, actors: Actors) -> Actor | None:
    """The person whom a line addresses by name: "Frau Dr. Anna Weber", "Sehr geehrter Herr Weber,"."""
    title = _TITLE.search(text, line.start, line.end)
    if title is None:
        return None
    whole = name_at(text, title.end(), line.end)
    word = text[title.end() : line.end].split(maxsplit=1)[0].rstrip(",")
    if whole is None and analyse(word) is not None:
        return None  # "Sehr geehrte Frau Ministerin,"
    named = whole or Span(title.end(), title.end() + len(word))
    known = actors.actor_at(named)
    if known is not None and known.kind is ActorKind.PERSON:
        return known
    return called(named.of(text), ActorKind.PERSON, text, actors) if whole is not None else None
