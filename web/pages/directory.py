"""Lists of everything of a kind, with a search box: actors, issues, events, norms, offices, documents."""

from __future__ import annotations

import unicodedata
from functools import partial

from flask import Blueprint, render_template, request

from graph.views.overview import DIRECTORIES, directory, document_cards
from web.pages.shared.context import graph, named
from web.pages.shared.paging import paged

SIZE = 60


def register(blueprint: Blueprint) -> None:
    """Add ``/actors``, ``/issues`` and the others."""
    for kind in DIRECTORIES:
        blueprint.add_url_rule(f"/{kind}", kind, partial(show, kind))
    blueprint.add_url_rule("/documents", "documents", show_documents)


def show(kind: str) -> str:
    """The list of one kind."""
    wanted = request.args.get("q", "")
    found = [entry for entry in directory(graph(), kind) if matches(wanted, named(entry.iri))]
    return render_template("directory.html", kind=kind, slice=paged(found, SIZE), wanted=wanted)


def show_documents() -> str:
    """The list of documents."""
    wanted = request.args.get("q", "")
    found = [card for card in document_cards(graph()).values() if matches(wanted, card.title)]
    return render_template("documents.html", slice=paged(found, SIZE), wanted=wanted)


def matches(wanted: str, label: str) -> bool:
    """Whether every word of ``wanted`` occurs in ``label``, whatever the case and the accents."""
    plain = _plain(label)
    return all(word in plain for word in _plain(wanted).split())


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
