"""A selection of positions: the filters every overview page shares, and their facets with counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.knowledge import KnowledgeGraph
from graph.views.affiliations import affiliations
from graph.views.memory import remembered
from graph.views.positions import (
    InferredStance,
    Position,
    all_inferred_stances,
    all_positions,
)

ASSERTED, INFERRED = "asserted", "inferred"
HOLDER_FACETS = ("kind", "party", "state", "organisation", "office")
FACETS = (*HOLDER_FACETS, "holder", "issue", "stance", "act", "modality", "source", "basis")
Item = Position | InferredStance


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen values by facet (any of a facet's values, all of the facets), and a range of days, inclusive."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def contradictory(self) -> bool:
        """Whether no day can lie in the range."""
        return self.since is not None and self.until is not None and self.since > self.until

    def __bool__(self) -> bool:
        return bool(any(self.chosen.values()) or self.since or self.until)

    def without(self, facet: str) -> Selection:
        """The same selection with one facet open."""
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name != facet})

    def takes_day(self, day: dt.date | None) -> bool:
        """Whether the range of days takes ``day``; an unknown day only fits an open range."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def facet_values(graph: KnowledgeGraph, item: Item) -> dict[str, frozenset[str]]:
    """What ``item`` counts as in each facet."""
    values: dict[str, frozenset[str]] = dict(affiliations(graph, item.holder))
    values["holder"], values["issue"] = frozenset([item.holder]), frozenset([item.issue])
    values["stance"] = frozenset([item.stance])
    if isinstance(item, Position):
        values["act"], values["modality"] = frozenset([item.act]), frozenset([item.modality])
        values["source"], values["basis"] = frozenset([item.document]), frozenset([ASSERTED])
    else:
        values["basis"] = frozenset([INFERRED])
    return values


@dataclass(frozen=True, slots=True)
class Selected:
    """The items a selection takes, and for each facet how many items each of its values would take."""

    items: tuple[Item, ...]
    facets: dict[str, Counter[str]]
    total: int

    @property
    def positions(self) -> tuple[Position, ...]:
        """The asserted and otherwise stated positions among the items."""
        return tuple(item for item in self.items if isinstance(item, Position))


def select(graph: KnowledgeGraph, selection: Selection) -> Selected:
    """The items of the graph that ``selection`` takes; facets count with every other facet applied."""
    table = _table(graph)
    taken: list[Item] = []
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    wanted = {name: values for name, values in selection.chosen.items() if values}
    for item, values in table:
        if not selection.takes_day(item.date if isinstance(item, Position) else None):
            continue
        misses = [name for name, chosen in wanted.items() if not (values.get(name, frozenset()) & chosen)]
        if not misses:
            taken.append(item)
            for name in FACETS:
                facets[name].update(values.get(name, ()))
        elif len(misses) == 1:
            facets[misses[0]].update(values.get(misses[0], ()))
    return Selected(tuple(taken), facets, len(table))


def _table(graph: KnowledgeGraph) -> list[tuple[Item, dict[str, frozenset[str]]]]:
    def build() -> list[tuple[Item, dict[str, frozenset[str]]]]:
        items: Iterable[Item] = (*all_positions(graph), *all_inferred_stances(graph))
        return [(item, facet_values(graph, item)) for item in items]

    return remembered(graph, "selection table", build)
