"""Sources named in a question, linked to reporters and documents of the graph."""

from __future__ import annotations

from graph.ask.linking.context import Context
from graph.ask.linking.resolve import AmbiguousName, only_actors
from graph.ask.positions.positions import fetch
from graph.ask.reading.filters import Narrowed
from graph.ask.words.terms import content_stems
from graph.ask.words.wording import listed, say


def restricted(context: Context, narrowed: Narrowed) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The documents and reporters a question is restricted to, and the question without them.

    A source that nobody and nothing is called by is read as a part of the question.
    """
    named = narrowed.filters.source
    if not named:
        return (), (), narrowed.text
    known = _reporters(context, named)
    if known and any(position.reporter in known for position in fetch(context)):
        return (), known, narrowed.text
    documents = documents_named(context, named)
    if documents or known:
        return documents, () if documents else known, narrowed.text
    return (), (), narrowed.undated


def _reporters(context: Context, named: str) -> tuple[str, ...]:
    """The actors that a source names; all of them where the name is ambiguous."""
    try:
        found = only_actors(context, named).iris
    except AmbiguousName as name:
        found = name.candidates
    return tuple(iri for iri in found if context.index.sort_of(iri) == "actor")


def documents_named(context: Context, named: str) -> tuple[str, ...]:
    """The documents whose title or IRI answers to every word of ``named``."""
    asked = content_stems(named)
    found = []
    for thing in context.index.of_sort("document"):
        title = content_stems(thing.label("de") + " " + thing.iri.rsplit("/", 1)[-1].replace("-", " "))
        if asked and len(asked & title) / len(asked) >= 0.75:
            found.append(thing.iri)
    return tuple(sorted(found))


def filters_in_words(context: Context) -> str:
    """The filters of a question in words."""
    language, filters = context.language, context.filters
    said = ""
    if filters.since and filters.since == filters.until:
        said += say("on-day", language, date=filters.since.isoformat())
    else:
        said += say("since", language, date=filters.since.isoformat()) if filters.since else ""
        said += say("until", language, date=filters.until.isoformat()) if filters.until else ""
    sources = [context.label(iri) for iri in (*context.sources, *context.documents)]
    return said + (say("source", language, source=listed(sources, language, "or")) if sources else "")
