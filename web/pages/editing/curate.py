"""All decisions with their undo; accept, correct, reject a position; decide about things.

A form that is sent twice does nothing twice: it says which decisions its reader has seen (``seen``), and
where there is another one meanwhile it is refused, unless that is the very same by the same person.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.decisions import things
from graph.decisions.applying import why_parked
from graph.decisions.curation import decide, withdraw
from graph.decisions.records import Author, Curation, Decision, curations, now_by, standing
from graph.rdf.changes import DatasetChange
from graph.things.positions.positions import positions
from graph.views.correction import Correction, corrected
from graph.views.deciding import claim
from ontology.errors import InputError, NotFoundError, StandpunktError
from web.admission.gate import principal, require
from web.http.site import site
from web.http.writing import write
from web.pages.editing.decisions import seen
from web.pages.editing.editor import inside
from web.pages.shared.context import graph
from web.pages.shared.filters import full, short
from web.pages.shared.forms import forgiving
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page

MOST_COMMENT = 2000
SIZE = 60
_THINGS = tuple(one for one in Decision if one.is_about_thing)
_BUTTONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED, "correct": Decision.CORRECTED}
_FIELDS = ("holder", "issue", "stance", "act", "modality")


class DecidedMeanwhileError(StandpunktError):
    """Somebody decided about the position after the form was made."""

    code = "decided-meanwhile"
    status = 409


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
        wanted=inside(request.values.get("next"), ""),
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
    """Carry out the button that was pressed, and go where the form says, else to the position or the list."""
    one = carry_out()
    if one is None or not one.decision.is_about_position:
        return redirect(request.script_root + "/curate", 303)
    return redirect(onwards(inside(request.form.get("next"), ""), one), 303)


def onwards(wanted: str, one: Curation) -> str:
    """The page ``wanted``, which is told of the decision, or without one that of the position."""
    path, mark, place = wanted.partition("#")
    if not path:
        return f"{request.script_root}/curate?position={short(one.target)}"
    return f"{path}{'&' if '?' in path else '?'}did={short(one.iri)}{mark}{place}"


def carry_out() -> Curation | None:
    """Do what the form says, in one transaction: the decision that was made or taken back.

    ``None`` stands for one about things. Raises ``DecidedMeanwhileError`` where the form was made before
    another decision, and nothing is written.
    """
    author = now_by(principal().name)
    with site().writing:
        if curation := request.form.get("withdraw"):
            return _taken_back(_decision(full(curation)), author)
        if request.form.get("decision", "") in _THINGS:
            write(_about_things(Decision(request.form["decision"]), author))
            return None
        return _decided(full(request.form.get("position", "")), author)


def _taken_back(one: Curation, author: Author) -> Curation:
    if one.decision.is_about_person:
        require("administer")
    if not (one.withdrawn and one.withdrawn_by == author.name):  # else the form was sent twice
        write(withdraw(graph(), one.iri, author))
    return one


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
        other if decision in (Decision.RENAMED, Decision.LINKED) else full(other),
        author,
        document=full(form.get("document", "").strip()) if form.get("document", "").strip() else "",
        comment=form.get("comment", "")[:MOST_COMMENT],
    )


def _decided(iri: str, author: Author) -> Curation:
    button = request.form.get("decision", "")
    if button not in _BUTTONS:
        kinds = ", ".join([*_BUTTONS, *_THINGS])
        raise InputError(f"decision={button[:40]!r}: {kinds}.")
    decision, found = _BUTTONS[button], positions(graph(), position=iri)
    after = None
    if found and decision is Decision.CORRECTED:
        wishes = Correction(**{name: request.form.get(name, "") for name in _FIELDS})
        after = corrected(graph(), found[0], wishes)
    if "seen" in request.form and request.form["seen"] != seen(iri):
        return _the_same(iri, decision, after, author)
    if not found:
        raise NotFoundError(f"There is no position <{iri}>; perhaps it was rejected or its document removed.")
    comment = request.form.get("comment", "")[:MOST_COMMENT]
    write(decide(graph(), iri, decision, author, after=after, comment=comment))
    return standing(curations(graph(), target=iri))[iri]


def _the_same(iri: str, decision: Decision, after: list[ox.Triple] | None, author: Author) -> Curation:
    """The decision that holds, if it is what ``author`` wants; raises ``DecidedMeanwhileError`` otherwise."""
    held = standing(curations(graph(), target=iri)).get(iri)
    if held and (held.decision, held.curator) == (decision, author.name):
        same = after is None or claim(after, iri) == claim(held.after, iri)
        if same:
            return held
    raise DecidedMeanwhileError(
        "There is another decision about this position since this page was opened: please look at it again."
    )


def _decision(curation: str) -> Curation:
    found = [c for c in curations(graph()) if c.iri == curation]
    if not found:
        raise NotFoundError(f"There is no decision <{curation}>.")
    return found[0]
