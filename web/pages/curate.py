"""All decisions with their undo; accept, correct, reject a position; decide about things."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.decisions import things
from graph.decisions.applying import why_parked
from graph.decisions.curation import decide, withdraw
from graph.decisions.records import Author, Curation, Decision, curations, now_by, standing
from graph.model.changes import DatasetChange
from graph.things.positions import positions
from graph.views.correction import ACTS, MODALITIES, STANCES, Correction, corrected
from graph.views.directories import directory
from ontology.errors import InputError, NotFoundError
from web.admission.gate import principal, require
from web.http.site import site
from web.http.writing import write
from web.pages.shared.context import address, graph
from web.pages.shared.filters import full
from web.pages.shared.forms import forgiving
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page

MOST_COMMENT = 2000
MOST_NAMES = 500
SIZE = 60
_THINGS = tuple(one for one in Decision if one.is_about_thing)
_BUTTONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED, "correct": Decision.CORRECTED}


def register(blueprint: Blueprint) -> None:
    """Add ``/curate``."""
    blueprint.add_url_rule("/curate", "curate", show, methods=["GET"])
    blueprint.add_url_rule("/curate", "curate_now", act, methods=["POST"])


def show() -> Page:
    """The form to correct a position, and what was decided about it so far; without one, all decisions."""
    if "position" not in request.values:
        return _show_all()
    iri = full(request.values.get("position", ""))
    found, history = positions(graph(), position=iri), curations(graph(), target=iri)
    if not found and not history:
        raise NotFoundError(f"There is no position <{iri}>.")
    return render_template(
        "curate.html",
        iri=iri,
        position=found[0] if found else None,
        history=history,
        stances=STANCES,
        acts=ACTS,
        modalities=MODALITIES,
        actors=[entry.iri for entry in directory(graph(), "actors")[:MOST_NAMES]],
        issues=[entry.iri for entry in directory(graph(), "issues")[:MOST_NAMES]],
    )


def _show_all() -> Page:
    every = curations(graph())
    found = paged(every, SIZE)
    told = replace(found, items=[replace(one, parked=why_parked(graph(), one)) for one in found.items])
    return render_template(
        "decisions.html", slice=told, holds=standing(every), kinds=[one.value for one in _THINGS]
    )


@forgiving(show)
def act() -> Response:
    """Carry out the button that was pressed, in one transaction, and go back to the document or the list."""
    author = now_by(principal().name)
    with site().writing:
        if curation := request.form.get("withdraw"):
            one = _decision(full(curation))
            document = one.document if one.decision.is_about_position else ""
            if one.decision.is_about_person:
                require("administer")
            write(withdraw(graph(), one.iri, author))
        elif request.form.get("decision", "") in _THINGS:
            document = ""
            write(_about_things(Decision(request.form["decision"]), author))
        else:
            document, change = _decided(full(request.form.get("position", "")), author)
            write(change)
    if not document:
        return redirect(request.script_root + "/curate", 303)
    return redirect(address(document) + "#decisions", 303)


def _about_things(decision: Decision, author: Author) -> DatasetChange:
    """What the decision in the form about one or two things changes."""
    form = request.form
    other = form.get("other", "").strip()
    if not other:
        raise InputError("A decision about a thing needs the other thing, an address or a new name.")
    return things.make(
        graph(),
        decision,
        full(form.get("thing", "").strip()),
        other if decision is Decision.RENAMED else full(other),
        author,
        document=full(form.get("document", "").strip()) if form.get("document", "").strip() else "",
        comment=form.get("comment", "")[:MOST_COMMENT],
    )


def _decided(iri: str, author: Author) -> tuple[str, DatasetChange]:
    button = request.form.get("decision", "")
    if button not in _BUTTONS:
        kinds = ", ".join([*_BUTTONS, *_THINGS])
        raise InputError(f"decision={button[:40]!r}: {kinds}.")
    found = positions(graph(), position=iri)
    if not found:
        raise NotFoundError(f"There is no position <{iri}>; perhaps it was rejected or its document removed.")
    after = None
    if button == "correct":
        wishes = {
            name: request.form.get(name, "") for name in ("holder", "issue", "stance", "act", "modality")
        }
        after = corrected(graph(), found[0], Correction(**wishes))
    comment = request.form.get("comment", "")[:MOST_COMMENT]
    return found[0].document, decide(graph(), iri, _BUTTONS[button], author, after=after, comment=comment)


def _decision(curation: str) -> Curation:
    found = [c for c in curations(graph()) if c.iri == curation]
    if not found:
        raise NotFoundError(f"There is no decision <{curation}>.")
    return found[0]
