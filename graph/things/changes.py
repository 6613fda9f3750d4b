"""Changes of mind: who went over to the other side of an issue, with both positions."""

from __future__ import annotations

from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.things.positions import Position, positions

MOST = 40
"""Changes that a page shows of one holder or issue."""


@dataclass(frozen=True, slots=True)
class ChangeOfMind:
    """One holder's ``earlier`` and ``later`` position on one issue; things are IRIs."""

    iri: str
    holder: str
    issue: str
    earlier: Position
    later: Position


def changes_of_mind(graph: KnowledgeGraph, **parameters: str) -> tuple[ChangeOfMind, ...]:
    """The ``MOST`` newest changes of ``holder``, on ``issue``, or the ``change`` itself (IRIs)."""
    found = []
    for row in graph.texts("page-changes", **parameters)[:MOST]:
        earlier, later = (positions(graph, position=row[side]) for side in ("earlier", "later"))
        if earlier and later:
            found.append(ChangeOfMind(row["change"], row["holder"], row["issue"], earlier[0], later[0]))
    return tuple(found)
