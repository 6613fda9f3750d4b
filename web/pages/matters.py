"""Matters: the list with what is proposed, the page of one, and what an editor decides about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.decisions.records import Author, now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.matters import deciding
from graph.matters.matters import matter, matters
from graph.matters.suggesting import proposals
from graph.model.changes import DatasetChange
from graph.things.positions import once, positions
from graph.views.documents import document_cards
from ontology.errors import InputError
from web.admission.gate import principal
from web.http.site import site
from web.http.writing import write
from web.pages.shared.context import address, graph
from web.pages.shared.filters import full
from web.pages.shared.forms import forgiving
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page

SIZE, PROPOSED = 60, 12
QUICK = 200
"""Documents that are compared with each other without being asked for it."""


def register(blueprint: Blueprint) -> None:
    """Add ``/matters``."""
    blueprint.add_url_rule("/matters", "matters", show, methods=["GET"])
    blueprint.add_url_rule("/matters", "decide_matters", act, methods=["POST"])


def show() -> Page:
    """The matters, and the pairs of issues that may belong to one; of many documents only who asks for these.

    All texts are compared with each other for them.
    """
    found = paged(matters(graph()), SIZE)
    asked = len(document_cards(graph())) <= QUICK or "proposals" in request.args
    offered = proposals(graph(), PROPOSED) if asked else ()
    if not site().whole_texts:  # words of the texts would be reasons
        offered = tuple(replace(one, words=()) for one in offered)
    return render_template("matters.html", slice=found, proposals=offered, asked=asked)


def render_matter(known: KnowledgeGraph, iri: str) -> Page | None:
    """The page of a matter with what is said on its issues; a redirect from one that became part of it."""
    found = matter(known, iri)
    if found is None:
        return None
    if found.iri != iri:
        return redirect(address(found.iri), 301)
    held = {issue: once(known, positions(known, issue=issue)) for issue in found.issues}
    return render_template("matter.html", iri=iri, matter=found, held=held)


def _form() -> Page:
    """The page that the form was on."""
    return (render_matter(graph(), _matter()) if request.form.get("matter") else None) or show()


@forgiving(_form)
def act() -> Response:
    """Carry out the button that was pressed, in one transaction."""
    author = now_by(principal().name)
    button = request.form.get("decision", "")
    if button not in _BUTTONS:
        raise InputError(f"decision={button[:40]!r}: {', '.join(_BUTTONS)}.")
    with site().writing:
        write(_BUTTONS[button](author))
    known = matter(graph(), _matter())
    return redirect(address(known.iri) if known else request.script_root + "/matters", 303)


def _matter() -> str:
    return full(request.form.get("matter", ""))


def _confirm(author: Author) -> DatasetChange:
    issues = [full(issue) for issue in request.form.getlist("issue")]
    name = request.form.get("name", "")
    return deciding.confirm(graph(), issues, name or _matter(), author)


def _reject(author: Author) -> DatasetChange:
    issue, *others = [full(issue) for issue in request.form.getlist("issue")] or [""]
    return deciding.reject(graph(), issue, others[0] if others else _matter(), author)


def _rename(author: Author) -> DatasetChange:
    return deciding.rename(graph(), _matter(), request.form.get("name", ""), author)


def _merge(author: Author) -> DatasetChange:
    return deciding.merge(graph(), _matter(), full(request.form.get("into", "")), author)


def _split(author: Author) -> DatasetChange:
    issues = [full(issue) for issue in request.form.getlist("issue")]
    return deciding.split(graph(), _matter(), request.form.get("name", ""), issues, author)


_BUTTONS: dict[str, Callable[[Author], DatasetChange]] = {
    "confirm": _confirm,
    "reject": _reject,
    "rename": _rename,
    "merge": _merge,
    "split": _split,
}
