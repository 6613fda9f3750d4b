"""Who is called by a name that a text gives as a label, a heading or a signature, on our lists or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from loaders.articles.findings import Actor, ActorKind, Mention, Span
from loaders.german.person_names import places
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.slugs import slugify

_NAME = re.compile(
    r"(?P<first>[A-ZÄÖÜ][\w’'-]+)(?: (?:von|van|de|der|den|zu|al|el|bin)){0,2}(?: [A-ZÄÖÜ][\w’'-]+){1,2}"
)


class Actors(Protocol):
    """What finding quotations asks of the actors of a text (``loaders.actors.index.ActorIndex``)."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions in text order."""
        ...

    def actor_at(self, span: Span) -> Actor | None:
        """The actor a span refers to, if any."""
        ...


def called(name: str, kind: ActorKind, text: str, actors: Actors) -> Actor:
    """Who is called ``name``: the actor the text gives this very name, else one of its own."""
    same = (m for m in actors.mentions if m.span.of(text) == name)
    known = (actors.actor_at(m.span) for m in same)
    found = next((a for a in known if a is not None and name in (a.name, *a.aliases)), None)
    return found or Actor(f"actor/{slugify(name)}", name, kind)


def name_at(text: str, start: int, end: int) -> Span | None:
    """The personal name that stands at ``start``, where no list knows it: none that begins with a noun."""
    name = _NAME.match(text, start, end)
    if name is None or analyse(name["first"]) is not None or name["first"] in places():
        return None
    if name["first"].lower() in words("singular_determiners") | words("plural_determiners"):
        return None  # "Die Lage"
    return Span(name.start(), name.end())
