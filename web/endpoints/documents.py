"""Articles over the web: send one and get what it says; take one back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from graph.model.named_graphs import document_graph
from ontology.errors import InputError
from web.admission.gate import WritingOffError
from web.http.protocol import MediaTypeError
from web.http.site import site

blueprint = Blueprint("documents", __name__)

_TEXTS = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
}
_OF_TEXT = ("title", "date", "source", "author", "organisation", "language", "replace")
_FIELDS = (*_OF_TEXT, "encoding")
"""What can be said of an article; how its bytes are written, only where it comes as bytes."""


@blueprint.route("/documents", methods=["POST"])
def load() -> Response:
    """Read an article, store what it says in one transaction, and answer with its statements.

    The article is the body (text/plain, text/markdown, text/html), the file or the text of a form, or the
    text in a JSON object; what is said about it (``_FIELDS``) are parameters of the address or fields.
    """
    here = site()
    if here.load is None:
        raise WritingOffError("This server reads no articles.")
    article, fields = _article()
    with here.writing:
        loaded = here.load(article, fields)
    loaded.pop("written", None)
    status = 201 if loaded.get("new", True) else 200
    body = json.dumps(loaded, ensure_ascii=False, indent=1)
    return Response(body, status, content_type="application/json", headers={"Location": loaded["document"]})


@blueprint.route("/document/<path:name>", methods=["DELETE"])
def remove(name: str) -> Response:
    """Take a document back with all that no longer follows."""
    here = site()
    with here.writing:
        here.knowledge.remove(document_graph(f"document/{name}"))
    return Response(status=204)


def _article() -> tuple[bytes, dict[str, str]]:
    """The bytes of the article and what is said about it; ``kind`` is said, or the ``path`` of its file."""
    media_type, said = request.mimetype, request.args.to_dict()
    if media_type in _TEXTS:
        told = {"kind": _TEXTS[media_type], "encoding": request.mimetype_params.get("charset", "utf-8")}
        return request.get_data(), told | _described(said, _FIELDS)
    if media_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        said |= request.form.to_dict()
        typed, file = said.pop("text", ""), request.files.get("file")
        if file is not None:
            return file.read(), {"path": file.filename or ""} | _described(said, _FIELDS)
        return typed.encode("utf-8", "surrogatepass"), _described(said, _OF_TEXT)
    if media_type == "application/json":
        found = _json()
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise InputError('The JSON must be an object with the article as "text".')
        said |= found
        return said.pop("text").encode("utf-8", "surrogatepass"), _described(said, _OF_TEXT)
    raise MediaTypeError(
        "An article is sent as text/plain, text/markdown, text/html, as a form or as application/json, "
        f"not as {media_type or 'nothing named'}."
    )


def _json() -> object:
    """The JSON of the body; ``None`` where it is none, or nested deeper than it can be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _described(said: Mapping[str, object], known: Sequence[str]) -> dict[str, str]:
    """What is said about an article; raises ``InputError`` for a field of another name or kind."""
    told = {name: _word(value) if name == "replace" else value for name, value in said.items()}
    if unknown := [name for name in told if name not in known]:
        raise InputError(
            f"{', '.join(unknown)[:80]}: what can be said of this article is {', '.join(known)}."
        )
    found = {name: value for name, value in told.items() if value not in (None, "")}
    if wrong := [name for name, value in found.items() if not isinstance(value, str)]:
        raise InputError(
            f"{', '.join(wrong)}: this must be a text in quotation marks; replace is true or false."
        )
    return {name: str(value) for name, value in found.items()}


def _word(value: object) -> object:
    """How a form says what JSON says with ``true`` or ``false``."""
    return str(value).lower() if isinstance(value, bool) else value
