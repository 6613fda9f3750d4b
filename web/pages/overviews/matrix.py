"""The matrix of actors and issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request

from graph.things.memory import remembered
from graph.things.positions.positions import Position
from graph.views.overviews.matrix import GROUPINGS, NOBODY, Cell, Matrix, grouped, matrix_of
from graph.views.overviews.selection import Selected, StanceItem, facet_values, select
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, language, named, say
from web.pages.shared.filters import chips, full, options, read_selection
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, add_page, as_json, send, send_items, send_table, worded

OPENED = 12
"""Sentences of a cell that are shown in place; a link leads to the others."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The cell whose sentences are shown: the key of its row, its issue, and what it counts.

    What is inferred stands among ``items`` too.
    """

    key: str
    issue: str
    items: tuple[StanceItem, ...]

    @property
    def stated(self) -> tuple[Position, ...]:
        """The positions, as many as the cell says."""
        return tuple(item for item in self.items if isinstance(item, Position))

    @property
    def narrower(self) -> Counter[str]:
        """The narrower issues (IRIs) that are counted here, each with the number of its positions."""
        return Counter(position.narrower for position in self.stated if position.narrower)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows under one heading, of the ``size`` rows that the group has, and what all of these say together."""

    iri: str
    size: int
    cells: dict[str, Cell]
    rows: tuple[str, ...]


def register(blueprint: Blueprint) -> None:
    """Add ``/matrix``."""
    add_page(blueprint, "/matrix", "matrix", show, ("csv", "json", "ttl"))


def show(form: str) -> Page:
    """The matrix, or its cells in another form."""
    selection = read_selection(broad=True)
    selected = select(graph(), selection)
    table = matrix_of(graph(), selection)
    rows, by = _sorted_rows(table), _grouping()
    if form != "html":
        return _send(form, table, rows, by, selected)
    settings = site().settings
    key = ("matrix groups", selection.key, by, request.args.get("sort", ""), language())
    groups = remembered(graph(), key, lambda: _grouped(rows, by), shared=False)
    lines = paged(
        [(group, row) for group, those in groups.items() for row in those], settings.number("matrix_rows")
    )
    sort = request.args.get("sort", "positions") or "positions"
    shown = table.columns_of([row for _, row in lines.items], "" if sort in _ORDERS else full(sort))
    part = paged(shown, settings.number("matrix_columns"), "issues")
    return render_template(
        "matrix.html",
        slice=lines,
        groups=list(_groups(table, groups, lines.items, part.items if by else ())),
        columns=part.items,
        part=part,
        cells=table.cells,
        actors=len(table.rows),
        sort=sort,
        orders=_ORDERS,
        by=by,
        groupings=GROUPINGS,
        opened=_opened(selected),
        most=OPENED,
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
    )


_ORDERS = ("positions", "name")


def _grouping() -> str:
    wanted = request.args.get("by", "")
    if wanted and wanted not in GROUPINGS:
        raise InputError(f"by={wanted[:40]!r}: rows are grouped by {', '.join(GROUPINGS)}.")
    return wanted


def _sorted_rows(table: Matrix) -> list[str]:
    """The rows in the order of ``?sort=``: positions, name, or the identifier of an issue."""
    wanted = request.args.get("sort", "positions") or "positions"
    if wanted == "positions":
        return list(table.rows)
    if wanted == "name":
        return sorted(table.rows, key=lambda iri: named(iri).casefold())
    if full(wanted) in table.columns:
        return table.row_order(full(wanted))
    if wanted.startswith(("issue/", "http")):
        return list(table.rows)
    raise InputError(
        f"sort={wanted[:60]!r} is no order: sort by positions, name, or an issue such as issue/…"
    )


def _grouped(rows: list[str], by: str) -> dict[str, list[str]]:
    return grouped(graph(), rows, by) if by else {NOBODY: rows}


def _groups(
    table: Matrix, groups: dict[str, list[str]], lines: Sequence[tuple[str, str]], columns: Sequence[str]
) -> Iterator[MatrixGroup]:
    together = table.together(groups, columns)
    for group, those in groupby(lines, key=lambda line: line[0]):
        yield MatrixGroup(group, len(groups[group]), together[group], tuple(row for _, row in those))


def _opened(selected: Selected) -> Opened | None:
    """The cell of ``?cell=``: an actor (or ``party`` or ``state``, and which), a space, an issue."""
    words = request.args.get("cell", "").split()
    if len(words) not in (2, 3):
        return None
    issue = full(words[-1])
    group = full(words[-2]) if words[-2] != "-" else NOBODY
    on_it = (item for item in selected.items if item.issue == issue)
    if len(words) == 2:
        taken = tuple(item for item in on_it if item.holder == group)
    else:
        taken = tuple(
            item for item in on_it if group in (facet_values(graph(), item).get(words[0]) or (NOBODY,))
        )
    return Opened(" ".join(words[:-1]), issue, taken)


def _send(form: str, table: Matrix, rows: list[str], by: str, selected: Selected) -> Page:
    """All rows and columns: pages are for reading, files are not cut."""
    if form == "ttl":
        return send_items(form, selected.items, "matrix")
    if form == "csv":
        return _send_csv(table, rows, by)
    cells = [
        {
            "actor": named(row),
            "actor_iri": row,
            "issue": named(issue),
            "issue_iri": issue,
            "stance": cell.stance,
            "basis": cell.basis,
            "support": cell.asserted.get("support", 0),
            "oppose": cell.asserted.get("oppose", 0),
            "qualified_support": cell.qualified.get("support", 0),
            "qualified_oppose": cell.qualified.get("oppose", 0),
            "inferred": sorted(cell.inferred),
        }
        for (row, issue), cell in table.cells.items()
    ]
    return send(form, as_json(cells), "matrix")


def _send_csv(table: Matrix, rows: list[str], by: str) -> Page:
    """Actors by issues; grouped, with the group before each actor."""
    issues = [named(issue) for issue in table.columns]
    groups = _grouped(rows, by)
    body = (
        [
            *((named(group) if group else say(f"charts.none.{by}"),) if by else ()),
            named(row),
            *(_word(table, row, issue) for issue in table.columns),
        ]
        for group, those in groups.items()
        for row in those
    )
    return send_table([*((by,) if by else ()), ""], body, "matrix", issues)


def _word(table: Matrix, row: str, issue: str) -> str:
    cell = table.cells.get((row, issue))
    if cell is None:
        return ""
    stance = worded("stance", cell.stance)
    return f"{stance}" if cell.basis == "asserted" else f"{stance} ({worded('matrix', cell.basis)})"
