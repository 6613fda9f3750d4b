"""Queries that a reader gave a name: kept in a cookie of the browser, shared by an address with the name."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, request, url_for

from ontology.errors import InputError
from web.admission.gate import refuse_other_sites
from web.pages.editing.editor import is_encrypted
from web.pages.shared.siblings import Page

COOKIE = "queries"
MOST, LONGEST, BYTES = 30, 80, 3800
"""How many queries a browser keeps, letters of a name, and bytes of the cookie (browsers take 4,096)."""
PLACES = ("/queries/", "/query")
"""Where the addresses that are kept begin."""
NAME = "as"
"""The parameter of an address that says what somebody called the query."""
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class OwnQuery:
    """An address of ours under the ``name`` that a reader gave it."""

    name: str
    address: str

    @property
    def shared(self) -> str:
        """The address with the name in it, as others may open it."""
        return with_name(self.address, self.name)


def register(blueprint: Blueprint) -> None:
    """Add ``/queries/own``: the list for who looks, the place where names are sent to."""
    blueprint.add_url_rule("/queries/own", "own_queries", show)
    blueprint.add_url_rule("/queries/own", "keep_query", keep, methods=["POST"])


def given_name() -> str:
    """What the address calls its query; empty if nothing."""
    return _plain(request.args.get(NAME, ""))


def kept_here(address: str) -> bool:
    """Whether the reader's browser keeps ``address`` under the name that this page is called by."""
    name = given_name()
    return any(own.name == name and own.shared == with_name(address, name) for own in own_queries())


def with_name(address: str, name: str) -> str:
    """``address`` with ``name`` in it, in place of another."""
    path, _, query = address.partition("#")[0].partition("?")
    kept = [(key, value) for key, value in parse_qsl(query) if key != NAME]
    return path + "?" + urlencode([*kept, (NAME, name)], safe="/")


def own_queries() -> list[OwnQuery]:
    """The queries that the reader's browser keeps, in the order in which they were named."""
    try:
        packed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
        unpacking = zlib.decompressobj()
        rows = json.loads(unpacking.decompress(packed, 100_000) if packed else b"[]")
        found = [OwnQuery(_plain(str(name)), str(address)) for name, address in rows[:MOST]]
    except (ValueError, zlib.error, TypeError, RecursionError):
        return []  # not written by us
    return [query for query in found if query.name and _is_ours(query.address)]


def show() -> Page:
    """To the reader's own queries in the gallery."""
    return redirect(url_for("pages.queries") + "#own", 303)


def keep() -> Page:
    """Name a query, call one (``of``) otherwise, or let it go, as ``act`` says."""
    refuse_other_sites()
    act, of, own = request.form.get("act", "save"), request.form.get("of", ""), own_queries()
    name = _plain(request.form.get("name", ""))
    if act == "delete":
        return _kept([query for query in own if query.name != of])
    if not name:
        raise InputError("A query is kept under a name: write one.")
    if act == "rename":
        if name != of and any(query.name == name for query in own):
            raise InputError(f"There is a query called {name!r} already: choose another name.")
        return _kept([OwnQuery(name, q.address) if q.name == of else q for q in own])
    made = OwnQuery(name, request.form.get("address", ""))
    if not _is_ours(made.address):
        raise InputError("Only addresses of queries of this server can be kept.")
    return _kept([*(query for query in own if query.name != name), made], request.script_root + made.shared)


def _kept(own: Sequence[OwnQuery], then: str = "") -> Page:
    packed = zlib.compress(json.dumps([(q.name, q.address) for q in own], ensure_ascii=False).encode(), 9)
    written = base64.urlsafe_b64encode(packed).decode()
    if len(own) > MOST or len(written) > BYTES:
        raise InputError("This browser keeps no more queries: delete one, or share its address instead.")
    response = redirect(then or url_for("pages.queries") + "#own", 303)
    response.set_cookie(COOKIE, written, max_age=_YEAR, httponly=True, secure=is_encrypted(), samesite="Lax")
    return response


def _plain(name: str) -> str:
    """A name in one line without what nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST]


def _is_ours(address: str) -> bool:
    """Whether ``address`` is the path of a query of this server with its parameters, and no more."""
    path = address.partition("?")[0]
    place = path == PLACES[1] or path.startswith(PLACES[0])
    return place and address.isprintable() and not {"\\", ".", "#"} & set(path)
