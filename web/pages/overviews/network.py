"""The network of agreement and conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from graph.things.affiliations import affiliations
from graph.things.positions.ties import Tie
from graph.views.overviews.network import (
    KINDS,
    Network,
    SharedIssue,
    Ties,
    all_ties,
    clusters,
    graphml,
    network_of,
    shared_issues,
    sides_of,
)
from graph.views.overviews.selection import Selected, select
from ontology.errors import InputError
from web.http.site import site
from web.pages.shared.colours import COLOURS, OTHER, Paint, paints, wished
from web.pages.shared.context import graph, named, say
from web.pages.shared.filters import chips, full, options, read_selection
from web.pages.shared.siblings import Page, add_page, as_json, send, send_table

STRONGEST = 24
GROUPED = ("", "party", "cluster", "stance")
"""By what actors may be coloured."""
GROUPS = 6
"""Groups with a colour of their own."""
OPENED, SENTENCES = 12, 3
"""Issues of a tie, and sentences of each actor on one, shown in place; a link leads to the rest."""
_SIDES = {
    "support": Paint("#0a6460", css="mark-for"),
    "oppose": Paint("#8f4306", css="mark-against"),
    "both": Paint("#5a5266", css="mark-mixed"),
}
HEADER = (
    *("first", "second", "agree", "disagree", "weight"),
    *("agreed_issues", "disputed_issues", "first_iri", "second_iri"),
)


@dataclass(frozen=True, slots=True)
class Coloured:
    """The colours of actors: of each (IRI) its own, and what each colour means."""

    of: Mapping[str, Paint]
    legend: tuple[tuple[str, Paint], ...]


@dataclass(frozen=True, slots=True)
class OpenedTie:
    """The tie whose sentences are shown: its two actors, and what ties them."""

    first: str
    second: str
    issues: tuple[SharedIssue, ...]


def register(blueprint: Blueprint) -> None:
    """Add ``/network``."""
    add_page(blueprint, "/network", "network", show, ("svg", "graphml", "csv", "json"))


def show(form: str) -> Page:
    """The network, drawn or as data."""
    selection = read_selection()
    selected = select(graph(), selection)
    kind, shared = _wishes()
    by = request.args.get("by", "")
    if by not in GROUPED:
        raise InputError(f"by={by[:40]!r}: actors are coloured by {', '.join(GROUPED[1:])}.")
    if form not in ("html", "svg"):
        return _send(form, all_ties(selected.positions, shared=shared, kind=kind))
    settings = site().settings
    most, ties = settings.number("network_nodes"), settings.number("network_ties")
    drawn = network_of(graph(), selection, most=most, most_ties=ties, shared=shared, kind=kind)
    days = [p.date for p in selected.positions if p.date and p.asserted]
    shown = {
        "network": drawn,
        "places": {node.iri: node for node in drawn.nodes},
        "first": min(days, default=None),
        "last": max(days, default=None),
        "chips": chips(selection),
        "coloured": _coloured(by, drawn, selected),
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
        by=by,
        grouped=GROUPED,
        opened=_opened(selected),
        most=OPENED,
        sentences=SENTENCES,
        colours=wished(),
        palettes=COLOURS,
        selection=selection,
        facets=options(selection, selected),
    )


def _opened(selected: Selected) -> OpenedTie | None:
    """The tie of ``?tie=``: two actors with a space between them."""
    ends = [full(word) for word in request.args.get("tie", "").split()]
    if len(ends) != 2:
        return None
    return OpenedTie(ends[0], ends[1], shared_issues(selected.positions, ends[0], ends[1]))


def _coloured(by: str, drawn: Network, selected: Selected) -> Coloured:
    actors = [node.iri for node in drawn.nodes]
    if by == "stance":
        sides = sides_of(selected.positions)
        legend = tuple((say(f"network.side.{side}"), paint) for side, paint in _SIDES.items())
        return Coloured({actor: _SIDES[sides[actor]] for actor in actors}, legend)
    groups = _clusters(drawn) if by == "cluster" else _party_of(actors) if by == "party" else {}
    sizes = Counter(groups.values())
    shown = sorted(sizes, key=lambda group: (-sizes[group], group))[:GROUPS]
    given = dict(zip(shown, paints(shown, wished()), strict=True))
    named_groups = [(named(group) if by == "party" else group, paint) for group, paint in given.items()]
    others = (
        [(say(f"network.others.{by}"), OTHER)]
        if by and any(groups.get(a) not in given for a in actors)
        else []
    )
    of = {actor: given.get(groups.get(actor, ""), OTHER) for actor in actors} if by else {}
    return Coloured(of, (*named_groups, *others))


def _clusters(drawn: Network) -> dict[str, str]:
    return {actor: say("network.cluster", n=place + 1) for actor, place in clusters(drawn).items()}


def _party_of(actors: list[str]) -> dict[str, str]:
    """The party of each actor that has one; of several the first by IRI."""
    found = ((actor, sorted(affiliations(graph(), actor).get("party", ()))) for actor in actors)
    return {actor: parties[0] for actor, parties in found if parties}


def _wishes() -> tuple[str, int]:
    kind = request.args.get("ties", "all") or "all"
    if kind not in KINDS:
        raise InputError(f"ties={kind[:40]!r}: choose one of {', '.join(KINDS)}.")
    raw = request.args.get("shared", "1") or "1"
    if not raw.isascii() or not raw.isdigit() or not int(raw[:9]) >= 1:
        raise InputError(f"shared={raw[:40]!r} is not a number of issues: give a whole number from 1 on.")
    return kind, int(raw[:9])


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
