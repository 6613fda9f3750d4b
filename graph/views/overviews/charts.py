"""Charts of stance: how many positions for and against, by party, group or actor, all in all and over time,
and how far positions on the same issues lie apart.

Only what texts assert is counted: all in all what holds today, over time what held in its month. An actor of
two parties counts in both.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.things.affiliations import affiliations
from graph.things.memory import remembered
from graph.things.positions.positions import OPPOSE, SUPPORT, Position
from graph.views.overviews.selection import Selection, select

GROUPINGS = ("party", "state", "organisation", "kind", "holder", "issue")
_OWN = ("holder", "issue")
"""The groupings that a position has itself, not through its holder."""
NOBODY = ""
"""The group of who belongs to none."""
_STEPS = (1, 3, 12, 60, 120)
"""Months that one column may cover."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many positions with one stance a group has in one month; ``month`` is its first day."""

    group: str
    month: dt.date | None
    stance: str
    positions: int


def tallies_of(
    graph: KnowledgeGraph, selection: Selection, by: str, *, then: bool = False
) -> tuple[Tally, ...]:
    """The asserted positions that ``selection`` takes, counted by ``by``, as in ``tallies``."""
    key = ("tallies", selection.key, by, then)

    def make() -> tuple[Tally, ...]:
        return tallies(graph, select(graph, selection).positions, by, then=then)

    return remembered(graph, key, make, shared=False, large=True)


def counting(positions: Iterable[Position], *, then: bool) -> list[Position]:
    """What a chart counts: what is asserted today, over time (``then``) also what was superseded since."""
    return [position for position in positions if (position.stood if then else position.asserted)]


def tallies(
    graph: KnowledgeGraph, positions: Iterable[Position], by: str, *, then: bool = False
) -> tuple[Tally, ...]:
    """The positions that count, by group (a value of the facet ``by``), month and stance."""
    groups: dict[str, Iterable[str]] = {}
    found: Counter[tuple[str, dt.date | None, str]] = Counter()
    for position in counting(positions, then=then):
        month = position.date.replace(day=1) if position.date else None
        key = getattr(position, by) if by in _OWN else position.holder
        if key not in groups:
            groups[key] = (key,) if by in _OWN else affiliations(graph, key).get(by) or (NOBODY,)
        for group in groups[key]:
            found[group, month, position.stance] += 1
    ordered = sorted(found.items(), key=lambda pair: (pair[0][1] or dt.date.max, pair[0][0], pair[0][2]))
    return tuple(Tally(*key, number) for key, number in ordered)


@dataclass(frozen=True, slots=True)
class Bar:
    """A group with its positions for and against."""

    group: str
    support: int
    oppose: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars, the longest first and that of nobody last; ``more`` groups were left out."""

    bars: tuple[Bar, ...]
    more: int

    @property
    def longest(self) -> int:
        """The greatest number of positions on one side."""
        return max((n for bar in self.bars for n in (bar.support, bar.oppose)), default=0)


def bar_chart(counted: Sequence[Tally], most: int | None = None) -> BarChart:
    """The positions for and against of each group, of the ``most`` groups with most positions."""
    sides: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tally in counted:
        sides[tally.group][tally.stance] += tally.positions
    groups = _ordered(sides)
    bars = tuple(Bar(group, sides[group][SUPPORT], sides[group][OPPOSE]) for group in groups[:most])
    return BarChart(bars, len(groups) - len(bars))


def _ordered(sides: dict[str, Counter[str]]) -> list[str]:
    return sorted(sides, key=lambda group: (group == NOBODY, -sides[group].total(), group))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a column: its place among the groups, and the positions below (``start``) and up to it."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """The positions from the day ``first`` to ``last``: for, stacked upwards, and against, downwards."""

    first: dt.date
    last: dt.date
    support: tuple[Segment, ...]
    oppose: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StackChart:
    """Columns of equal spans of time without gaps, stacked by group.

    ``groups`` are those with a colour of their own; what others have lies at the place after them, and they
    are ``others`` in number, beside who belongs to none (``nobody``). ``undated`` positions have no column.
    """

    groups: tuple[str, ...]
    others: int
    nobody: bool
    columns: tuple[ChartColumn, ...]
    undated: int

    def highest(self, stance: str) -> int:
        """The height of the highest column on one side."""
        return max((pieces[-1].end for c in self.columns if (pieces := getattr(c, stance))), default=0)


def stack_chart(counted: Sequence[Tally], colours: int, most: int) -> StackChart | None:
    """The positions over time in at most about ``most`` columns, with ``colours`` groups apart.

    ``None`` where nothing has a date.
    """
    dated = [tally for tally in counted if tally.month]
    if not dated:
        return None
    sides: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tally in dated:
        sides[tally.group][tally.stance] += tally.positions
    groups = [group for group in _ordered(sides) if group != NOBODY]
    shown = tuple(groups[:colours])
    places = {group: place for place, group in enumerate(shown)}
    months = [_number(tally.month) for tally in dated if tally.month]
    step = _step(max(months) - min(months) + 1, most)
    bins: defaultdict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    for tally in dated:
        if tally.month:
            key = _number(tally.month) // step, tally.stance
            bins[key][places.get(tally.group, len(shown))] += tally.positions
    columns = tuple(
        ChartColumn(
            _day(number * step),
            _day((number + 1) * step) - dt.timedelta(days=1),
            _stacked(bins[number, SUPPORT]),
            _stacked(bins[number, OPPOSE]),
        )
        for number in range(min(months) // step, max(months) // step + 1)
    )
    undated = sum(tally.positions for tally in counted if not tally.month)
    return StackChart(shown, len(groups) - len(shown), NOBODY in sides, columns, undated)


def _number(month: dt.date) -> int:
    return month.year * 12 + month.month - 1


def _day(number: int) -> dt.date:
    """The first day of a month; where the calendar begins or ends the first or last there is."""
    if number < 12:
        return dt.date.min
    return dt.date(number // 12, number % 12 + 1, 1) if number < 12 * 10_000 else dt.date.max


def _step(months: int, most: int) -> int:
    fitting = (step for step in _STEPS if months <= step * most)
    return next(fitting, -(-months // most))


def _stacked(counts: Counter[int]) -> tuple[Segment, ...]:
    pieces, start = [], 0
    for place in sorted(counts):
        pieces.append(Segment(place, start, start + counts[place]))
        start += counts[place]
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Division:
    """How divided the positions from ``first`` to ``last`` are on the ``issues`` with two or more of them.

    ``value`` is the variance of the stances (+1 and -1) on each issue, from 0 where all take the same side
    to 1 where both sides are even, weighted by its ``positions``: polarization as dispersion (DiMaggio, Evans
    and Bryson 1996). ``None`` where no issue has two positions.
    """

    first: dt.date
    last: dt.date
    value: float | None
    positions: int
    issues: int


def divisions(positions: Iterable[Position], most: int) -> tuple[Division, ...]:
    """How divided dated positions are over time, in at most about ``most`` equal spans without gaps."""
    dated = [(_number(p.date), p) for p in counting(positions, then=True) if p.date]
    if not dated:
        return ()
    first, last = min(n for n, _ in dated), max(n for n, _ in dated)
    step = _step(last - first + 1, most)
    bins: defaultdict[int, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for month, position in dated:
        bins[month // step][position.issue][position.stance] += 1
    return tuple(_division(n, step, bins[n].values()) for n in range(first // step, last // step + 1))


def _division(number: int, step: int, issues: Iterable[Counter[str]]) -> Division:
    told = [sides for sides in issues if sides.total() > 1]
    positions = sum(sides.total() for sides in told)
    spread = sum(4 * sides[SUPPORT] * sides[OPPOSE] / sides.total() for sides in told)
    value = spread / positions if positions else None
    last = _day((number + 1) * step) - dt.timedelta(days=1)
    return Division(_day(number * step), last, value, positions, len(told))


def axis(support: int, oppose: int, wanted: int = 6) -> tuple[list[int], list[int]]:
    """Whole numbers from 0 to at least the heights of both sides, equally far apart on both, to label an axis
    with; about ``wanted`` in all."""
    steps = (factor * 10**power for power in range(20) for factor in (1, 2, 5))
    step = next(step for step in steps if step * wanted >= support + oppose)

    def ticks(highest: int) -> list[int]:
        return list(range(0, -(-highest // step) * step + 1, step))

    return ticks(support), ticks(oppose)
