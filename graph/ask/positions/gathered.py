"""Positions in a matter that people confirmed: on the issues gathered in it, each in its own words.

Nobody is for or against a matter (``graph/matters``), so nothing here counts for a verdict or as a position
on what was asked; each finding names its own issue and says in which matter it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.indexes.match import Match
from graph.ask.indexes.stem_index import StemIndex
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.positions.answer import Finding
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import grouped
from graph.ask.words.topic_terms import LIGHT, content_stems
from graph.ask.words.wording import say
from graph.matters.matters import Matter, matters

_ANSWERED = 0.75
"""How well the name of a matter must answer to each word of a topic that weighs anything."""


def matter_named(inquiry: Inquiry, topic: Topic) -> Matter | None:
    """The confirmed matter that ``topic`` names: all of its name, and nothing besides; the first by name."""
    heavy = [term for term in topic.terms if term.weight > LIGHT]
    if not heavy:
        return None
    asked = content_stems(topic.text)
    for one in matters(inquiry.knowledge):
        name = content_stems(one.name)
        index = StemIndex(name)
        known = asked.union(*(index.touched(term) for term in topic.terms))
        answered = asked <= name or all(index.answers(term, name) >= _ANSWERED for term in heavy)
        if answered and name <= known:
            return one
    return None


def in_matter(
    inquiry: Inquiry, matter: Matter, holders: Sequence[str] = ()
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The positions (of ``holders``, if given) in a matter: those that texts assert today, and the others."""
    if not matter.issues:
        return (), ()
    own = [p for p in fetch(inquiry, holders=holders, issues=matter.issues) if p.how == "own"]
    told, others = ([p for p in own if p.asserted is asserted] for asserted in (True, False))
    return _findings(inquiry, matter, told), _findings(inquiry, matter, others)


def _findings(inquiry: Inquiry, matter: Matter, positions: Sequence[Match]) -> tuple[Finding, ...]:
    note = say("note-matter", inquiry.language, matter=matter.name)
    rows = grouped(inquiry, positions, "pair")
    return tuple(replace(row, note="; ".join(part for part in (note, row.note) if part)) for row in rows)


def beside_in_matter(inquiry: Inquiry, topic: Topic, holders: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What is told beside a question about ``topic``, if that names a matter."""
    matter = matter_named(inquiry, topic)
    if not matter:
        return ()
    told, others = in_matter(inquiry, matter, holders)
    return (*told, *others)
