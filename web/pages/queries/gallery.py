"""The gallery of saved queries by subject, and the names that their forms complete."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from graph.ask.searching import has_words
from graph.things.named_queries import OWN, SavedQuery, saved_queries
from ontology.errors import InputError
from web.pages.queries.fields import KINDS
from web.pages.queries.own import own_queries
from web.pages.shared.context import graph, language, say
from web.pages.shared.filters import searched
from web.pages.shared.names import completions
from web.pages.shared.siblings import Page

SUBJECTS = (
    *("stance", "doing", "groups", "offices", "norms", "tension", "change", "events", "documents", "care"),
    OWN,
)
"""The subjects in the order of the gallery."""
COMPLETED = 12
"""Names that are offered for what was typed so far."""


def register(blueprint: Blueprint) -> None:
    """Add ``/queries`` and ``/query/names.json``."""
    blueprint.add_url_rule("/queries", "queries", show)
    blueprint.add_url_rule("/query/names.json", "query_names", names)


def show() -> Page:
    """The queries with the words of ``?q=``, of one subject or of all (``?subject=``)."""
    chosen = request.args.get("subject", "")
    if chosen and chosen not in SUBJECTS:
        raise InputError(f"subject={chosen[:40]!r}: choose one of {', '.join(SUBJECTS)}.")
    found: defaultdict[str, list[SavedQuery]] = defaultdict(list)
    for query in saved_queries(graph().knowledge):
        if has_words(searched(), _said(query)):
            found[_subject(query)].append(query)
    return render_template(
        "queries.html",
        own=[query for query in own_queries() if has_words(searched(), query.name)],
        found={subject: found[subject] for subject in SUBJECTS if found[subject] and chosen in ("", subject)},
        counts={subject: len(found[subject]) for subject in SUBJECTS if found[subject]},
        total=sum(map(len, found.values())),
        chosen=chosen,
    )


def _subject(query: SavedQuery) -> str:
    return query.subject if query.subject in SUBJECTS else OWN


def _said(query: SavedQuery) -> str:
    """All that a reader may search a query by."""
    tongue = language()
    return " ".join(
        (query.name, query.question(tongue), query.about(tongue), say(f"query.subjects.{_subject(query)}"))
    )


def names() -> Response:
    """Things of a kind (``?kind=``) whose names have the words of ``?q=``, for the fields of forms."""
    kind = request.args.get("kind", "")
    if kind not in KINDS.values():
        raise InputError(f"kind={kind[:40]!r}: choose one of {', '.join(sorted(set(KINDS.values())))}.")
    found = islice(completions(kind, searched()), COMPLETED)
    return jsonify(names=[name for _, name in found])
