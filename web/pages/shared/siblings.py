"""The same page for machines: CSV, JSON and Turtle beside the HTML (``/matrix.csv``, ``?format=csv``)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WsgiResponse

from graph.things.positions.positions import Position
from graph.views.overviews.excerpt import turtle
from graph.views.overviews.selection import StanceItem
from ontology.errors import InputError, NotFoundError
from web.http.negotiation import content_type
from web.pages.shared import texts
from web.pages.shared.context import graph, language, named, say, term

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "ttl": "text/turtle",
    "svg": "image/svg+xml",
    "graphml": "application/graphml+xml",
}
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
Page = str | WsgiResponse | tuple[str, int]


def add_page(
    blueprint: Blueprint, path: str, name: str, view: Callable[[str], Page], suffixes: Sequence[str]
) -> None:
    """Serve ``view``, called with the wanted form, at ``path``, with ``.<suffix>`` and with ``?format=``."""

    def page() -> Page:
        form = request.args.get("format", "html") or "html"
        if form not in ("html", *suffixes):
            raise NotFoundError(f"There is no {form[:20]!r} form of this page: choose {', '.join(suffixes)}.")
        return view(form)

    blueprint.add_url_rule(path, name, page)
    for suffix in suffixes:
        blueprint.add_url_rule(
            f"{path}.{suffix}",
            f"{name}_{suffix}",
            lambda chosen=suffix: view(chosen),
        )


def send(form: str, body: str | bytes, name: str) -> Response:
    """``body`` as a file that a browser shows or saves under ``name``."""
    response = Response(body, content_type=content_type(MEDIA_TYPES[form]))
    response.headers["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    return response


def in_words() -> bool:
    """Whether a file is for people, in the language of the page: for Excel, or where ``?lang=`` says it."""
    return bool(request.args.get("dialect") or request.args.get("lang"))


def worded(kind: str, name: str | None) -> str | None:
    """A term such as ``stance`` ``support`` as a file says it: in words for people, else as it is."""
    return term(kind, name) if name and in_words() else name


def heading(name: str) -> str:
    """What a column of a file or query is called; one of somebody's own as it is, its words set apart."""
    if name.endswith("_iri"):
        return f"{heading(name.removesuffix('_iri'))} (IRI)"
    for group in ("file", "query.columns", "facet", "column"):
        if texts.knows(language(), f"{group}.{name}"):
            return say(f"{group}.{name}")
    return _WORD.sub(" ", name)


def send_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], name: str, things: Sequence[str] = ()
) -> Response:
    """A table as CSV, with ``?dialect=excel`` as spreadsheets of many countries open it at once.

    The columns of ``header`` are called as in the data, in a file for people in words (``in_words``); the
    names of ``things``, each a column behind them, stay as they are.
    """
    dialect = request.args.get("dialect", "")
    if dialect not in ("", "excel"):
        raise InputError(f"dialect={dialect[:20]!r}: excel, or nothing for plain CSV.")
    titles = map(heading, header) if in_words() else header
    saved = f"{name}-{dialect}" if dialect else name
    return send("csv", as_csv((*titles, *things), rows, excel=bool(dialect)), saved)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]], *, excel: bool = False) -> str:
    """A table as CSV (RFC 4180), for Excel with semicolons and a byte order mark; words that a spreadsheet
    would take for a formula get an apostrophe."""
    out = io.StringIO("\ufeff" if excel else "")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, delimiter=";" if excel else ",")
    writer.writerow([_harmless(word) for word in header])
    writer.writerows([_harmless(word) for word in row] for row in rows)
    return out.getvalue()


def _harmless(word: object) -> object:
    return "'" + word if isinstance(word, str) and word[:1] in ("=", "+", "-", "@", "\t", "\r") else word


def as_json(data: object) -> str:
    """``data`` as JSON for people and programs."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"


def item_row(item: StanceItem) -> dict[str, object]:
    """A position or inferred stance as a flat record; it takes a side only if it ``counts``."""
    row: dict[str, object] = {
        "holder": named(item.holder),
        "holder_iri": item.holder,
        "stance": item.stance,
        "issue": named(item.issue),
        "issue_iri": item.issue,
        "basis": "asserted" if isinstance(item, Position) else "inferred",
        "counts": not isinstance(item, Position) or item.asserted,
    }
    if isinstance(item, Position):
        row |= {
            "act": item.act,
            "modality": item.modality,
            "condition": item.condition,
            "attributed_to": item.reporter,
            "date": item.date.isoformat() if item.date else None,
            "confidence": item.confidence,
            "origin": item.origin,
            "former": item.history,
            "superseded": item.history and not item.when,
            "document": item.document,
            "start": item.passage.start,
            "end": item.passage.end,
            "quote": item.passage.quote,
            "position": item.iri,
        }
    else:
        row["property"] = item.property
    return row


COLUMNS = (
    "holder",
    "holder_iri",
    "stance",
    "issue",
    "issue_iri",
    "basis",
    "counts",
    "act",
    "modality",
    "condition",
    "attributed_to",
    "date",
    "confidence",
    "origin",
    "former",
    "superseded",
    "document",
    "start",
    "end",
    "quote",
    "position",
    "property",
)


WORDED = frozenset({"stance", "basis", "act", "modality", "origin"})
"""Columns whose values have words of the interface."""


def send_items(form: str, items: Sequence[StanceItem], name: str) -> Response:
    """``items`` as CSV, JSON or Turtle."""
    if form == "ttl":
        return send(form, turtle(graph(), items), name)
    rows = [item_row(item) for item in items]
    if form == "json":
        return send(form, as_json(rows), name)
    table = ([_cell(column, row.get(column)) for column in COLUMNS] for row in rows)
    return send_table(COLUMNS, table, name)


def _cell(column: str, value: object) -> object:
    """A value as a file says it: what has words in the interface in words."""
    if isinstance(value, bool):
        return say("query.yes" if value else "query.no") if in_words() else str(value).lower()
    return worded(column, str(value)) if column in WORDED and value else value
