"""Answering a question: read it, link it, query the graph, say it.

``ask`` is the one entry point. It never raises for what a user typed: a question that cannot be answered
gets an answer that says why and what can be asked instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from graph.answer import Answer, Candidate
from graph.ask.context import Context
from graph.ask.details import conditions, count, dates, everyone, reporters, said, topics, why
from graph.ask.events import events, happened_or_said, participants, when, where
from graph.ask.examples import examples
from graph.ask.filters import Narrowed, narrow
from graph.ask.grammar import readings
from graph.ask.labels import index_of
from graph.ask.language import guess
from graph.ask.norms import norm_conflicts, norm_rules
from graph.ask.offices import office_holder, offices_of
from graph.ask.outcome import Outcome
from graph.ask.positions import fetch
from graph.ask.reading import Filters, Reading, tokens, written
from graph.ask.relations import changed, compare, relation
from graph.ask.resolve import AmbiguousName, only_actors
from graph.ask.stances import debate, holders, keywords, positions, stances, verdict
from graph.ask.terms import content_stems
from graph.ask.wording import listed, say
from graph.knowledge import KnowledgeGraph

MAX_CHARS = 500
"""Longest question that is read, in characters, where the caller sets no other."""
_READINGS = 8
_FEW = 2
"""Words that are taken for a search for a name or an issue."""


def who(context: Context, reading: Reading) -> Outcome | None:
    """A question for someone without a word of stance: who took part, else who says something about it."""
    return participants(context, replace(reading, slots={"event": _text(reading)})) or debate(
        context, reading
    )


def stances_or_events(context: Context, reading: Reading) -> Outcome | None:
    """A question for something without a word of stance: positions of an actor, else events."""
    return keywords(context, reading) or events(context, reading)


def _text(reading: Reading) -> str:
    return written(tuple(token for segment in reading.about for token in segment))


HANDLERS: dict[str, Callable[[Context, Reading], Outcome | None]] = {
    "holders": holders,
    "positions": positions,
    "stances": stances,
    "verdict": verdict,
    "debate": debate,
    "keywords": keywords,
    "who": who,
    "relation": relation,
    "compare": compare,
    "changed": changed,
    "norm-rules": norm_rules,
    "norm-conflicts": norm_conflicts,
    "offices-of": offices_of,
    "office-holder": office_holder,
    "participants": participants,
    "events": happened_or_said,
    "when": when,
    "where": where,
    "dates": dates,
    "count": count,
    "why": why,
    "conditions": conditions,
    "said": said,
    "reporters": reporters,
    "topics": topics,
    "actors": everyone,
    "stances-or-events": stances_or_events,
}


def ask(
    knowledge: KnowledgeGraph, question: str, *, language: str | None = None, max_chars: int = MAX_CHARS
) -> Answer:
    """The answer to ``question`` (German or English) from ``knowledge``.

    ``language`` is that of the answer where the question does not show its own. Only SELECT queries of
    ``graph/queries`` are run, with values that come from the graph, never from the question.
    """
    text = cleaned(question)
    spoken = guess(text, language or "de")
    refused = _refused(knowledge, text, spoken, max_chars)
    if refused:
        return refused
    index = index_of(knowledge)
    narrowed = narrow(text, index.newest_year)
    filters = narrowed.filters
    if filters.contradictory:
        return _contradictory(knowledge, text, spoken, filters)
    documents, sources, rest = _restriction(Context(knowledge, spoken), narrowed, text)
    first: tuple[Reading, Outcome, Context] | None = None
    for reading in islice(readings(rest, spoken), _READINGS):
        context = Context(knowledge, spoken, filters, documents, sources)
        handler = HANDLERS.get(reading.intent)
        try:
            outcome = handler(context, reading) if handler else None
        except AmbiguousName as name:
            return _asked_back(context, text, reading, name)
        if outcome is None:
            continue
        if outcome:
            return _answer(context, text, reading, outcome, "answered")
        first = first or (reading, outcome, context)
    if first and (first[0].intent != "keywords" or first[0].act or is_search(first[2], rest)):
        return _answer(first[2], text, first[0], first[1], "nothing-found")
    return _without(knowledge, text, spoken, "not-understood", "not-understood")


def _restriction(
    context: Context, narrowed: Narrowed, text: str
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The documents and reporters a question is restricted to, and the question without them.

    A source that nobody and nothing is called by is read as a part of the question.
    """
    named = narrowed.filters.source
    if not named:
        return (), (), narrowed.text
    reporters = only_actors(context, named).iris
    known = tuple(iri for iri in reporters if context.index.kind_of(iri) == "actor")
    if known and any(position.reporter in known for position in fetch(context)):
        return (), known, narrowed.text
    documents = documents_named(context, named)
    if documents:
        return documents, (), narrowed.text
    if known:
        return (), known, narrowed.text
    plain = narrow(text, context.index.newest_year).text if not named else text
    return (), (), plain


def documents_named(context: Context, named: str) -> tuple[str, ...]:
    """The documents whose title or IRI answers to every word of ``named``."""
    asked = content_stems(named)
    found = []
    for thing in context.index.of_kind("document"):
        title = content_stems(thing.label("de") + " " + thing.iri.rsplit("/", 1)[-1].replace("-", " "))
        if asked and len(asked & title) / len(asked) >= 0.75:
            found.append(thing.iri)
    return tuple(sorted(found))


def _contradictory(knowledge: KnowledgeGraph, text: str, language: str, filters: Filters) -> Answer:
    """The answer to a question whose dates contradict each other or do not exist."""
    if filters.since and filters.until:
        dates = {"since": filters.since.isoformat(), "until": filters.until.isoformat()}
        message = say("contradictory", language, **dates)
    else:
        message = say("no-such-day", language)
    return Answer(text, language, "", "", "", (), message, "bad-input")


def is_search(context: Context, text: str) -> bool:
    """Whether words that found nothing look like a search: few, or like a name or an issue of the graph."""
    near = context.issues.nearest(context.topic(text).terms, 1)
    return bool(near) or len(tokens(text)) <= _FEW


def cleaned(question: str) -> str:
    """The question in NFC, without control and direction characters, blanks joined."""
    text = unicodedata.normalize("NFC", question)
    text = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in text)
    return re.sub(r"\s+", " ", text).strip()


def _refused(knowledge: KnowledgeGraph, text: str, language: str, max_chars: int) -> Answer | None:
    """The answer to what is no question, or ``None``."""
    if not any(character.isalnum() for character in text):
        return _without(knowledge, text, language, "bad-input", "empty-question")
    if len(text) > max_chars:
        message = say("long-question", language, length=str(len(text)), limit=str(max_chars))
        return Answer(text[:max_chars], language, "", "", "", (), message, "bad-input")
    letters = [character for character in text if character.isalpha()]
    if letters and sum("LATIN" in unicodedata.name(c, "") for c in letters) < len(letters) / 2:
        return _without(knowledge, text, language, "not-understood", "foreign")
    return None


def _answer(context: Context, text: str, reading: Reading, outcome: Outcome, status: str) -> Answer:
    suggestions = () if outcome else tuple(examples(context))
    return Answer(
        text,
        context.language,
        reading.intent,
        outcome.understood + _said_filters(context),
        "\n\n".join(context.ran),
        outcome.findings,
        outcome.message,
        status,
        (),
        suggestions,
    )


def _said_filters(context: Context) -> str:
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


def _asked_back(context: Context, text: str, reading: Reading, name: AmbiguousName) -> Answer:
    candidates = tuple(
        Candidate(
            context.label(iri),
            iri,
            "actor",
            re.sub(re.escape(name.name), context.label(iri), text, flags=re.I),
        )
        for iri in name.candidates
    )
    labels = listed([candidate.label for candidate in candidates], context.language, "or")
    message = say("ambiguous", context.language, name=name.name, labels=labels)
    return Answer(text, context.language, reading.intent, "", "", (), message, "ambiguous", candidates)


def _without(knowledge: KnowledgeGraph, text: str, language: str, status: str, sentence: str) -> Answer:
    """An answer that only says what can be asked."""
    found = tuple(examples(Context(knowledge, language)))
    if not found:
        message = say("empty-graph", language)
    else:
        message = say(sentence, language, examples=" · ".join(found))
    return Answer(text, language, "", "", "", (), message, status, (), found)
