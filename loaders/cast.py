"""Which of the actors a text mentions belong to its graph."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from loaders.contents import taking_part
from loaders.model import ActorKind, Extraction


def only_cast(extraction: Extraction, described: Set[str]) -> Extraction:
    """The extraction without those who are only described ("Handelspartner") and do nothing in it.

    Of the ``described`` (identifiers) those stay who hold or report a position, speak, take part in an event,
    hold an office, are bound by a norm or belong to others. Named actors always stay. A signed text's author
    is the voice of the text, not just somebody mentioned.
    """
    active = {actor.id for actor in taking_part(extraction)}
    actors = (a for a in extraction.actors if a.id not in described or a.id in active)
    authors = {s.holder.id: s.holder for s in extraction.statements if s.holder.kind is ActorKind.AUTHOR}
    kept = tuple(authors.get(a.id, a) for a in actors)
    ids = {a.id for a in kept}
    return replace(extraction, actors=kept, mentions=tuple(m for m in extraction.mentions if m.actor in ids))
