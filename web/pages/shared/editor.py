"""Who may change things on the pages: a name and the server's token, kept as a signed cookie.

The cookie (``web.admission.rights``) is SameSite=Strict; a form from another site is refused by its Origin.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from web.admission.rights import COOKIE, DAY, is_token, sign, signed_name
from web.http.site import site
from web.http.writing import TokenError, WritingOffError
from web.pages.shared.siblings import Page

MOST_NAME = 120


def register(blueprint: Blueprint) -> None:
    """Add ``/editing``."""
    blueprint.add_url_rule("/editing", "editing", show, methods=["GET"])
    blueprint.add_url_rule("/editing", "enter", enter, methods=["POST"])
    blueprint.add_url_rule("/editing/leave", "leave", leave, methods=["POST"])


def editor() -> str | None:
    """The name of who is signed in, or ``None``."""
    cookie = request.cookies.get(COOKIE, "")
    return None if cookie in site().ended else signed_name(cookie, site().settings.text("token"))


def require_editor() -> str:
    """The name of who changes something; raises ``WritingOffError`` or ``TokenError``."""
    refuse_strangers()
    name = editor()
    if name is None:
        raise TokenError("Sign in with your name and this server's token first (page /editing).")
    return name


def refuse_strangers() -> None:
    """Refuse forms that another site sent, and all of them where writing is off."""
    if not site().settings.text("token"):
        raise WritingOffError("Writing over the web is off; the server's setting token turns it on.")
    origin = request.headers.get("Origin")
    if origin and origin not in (f"http://{request.host}", f"https://{request.host}"):
        raise TokenError("This form came from another site.")


def show() -> Page:
    """The form to sign in, or who is signed in."""
    return render_template(
        "editing.html", wanted=_inside(request.args.get("next")), on=bool(site().settings.text("token"))
    )


def enter() -> Response:
    """Sign in with a name and the token."""
    refuse_strangers()
    name = " ".join(request.form.get("name", "").split())[:MOST_NAME]
    token = site().settings.text("token")
    is_right = is_token(request.form.get("token", ""), token)
    site().guesses.judge(request.remote_addr or "", is_right)
    if not is_right:
        raise TokenError("This is not the token of this server.")
    if not name:
        raise TokenError("A decision needs a name; please give yours.")
    response = redirect(_inside(request.form.get("next")), 303)
    response.set_cookie(
        COOKIE,
        sign(name, token),
        max_age=DAY,
        httponly=True,
        samesite="Strict",
        secure=_is_encrypted(),
    )
    return response


def leave() -> Response:
    """Sign out; the cookie proves nothing from now on, whoever has kept it."""
    refuse_strangers()
    if editor() is not None:
        site().ended.add(request.cookies[COOKIE])
    response = redirect(_inside(request.form.get("next")), 303)
    response.delete_cookie(COOKIE)
    return response


def _is_encrypted() -> bool:
    """Whether the browser speaks TLS, with us or with the proxy at our base IRI."""
    base = urlsplit(site().base)
    return request.is_secure or (base.scheme == "https" and request.host == base.netloc)


def _inside(wanted: str | None) -> str:
    """A path of this server to go on to; anything else leads to the list of documents."""
    inside = bool(wanted) and str(wanted).startswith("/") and not str(wanted).startswith(("//", "/\\"))
    clean = str(wanted).isprintable() if inside else False
    return str(wanted) if clean else request.script_root + "/documents"
