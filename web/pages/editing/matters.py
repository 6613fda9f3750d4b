"""Matters: the list with what is proposed, the page of one, and what an editor decides about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graph.ask.searching import has_words
from graph.ask.words.stems import fold
from graph.decisions.records import Author, now_by
from graph.knowledge.graph import KnowledgeGraph
from graph.matters import deciding
from graph.matters.matters import Matter, matter, matters
from graph.matters.suggesting import proposals
from graph.rdf.changes import DatasetChange
from graph.things.positions.positions import once, positions
from graph.views.documents import document_cards
from ontology.errors import InputError
from web.admission.gate import principal
from web.http.site import site
from web.http.writing import write
from web.pages.editing.decisions import with_reasons
from web.pages.shared.context import address, graph, named
from web.pages.shared.filters import full, searched
from web.pages.shared.forms import forgiving
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, add_page, send_table

SIZE, PROPOSED = 60, 12
SORTS = ("name", "issues", "documents")
HEADER = (*("name", "iri", "issues", "documents"), *("issue_names", "document_names"))
QUICK = 200
"""Documents that are compared with each other without being asked for it."""


def register(blueprint: Blueprint) -> None:
    """Add ``/matters``."""
    add_page(blueprint, "/matters", "matters", show, ("csv",))
    blueprint.add_url_rule("/matters", "decide_matters", act, methods=["POST"])


def show(form: str = "html") -> Page:
    """The matters that were searched, in the order of ``?sort=``; as a file all of them.

    Beside them the pairs of issues that may belong to one; all texts are compared for these, so of many
    documents only for who asks.
    """
    listed = _sorted([one for one in matters(graph()) if has_words(searched(), one.name)])
    if form == "csv":
        return send_table(HEADER, map(_row, listed), "matters")
    found = paged(listed, SIZE)
    asked = len(document_cards(graph())) <= QUICK or "proposals" in request.args
    offered = proposals(graph(), PROPOSED) if asked else ()
    if not site().whole_texts:  # words of the texts would be reasons
        offered = tuple(replace(one, words=()) for one in offered)
    names = Counter(one.name for one in matters(graph()))
    return render_template(
        "matters.html",
        slice=found,
        proposals=offered,
        asked=asked,
        orders=_orders(),
        names=names,
        searched=searched(),
    )


def _order() -> tuple[str, bool]:
    """The column of ``?sort=``, and whether it is turned round by a minus before it."""
    wanted = request.args.get("sort", "") or "name"
    column = wanted.removeprefix("-")
    if column not in SORTS:
        raise InputError(f"sort={column[:40]!r} is no column: {', '.join(SORTS)}.")
    return column, wanted.startswith("-")


def _sorted(found: list[Matter]) -> list[Matter]:
    """``found`` by name from A on, or by how many issues or documents they have, the most first."""
    column, turned = _order()
    if column == "name":
        return sorted(found, key=lambda one: fold(one.name), reverse=turned)
    return sorted(found, key=lambda one: len(getattr(one, column)), reverse=not turned)


def _orders() -> dict[str, tuple[str, str]]:
    """By column the value of ``sort`` that its heading leads to, and the order it is in now, if it is."""
    column, turned = _order()
    upwards = turned != (column == "name")
    now = (column if turned else f"-{column}", "ascending" if upwards else "descending")
    return {name: now if name == column else (name, "") for name in SORTS}


def _row(one: Matter) -> tuple[object, ...]:
    issues = "; ".join(map(named, one.issues))
    return (
        one.name,
        one.iri,
        len(one.issues),
        len(one.documents),
        issues,
        "; ".join(map(named, one.documents)),
    )


def render_matter(known: KnowledgeGraph, iri: str) -> Page | None:
    """The page of a matter with what is said on its issues; a redirect from one that became part of it."""
    found = matter(known, iri)
    if found is None:
        return None
    if found.iri != iri:
        return redirect(address(found.iri), 301)
    held = {issue: once(known, positions(known, issue=issue)) for issue in found.issues}
    most = site().settings.number("page_positions")
    with_reasons([position for said in held.values() for position in said[:most]])
    return render_template("matter.html", iri=iri, matter=found, held=held, most=most)


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
