"""A form to load an article."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from ontology.errors import InputError
from web.admission.gate import WritingOffError, keys
from web.http.site import site
from web.pages.shared.context import address
from web.pages.shared.forms import forgiving
from web.pages.shared.siblings import Page

_KINDS = {"md": "markdown", "markdown": "markdown", "html": "html", "htm": "html", "xml": "tei"}
_FIELDS = ("title", "date", "source")


def register(blueprint: Blueprint) -> None:
    """Add ``/upload``."""
    blueprint.add_url_rule("/upload", "upload", show, methods=["GET"])
    blueprint.add_url_rule("/upload", "upload_now", load, methods=["POST"])


def show() -> Page:
    """The form."""
    here = site()
    return render_template("upload.html", on=bool(keys() and here.load))


@forgiving(show)
def load() -> Response:
    """Read and store the article that was sent, and show it."""
    here = site()
    if here.load is None:
        raise WritingOffError("This server reads no articles.")
    file = request.files.get("file")
    article, kind = (
        request.form.get("text", "").replace("\r\n", "\n").encode("utf-8", "surrogatepass"),
        "text",
    )
    if file is not None and file.filename:
        article, kind = file.read(), _KINDS.get(file.filename.rpartition(".")[2].lower(), "text")
    if not article.strip():
        raise InputError("There is no article: choose a file or paste its text.")
    said = {name: value for name in _FIELDS if (value := request.form.get(name, "").strip())}
    if file is not None and file.filename:
        said["path"] = file.filename
    with here.writing:
        loaded = here.load(article, {"kind": kind, **said})
    return redirect(address(loaded["document"]), 303)
