"""Articles over the web: send one and get what it says; take one back."""

from __future__ import annotations

import json
from collections.abc import Mapping

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
_FIELDS = ("title", "date", "source", "author", "organisation", "language", "encoding", "replace")


@blueprint.route("/documents", methods=["POST"])
def load() -> Response:
    """Read an article, store what it says in one transaction, and answer with its statements.

    The article is the body (text/plain, text/markdown, text/html, described by the parameters title, date,
    source, author, organisation, language), a form with a file or a text, or JSON with the same and the text.
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
    """The bytes of the article, and what is said about it; ``kind`` is text, markdown or html."""
    media_type = request.mimetype
    if media_type in _TEXTS:
        charset = request.mimetype_params.get("charset", "utf-8")
        fields = {"kind": _TEXTS[media_type], "encoding": charset} | _described(request.args)
        return request.get_data(), fields
    if media_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        file = request.files.get("file")
        if file is not None:
            name = file.filename or ""
            return file.read(), {"kind": _kind(name), "path": name} | _described(request.form)
        return request.form.get("text", "").encode(), {"kind": "text"} | _described(request.form)
    if media_type == "application/json":
        found = _json()
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise InputError('The JSON must be an object with the article as "text".')
        said = {name: found[name] for name in _FIELDS if isinstance(found.get(name), str)}
        return found["text"].encode("utf-8", "surrogatepass"), {"kind": "text"} | said
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


def _described(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in _FIELDS if fields.get(name)}


def _kind(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return {"md": "markdown", "html": "html", "htm": "html"}.get(suffix, "text")
