"""The network of agreement and conflict."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from graph.things.memory import remembered
from graph.things.ties import Tie
from graph.views.network import KINDS, Network, Ties, all_ties, graphml, network
from graph.views.selection import Selected, Selection, select
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, named
from web.pages.shared.filters import chips, options, read_selection
from web.pages.shared.siblings import Page, add_page, as_json, send, send_table

STRONGEST = 24
HEADER = (
    *("first", "second", "agree", "disagree", "weight"),
    *("agreed_issues", "disputed_issues", "first_iri", "second_iri"),
)


def register(blueprint: Blueprint) -> None:
    """Add ``/network``."""
    add_page(blueprint, "/network", "network", show, ("svg", "graphml", "csv", "json"))


def show(form: str) -> Page:
    """The network, drawn or as data."""
    selection = read_selection()
    selected = select(graph(), selection)
    kind, shared = _wishes()
    if form not in ("html", "svg"):
        return _send(form, all_ties(selected.positions, shared=shared, kind=kind))
    drawn = _network(selection, selected, kind, shared)
    days = [p.date for p in selected.positions if p.date and p.asserted]
    shown = {
        "network": drawn,
        "places": {node.iri: node for node in drawn.nodes},
        "first": min(days, default=None),
        "last": max(days, default=None),
        "chips": chips(selection),
    }
    if form == "svg":
        return send(form, render_template("network.svg", **shown), "network")
    return render_template(
        "network.html",
        **shown,
        strongest=sorted(drawn.ties, key=lambda tie: -abs(tie.weight))[:STRONGEST],
        kind=kind,
        kinds=KINDS,
        shared=shared,
        selection=selection,
        facets=options(selection, selected),
    )


def _wishes() -> tuple[str, int]:
    kind = request.args.get("ties", "all") or "all"
    if kind not in KINDS:
        raise InputError(f"ties={kind[:40]!r}: choose one of {', '.join(KINDS)}.")
    raw = request.args.get("shared", "1") or "1"
    if not raw.isascii() or not raw.isdigit() or not int(raw[:9]) >= 1:
        raise InputError(f"shared={raw[:40]!r} is not a number of issues: give a whole number from 1 on.")
    return kind, int(raw[:9])


def _network(selection: Selection, selected: Selected, kind: str, shared: int) -> Network:
    settings = site().settings
    most, ties = settings.number("network_nodes"), settings.number("network_ties")
    key = ("network", selection.key, kind, shared)
    positions = selected.positions
    return remembered(
        graph(),
        key,
        lambda: network(positions, most=most, shared=shared, kind=kind, most_ties=ties),
        shared=False,
    )


def _send(form: str, found: Ties) -> Page:
    """All actors and all ties: what is left out is left out of the drawing only."""
    if form == "graphml":
        return send(form, graphml(found, named), "network")
    if form == "csv":
        return send_table(HEADER, (_row(tie) for tie in found.ties), "network")
    nodes = [{"iri": iri, "label": named(iri), "positions": n} for iri, n in found.weights.items()]
    ties = [
        {"first": t.first, "second": t.second, "agree": t.agree, "disagree": t.disagree, "weight": t.weight}
        for t in found.ties
    ]
    return send(form, as_json({"nodes": nodes, "ties": ties}), "network")


def _row(tie: Tie) -> tuple[object, ...]:
    counts = len(tie.agree), len(tie.disagree), tie.weight
    issues = ("; ".join(map(named, tie.agree)), "; ".join(map(named, tie.disagree)))
    return (named(tie.first), named(tie.second), *counts, *issues, tie.first, tie.second)
