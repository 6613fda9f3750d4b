"""How much of a body is read: by right and by address, before any of it is.

Who may write sends up to ``request_bytes`` anywhere, who may decide up to ``reader_bytes``. A stranger sends
queries up to ``reader_bytes`` and the forms to sign in and to name a query; what else a stranger sends is
thrown away unread, and refused. A form of editors is refused, too, but read if it is short: whose session has
ended is a stranger, and finds again on the page of the error what was written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import Flask, request

from graph.model.settings import Settings
from graph.serving.evaluation import TooLargeError
from web.admission.rights import Keys

_QUERIES = frozenset({"/sparql", "/sparql/", "/query", "/reconcile"})
_FORMS = frozenset({"/editing", "/editing/leave", "/queries/own"})
_EDITING = frozenset({"/curate", "/queue", "/matters", "/upload"})
_TYPED_BYTES = 100_000
"""A form that somebody filled in, with an article too; what is larger is a file. Strangers may send 32 at
once, and written out on a page quotation marks take five times as much."""
_FORM_BYTES = 10_000
"""A name, a token and where to go on; the name and address of a query."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most bytes of a body that are kept (0: none), and the sentence for who sends more."""

    size: int
    refusal: str


def allowance(method: str, path: str, length: int, rights: Collection[str], settings: Settings) -> Allowance:
    """What somebody with ``rights`` may send to ``path``; ``length``: the bytes announced, 0 for none."""
    if "write" in rights:
        size = settings.number("request_bytes")
        return Allowance(size, f"The request is larger than {size} bytes (setting request_bytes).")
    if method == "POST" and path in _FORMS:
        return Allowance(_FORM_BYTES, f"This form is larger than {_FORM_BYTES} bytes.")
    size = settings.number("reader_bytes")
    if "decide" in rights or (method == "POST" and path in _QUERIES):
        told = f"The request is larger than {size} bytes, the most without a token (setting reader_bytes)."
        return Allowance(size, told)
    if method == "POST" and path in _EDITING and length <= _TYPED_BYTES:
        return Allowance(_TYPED_BYTES, f"This form is larger than {_TYPED_BYTES} bytes.")
    return Allowance(0, "")


def register(app: Flask, keys: Keys, settings: Settings) -> None:
    """Hold every request to ``app`` to its allowance; one that announces more gets 413 at once."""

    @app.before_request
    def admit() -> None:
        heads = request.headers
        who = keys.who(heads.get("Authorization", ""), heads.get("Cookie", ""))
        length = request.content_length or 0
        allowed = allowance(request.method, request.path, length, who.rights, settings)
        request.max_content_length = allowed.size or settings.number("reader_bytes")
        if allowed.size and length > allowed.size:
            raise TooLargeError(allowed.refusal)
