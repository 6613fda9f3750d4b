"""Actors by issues: who stands where, in one table, also by what the actors belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.knowledge.graph import KnowledgeGraph
from graph.things.affiliations import affiliations
from graph.things.memory import remembered
from graph.things.positions.positions import OPPOSE, SUPPORT, Position
from graph.views.overviews.selection import Selection, StanceItem, select

BOTH = "both"
GROUPINGS = ("party", "state")
NOBODY = ""
"""The group of who belongs to none."""


@dataclass(slots=True)
class Cell:
    """What one actor says on one issue: numbers of positions by stance, and what is inferred.

    Positions that the text only puts under a condition, as a question and so on are ``qualified``.
    """

    asserted: dict[str, int] = field(default_factory=dict)
    qualified: dict[str, int] = field(default_factory=dict)
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
        return sum(self.asserted.values()) + sum(self.qualified.values())

    def take_in(self, other: Cell) -> None:
        """Count what ``other`` says here too."""
        for mine, others in ((self.asserted, other.asserted), (self.qualified, other.qualified)):
            for stance, number in others.items():
                mine[stance] = mine.get(stance, 0) + number
        self.inferred |= other.inferred


@dataclass(frozen=True, slots=True)
class Matrix:
    """``rows`` are holders by positions, ``columns`` issues by holders (IRIs); empty cells are left out."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: dict[tuple[str, str], Cell]

    def columns_of(self, rows: Collection[str], first: str = "") -> list[str]:
        """The issues on which any of ``rows`` stands: ``first``, then those with most cells, stated ones
        before what is inferred."""
        shown = set(rows)
        weights: Counter[str] = Counter()
        for (row, issue), cell in self.cells.items():
            if row in shown:
                weights[issue] += _weight(cell)
        return sorted(weights, key=lambda issue: (issue != first, -weights[issue], issue))

    def together(
        self, groups: Mapping[str, Collection[str]], columns: Iterable[str]
    ) -> dict[str, dict[str, Cell]]:
        """What the rows of each group say together on each of ``columns``."""
        shown = set(columns)
        groups_of: defaultdict[str, list[str]] = defaultdict(list)
        for group, rows in groups.items():
            for row in rows:
                groups_of[row].append(group)
        found: dict[str, dict[str, Cell]] = {group: {} for group in groups}
        for (row, issue), cell in self.cells.items():
            if issue in shown:
                for group in groups_of[row]:
                    found[group].setdefault(issue, Cell()).take_in(cell)
        return found

    def row_order(self, issue: str) -> list[str]:
        """The rows sorted by their stance on ``issue``: supporters, divided, opponents, the silent last."""
        order = {SUPPORT: 0, BOTH: 1, OPPOSE: 2}
        return sorted(
            self.rows, key=lambda row: order[c.stance] if (c := self.cells.get((row, issue))) else 3
        )


def matrix_of(graph: KnowledgeGraph, selection: Selection) -> Matrix:
    """The matrix of what ``selection`` takes."""
    key = ("matrix", selection.key)
    return remembered(graph, key, lambda: matrix(select(graph, selection).items), shared=False, large=True)


def matrix(items: Iterable[StanceItem]) -> Matrix:
    """The matrix of ``items``."""
    cells: dict[tuple[str, str], Cell] = {}
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for item in items:
        cell = cells.get((item.holder, item.issue))
        if cell is None:
            cell = cells[item.holder, item.issue] = Cell()
        if isinstance(item, Position):
            numbers = cell.asserted if item.asserted else cell.qualified
            numbers[item.stance] = numbers.get(item.stance, 0) + 1
            weight = 1000
        else:
            cell.inferred.add(item.stance)
            weight = 1
        rows[item.holder] += weight
    for (_, issue), cell in cells.items():
        columns[issue] += _weight(cell)
    return Matrix(_ordered(rows), _ordered(columns), cells)


def _weight(cell: Cell) -> int:
    return 1000 * bool(cell.count) + 1


def grouped(graph: KnowledgeGraph, rows: Iterable[str], by: str) -> dict[str, list[str]]:
    """``rows`` by party or state (``by``), the largest group first, who belongs to none last.

    Who belongs to several is in each.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for group in sorted(affiliations(graph, row).get(by) or (NOBODY,)):
            found[group].append(row)
    ordered = sorted(found, key=lambda group: (group == NOBODY, -len(found[group]), group))
    return {group: found[group] for group in ordered}


def _ordered(weights: Counter[str]) -> list[str]:
    return sorted(weights, key=lambda iri: (-weights[iri], iri))
