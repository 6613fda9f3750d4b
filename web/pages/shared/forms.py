"""Forms that forgive: where what was sent is refused, the form comes again with what was typed and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Blueprint, Response, g, make_response, request

from ontology.errors import StandpunktError
from web.http.negotiation import ERRORS, HTML, choose
from web.pages.shared.context import language
from web.pages.shared.errors import translated
from web.pages.shared.siblings import Page

MENDABLE = frozenset({400, 401, 404, 409, 422})
"""Statuses of errors that somebody can mend in the form."""


def forgiving(form: Callable[[], Page]) -> Callable[[Callable[[], Page]], Callable[[], Page]]:
    """A view that shows ``form`` again, with the status of the error, where what was sent is refused.

    Programs, which want no page, and errors that no other entry would mend are answered as everywhere.
    """

    def decorated(act: Callable[[], Page]) -> Callable[[], Page]:
        @wraps(act)
        def tried() -> Page:
            try:
                return act()
            except StandpunktError as error:
                if error.status not in MENDABLE or choose(request.headers.get("Accept"), ERRORS) is not HTML:
                    raise
                return _again(form, error)

        return tried

    return decorated


def refuse(error: StandpunktError, said: Mapping[str, str]) -> None:
    """Let the form that is shown now say why it was refused, with what was typed into it."""
    g.refusal, g.typed = error, said


def _again(form: Callable[[], Page], error: StandpunktError) -> Response:
    refuse(error, request.form)
    try:
        response: Response = make_response(form(), error.status)
    except StandpunktError:
        raise error from None
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="standpunkt"'
    return response


def refused() -> dict[str, Any] | None:
    """Why the form that is shown was refused: ``message``, whether it is ``foreign``, and a ``report``."""
    error = g.get("refusal")
    if error is None:
        return None
    said = translated(str(error), language())
    return {"message": said or str(error), "foreign": said is None, "report": getattr(error, "report", "")}


def typed(name: str, otherwise: str = "") -> str:
    """What was typed into a field of a form that was refused; ``otherwise`` where none was."""
    said: Mapping[str, str] = g.get("typed", {})
    return said.get(name, otherwise)


def register(blueprint: Blueprint) -> None:
    """Lend the helpers to every template."""

    @blueprint.app_context_processor
    def helpers() -> dict[str, Any]:
        return {"refused": refused, "typed": typed}
