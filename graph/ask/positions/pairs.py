"""Positions of different actors on the same matter, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import about
from graph.ask.words.topic_terms import carries

CLOSE, RELATED = 0.78, 0.5
"""How alike the issues of two positions must be to be about the same, and to be about related matters."""
_UNDER_ONE_ROOF = 0.75
"""How alike two issues are that have the same broader issue."""
_LARGEST_FAMILY = 12
"""Issues under a broader one that is still special enough to make them one matter."""
_COMPARED = 10
"""Positions of an actor that are compared with another's by their sentences."""
_MOST = 40
"""Issues of an actor that are compared with everyone's."""


@dataclass(frozen=True, slots=True)
class PositionPair:
    """Two positions on the same matter."""

    mine: Match
    theirs: Match
    agree: bool
    score: float
    turned: bool = False
    """Whether the label of their issue names the opposite of mine."""


def pairs(
    inquiry: Inquiry, actors: NamedActors, topic: Topic, others: Sequence[str] = (), close: float = CLOSE
) -> list[PositionPair]:
    """The positions of ``actors`` (on ``topic``), each with others' on the same matter, best first."""
    mine = [p for p in _positions(inquiry, actors.iris, topic) if p.asserted]
    found = [*_on_topic(inquiry, mine, actors, topic, others)] if topic and mine else []
    found += _on_like_issues(inquiry, mine, actors, others, close)
    if others and close <= RELATED and not found:
        found += _by_evidence(inquiry, mine, actors, others)
    best: dict[tuple[str, str, str], PositionPair] = {}
    for pair in sorted(found, key=lambda pair: (-pair.score, pair.theirs.iri)):
        best.setdefault((pair.mine.iri, pair.theirs.iri, pair.theirs.holder), pair)
    return list(best.values())


def _positions(inquiry: Inquiry, holders: Sequence[str], topic: Topic) -> list[Match]:
    if topic:
        return about(inquiry, topic, lambda _: True, holders)
    return sorted(fetch(inquiry, holders=holders), key=lambda p: (-p.score, p.iri))


def _on_topic(
    inquiry: Inquiry, mine: Sequence[Match], actors: NamedActors, topic: Topic, others: Sequence[str]
) -> Iterator[PositionPair]:
    """Pairs of what both sides say to the topic asked for, however each text words the issue."""
    first = mine[0]
    for other in _positions(inquiry, others, topic):
        apart = other.holder not in actors.iris and other.taker != first.taker
        if other.asserted and other.close and first.close and apart:
            agree, score = other.toward == first.toward, other.score * first.score
            yield PositionPair(first, other, agree, score, other.turned)


def _on_like_issues(
    inquiry: Inquiry, mine: Sequence[Match], actors: NamedActors, others: Sequence[str], close: float
) -> Iterator[PositionPair]:
    first = list({position.issue: position for position in reversed(mine)}.values())[::-1][:_MOST]
    alike = {position.issue: _alike(inquiry, position.issue, close) for position in first}
    near = sorted({iri for issues in alike.values() for iri in issues})
    theirs = fetch(inquiry, holders=others, issues=near) if near else []
    by_issue: dict[str, list[Match]] = {}
    for other in theirs:
        if other.asserted and other.holder not in actors.iris:
            by_issue.setdefault(other.issue, []).append(other)
    for position in first:
        for iri, (score, turned) in alike[position.issue].items():
            for other in by_issue.get(iri, ()):
                if other.taker != position.taker:
                    agree = (other.stance == position.stance) != turned
                    yield PositionPair(position, other, agree, other.score * score * position.score, turned)


def _by_evidence(
    inquiry: Inquiry, mine: Sequence[Match], actors: NamedActors, others: Sequence[str]
) -> Iterator[PositionPair]:
    """Pairs of positions of which one's sentence speaks of what the other is about."""
    for position in mine[:_COMPARED]:
        topic = inquiry.topic(inquiry.index.label(position.issue, "de"))
        spoken = () if all(term.name for term in topic.terms) else about(inquiry, topic, _asserted, others)
        for other in spoken:
            if other.holder not in actors.iris:
                agree, score = other.toward == position.stance, other.score * position.score
                yield PositionPair(position, other, agree, score, other.turned)


def _asserted(position: Match) -> bool:
    return position.asserted


def _alike(inquiry: Inquiry, issue: str, close: float) -> dict[str, tuple[float, bool]]:
    """The issues about the same as ``issue``: how alike, and whether for one means against the other."""
    topic = inquiry.worded(inquiry.index.label(issue, "de"))
    core = [term for term in topic.terms if not any(map(carries, term.stems))] or topic.terms
    alike = (match for match in inquiry.issues.find(core, close) if match.score >= close)
    turned = inquiry.issues.turned
    found = {match.iri: (match.score, turned(topic.terms, match.iri)) for match in alike}
    found.setdefault(issue, (1.0, False))
    links = inquiry.index.links
    for roof in links["broader"].get(issue, ()):
        family = links["narrower"].get(roof, set())
        if len(family) <= _LARGEST_FAMILY:
            for iri in (roof, *sorted(family)):
                found.setdefault(iri, (_UNDER_ONE_ROOF, inquiry.issues.turned(topic.terms, iri)))
    return found
