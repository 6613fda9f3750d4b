"""What is seen by who decides about positions: a queue of them, and what a decision changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import pyoxigraph as ox

from graph.decisions.reading import ISSUE_LINKS
from graph.decisions.records import Curation, curations, standing
from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import local_name, term, text
from graph.things.memory import remembered
from graph.things.passages import Passage
from graph.things.positions.positions import Position

AROUND = 400
"""Letters of the paragraph that are shown on each side of a sentence."""
_SURE = 1.0
"""Confidence of what tells none: nobody doubted it."""

_SIDES = frozenset((term("sp:affirms"), term("sp:rejects")))

Key = tuple[float, str, str]
"""By what the queue is ordered: confidence, document, position."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Positions in the order to decide about them; ``decided`` has what was decided, by position (IRI)."""

    positions: tuple[Position, ...]
    keys: tuple[Key, ...]
    decided: Mapping[str, Curation]
    undecided: int

    def before(self, key: Key) -> Position | None:
        """The position just before the one with ``key``, whether decided or not."""
        place = bisect_left(self.keys, key)
        return self.positions[place - 1] if place else None

    def after(self, key: Key, most: int = 1) -> tuple[Position, ...]:
        """The next undecided ones after the one with ``key``, from the beginning again after the last."""
        left, right = bisect_left(self.keys, key), bisect_right(self.keys, key)
        others = chain(self.positions[right:], self.positions[:left])
        return tuple(islice((p for p in others if p.iri not in self.decided), most))


def queue(graph: KnowledgeGraph, key: Hashable, found: Sequence[Position]) -> Queue:
    """The positions ``found`` in the order to decide about them; ``key`` is how they were selected."""

    def build() -> Queue:
        ordered = tuple(sorted(found, key=place_of))
        decided = decisions(graph)
        undecided = sum(one.iri not in decided for one in ordered)
        return Queue(ordered, tuple(map(place_of, ordered)), decided, undecided)

    return remembered(graph, ("queue", key), build, shared=False)


def decisions(graph: KnowledgeGraph) -> Mapping[str, Curation]:
    """The decision that holds for each position (IRI) that was decided about."""
    return remembered(graph, "standing decisions", lambda: standing(curations(graph)))


def place_of(position: Position) -> Key:
    """Where a position stands in a queue."""
    sure = _SURE if position.confidence is None else position.confidence
    return sure, position.document, position.iri


def place_once(one: Curation) -> Key:
    """Where the position stood that a decision was about."""
    told = [text(t.object) for t in one.before if t.predicate == term("sp:confidence")]
    return float(told[0]) if told else _SURE, one.document, one.target


@dataclass(frozen=True, slots=True)
class Claim:
    """What a position says: ``holder`` and ``issue`` are IRIs, the others local names in lower case.

    ``sided`` says whether it takes a side in the graph.
    """

    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    sided: bool


def claim(triples: Iterable[ox.Triple], position: str) -> Claim | None:
    """What ``triples`` say of a position (IRI); ``None`` where they say nothing of it."""
    said = [triple for triple in triples if text(triple.subject) == position]
    values = {triple.predicate: text(triple.object) for triple in said}
    links = [triple for triple in said if triple.predicate in ISSUE_LINKS]
    if term("sp:holder") not in values or not links:
        return None
    stance, act, modality = (local_name(values.get(term("sp:" + n))) for n in ("stance", "act", "modality"))
    sided = any(triple.predicate in _SIDES for triple in links)
    return Claim(values[term("sp:holder")], text(links[0].object), stance, act, modality, sided)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about a position with what it said before and after; ``None`` where it is no more."""

    decision: Curation
    before: Claim | None
    after: Claim | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which a correction differs from what was there."""
        if self.before is None or self.after is None:
            return ()
        fields = ("holder", "stance", "issue", "act", "modality")
        return tuple(name for name in fields if getattr(self.before, name) != getattr(self.after, name))


def verdict(one: Curation) -> Verdict:
    """What a decision about a position changed."""
    return Verdict(one, claim(one.before, one.target), claim(one.after, one.target))


def surroundings(graph: KnowledgeGraph, passage: Passage, *, whole: bool) -> tuple[str, str]:
    """The paragraph before and after a passage; nothing of a text that is not shown ``whole``."""
    row = next(iter(graph.texts("page-text", document=passage.document)), None) if whole else None
    if row is None:
        return "", ""
    before = row["text"][max(0, passage.start - AROUND) : passage.start].rpartition("\n")[2]
    after = row["text"][passage.end : passage.end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after
