"""The page of a saved query: its form, its answer as table and pictures, files, a permanent address."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from graph.rdf.terms import day
from graph.things.memory import remembered
from graph.things.named_queries import SavedQuery, saved_queries
from graph.things.positions.positions import all_positions
from graph.views.overviews.charts import NOBODY, axis
from graph.views.profile import below
from ontology.errors import InputError, LimitError, NotFoundError
from web.http.caching import is_repeatable
from web.http.site import site
from web.pages.queries.fields import QueryField, canonical, read_fields
from web.pages.queries.own import NAME, given_name, kept_here
from web.pages.queries.pictures import Pictures, pictures
from web.pages.queries.running import QueryTable, run
from web.pages.queries.table import ResultTable, read_table, term_name
from web.pages.shared.colours import OTHER, paints, wished
from web.pages.shared.context import address, graph, language, named, number, say, thing
from web.pages.shared.paging import paged
from web.pages.shared.siblings import Page, as_json, heading, send, send_table

VIEWS = ("table", "bars", "time", "network", "map")
FORMS = ("csv", "json", "svg")
ROWS, BYTES = 20_000, 30_000_000
"""How much of an answer a page counts and draws; its files hold all."""
SIZE, PROOFS = 60, 2
"""Rows on a page, and how many sentences of a row stand there before they fold."""
MOST_NARROWER = 12
"""Narrower issues that a page of a query links."""


def register(blueprint: Blueprint) -> None:
    """Add ``/queries/<name>`` and its files."""
    blueprint.add_url_rule("/queries/<name>", "asked", show)
    for form in FORMS:
        blueprint.add_url_rule(f"/queries/<name>.{form}", f"asked_{form}", partial(show, form=form))


def show(name: str, form: str = "") -> Page:
    """A query with its form, and its answer once it was asked (``?run=1``) or needs no values."""
    query = next((q for q in saved_queries(graph().knowledge) if q.name == name), None)
    if query is None:
        raise NotFoundError(f"There is no saved query {name[:60]!r}; /queries lists them.")
    form = form or request.args.get("format", "")
    if form not in ("", "html", *FORMS):
        raise NotFoundError(f"There is no {form[:20]!r} form of this page: choose {', '.join(FORMS)}.")
    fields = read_fields(query)
    asked = form in FORMS or not fields or "run" in request.args
    if asked and form not in FORMS and not canonical(fields):
        return redirect(_permanent(query, fields))
    bound = query.bound({field.name: field.iri for field in fields if field.iri})
    clear = not any(field.unknown or field.choices for field in fields)
    if form in ("csv", "json"):
        return _send(form, query, fields, bound)
    answer = _answer(bound, fields) if asked and clear else NOTHING_ASKED
    return _shown(form, query, fields, bound, answer)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a query gave (``None``: it was not asked), as people read it and as it can be drawn."""

    found: QueryTable | None
    table: ResultTable
    shown: Pictures


NOTHING_ASKED = Answered(None, ResultTable((), (), {}), pictures(ResultTable((), (), {})))


class _RefusedError(Exception):
    """A query gave an error: nothing to remember."""


def _answer(bound: str, fields: Sequence[QueryField]) -> Answered:
    """The answer to a query, the same one until the next write, if it is the same every time."""
    of, known = request.args.get("of", ""), [field.name for field in fields if field.iri]

    def ask() -> Answered:
        found = run(bound, ROWS, BYTES)
        if found.error:
            raise _RefusedError(found)
        table = read_table(found, known)
        return Answered(found, table, pictures(table, of))

    try:
        if not is_repeatable(bound):
            return ask()
        return remembered(graph(), ("asked", bound, of), ask, shared=False, large=True)
    except _RefusedError as refused:
        return replace(NOTHING_ASKED, found=refused.args[0])


def _permanent(query: SavedQuery, fields: Sequence[QueryField]) -> str:
    """The address of the query with these values, by which it can be found again and shared."""
    kept = {name: request.args[name] for name in ("view", "of", "lang", NAME) if request.args.get(name)}
    values = {f.name: thing(f.iri).path if f.iri else f.written for f in fields if f.iri or f.written}
    given = urlencode({**values, **kept, **({"run": 1} if fields else {})}, safe="/")
    return url_for("pages.asked", name=query.name) + ("?" + given if given else "")


def _view(drawn: Pictures) -> str:
    wanted = request.args.get("view", "") or "table"
    if wanted not in VIEWS:
        raise InputError(f"view={wanted[:40]!r}: choose one of {', '.join(VIEWS)}.")
    return wanted if wanted in drawn.kinds else "table"


def _shown(form: str, query: SavedQuery, fields: Sequence[QueryField], bound: str, answer: Answered) -> Page:
    found, table, drawn = answer.found, answer.table, answer.shown
    view = _view(drawn)
    said = {
        "question": _question(query, fields),
        "table": table,
        "shown": drawn,
        "view": view,
        "chart": getattr(drawn, view, None),
        "group_name": lambda group: say("query.nothing_named") if group == NOBODY else named(group),
        "evidence": partial(_evidence, drawn),
        "axis": axis,
        "paints": [*paints(drawn.time.groups if drawn.time else (), wished()), OTHER],
        "counted": _counted(table, drawn),
    }
    if form == "svg":
        return send("svg", render_template("asked.svg", **said), f"{query.name}-{view}")
    page = render_template(
        "asked.html",
        **said,
        query=query,
        fields=fields,
        result=found,
        slice=paged(table.proved(), SIZE),
        heading=heading,
        term_name=term_name,
        shown_proofs=PROOFS,
        terms_of=_terms,
        bound=bound,
        permanent=_permanent(query, fields),
        called=given_name(),
        kept_here=kept_here,
        narrower=_narrower(fields),
        open_names=[heading(field.name) for field in fields if not field.iri],
    )
    response = make_response(page, found.status if found else 200)
    if response.status_code == 503:
        response.headers["Retry-After"] = "2"
    return response


def _terms(value: str) -> list[tuple[dt.date | None, dt.date | None]]:
    """The periods of a column ``terms``: ``2017-01-20/2021-01-20 2025-01-20/``."""
    bounds = (term.partition("/") for term in value.split())
    return [(day(begin), day(finish)) for begin, _, finish in bounds]


def _narrower(fields: Sequence[QueryField]) -> dict[str, list[tuple[str, int]]]:
    """By field, the issues below its own that have positions, and how many."""
    spoken_of = Counter(position.issue for position in all_positions(graph()))
    found = {f.name: below(graph(), f.iri) for f in fields if f.iri and f.kind == "issues"}
    held = {
        name: [(iri, spoken_of[iri]) for iri in issues if iri in spoken_of] for name, issues in found.items()
    }
    return {name: issues[:MOST_NARROWER] for name, issues in held.items() if issues}


def _question(query: SavedQuery, fields: Sequence[QueryField]) -> str:
    """The question with its values in quotation marks, so that it is right whatever they are."""
    values = {field.name: say("query.quoted", name=named(field.iri)) for field in fields if field.iri}
    return re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1], "…"), query.question(language()))


def _counted(table: ResultTable, drawn: Pictures) -> str:
    """How many rows a picture draws, and how many it leaves out because they take no side."""
    left_out = len(table.rows) - drawn.counted
    said = say("query.counted", n=number(drawn.counted))
    return f"{said} · {say('issue.not_counted', n=number(left_out))}" if left_out and drawn.counted else said


def _evidence(
    drawn: Pictures, stance: str, group: str | None = None, since: object = None, until: object = None
) -> str:
    """Where a piece of a picture leads: to the positions it counts, else to its thing."""
    facet = {"holder": "holder", "issue": "issue", "actor": "holder", "topic": "issue", "document": "source"}
    if not group:
        return "#result"
    of, stances = drawn.of, {"stance": stance} if drawn.sided else {}
    if of not in facet:
        return address(group)
    values: dict[str, Any] = {facet[of]: thing(group).path, **stances, "since": since, "until": until}
    return url_for("pages.positions", **values)


def _send(form: str, query: SavedQuery, fields: Sequence[QueryField], bound: str) -> Page:
    """The whole answer with the columns of the query, as data."""
    if wrong := next((field for field in fields if field.unknown or field.choices), None):
        raise InputError(
            f"{wrong.name}={wrong.written[:80]!r} is not one thing: give its path, such as issue/…."
        )
    settings = site().settings
    found = run(bound, settings.number("answer_rows"), settings.number("answer_bytes"))
    if found.error:
        raise (LimitError if found.status == 503 else InputError)(found.error)
    rows = ([node["value"] if node else "" for node in row] for row in found.rows)
    if form == "csv":
        return send_table(found.columns, rows, query.name)
    return send(form, as_json([dict(zip(found.columns, row, strict=True)) for row in rows]), query.name)
