"""Positions that fit a selection, each with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, render_template, request

from graph.ask.words.stems import fold
from graph.things.positions.positions import Position
from graph.views.overviews.selection import StanceItem, select
from ontology.errors import InputError
from web.pages.shared.context import graph, named
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
    items, order = _sorted(selected.items)
    if form != "html":
        return send_items(form, items, "positions")
    return render_template(
        "positions.html",
        stated=len(selected.positions),
        slice=paged(items, SIZE),
        order=order,
        orders=tuple(ORDERS),
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
    )


def _sorted(items: Sequence[StanceItem]) -> tuple[Sequence[StanceItem], str]:
    """The items in the order of ``?sort=``, and its name; they come newest first."""
    wanted = request.args.get("sort", "") or "newest"
    if wanted not in ORDERS:
        raise InputError(f"sort={wanted[:40]!r} is no order: {', '.join(ORDERS)}.")
    return ORDERS[wanted](items), wanted


def _oldest(items: Sequence[StanceItem]) -> Sequence[StanceItem]:
    dated = [item for item in items if isinstance(item, Position) and item.date]
    rest = [item for item in items if not (isinstance(item, Position) and item.date)]
    return sorted(dated, key=lambda item: str(item.date)) + rest


def _least_sure(items: Sequence[StanceItem]) -> Sequence[StanceItem]:
    """Those that somebody should look at first; what was not weighed comes last."""

    def doubt(item: StanceItem) -> float:
        confidence = item.confidence if isinstance(item, Position) else None
        return 2.0 if confidence is None else confidence

    return sorted(items, key=doubt)


ORDERS: dict[str, Callable[[Sequence[StanceItem]], Sequence[StanceItem]]] = {
    "newest": lambda items: items,
    "oldest": _oldest,
    "holder": lambda items: sorted(items, key=lambda item: fold(named(item.holder))),
    "issue": lambda items: sorted(items, key=lambda item: fold(named(item.issue))),
    "confidence": _least_sure,
}
