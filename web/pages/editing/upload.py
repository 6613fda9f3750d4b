"""A form to load an article; how far that is; and what was found in it, with the undo beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from graph.knowledge.undoing import undone
from graph.things.facts import events, quotations
from graph.things.positions.positions import positions
from ontology.errors import InputError, NotFoundError
from web.admission.gate import WritingOffError, keys
from web.http.site import LoadDocument, site
from web.http.uploads import Told, Upload
from web.http.writing import write
from web.pages.shared.context import graph, language
from web.pages.shared.errors import translated
from web.pages.shared.forms import forgiving, refuse
from web.pages.shared.siblings import Page

_FIELDS = ("title", "date", "source")
_READABLE = 20
"""Seconds to wait for whether an article can be read at all, which is told with the form."""
_SHORT = 1.5
"""Seconds to wait for an article that is read soon, so that what was found is shown at once."""
SHOWN = 30
"""Positions that are shown with their sentences."""


def register(blueprint: Blueprint) -> None:
    """Add ``/upload``."""
    blueprint.add_url_rule("/upload", "upload", show, methods=["GET"])
    blueprint.add_url_rule("/upload", "upload_now", load, methods=["POST"])
    blueprint.add_url_rule("/upload/<key>", "upload_one", show_one, methods=["GET"])
    blueprint.add_url_rule("/upload/<key>", "undo_upload", undo, methods=["POST"])


def show() -> Page:
    """The form."""
    return render_template("upload.html", on=bool(keys() and site().load))


@forgiving(show)
def load() -> Response:
    """Read and store the article that was sent; the page of the upload tells how far that is."""
    here = site()
    if here.load is None:
        raise WritingOffError("This server reads no articles.")
    article, name = _article()
    if not article.strip():
        raise InputError("There is no article: choose a file or paste its text.")
    said = {field: value for field in _FIELDS if (value := request.form.get(field, "").strip())}
    fields = {**said, **({"path": name} if name else {})}
    typed = {**said, "file": name, **({} if name else {"text": request.form.get("text", "")})}
    one = here.uploads.begin(_work(here.load, article, fields), typed, len(article))
    one.readable.wait(_READABLE)
    if one.error is not None:
        raise one.error
    one.ended.wait(_SHORT)
    return redirect(url_for("pages.upload_one", key=one.key), 303)


def _article() -> tuple[bytes, str]:
    """The article that was sent, and the name of its file, if it is one."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.read(), file.filename
    text = request.form.get("text", "").replace("\r\n", "\n")
    return text.encode("utf-8", "surrogatepass"), ""


def _work(load: LoadDocument, article: bytes, fields: Mapping[str, str]) -> Callable[[Told], dict[str, Any]]:
    """What is done in another thread, which knows no request."""
    writing = site().writing

    def work(told: Told) -> dict[str, Any]:
        with writing:
            return load(article, fields, told)

    return work


def show_one(key: str) -> Page:
    """How far an upload is, or what was found; where it failed, the form with what was typed."""
    one = _known(key)
    if one.error is not None:
        refuse(one.error, one.said)
        return render_template("upload.html", on=True, file=one.said.get("file", "")), one.error.status
    if one.stage != "loaded":
        return render_template("uploading.html", upload=one)
    document, known = one.result["document"], graph()
    names = dict.fromkeys(row["actor"] for row in known.texts("page-mentioned", document=document))
    found = positions(known, document=document)
    return render_template(
        "uploading.html",
        upload=one,
        document=document,
        reason=lambda said: translated(said, language()) or said,
        positions=sorted(found, key=lambda p: (p.passage.start, p.iri)),
        shown=SHOWN,
        actors=list(names),
        quotations=quotations(known, document),
        events=[e for e in events(known).values() if e.passage and e.passage.document == document],
    )


def undo(key: str) -> Response:
    """Take the upload back, as if it had never been; once more does nothing more."""
    one = _known(key)
    with site().writing:
        if one.stage == "loaded":
            write(undone(graph(), one.result["written"]), is_burying=False)
            one.stage = "undone"
    return redirect(url_for("pages.upload_one", key=key), 303)


def _known(key: str) -> Upload:
    one = site().uploads.get(key)
    if one is None:
        raise NotFoundError(
            "Nothing is known of this upload any more; what was loaded is among the documents."
        )
    return one
