"""The matrix of actors and issues."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from graph.views.matrix import Matrix, matrix
from graph.views.selection import Selected, select
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, named
from web.pages.shared.filters import chips, full, options, read_selection
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, add_page, as_json, send, send_items, send_table

SORTS = ("positions", "name")


def register(blueprint: Blueprint) -> None:
    """Add ``/matrix``."""
    add_page(blueprint, "/matrix", "matrix", show, ("csv", "json", "ttl"))


def show(form: str) -> Page:
    """The matrix, or its cells in another form."""
    selection = read_selection(broad=True)
    selected = select(graph(), selection)
    table = matrix(selected.items)
    if form != "html":
        return _send(form, table, _sorted_rows(table, table.columns), selected)
    settings = site().settings
    part = paged(table.columns, settings.number("matrix_columns"), "issues")
    rows = _sorted_rows(table, part.items)
    return render_template(
        "matrix.html",
        slice=paged(rows, settings.number("matrix_rows")),
        columns=part.items,
        part=part,
        cells=table.cells,
        sort=request.args.get("sort", "positions"),
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
    )


def _sorted_rows(table: Matrix, columns: Sequence[str]) -> list[str]:
    """The rows in the order of ``?sort=``: positions, name, or the identifier of an issue."""
    wanted = request.args.get("sort", "positions") or "positions"
    if wanted == "positions":
        return table.busiest(columns)
    if wanted == "name":
        return sorted(table.rows, key=lambda iri: named(iri).casefold())
    if full(wanted) in table.columns:
        return table.row_order(full(wanted))
    if wanted.startswith(("issue/", "http")):
        return list(table.rows)
    raise InputError(
        f"sort={wanted[:60]!r} is no order: sort by positions, name, or an issue such as issue/…"
    )


def _send(form: str, table: Matrix, rows: list[str], selected: Selected) -> Page:
    if form == "ttl":
        return send_items(form, selected.items, "matrix")
    if form == "csv":
        header = ["", *(named(issue) for issue in table.columns)]
        body = ([named(row), *(_word(table, row, issue) for issue in table.columns)] for row in rows)
        return send_table(header, body, "matrix")
    cells = [
        {
            "actor": named(row),
            "actor_iri": row,
            "issue": named(issue),
            "issue_iri": issue,
            "stance": cell.stance,
            "basis": cell.basis,
            "support": cell.asserted["support"],
            "oppose": cell.asserted["oppose"],
            "qualified_support": cell.qualified["support"],
            "qualified_oppose": cell.qualified["oppose"],
            "inferred": sorted(cell.inferred),
        }
        for (row, issue), cell in table.cells.items()
    ]
    return send(form, as_json(cells), "matrix")


def _word(table: Matrix, row: str, issue: str) -> str:
    cell = table.cells.get((row, issue))
    return (
        "" if cell is None else cell.stance if cell.basis == "asserted" else f"{cell.stance} ({cell.basis})"
    )
