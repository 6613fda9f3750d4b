"""Changes of mind: who went over to the other side of an issue, with both positions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.positions.positions import Position, positions

MOST, ALL = 40, 2000
"""Changes that a page shows of one holder or issue, and of all together."""


@dataclass(frozen=True, slots=True)
class ChangeOfMind:
    """One holder's ``earlier`` and ``later`` position on one issue; things are IRIs."""

    iri: str
    holder: str
    issue: str
    earlier: Position
    later: Position


@dataclass(frozen=True, slots=True)
class AboutTurn:
    """One change of mind with every pair of sentences that shows it: same holder, issue, days and sides."""

    changes: tuple[ChangeOfMind, ...]

    @property
    def first(self) -> ChangeOfMind:
        """The pair that is shown."""
        return self.changes[0]

    @property
    def holder(self) -> str:
        """Who changed his mind (IRI)."""
        return self.first.holder

    @property
    def issue(self) -> str:
        """On what (IRI)."""
        return self.first.issue

    @property
    def others(self) -> tuple[Position, ...]:
        """The further positions that show it, the earlier ones first, each once."""
        sides = [*(c.earlier for c in self.changes), *(c.later for c in self.changes)]
        shown = {self.first.earlier.iri, self.first.later.iri}
        return tuple({side.iri: side for side in sides if side.iri not in shown}.values())


def turns_of(changes: Iterable[ChangeOfMind]) -> tuple[AboutTurn, ...]:
    """The changes with those of the same holder, issue, days and sides as one, in their order."""
    same: dict[tuple[object, ...], list[ChangeOfMind]] = {}
    for change in changes:
        earlier, later = change.earlier, change.later
        days = (earlier.date, earlier.when, earlier.stance, later.date, later.stance)
        same.setdefault((change.holder, change.issue, *days), []).append(change)
    return tuple(AboutTurn(tuple(together)) for together in same.values())


def turns_by_issue(graph: KnowledgeGraph) -> dict[str, tuple[AboutTurn, ...]]:
    """By issue (IRI), the one with the newest change first, the changes of mind on it, the newest first."""

    def build() -> dict[str, tuple[AboutTurn, ...]]:
        found: dict[str, list[AboutTurn]] = {}
        for turn in turns_of(_changes(graph, ALL)):
            found.setdefault(turn.issue, []).append(turn)
        return {issue: tuple(turns) for issue, turns in found.items()}

    return remembered(graph, "turns by issue", build)


def changes_of_mind(graph: KnowledgeGraph, **parameters: str) -> tuple[ChangeOfMind, ...]:
    """The ``MOST`` newest changes of ``holder``, on ``issue``, or the ``change`` itself (IRIs)."""
    return _changes(graph, MOST, **parameters)


def _changes(graph: KnowledgeGraph, most: int, **parameters: str) -> tuple[ChangeOfMind, ...]:
    found = []
    for row in graph.texts("page-changes", **parameters)[:most]:
        earlier, later = (positions(graph, position=row[side]) for side in ("earlier", "later"))
        if earlier and later:
            found.append(ChangeOfMind(row["change"], row["holder"], row["issue"], earlier[0], later[0]))
    return tuple(found)
