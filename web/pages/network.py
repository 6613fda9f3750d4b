"""The network of agreement and conflict."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from graph.things.memory import remembered
from graph.views.network import KINDS, Network, graphml, network
from graph.views.selection import Selected, Selection, select
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.context import graph, named
from web.pages.shared.filters import chips, options, read_selection
from web.pages.shared.siblings import Page, add_page, as_csv, as_json, send

STRONGEST = 24


def register(blueprint: Blueprint) -> None:
    """Add ``/network``."""
    add_page(blueprint, "/network", "network", show, ("svg", "graphml", "csv", "json"))


def show(form: str) -> Page:
    """The network, drawn or as data."""
    selection = read_selection()
    selected = select(graph(), selection)
    kind, shared = _wishes()
    drawn = _network(selection, selected, kind, shared)
    if form != "html":
        return _send(form, drawn)
    return render_template(
        "network.html",
        network=drawn,
        places={node.iri: node for node in drawn.nodes},
        strongest=sorted(drawn.ties, key=lambda tie: -abs(tie.weight))[:STRONGEST],
        kind=kind,
        kinds=KINDS,
        shared=shared,
        selection=selection,
        facets=options(selection, selected),
        chips=chips(selection),
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


def _send(form: str, drawn: Network) -> Page:
    if form == "svg":
        places = {node.iri: node for node in drawn.nodes}
        return send(form, render_template("network.svg", network=drawn, places=places), "network")
    if form == "graphml":
        shown = {node.iri for node in drawn.nodes} | {i for t in drawn.ties for i in (*t.agree, *t.disagree)}
        return send(form, graphml(drawn, {iri: named(iri) for iri in shown}), "network")
    rows = [(named(t.first), named(t.second), len(t.agree), len(t.disagree), t.weight) for t in drawn.ties]
    header = ("first", "second", "agree", "disagree", "weight")
    if form == "csv":
        return send(form, as_csv(header, rows), "network")
    nodes = [{"iri": n.iri, "label": named(n.iri), "positions": n.positions} for n in drawn.nodes]
    ties = [
        {"first": t.first, "second": t.second, "agree": t.agree, "disagree": t.disagree, "weight": t.weight}
        for t in drawn.ties
    ]
    return send(form, as_json({"nodes": nodes, "ties": ties}), "network")
