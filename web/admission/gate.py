"""The one place where a request is let through by right: ``rights.toml`` says which it needs.

Programs show their token with each request; who signed in on a page shows a cookie, which counts for reading
and for forms of our own pages, so that no other site can send anything in somebody's name.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import cast

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import MethodNotAllowed

from ontology.errors import StandpunktError
from web.admission.principals import Principal
from web.admission.rights import COOKIE, NOTHING, Keys, needed

writes = logging.getLogger("standpunkt.writes")
"""Who used a right that strangers do not have: one line of JSON each, at INFO."""


class WritingOffError(StandpunktError):
    """There is no token."""

    code = "writing-off"
    status = 403


class TokenError(StandpunktError):
    """The request carries no token, or not the right one."""

    code = "unauthorised"
    status = 401


class RightError(StandpunktError):
    """The token is known, but has not the right that this needs."""

    code = "forbidden"
    status = 403


KEYS = "standpunkt.keys"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def register(app: Flask, known: Keys) -> None:
    """Let every request to ``app`` through or not, and note who it is."""
    app.extensions[KEYS] = known

    @app.before_request
    def admit() -> None:
        if request.endpoint is None:
            return  # nothing answers there
        right = needed(request.endpoint, request.method)
        if right is None:
            raise MethodNotAllowed
        if right != NOTHING:
            g.principal = _let_in(right)
            g.right = right

    @app.after_request
    def note(response: Response) -> Response:
        if g.get("right", "read") != "read":
            writes.info("%s", json.dumps(_entry(response.status_code), ensure_ascii=False))
        return response


def keys() -> Keys:
    """The tokens that the server of the current request knows."""
    return cast(Keys, current_app.extensions[KEYS])


def principal() -> Principal:
    """Who sends the current request."""
    if "principal" not in g:
        heads = request.headers
        g.principal = keys().who(heads.get("Authorization", ""), heads.get("Cookie", ""))
    return cast(Principal, g.principal)


def require(right: str) -> None:
    """Raises ``RightError`` unless who sends the current request has this right, too."""
    if right not in principal().rights:
        raise RightError(f"This token has not the right to {right}.")


def require_tokens() -> None:
    """Raises ``WritingOffError`` where nobody could show a token."""
    if not keys():
        raise WritingOffError(
            "Writing over the web is off; a token turns it on (`standpunkt token new NAME`)."
        )


def refuse_other_sites() -> None:
    """Refuse a form that a page of another site sent."""
    origin = request.headers.get("Origin")
    if origin and origin not in (f"http://{request.host}", f"https://{request.host}"):
        raise TokenError("This form came from another site.")


def _let_in(right: str) -> Principal:
    """Who may do what needs ``right``, as this request proves it; the error says what is missing."""
    if request.method in _READING or right == "read":
        found = principal()
        refusal = "This needs a token: sign in (page /editing) or send Authorization: Bearer."
    else:
        require_tokens()
        found, refusal = _writer()
    if right in found.rights:
        return found
    if not found.key:
        require_tokens()
        raise TokenError(refusal)
    raise RightError(f"This token has not the right to {right}.")


def _writer() -> tuple[Principal, str]:
    """Who wants to change something, a stranger if that is not proved, and what to say to a stranger."""
    nobody = Principal("", frozenset())
    if str(request.endpoint).startswith("pages."):
        refuse_other_sites()
        found = keys().signed(request.cookies.get(COOKIE, ""))
        return found or nobody, "Sign in with a token of this server first (page /editing)."
    found = keys().bearer(request.headers.get("Authorization", ""))
    return found or nobody, "Writing needs the header Authorization: Bearer with a token of this server."


def _entry(status: int) -> dict[str, object]:
    """What is told of a request: never its query, which may hold what is not for a log."""
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "request": g.get("request_id", ""),
        "who": principal().name,
        "token": principal().key,
        "right": g.right,
        "method": request.method,
        "path": request.path,
        "status": status,
    }
