"""Who may change things on the pages: a name and a token, kept as a signed cookie.

The cookie (``web.admission.rights``) is SameSite=Strict; a form from another site is refused by its Origin.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from ontology.errors import QueryError
from web.admission.gate import TokenError, keys, refuse_other_sites, require_tokens
from web.admission.rights import COOKIE, DAY
from web.http.protocol import Fields, decode
from web.http.site import site
from web.pages.shared.context import with_path
from web.pages.shared.forms import forgiving
from web.pages.shared.siblings import Page

MOST_NAME = 120
MOST_ADDRESS = 2000
"""Letters of an address to come back to; of a longer one (a query in the editor) only the path is kept."""


def register(blueprint: Blueprint) -> None:
    """Add ``/editing``, and lend every template the way to it."""
    blueprint.add_url_rule("/editing", "editing", show, methods=["GET"])
    blueprint.add_url_rule("/editing", "enter", enter, methods=["POST"])
    blueprint.add_url_rule("/editing/leave", "leave", leave, methods=["POST"])

    @blueprint.app_context_processor
    def helpers() -> dict[str, Any]:
        return {"sign_in_address": sign_in_address, "written": written}


def editor() -> str | None:
    """The name of who is signed in, or ``None``."""
    found = keys().signed(request.cookies.get(COOKIE, ""))
    return found.name if found else None


def sign_in_address() -> str:
    """``/editing``, from where signing in and out leads back to the page that is shown."""
    if request.endpoint in ("pages.editing", "pages.enter"):
        return url_for("pages.editing", next=request.values.get("next"))
    path = quote(request.path)
    here = with_path(path, did=None)
    return url_for("pages.editing", next=here if len(here) <= MOST_ADDRESS else request.script_root + path)


def written() -> Fields:
    """What is in the form of who is not signed in any more: all but a token and empty fields.

    Strangers may send it, so it is decoded as their queries are, and what cannot be read is nothing.
    """
    try:
        is_plain = request.mimetype == "application/x-www-form-urlencoded"
        sent = decode(request.get_data(cache=False)) if is_plain else request.form.items(multi=True)
        return [(name, value) for name, value in sent if name != "token" and value.strip()]
    except (QueryError, RequestEntityTooLarge):
        return []


def show() -> Page:
    """The form to sign in, or who is signed in."""
    return render_template("editing.html", wanted=inside(request.values.get("next"), ""), on=bool(keys()))


@forgiving(show)
def enter() -> Response:
    """Sign in with a token, and a name where the token has none of its own."""
    require_tokens()
    refuse_other_sites()
    token = keys().owner(request.form.get("token", ""))
    site().guesses.judge(request.remote_addr or "", token is not None)
    if token is None:
        raise TokenError("This is no token of this server.")
    name = token.name or " ".join(request.form.get("name", "").split())[:MOST_NAME]
    if not name:
        raise TokenError("A decision needs a name; please give yours.")
    response = redirect(_inside(request.form.get("next")), 303)
    response.set_cookie(
        COOKIE,
        keys().sign(name, token),
        max_age=DAY,
        httponly=True,
        samesite="Strict",
        secure=is_encrypted(),
    )
    return response


def leave() -> Response:
    """Sign out; the cookie proves nothing from now on, whoever has kept it."""
    require_tokens()
    refuse_other_sites()
    if editor() is not None:
        keys().ended.add(request.cookies[COOKIE])
    response = redirect(_inside(request.form.get("next")), 303)
    response.delete_cookie(COOKIE)
    return response


def is_encrypted() -> bool:
    """Whether the browser speaks TLS, with us or with the proxy at our base IRI."""
    base = urlsplit(site().base)
    return request.is_secure or (base.scheme == "https" and request.host == base.netloc)


def inside(wanted: str | None, otherwise: str) -> str:
    """The path ``wanted``, if it is one of this server; ``otherwise`` if it leads anywhere else."""
    path = wanted or ""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else otherwise


def _inside(wanted: str | None) -> str:
    """A path of this server to go on to; anything else leads to the list of documents."""
    return inside(wanted, request.script_root + "/documents")
