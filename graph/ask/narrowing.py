"""What narrows a question, as far as the graph says it does: dates, reporters, documents."""

from __future__ import annotations

from graph.ask.indexes.full_text import full_text_of
from graph.ask.indexes.indexes import index_of
from graph.ask.linking.inquiry import Inquiry
from graph.ask.linking.resolve import AmbiguousName, only_actors
from graph.ask.positions.fetching import fetch
from graph.ask.reading.filters import Narrowed, narrow
from graph.ask.reading.question import Filters
from graph.ask.words.topic_terms import content_stems
from graph.ask.words.wording import listed, say
from graph.knowledge.graph import KnowledgeGraph
from graph.matters.matters import matters

_OF_THE_SCENE = 0.7
"""Share of what a scene names that an article must speak of."""
_AS_GOOD = 0.05
_FEW = 3


def narrowed_in(knowledge: KnowledgeGraph, question: str) -> Narrowed:
    """``question`` without its filters; a date in the name of a matter ("Wahl 2005") is none."""
    year = index_of(knowledge).newest_year
    dated = (one.name for one in matters(knowledge) if narrow(one.name, year).filters != Filters())
    asked = content_stems(question)
    if any(content_stems(name) <= asked for name in dated):
        return Narrowed(question, Filters(), question)
    return narrow(question, year)


def restricted(inquiry: Inquiry, narrowed: Narrowed) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The documents and reporters a question is restricted to, and the question without them.

    A source that nobody and nothing is called by is read as a part of the question.
    """
    named = narrowed.filters.source
    if not named:
        return (), (), narrowed.text
    known = _reporters(inquiry, named)
    if known and any(position.reporter in known for position in fetch(inquiry)):
        return (), known, narrowed.text
    documents = documents_named(inquiry, named)
    if documents or known:
        return documents, () if documents else known, narrowed.text
    return (), (), narrowed.undated


def _reporters(inquiry: Inquiry, named: str) -> tuple[str, ...]:
    """The actors that a source names; all of them where the name is ambiguous."""
    try:
        found = only_actors(inquiry, named).iris
    except AmbiguousName as name:
        found = name.candidates
    return tuple(iri for iri in found if inquiry.index.sort_of(iri) == "actor")


def documents_named(inquiry: Inquiry, named: str) -> tuple[str, ...]:
    """The documents whose title or IRI answers to every word of ``named``."""
    asked = content_stems(named)
    found = []
    for thing in inquiry.index.of_sort("document"):
        title = content_stems(thing.label("de") + " " + thing.iri.rsplit("/", 1)[-1].replace("-", " "))
        if asked and len(asked & title) / len(asked) >= 0.75:
            found.append(thing.iri)
    return tuple(sorted(found))


def documents_about(inquiry: Inquiry, scene: str) -> tuple[str, ...]:
    """The articles that speak of nearly all that a scene names, the best of them; none if they are many."""
    full = full_text_of(inquiry.knowledge, inquiry.index)
    known = [(term, 0.2 + full.rarity(term)) for term in inquiry.worded(scene, roles=False).terms]
    terms = [(term, term.weight * rare) for term, rare in known if full.vocabulary.touched(term)]
    total = sum(weight for _, weight in terms)
    found = {sentence.document for sentence in full.find([term for term, _ in terms])} if total else set()
    scores = {
        iri: sum(w * full.vocabulary.answers(term, full.stems_of(iri)) for term, w in terms) / total
        for iri in found
    }
    best = max(scores.values(), default=0.0)
    chosen = sorted(iri for iri, score in scores.items() if score >= max(_OF_THE_SCENE, best - _AS_GOOD))
    return tuple(chosen) if len(chosen) <= _FEW else ()


def filters_in_words(inquiry: Inquiry) -> str:
    """The filters of a question in words."""
    language, filters = inquiry.language, inquiry.filters
    said = ""
    if filters.since and filters.since == filters.until:
        said += say("on-day", language, date=filters.since.isoformat())
    else:
        said += say("since", language, date=filters.since.isoformat()) if filters.since else ""
        said += say("until", language, date=filters.until.isoformat()) if filters.until else ""
    sources = [inquiry.label(iri) for iri in (*inquiry.sources, *inquiry.documents)]
    return said + (say("source", language, source=listed(sources, language, "or")) if sources else "")
