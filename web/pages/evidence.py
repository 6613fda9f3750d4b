"""Positions that fit a selection, each with its sentence."""

from __future__ import annotations

from flask import Blueprint, render_template

from graph.views.selection import select
from web.pages.shared.context import graph
from web.pages.shared.filters import chips, options, read_selection
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, add_page, send_items

SIZE = 30


def register(blueprint: Blueprint) -> None:
    """Add ``/positions``."""
    add_page(blueprint, "/positions", "positions", show, ("csv", "json", "ttl"))


def show(form: str) -> Page:
    """The list of positions."""
    selection = read_selection()
    selected = select(graph(), selection)
    if form != "html":
        return send_items(form, selected.items, "positions")
    return render_template(
        "positions.html",
        stated=len(selected.positions),
        slice=paged(selected.items, SIZE),
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
    )
