"""A selection of positions: the filters every overview page shares, and their facets with counts."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from graph.knowledge.graph import KnowledgeGraph
from graph.model.patience import still_wanted
from graph.things.affiliations import affiliations
from graph.things.following import followed
from graph.things.issues import broadest
from graph.things.memory import remembered
from graph.things.positions.positions import InferredStance, Position, all_inferred_stances, all_positions

ASSERTED, INFERRED = "asserted", "inferred"
HOLDER_FACETS = ("kind", "party", "state", "organisation", "office")
FACETS = (*HOLDER_FACETS, "holder", "issue", "stance", "act", "modality", "source", "basis", "origin")
StanceItem = Position | InferredStance
Pairs = tuple[tuple[str, str], ...]
"""Facets with a value."""
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen values by facet (any of a facet's values, all of the facets), and a range of days, inclusive."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    broad: bool = False
    """Whether an issue counts as the broadest issue it is a special form of."""
    versions: bool = False
    """Whether what several versions of one text say counts for each of them."""
    among: frozenset[str] | None = None
    """The positions (IRIs) that a search for words found; ``None`` where nothing was searched."""

    @property
    def key(self) -> Hashable:
        """What two selections of the same items share."""
        return (frozenset(self.chosen.items()), self.since, self.until, self.broad, self.versions, self.among)

    @property
    def contradictory(self) -> bool:
        """Whether no day can lie in the range."""
        return self.since is not None and self.until is not None and self.since > self.until

    def __bool__(self) -> bool:
        return bool(any(self.chosen.values()) or self.since or self.until or self.among is not None)

    def takes(self, item: StanceItem) -> bool:
        """Whether ``item`` lies in the range of days and among what was searched, whatever was chosen."""
        if isinstance(item, InferredStance):
            return self.among is None and self.takes_day(None)
        return (self.among is None or item.iri in self.among) and self.takes_day(item.date)

    def takes_day(self, day: dt.date | None) -> bool:
        """Whether the range of days takes ``day``; an unknown day only fits an open range."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def facet_values(graph: KnowledgeGraph, item: StanceItem) -> dict[str, frozenset[str]]:
    """What ``item`` counts as in each facet."""
    return {**affiliations(graph, item.holder), **{name: frozenset([value]) for name, value in _own(item)}}


def _own(item: StanceItem) -> Pairs:
    """What ``item`` counts as whoever its holder is: one value of each of these facets."""
    if isinstance(item, InferredStance):
        return (
            ("holder", item.holder),
            ("issue", item.issue),
            ("stance", item.stance),
            ("basis", INFERRED),
        )
    return (
        ("holder", item.holder),
        ("issue", item.issue),
        ("stance", item.stance),
        ("act", item.act),
        ("modality", item.modality),
        ("source", item.document),
        ("basis", ASSERTED),
        ("origin", item.origin),
    )


@dataclass(frozen=True, slots=True)
class Selected:
    """The items a selection takes, and for each facet how many items each of its values would take."""

    items: tuple[StanceItem, ...]
    facets: dict[str, Counter[str]]
    total: int

    @property
    def positions(self) -> tuple[Position, ...]:
        """The asserted and otherwise stated positions among the items."""
        return tuple(item for item in self.items if isinstance(item, Position))


def select(graph: KnowledgeGraph, selection: Selection) -> Selected:
    """The items of the graph that ``selection`` takes; facets count with every other facet applied."""
    key = ("selection", selection.key)
    table = functools.partial(_table, graph, broad=selection.broad, versions=selection.versions)
    return remembered(graph, key, lambda: _select(table(), selection), shared=False)


def _select(table: list[SelectionRow], selection: Selection) -> Selected:
    rows = (row for row in table if selection.takes(row.item))
    taken, facets = narrowed(rows, selection.chosen, FACETS)
    return Selected(tuple(row.item for row in taken), facets, len(table))


class Faceted(Protocol):
    """What counts as something in facets."""

    @property
    def values(self) -> Mapping[str, frozenset[str]]:
        """What it counts as, by facet."""

    @property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """The same as pairs of facet and value."""


Row = TypeVar("Row", bound=Faceted)


def narrowed(
    rows: Iterable[Row], chosen: Mapping[str, frozenset[str]], names: Iterable[str]
) -> tuple[list[Row], dict[str, Counter[str]]]:
    """The ``rows`` that have any chosen value of each facet, and how many each value of the facets ``names``
    would take with every other facet applied."""
    wanted = [(name, values) for name, values in chosen.items() if values]
    taken: list[Row] = []
    near: defaultdict[str, list[Row]] = defaultdict(list)
    if not wanted:
        taken = list(rows)
        rows = ()
    for row in rows:
        still_wanted()
        misses = [name for name, values in wanted if row.values.get(name, _NONE).isdisjoint(values)]
        if not misses:
            taken.append(row)
        elif len(misses) == 1:
            near[misses[0]].append(row)
    facets: dict[str, Counter[str]] = {name: Counter() for name in names}
    for (name, value), count in Counter(chain.from_iterable(row.pairs for row in taken)).items():
        facets[name][value] = count
    for name, those in near.items():
        facets[name].update(chain.from_iterable(row.values.get(name, _NONE) for row in those))
    return taken, facets


class SelectionRow(NamedTuple):
    """An item with what it counts as, by facet and as pairs of facet and value."""

    item: StanceItem
    values: dict[str, frozenset[str]]
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class _Table:
    """The row of every item, and by item (``id``; the item itself stays beside it) for the next write.

    ``holders`` are what the holders belonged to then, also as pairs.
    """

    rows: list[SelectionRow]
    made: Mapping[int, tuple[StanceItem, SelectionRow]]
    holders: Mapping[str, tuple[Mapping[str, frozenset[str]], Pairs]]


def _table(graph: KnowledgeGraph, *, broad: bool, versions: bool) -> list[SelectionRow]:
    """The row of every item; after a write only what is new or counts as something else is made again."""

    def renew(old: _Table, _changed: frozenset[str]) -> _Table:
        tops = broadest(graph) if broad else {}
        return _made(
            graph, (*all_positions(graph, versions=versions), *all_inferred_stances(graph)), tops, old
        )

    def build() -> _Table:
        return renew(_Table([], {}, {}), frozenset())

    return followed(graph, ("selection table", broad, versions), build, renew).rows


def _broadened(item: StanceItem, issue: str) -> StanceItem:
    return replace(item, issue=issue, narrower=item.issue)


def _made(graph: KnowledgeGraph, items: Iterable[StanceItem], tops: Mapping[str, str], old: _Table) -> _Table:
    """What ``facet_values`` says of each item; what is the same of many, or as in ``old``, is made once."""
    alone: dict[str, frozenset[str]] = {}
    holders: dict[str, tuple[Mapping[str, frozenset[str]], Pairs]] = {}
    moved: set[str] = set()
    made: dict[int, tuple[StanceItem, SelectionRow]] = {}
    for item in items:
        if item.holder not in holders:
            belongs, before = affiliations(graph, item.holder), old.holders.get(item.holder)
            if before is None or before[0] != belongs:
                moved.add(item.holder)
                before = belongs, tuple((name, v) for name, vs in belongs.items() for v in vs)
            holders[item.holder] = before
        issue = tops.get(item.issue, item.issue)
        known = old.made.get(id(item))
        if known and known[0] is item and known[1].item.issue == issue and item.holder not in moved:
            made[id(item)] = known
        else:
            counted = item if issue == item.issue else _broadened(item, issue)
            made[id(item)] = item, _row(counted, *holders[item.holder], alone)
    return _Table([row for _, row in made.values()], made, holders)


def _row(
    item: StanceItem, belongs: Mapping[str, frozenset[str]], pairs: Pairs, alone: dict[str, frozenset[str]]
) -> SelectionRow:
    own = _own(item)
    values = dict(belongs)
    for name, value in own:
        if value not in alone:
            alone[value] = frozenset([value])
        values[name] = alone[value]
    return SelectionRow(item, values, pairs + own)
