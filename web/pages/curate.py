"""Accept, correct, reject a position, and take a decision back."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.decisions.curation import decide, withdraw
from graph.decisions.records import Author, Curation, Decision, curations
from graph.model.changes import DatasetChange
from graph.things.positions import positions
from graph.views.correction import ACTS, MODALITIES, STANCES, Correction, corrected
from graph.views.overview import directory
from ontology.errors import InputError, NotFoundError
from web.http.site import site
from web.http.writing import write
from web.pages.shared.context import address, graph
from web.pages.shared.editor import require_editor
from web.pages.shared.filters import full
from web.pages.shared.siblings import Page

MOST_COMMENT = 2000
MOST_NAMES = 500
_BUTTONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED, "correct": Decision.CORRECTED}


def register(blueprint: Blueprint) -> None:
    """Add ``/curate``."""
    blueprint.add_url_rule("/curate", "curate", show, methods=["GET"])
    blueprint.add_url_rule("/curate", "curate_now", act, methods=["POST"])


def show() -> Page:
    """The form to correct a position, and what was decided about it so far."""
    iri = full(request.args.get("position", ""))
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


def act() -> Response:
    """Carry out the button that was pressed, in one transaction, and go back to the document."""
    author = Author(require_editor(), dt.datetime.now(dt.UTC).replace(microsecond=0))
    with site().writing:
        if curation := request.form.get("withdraw"):
            document = _document_of_decision(full(curation))
            write(withdraw(graph(), full(curation), author))
        else:
            document, change = _decided(full(request.form.get("position", "")), author)
            write(change)
    return redirect(address(document) + "#decisions", 303)


def _decided(iri: str, author: Author) -> tuple[str, DatasetChange]:
    button = request.form.get("decision", "")
    if button not in _BUTTONS:
        raise InputError(f"decision={button[:40]!r}: accept, correct or reject.")
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


def _document_of_decision(curation: str) -> str:
    found: list[Curation] = [c for c in curations(graph()) if c.iri == curation]
    if not found:
        raise NotFoundError(f"There is no decision <{curation}>.")
    return found[0].document
