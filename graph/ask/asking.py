"""Answering a question: read it, link it, query the graph, say it.

``ask`` is the one entry point. It never raises for what a user typed: a question that cannot be answered
gets an answer that says why and what can be asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from graph.ask.examples import examples
from graph.ask.facts.details import conditions, count, dates, everyone, reporters, said, topics, why
from graph.ask.facts.events import all_events, events, happened_or_said, participants, when, where
from graph.ask.facts.norms import norm_conflicts, norm_rules
from graph.ask.facts.offices import office_holder, offices_of, tenure
from graph.ask.facts.passages import passages, told_once
from graph.ask.linking.inquiry import Inquiry
from graph.ask.linking.resolve import AmbiguousName
from graph.ask.narrowing import documents_about, filters_in_words, narrowed_in, restricted
from graph.ask.positions.answer import Answer, Candidate, Finding
from graph.ask.positions.camps import changed, compare, relation
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.stances import debate, holders, keywords, positions
from graph.ask.positions.verdicts import stances, verdict
from graph.ask.reading.grammar import readings
from graph.ask.reading.question import QuestionReading, tokens, written
from graph.ask.reading.scenes import in_one, parted
from graph.ask.refusing import cleaned, contradictory, explained, refused
from graph.ask.words.language import guess
from graph.ask.words.wording import listed, say
from graph.knowledge.graph import KnowledgeGraph
from ontology.in_force import laid_over

MAX_CHARS = 500
"""Longest question that is read, in characters, where the caller sets no other."""
_READINGS = 12
_LAST_RESORT = {"who", "keywords", "stances-or-events", "when", "where"}
"""Readings without a word of stance or a form of their own; they stand in for none that was understood."""
_ABOUT_TWO = {"compare", "relation"}
"""Readings that mean nothing unless their actors are known."""
_FEW = 2
"""Words that are taken for a search for a name or an issue."""


@dataclass(frozen=True)
class Tried:
    """A reading that could be linked to the graph, and what came of it."""

    inquiry: Inquiry
    reading: QuestionReading
    outcome: Outcome


def who(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """A question for someone without a word of stance: who took part.

    Who says something about it is told beside, for that is not what was asked; and so are several who took
    part, where the verb is not understood: who was acquitted, and by whom, is not the same.
    """
    took_part = participants(inquiry, replace(reading, slots={"event": _text(reading)}))
    if took_part and reading.unread and len(took_part.findings) > 1:
        return _not_asked(took_part)
    return took_part or _not_asked(debate(inquiry, reading))


def stances_or_events(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """A question for something without a word of stance: positions of an actor, else events."""
    outcome = keywords(inquiry, reading)
    return (_not_asked(outcome) if reading.unread else outcome) or events(inquiry, reading)


def _not_asked(outcome: Outcome | None) -> Outcome | None:
    """``outcome`` told beside."""
    if not outcome:
        return outcome
    return replace(outcome, findings=(), beside=(*outcome.findings, *outcome.beside), message="", verdict="")


def _text(reading: QuestionReading) -> str:
    return written(tuple(token for segment in reading.about for token in segment))


HANDLERS: dict[str, Callable[[Inquiry, QuestionReading], Outcome | None]] = {
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
    "tenure": tenure,
    "all-events": all_events,
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
    knowledge: KnowledgeGraph,
    question: str,
    *,
    language: str | None = None,
    unless_shown: str = "de",
    max_chars: int = MAX_CHARS,
    origins: Sequence[str] = (),
    whole_texts: bool = True,
) -> Answer:
    """The answer to ``question`` (German or English) from ``knowledge``.

    The question is read in the language that its words show, and answered in it. Where they show none, both
    are ``unless_shown``; where ``language`` is given, it is the answer's, whatever the question's. Only
    SELECT queries of ``graph/queries`` are run, with values that come from the graph, never from the
    question. It is understood by the words of the graph's own knowledge folder too. ``origins`` restricts
    positions to those found by the ``rules``, by a language ``model``, or by both (``rules+model``). Where
    ``whole_texts`` may not be shown, of a sentence without a position only what the graph quotes is.
    """
    with laid_over(knowledge.knowledge):
        text = cleaned(question)
        spoken = guess(text, language or unless_shown)
        said = language or spoken
        plain = Inquiry(knowledge, said, spoken, origins=tuple(origins), whole_texts=whole_texts)
        return _asked(plain, text, max_chars)


def _asked(plain: Inquiry, text: str, max_chars: int) -> Answer:
    knowledge, language = plain.knowledge, plain.language
    refusal = refused(knowledge, text, language, max_chars)
    if refusal:
        return refusal
    read = in_one(text, plain.spoken)
    narrowed = narrowed_in(knowledge, read)
    if narrowed.filters.contradictory:
        return contradictory(text, language, narrowed.filters)
    plain = replace(plain, filters=narrowed.filters)
    documents, sources, rest = restricted(plain, narrowed)
    answer = _tried(replace(plain, documents=documents, sources=sources), text, rest)
    if read != text and answer.status != "answered" and not documents:
        answer = _in_scene(plain, text) or answer
    if read == text or not text.startswith(read):
        return answer
    return replace(answer, message=joined(say("first-only", language, question=read), answer.message))


def _in_scene(plain: Inquiry, text: str) -> Answer | None:
    """The answer to the last sentence of ``text`` in the articles that the sentences before it tell of."""
    parts = parted(text, plain.spoken)
    documents = documents_about(plain, parts[0]) if parts else ()
    if not parts or not documents:
        return None
    answer = _tried(replace(plain, documents=documents), text, parts[1])
    return answer if answer.status == "answered" else None


def _tried(narrowed: Inquiry, text: str, rest: str) -> Answer:
    """The answer of the first reading that finds something, else the best that can be said."""
    first: Tried | None = None
    unanswered: list[Tried] = []
    question_back: Answer | None = None
    for reading in islice(readings(rest, narrowed.spoken), _READINGS):
        inquiry = replace(narrowed, ran=[])
        handler = HANDLERS.get(reading.intent)
        try:
            outcome = handler(inquiry, reading) if handler else None
        except AmbiguousName as name:
            question_back = question_back or _asked_back(inquiry, text, reading, name)
            continue
        if outcome and outcome.findings and not (first and reading.intent in _LAST_RESORT):
            return _answer(Tried(inquiry, reading, outcome), text)
        if outcome is not None:
            first = first or Tried(inquiry, reading, outcome)
        unanswered.append(Tried(inquiry, reading, outcome or Outcome(rest)))
    return question_back or _second_best(narrowed, text, rest, first, unanswered)


def _second_best(
    narrowed: Inquiry, text: str, rest: str, tried: Tried | None, unanswered: Sequence[Tried]
) -> Answer:
    """What is said where nothing is found: sentences of the texts, what is near, what can be asked."""
    near = next((one for one in unanswered if one.outcome.beside), None)
    plain = Tried(replace(narrowed, ran=[]), QuestionReading("passages", narrowed.spoken), Outcome(rest))
    unlinked = [t for t in unanswered if t.reading.intent not in _ABOUT_TWO]
    for one in (near,) if near else (tried,) if tried else (*unlinked[:1], plain):
        found = passages(one.inquiry, one.reading, rest)
        quoted = told_once(found, one.outcome.beside)
        if quoted or one.outcome.beside:
            return replace(_answer(one, text, quoted), near_first=quoted[:1] != found[:1])
    if tried and (tried.reading.intent != "keywords" or tried.reading.act or is_search(tried.inquiry, rest)):
        return _answer(tried, text)
    return explained(narrowed.knowledge, text, narrowed.language, "not-understood", "not-understood")


def is_search(inquiry: Inquiry, text: str) -> bool:
    """Whether words that found nothing look like a search: few, or like a name or an issue of the graph."""
    near = inquiry.issues.nearest(inquiry.worded(text).terms, 1)
    return bool(near) or len(tokens(text)) <= _FEW


def _answer(tried: Tried, text: str, quoted: tuple[Finding, ...] = ()) -> Answer:
    inquiry, outcome = tried.inquiry, tried.outcome
    near = quoted or outcome.beside
    status = "answered" if outcome.findings else "quoted" if near else "nothing-found"
    return Answer(
        text,
        inquiry.language,
        tried.reading.intent,
        outcome.understood + filters_in_words(inquiry),
        "\n\n".join(inquiry.ran),
        outcome.findings,
        _others(outcome),
        quoted,
        outcome.verdict,
        joined(outcome.message, say("passages", inquiry.language) if quoted and not outcome else ""),
        status,
        suggestions=() if outcome or near else examples(inquiry.knowledge, inquiry.language),
    )


def _others(outcome: Outcome) -> tuple[Finding, ...]:
    """The positions beside the answers that are told nowhere else."""
    told = {finding.position for finding in outcome.findings}
    return tuple(finding for finding in outcome.beside if finding.position not in told)


def _asked_back(inquiry: Inquiry, text: str, reading: QuestionReading, name: AmbiguousName) -> Answer:
    candidates = tuple(
        Candidate(
            inquiry.label(iri),
            iri,
            "actor",
            re.sub(re.escape(name.name), inquiry.label(iri), text, flags=re.I),
        )
        for iri in name.candidates
    )
    labels = listed([candidate.label for candidate in candidates], inquiry.language, "or")
    message = say("ambiguous", inquiry.language, name=name.name, labels=labels)
    return Answer(
        text,
        inquiry.language,
        reading.intent,
        "",
        "",
        message=message,
        status="ambiguous",
        candidates=candidates,
    )
