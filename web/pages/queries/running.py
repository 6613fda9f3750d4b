"""Queries of pages, asked as those of strangers are: in processes that can be ended, within limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from graph.serving.beginning import CUT
from graph.serving.evaluation import Query, TooLargeError
from ontology.errors import StandpunktError
from web.admission.places import client_hung_up, elsewhere
from web.http.site import site
from web.pages.shared.context import language
from web.pages.shared.errors import translated

JSON_RESULTS = "application/sparql-results+json"
Node = dict[str, str]
"""A term as the JSON format of results writes it: ``type``, ``value`` and more."""
_SHOWN = 2_000_000
"""Bytes of a result that a page shows at most."""


@dataclass(frozen=True, slots=True)
class QueryTable:
    """What a query gave: solutions (``columns``, ``rows``), a truth value, triples as Turtle, or an error.

    ``is_cut``: there is more than is shown.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Node | None, ...], ...] = ()
    is_cut: bool = False
    boolean: bool | None = None
    turtle: str = ""
    error: str = ""
    said: str = ""
    """The error in the language of the page."""
    status: int = 200


def run(text: str, rows: int = 0, size: int = _SHOWN) -> QueryTable:
    """The beginning of the result of a query; an error is a result too.

    At most ``rows`` (else as many as a page shows) and ``size`` bytes.
    """
    settings = site().settings
    try:
        if len(text.encode()) > settings.number("query_bytes"):
            raise TooLargeError("The query is too long (setting query_bytes).")
        asked = Query(
            text,
            site().base,
            rows=rows or settings.number("query_page_rows"),
            size=min(size, settings.number("answer_bytes")),
            cut=True,
        )
        with elsewhere():
            answer = site().answers.answer(asked, client_hung_up())
            body = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    except StandpunktError as error:
        said = translated(str(error), language()) or str(error)
        return QueryTable(error=str(error), said=said, status=error.status)
    kind, is_cut = answer.media_type.removesuffix(CUT), answer.media_type.endswith(CUT)
    if kind != JSON_RESULTS:
        return QueryTable(turtle=body.decode("utf-8", "replace"), is_cut=is_cut)
    return _solutions(json.loads(body), is_cut)


def _solutions(answer: dict[str, Any], is_cut: bool) -> QueryTable:
    if "boolean" in answer:
        return QueryTable(boolean=answer["boolean"])
    columns = tuple(answer["head"].get("vars", ()))
    rows = tuple(tuple(row.get(name) for name in columns) for row in answer["results"]["bindings"])
    return QueryTable(columns=columns, rows=rows, is_cut=is_cut)
