"""Positions and events over time."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from graph.views.overviews.selection import select
from graph.views.overviews.timeline import timeline_of
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph
from web.pages.shared.filters import chips, options, read_selection
from web.pages.shared.siblings import Page, add_page, send, send_items

LANES = {"issue": "issue", "actor": "holder"}


def register(blueprint: Blueprint) -> None:
    """Add ``/timeline``."""
    add_page(blueprint, "/timeline", "timeline", show, ("svg", "csv", "json", "ttl"))


def show(form: str) -> Page:
    """The timeline, with lanes of issues or of actors (``?by=``)."""
    by = request.args.get("by", "issue") or "issue"
    if by not in LANES:
        raise InputError(f"by={by[:40]!r}: lanes are by issue or by actor.")
    selection = read_selection()
    selected = select(graph(), selection)
    dated = [position for position in selected.positions if position.date]
    if form not in ("html", "svg"):
        return send_items(form, dated, "timeline")
    most = site().settings.number("timeline_lanes")
    line = timeline_of(graph(), selection, lanes_by=LANES[by], most=most)
    if form == "svg":
        return send(
            form, render_template("timeline.svg", line=line, by=by, chips=chips(selection)), "timeline"
        )
    return render_template(
        "timeline.html",
        line=line,
        by=by,
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
    )
