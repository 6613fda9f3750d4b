"""Which of the actors a text mentions belong to its graph."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from loaders.actors.index import ActorIndex
from loaders.articles.extraction import taking_part
from loaders.articles.findings import Actor, ActorKind, Extraction


def only_cast(extraction: Extraction, actors: ActorIndex, author: str) -> Extraction:
    """The extraction without those who are only described ("Handelspartner") and do nothing in it.

    Of those described those stay who hold or report a position, speak, take part in an event, hold an office,
    are bound by a norm or belong to others; of the groups made of those named ("die beiden Minister") those
    who do one of the former. Named actors stay, save the ``author`` (identifier) who signed the text, unless
    it takes a position: then they are its voice.
    """
    acting = {a.id for a in taking_part(replace(extraction, memberships=()))}
    memberships = tuple(
        m for m in extraction.memberships if m.group.id not in actors.parts or m.group.id in acting
    )
    active = acting | {a.id for m in memberships for a in (m.member, m.group)}
    idle = {*actors.described, *actors.parts, author} - active
    authors = {s.holder.id: s.holder for s in extraction.statements if s.holder.kind is ActorKind.AUTHOR}
    return replace(
        extraction,
        actors=tuple(_member_of(authors.get(a.id, a), idle) for a in extraction.actors if a.id not in idle),
        mentions=tuple(m for m in extraction.mentions if m.actor not in idle),
        memberships=memberships,
    )


def _member_of(actor: Actor, idle: Set[str]) -> Actor:
    """The actor without membership in groups that are left out."""
    groups = tuple(group for group in actor.member_of if group not in idle)
    return actor if groups == actor.member_of else replace(actor, member_of=groups)
