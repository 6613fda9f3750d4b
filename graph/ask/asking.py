"""Answering a question: read it, link it, query the graph, say it.

``ask`` is the one entry point. It never raises for what a user typed: a question that cannot be answered
gets an answer that says why and what can be asked instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import islice

from graph.answer import Answer, Candidate
from graph.ask.context import Context
from graph.ask.examples import examples
from graph.ask.filters import split_filters
from graph.ask.grammar import readings
from graph.ask.language import guess
from graph.ask.outcome import Outcome
from graph.ask.reading import Reading
from graph.ask.resolve import AmbiguousName
from graph.ask.stances import debate, holders, keywords, positions, stances, verdict
from graph.ask.wording import listed, say
from graph.knowledge import KnowledgeGraph

MAX_CHARS = 500
"""Longest question that is read, in characters, where the caller sets no other."""
_READINGS = 8

HANDLERS: dict[str, Callable[[Context, Reading], Outcome | None]] = {
    "holders": holders,
    "positions": positions,
    "stances": stances,
    "verdict": verdict,
    "debate": debate,
    "keywords": keywords,
    "who": debate,
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
    rest, filters = split_filters(text, spoken)
    first: tuple[Reading, Outcome, Context] | None = None
    for reading in islice(readings(rest, spoken), _READINGS):
        context = Context(knowledge, spoken, filters)
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
    if first:
        return _answer(first[2], text, first[0], first[1], "nothing-found")
    return _without(knowledge, text, spoken, "not-understood", "not-understood")


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
        outcome.understood,
        "\n\n".join(context.ran),
        outcome.findings,
        outcome.message,
        status,
        (),
        suggestions,
    )


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
