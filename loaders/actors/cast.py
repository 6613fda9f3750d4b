"""Which of the actors a text mentions belong to its graph."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from loaders.actors.index import ActorIndex
from loaders.articles.extraction import taking_part
from loaders.articles.findings import Actor, ActorKind, Event, Extraction, Membership
from loaders.lexicon.tables import words


def only_cast(extraction: Extraction, actors: ActorIndex, author: str) -> Extraction:
    """The extraction without those who are mentioned in passing ("Handelspartner") and do nothing in it.

    Of those in passing those stay who hold or report a position, speak, protest or do what is told of their
    own will, hold an office, are bound by a norm or belong to somebody who stays; of the groups made of those
    named ("die beiden Minister") those who do one of the former. Named actors stay, save the ``author``
    (identifier) who signed the text, unless it takes a position: then they are its voice.
    """
    willing = tuple(e for e in extraction.events if e.kind in words("events_of_will"))
    acting = {a.id for a in taking_part(replace(extraction, memberships=(), events=willing))}
    unsure = {*actors.passing, *actors.parts, author} - acting
    memberships = tuple(m for m in extraction.memberships if _is_told(m, actors, unsure))
    idle = unsure - {a.id for m in memberships for a in (m.member, m.group)}
    authors = {s.holder.id: s.holder for s in extraction.statements if s.holder.kind is ActorKind.AUTHOR}
    return replace(
        extraction,
        actors=tuple(_member_of(authors.get(a.id, a), idle) for a in extraction.actors if a.id not in idle),
        mentions=tuple(m for m in extraction.mentions if m.actor not in idle),
        memberships=memberships,
        events=tuple(_without(event, idle) for event in extraction.events),
    )


def _is_told(membership: Membership, actors: ActorIndex, unsure: Set[str]) -> bool:
    """Whether a membership says something of somebody, not only of who is mentioned in passing."""
    member, group = membership.member.id, membership.group.id
    return not (group in unsure and (group in actors.parts or member in unsure))


def _without(event: Event, idle: Set[str]) -> Event:
    """The event without participants who are left out."""
    kept = tuple(actor for actor in event.participants if actor.id not in idle)
    return event if kept == event.participants else replace(event, participants=kept)


def _member_of(actor: Actor, idle: Set[str]) -> Actor:
    """The actor without membership in groups that are left out."""
    groups = tuple(group for group in actor.member_of if group not in idle)
    return actor if groups == actor.member_of else replace(actor, member_of=groups)
