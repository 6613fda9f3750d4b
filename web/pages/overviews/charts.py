"""Charts to show to others: positions by group, all in all and over time, and how divided they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request

from graph.things.positions.positions import SUPPORT
from graph.views.overviews.charts import (
    GROUPINGS,
    NOBODY,
    BarChart,
    Division,
    StackChart,
    Tally,
    axis,
    bar_chart,
    counting,
    divisions,
    stack_chart,
    tallies_of,
)
from graph.views.overviews.selection import Selected, Selection, select
from ontology.errors import InputError
from web.pages.shared.colours import COLOURS, OTHER, paints, wished
from web.pages.shared.context import graph, named, say, term, with_path
from web.pages.shared.filters import IRI_FACETS, chips, options, read_selection, short
from web.pages.shared.siblings import Page, add_page, send, send_table, worded

SHAPES = ("time", "sides", "activity", "polarization")
GROUPS, COLUMNS, BARS = 6, 48, 24
"""Groups with a colour of their own, columns over time, and bars that a chart shows."""
OVERLAPPING = ("party", "state", "organisation")
"""Groupings in which an actor may be in several groups, and counts in each."""
_EVERY_MONTH = 1_000_000
"""More columns than there are months."""
DIVISION = ("from", "until", "polarization", "positions", "issues")
HEADER = ("group", "group_iri", "month", "stance", "positions")


def register(blueprint: Blueprint) -> None:
    """Add ``/charts``."""
    add_page(blueprint, "/charts", "charts", show, ("svg", "csv"))


def show(form: str) -> Page:
    """A chart on its page or by itself, or all that it counts."""
    shape, by = _choice("shape", SHAPES), _choice("by", GROUPINGS)
    selection = read_selection()
    selected = select(graph(), selection)
    counted = tallies_of(graph(), selection, by, then=shape != "sides")
    if form == "csv" and shape == "polarization":
        found = divisions(selected.positions, _EVERY_MONTH)
        return send_table(DIVISION, map(_division_row, found), "polarization")
    if form == "csv":
        return send_table(HEADER, (_row(by, tally) for tally in counted), f"stance-by-{by}")
    drawn = _drawn(counted, shape, by, selection, selected)
    if form == "svg":
        return send(form, render_template("charts.svg", **drawn), f"stance-{shape}-by-{by}")
    facets = options(selection, selected)
    return render_template("charts.html", shapes=SHAPES, groupings=GROUPINGS, facets=facets, **drawn)


def _choice(name: str, known: tuple[str, ...]) -> str:
    wanted = request.args.get(name, "") or known[0]
    if wanted not in known:
        raise InputError(f"{name}={wanted[:40]!r}: choose one of {', '.join(known)}.")
    return wanted


def _drawn(
    counted: tuple[Tally, ...], shape: str, by: str, selection: Selection, selected: Selected
) -> dict[str, Any]:
    """What the templates draw."""
    chart = _chart(counted, shape, selected)
    groups = chart.groups if isinstance(chart, StackChart) else ()
    told = counting(selected.positions, then=shape != "sides")
    days = [p.date for p in told if p.date]
    return {
        "shape": shape,
        "by": by,
        "chart": chart,
        "paints": [*paints(groups, wished()), OTHER],
        "colours": wished(),
        "palettes": COLOURS,
        "count": len(told),
        "dated": len(days),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "selection": selection,
        "chips": chips(selection),
        "group_name": lambda group: _name(by, group),
        "evidence": lambda stance, group=None, since=None, until=None: _evidence(
            by, "" if shape in ("activity", "polarization") else stance, group, since, until
        ),
        "axis": axis,
        "overlapping": OVERLAPPING,
    }


def _chart(
    counted: Sequence[Tally], shape: str, selected: Selected
) -> BarChart | StackChart | tuple[Division, ...] | None:
    if shape == "sides":
        return bar_chart(counted, BARS)
    if shape == "polarization":
        return divisions(selected.positions, COLUMNS)
    if shape == "activity":
        counted = [replace(tally, stance=SUPPORT) for tally in counted]
    return stack_chart(counted, GROUPS, COLUMNS)


def _name(by: str, group: str) -> str:
    """What a group is called; who belongs to none is called so."""
    if group == NOBODY:
        return say(f"charts.none.{by}")
    return named(group) if by in IRI_FACETS else term(by, group)


def _evidence(by: str, stance: str, group: str | None, since: object, until: object) -> str:
    """The address of the positions that a piece of the chart counts, as near as filters come."""
    changes: dict[str, object] = dict.fromkeys(("shape", "by", "colours", "page", "format"))
    changes |= {**({"stance": stance} if stance else {}), "basis": "asserted", "modality": "asserted"}
    if group:
        changes[by] = short(group)
    if since:
        changes |= {"since": since, "until": until}
    return with_path("/positions", **changes)


def _division_row(found: Division) -> tuple[object, ...]:
    days = found.first.isoformat(), found.last.isoformat()
    return (*days, "" if found.value is None else round(found.value, 4), found.positions, found.issues)


def _row(by: str, tally: Tally) -> tuple[object, ...]:
    return (
        _name(by, tally.group),
        tally.group if by in IRI_FACETS else "",
        tally.month.isoformat()[:7] if tally.month else "",
        worded("stance", tally.stance),
        tally.positions,
    )
