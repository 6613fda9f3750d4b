"""Whose "I" and "we" a text is outside quotation marks: the author's, an organisation's, a speaker's, a
turn's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from loaders.articles.findings import Actor, ActorKind, Document, Span
from loaders.english.actors.index import Cast
from loaders.english.actors.nouns import noun_at_end
from loaders.english.syntax.units import Parsed
from loaders.english.vocabulary import phrases, words
from ontology.slugs import slugify

FEWEST_TURNS = 3
_NAME = r"[A-Z][\w.'’-]+(?: (?:de|van|von|der|bin|al|le))?(?: [A-Z][\w.'’-]+){1,3}"
_BYLINE = re.compile(rf"(?:[Bb]y|BY) (?P<name>{_NAME})(?=$|,| \()")
_TURN = re.compile(r"(?P<label>[A-Z][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_]+){0,5})(?: \([^)\n]{1,40}\))?: (?=\S)")
_BODIES = frozenset(
    {
        ActorKind.ASSOCIATION,
        ActorKind.PARTY,
        ActorKind.COMPANY,
        ActorKind.ORGANISATION,
        ActorKind.GOVERNMENT,
        ActorKind.MINISTRY,
    }
)

_PERSONS = frozenset({ActorKind.PERSON})


class OwnVoice(NamedTuple):
    """A stretch of text and whose it is; ``asks`` for the turns of somebody who only asks."""

    span: Span
    speaker: Actor | None
    asks: bool = False


def voices_of(parsed: Sequence[Parsed], actors: Cast, document: Document) -> list[OwnVoice]:
    """The voices of a text, in its order and not overlapping; none where the text does not show whose it
    is.
    """
    turns = list(_turns(document, actors))
    if turns:
        return turns
    speaker = _speaker(parsed, actors, document)
    return [OwnVoice(Span(0, len(document.text)), speaker)] if speaker is not None and document.text else []


def _speaker(parsed: Sequence[Parsed], actors: Cast, document: Document) -> Actor | None:
    """Whose the whole text is: as we were told, else as its first lines say."""
    lines = [line.strip() for line in document.text[:4000].splitlines() if line.strip()]
    if document.author or not lines:
        return _author(document.author) if document.author else None
    if document.organisation:
        return _body(document.organisation, actors)
    top = lines[0] if lines[0] != document.title else f"{lines[0]} {document.title}"
    spoken = top.lower().startswith(phrases("speech"))
    kinds: tuple[tuple[bool, Callable[[], Actor | None]], ...] = (
        (_has(top, "letter"), lambda: _signatories(document)),
        (_has(top, "release"), lambda: _first(actors, _BODIES)),
        (
            spoken,
            lambda: _first(actors, _PERSONS, document.text.find("\n")),
        ),
    )
    for holds, speaker in kinds:
        if holds:
            return speaker()
    byline = next((found for line in lines[:5] if len(line) <= 120 and (found := _BYLINE.match(line))), None)
    return _author(byline["name"]) if byline is not None else None


def _has(line: str, name: str) -> bool:
    return any(phrase in line.lower() for phrase in phrases(name))


def _author(name: str) -> Actor:
    return Actor(f"actor/{slugify(name)}", name, ActorKind.AUTHOR)


def _body(name: str, actors: Cast) -> Actor:
    known = next((actor for actor in actors.actors if actor.name == name), None)
    return known if known is not None else Actor(f"actor/{slugify(name)}", name, ActorKind.ORGANISATION)


def _first(actors: Cast, kinds: frozenset[ActorKind], limit: int | None = None) -> Actor | None:
    """The first actor of these kinds in the text that has a name."""
    for mention in actors.mentions:
        actor = actors.by_id[mention.actor]
        if limit is not None and mention.span.start > limit:
            return None
        if actor.kind in kinds and mention.form == "name":
            return actor
    return None


def _signatories(document: Document) -> Actor | None:
    """Who signed an open letter: the lines after "Yours sincerely"."""
    lines = [line.strip() for line in document.text.splitlines()]
    start = next((i for i, line in enumerate(lines) if line.lower().rstrip(",:") in phrases("closing")), None)
    if start is None:
        return None
    names = [line.split(",")[0].strip() for line in lines[start + 1 :] if line and line[0].isupper()]
    names = [name for name in names if len(name) <= 80]
    if not names:
        return None
    if len(names) == 1:
        return Actor(f"actor/{slugify(names[0])}", names[0], ActorKind.AUTHOR)
    joined = f"{', '.join(names[:-1])} and {names[-1]}"
    return Actor(
        f"actor/{document.room}/signatories", joined[:200], ActorKind.COLLECTIVE, aliases=tuple(names)
    )


def _turns(document: Document, actors: Cast) -> Iterator[OwnVoice]:
    """The turns of an interview or a debate: lines that begin with a name and a colon."""
    starts: list[tuple[int, str]] = []
    offset = 0
    for line in document.text.splitlines(keepends=True):
        found = _TURN.match(line)
        if found is not None:
            starts.append((offset, found["label"]))
        offset += len(line)
    labels = [label for _, label in starts]
    if len(labels) < FEWEST_TURNS or len(set(labels)) == len(labels):
        return
    if starts[0][0] > 0:
        yield OwnVoice(Span(0, starts[0][0]), None)
    for i, (start, label) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(document.text)
        speaker = _labelled(label, actors)
        yield OwnVoice(Span(start, end), speaker, speaker is None)


def _labelled(label: str, actors: Cast) -> Actor | None:
    """The person a turn belongs to; nobody for a medium, a role of asking, or a word that is no name."""
    if label.lower() in words("interviewer"):
        return None
    persons = [actor for actor in actors.actors if actor.kind is ActorKind.PERSON]
    exact = [actor for actor in persons if actor.name == label or label in actor.aliases]
    last = [
        actor
        for actor in persons
        if actor.name.split()[-1] == label.rsplit(maxsplit=1)[-1] and " " in actor.name
    ]
    found = exact or last
    if not found and re.fullmatch(_NAME, label) and noun_at_end(label.lower().split()) is None:
        return Actor(f"actor/{slugify(label)}", label, ActorKind.PERSON) if label[:4] != "The " else None
    return found[0] if len({actor.id for actor in found}) == 1 else None
