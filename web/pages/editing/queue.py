"""Positions to decide about, one after the other, those that the extractor was least sure of first."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.decisions.records import Curation, curations
from graph.things.positions.positions import Position, positions
from graph.views.deciding import Key, Queue, place_of, place_once, queue, surroundings, verdict
from graph.views.overviews.selection import select
from ontology.errors import NotFoundError
from web.http.site import site
from web.pages.editing.curate import carry_out
from web.pages.editing.decisions import just_decided
from web.pages.shared.context import graph
from web.pages.shared.filters import chips, full, options, read_selection, short
from web.pages.shared.forms import forgiving
from web.pages.shared.siblings import Page

LATER = 5
"""Positions that come next and are named."""
FIRST = ("source", "issue", "holder")
"""Facets by which people share the work, shown before the others."""
PLACE = "card"
"""Where the position stands on the page."""


def register(blueprint: Blueprint) -> None:
    """Add ``/queue``."""
    blueprint.add_url_rule("/queue", "queue", show, methods=["GET"])
    blueprint.add_url_rule("/queue", "queue_now", act, methods=["POST"])


def show() -> Page:
    """The position of ``?at=``, else the first that nobody has decided about, in the queue of a selection."""
    selection = read_selection()
    selected = select(graph(), selection)
    line = queue(graph(), selection.key, selected.positions)
    position, gone, key = _shown(line)
    later = line.after(key, LATER) if key else ()
    before, just = line.before(key) if key else None, just_decided()
    back = before.iri if before else None
    if just and just.decision.target != (position.iri if position else None):
        back = just.decision.target
    return render_template(
        "queue.html",
        position=position,
        gone=verdict(gone) if gone else None,
        held=line.decided.get(position.iri) if position else None,
        context=surroundings(graph(), position.passage, whole=site().whole_texts) if position else None,
        left=line.undecided,
        all=len(line.positions),
        later=later,
        next=_address(later[0].iri) if later else None,
        before=_address(back) if back else None,
        here=_address(position.iri if position else gone.target if gone else None),
        at=_address,
        selection=selection,
        facets=dict(sorted(options(selection, selected).items(), key=lambda facet: facet[0] not in FIRST)),
        chips=chips(selection),
    )


def _shown(line: Queue) -> tuple[Position | None, Curation | None, Key | None]:
    """The position that is shown, or what was decided about it where it is no more; and its place."""
    if not request.args.get("at"):
        first = next((p for p in line.positions if p.iri not in line.decided), None)
        return first, None, place_of(first) if first else None
    iri = full(request.args["at"])
    if found := positions(graph(), position=iri):
        return found[0], None, place_of(found[0])
    past = curations(graph(), target=iri)
    if not past:
        raise NotFoundError(f"There is no position <{iri}>.")
    return None, past[0], place_once(past[0])


@forgiving(show)
def act() -> Response:
    """Carry out the button that was pressed, and go on to the next; after an undo, back to its position."""
    one = carry_out()
    wanted = request.form.get("then", "")
    if one is None:
        return redirect(_address(None), 303)
    target = one.target if "withdraw" in request.form or not wanted else full(wanted)
    return redirect(_address(target, did=short(one.iri)), 303)


def _address(iri: str | None, **more: str) -> str:
    """This queue at another position (IRI)."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("at", "did")]
    query = urlencode([*kept, *([("at", short(iri))] if iri else []), *more.items()], safe="/")
    return f"{request.script_root}/queue{'?' + query if query else ''}{'#' + PLACE if iri else ''}"
