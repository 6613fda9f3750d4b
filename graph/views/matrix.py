"""Actors by issues: who stands where, in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.things.positions import OPPOSE, SUPPORT, Position
from graph.views.selection import StanceItem

BOTH = "both"


@dataclass(slots=True)
class Cell:
    """What one actor says on one issue: numbers of positions by stance, and what is inferred.

    Positions that the text only puts under a condition, as a question and so on are ``qualified``.
    """

    asserted: Counter[str] = field(default_factory=Counter)
    qualified: Counter[str] = field(default_factory=Counter)
    inferred: set[str] = field(default_factory=set)

    @property
    def basis(self) -> str:
        """The best there is: ``asserted``, ``qualified`` or ``inferred``."""
        return "asserted" if self.asserted else "qualified" if self.qualified else "inferred"

    @property
    def stance(self) -> str:
        """``support``, ``oppose`` or ``both``, on the best basis."""
        stances = set(self.asserted or self.qualified or self.inferred)
        return BOTH if len(stances) > 1 else next(iter(stances))

    @property
    def count(self) -> int:
        """Positions in the cell, asserted or qualified."""
        return self.asserted.total() + self.qualified.total()


@dataclass(frozen=True, slots=True)
class Matrix:
    """``rows`` are holders by positions, ``columns`` issues by holders (IRIs); empty cells are left out."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: dict[tuple[str, str], Cell]

    def busiest(self, columns: Sequence[str]) -> list[str]:
        """The rows by the number of their cells in ``columns``, the stated ones first."""
        shown = set(columns)
        weights: Counter[str] = Counter()
        for (row, column), cell in self.cells.items():
            if column in shown:
                weights[row] += 1000 * bool(cell.count) + 1
        return sorted(self.rows, key=lambda row: -weights[row])

    def row_order(self, issue: str) -> list[str]:
        """The rows sorted by their stance on ``issue``: supporters, divided, opponents, the silent last."""
        order = {SUPPORT: 0, BOTH: 1, OPPOSE: 2}
        return sorted(
            self.rows, key=lambda row: order[c.stance] if (c := self.cells.get((row, issue))) else 3
        )


def matrix(items: Iterable[StanceItem]) -> Matrix:
    """The matrix of ``items``."""
    cells: dict[tuple[str, str], Cell] = {}
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for item in items:
        cell = cells.setdefault((item.holder, item.issue), Cell())
        if isinstance(item, Position):
            (cell.asserted if item.asserted else cell.qualified)[item.stance] += 1
            weight = 1000
        else:
            cell.inferred.add(item.stance)
            weight = 1
        rows[item.holder] += weight
    for (_, issue), cell in cells.items():
        columns[issue] += 1000 * bool(cell.count) + 1
    return Matrix(_ordered(rows), _ordered(columns), cells)


def _ordered(weights: Counter[str]) -> list[str]:
    return sorted(weights, key=lambda iri: (-weights[iri], iri))
