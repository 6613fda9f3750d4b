"""Positions and events over time, in lanes of actors or issues."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.things.facts import Event, events
from graph.things.memory import remembered
from graph.things.positions.positions import Position
from graph.views.overviews.selection import Selection, select

MOST_DOTS = 700
"""Marks of a whole timeline, about: where there are more, one mark stands for several days."""


@dataclass(frozen=True, slots=True)
class Dot:
    """The positions of one lane with one stance from the day ``first`` to ``last``, which one mark shows."""

    first: dt.date
    last: dt.date
    stance: str
    positions: tuple[Position, ...]

    @property
    def asserted(self) -> bool:
        """Whether the text asserts at least one of them."""
        return any(position.stood for position in self.positions)


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor or issue (IRI) with its dots in order of time."""

    iri: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes and events between ``first`` and ``last``; ``undated`` positions have no place in it."""

    first: dt.date
    last: dt.date
    lanes: tuple[Lane, ...]
    events: tuple[Event, ...]
    undated: int
    more: int
    """Lanes that were left out."""

    def place(self, day: dt.date) -> float:
        """Where ``day`` lies between the first day (0) and the last (1)."""
        span = (self.last - self.first).days
        return (day - self.first).days / span if span else 0.5

    def ticks(self, wanted: int = 8) -> list[dt.date]:
        """Days to label: evenly spread firsts of months where the span is long, else days."""
        span = (self.last - self.first).days
        if span <= wanted * 2:
            step = max(1, -(-(span + 1) // wanted))
            return [self.first + dt.timedelta(days=n) for n in range(0, span + 1, step)]
        months = [
            dt.date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
            if self.first <= dt.date(year, month, 1) <= self.last
        ]
        if len(months) < 2:
            step = max(1, span // wanted)
            return [self.first + dt.timedelta(days=n) for n in range(0, span + 1, step)]
        return months[:: max(1, -(-len(months) // wanted))]


def timeline_of(graph: KnowledgeGraph, selection: Selection, *, lanes_by: str, most: int) -> Timeline | None:
    """The timeline of what ``selection`` takes, beside all events."""

    def draw() -> Timeline | None:
        taken = select(graph, selection).positions
        return timeline(taken, events(graph).values(), lanes_by=lanes_by, most=most)

    key = ("timeline", selection.key, lanes_by, most)
    return remembered(graph, key, draw, shared=False, large=True)


def timeline(
    positions: Iterable[Position],
    events: Iterable[Event],
    *,
    lanes_by: str,
    most: int,
    marks: int = MOST_DOTS,
) -> Timeline | None:
    """The timeline of dated positions with a lane for each ``holder`` or ``issue``, at most ``most`` lanes
    and about ``marks`` marks.

    ``None`` where nothing has a date.
    """
    lanes: defaultdict[str, defaultdict[tuple[dt.date, str], list[Position]]]
    lanes = defaultdict(lambda: defaultdict(list))
    undated = 0
    for position in positions:
        if position.date is None:
            undated += 1
            continue
        lanes[getattr(position, lanes_by)][position.date, position.stance].append(position)
    dated = tuple(event for event in events if event.first is not None)
    days = [day for dots in lanes.values() for day, _ in dots]
    if not days:
        return None
    first, last = min(days), max(days)
    weights = Counter({iri: sum(map(len, dots.values())) for iri, dots in lanes.items()})
    chosen = sorted(weights, key=lambda iri: (-weights[iri], iri))[:most]
    return Timeline(
        first,
        last,
        tuple(
            Lane(iri, _dots(lanes[iri], first, _stride(first, last, marks // (2 * len(chosen)))))
            for iri in chosen
        ),
        tuple(event for event in dated if event.first and first <= event.first <= last),
        undated,
        len(lanes) - len(chosen),
    )


def _stride(first: dt.date, last: dt.date, wanted: int) -> int:
    """Days that one mark covers, so that a lane has about ``wanted`` and they do not overlap."""
    steps = max(12, min(60, wanted))
    return max(1, -(-((last - first).days + 1) // steps))


def _dots(found: dict[tuple[dt.date, str], list[Position]], start: dt.date, stride: int) -> tuple[Dot, ...]:
    bins: defaultdict[tuple[int, str], list[Position]] = defaultdict(list)
    for (day, stance), positions in sorted(found.items()):
        bins[(day - start).days // stride, stance] += positions
    return tuple(
        Dot(min(days), max(days), stance, tuple(positions))
        for (_, stance), positions in sorted(bins.items())
        if (days := [position.date for position in positions if position.date])
    )
