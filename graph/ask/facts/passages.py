"""Where the graph holds no position that answers a question: the sentences that speak of it.

A passage is not an answer the graph vouches for; it is a sentence of a loaded text, quoted with who
speaks or acts in it, and said to be no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.linking.inquiry import Inquiry, Topic, nodes
from graph.ask.linking.sentence_index import TextSentence, sentences_of
from graph.ask.positions.answer import Finding
from graph.ask.positions.outcome import Outcome
from graph.ask.positions.speakers import speakers
from graph.ask.reading.question import QuestionReading, tokens, written
from graph.ask.words.asked_acts import AskedAct, act_named, acts
from graph.ask.words.kinds import kinds
from graph.ask.words.topic_terms import TopicTerm
from graph.ask.words.word_files import without_happening
from graph.ask.words.wording import say
from graph.things.passages import Passage

_ENOUGH = 0.7
_MOST = 5
_LIGHT = 0.3
_WHO = {"holders", "who", "office-holder", "participants", "relation", "changed"}
QUOTABLE = {
    *("relation", "compare"),
    *("holders", "who", "positions", "verdict", "stances", "debate", "keywords", "said", "why"),
    *("office-holder", "participants", "when", "where", "events", "dates", "stances-or-events"),
}
"""Kinds of questions for which a sentence is better than nothing."""
_FITTING = 0.55
_OTHER_STANCE = 0.5
_WITHOUT_CUE = 0.7
"""What a sentence counts that has no word of the stance asked for."""


def passages(inquiry: Inquiry, reading: QuestionReading, understood: str) -> Outcome | None:
    """The sentences that speak of what ``reading`` asks, each with who speaks or acts in it."""
    if inquiry.sources:
        return None
    about = reading.about or tuple(tokens(text) for text in reading.slots.values())
    said = written(tuple(token for segment in about for token in segment))
    topic = inquiry.topic(without_happening(said), roles=False)
    terms = inquiry.issues.weigh(topic.terms)
    if not any(term.weight > _LIGHT for term in terms):
        return None
    if reading.intent == "relation":
        reading = replace(reading, act="criticise" if reading.relation == "disagree" else "support")
    act = act_named(reading.act) if reading.act else None
    who = reading.intent in _WHO
    found = (
        _by_the_actor(inquiry, terms, _ranked(inquiry, terms, act))
        if not who
        else _ranked(inquiry, terms, act)
    )
    if not found:
        return None
    rows = [_finding(inquiry, score, sentence, who, topic, reading) for score, sentence in found]
    findings = tuple(
        sorted(dict.fromkeys(row for row in rows if row), key=lambda row: who and _names_nobody(row))
    )
    if not findings:
        return None
    inquiry.query("ask-passages", {"document": nodes(sorted({s.document for _, s in found}))})
    return Outcome(understood, findings, say("passages", inquiry.language))


def _ranked(
    inquiry: Inquiry, terms: Sequence[TopicTerm], act: AskedAct | None
) -> list[tuple[float, TextSentence]]:
    """The best sentences; those with a word of the stance asked for come first."""
    scored = []
    for score, sentence in sentences_of(inquiry.index).find(terms, _ENOUGH):
        if inquiry.documents and sentence.document not in inquiry.documents:
            continue
        if not _in_time(inquiry, sentence):
            continue
        fit = _fit(act, sentence) if act else 1.0
        if score * fit >= _FITTING:
            scored.append((score * fit, sentence))
    scored.sort(key=lambda pair: (-pair[0], pair[1].document, pair[1].start))
    best = scored[0][0] if scored else 0.0
    return [pair for pair in scored if pair[0] >= 0.8 * best][:_MOST]


def _by_the_actor(
    inquiry: Inquiry, terms: Sequence[TopicTerm], found: list[tuple[float, TextSentence]]
) -> list[tuple[float, TextSentence]]:
    """The sentences that name whom the question names, or a pronoun for them, if there are any."""
    named = [term for term in terms if term.name]
    answers = sentences_of(inquiry.index).vocabulary.answers
    direct = [
        (score, one) for score, one in found if all(answers(term, one.stems | one.reach) for term in named)
    ]
    return direct if direct or len(named) > 1 else found


def _in_time(inquiry: Inquiry, sentence: TextSentence) -> bool:
    issued = inquiry.index.issued.get(sentence.document, "")
    since, until = inquiry.filters.since, inquiry.filters.until
    return (not since or issued >= since.isoformat()) and (
        not until or (bool(issued) and issued <= until.isoformat())
    )


def _fit(act: AskedAct, sentence: TextSentence) -> float:
    """How well a sentence's words of stance fit: the act's own, then its stance, none, the other."""
    found = tokens(sentence.text)
    verbs = (token.folded if place == 0 or not token.capital else "–" for place, token in enumerate(found))
    line = "".join(word + " " for word in verbs)
    if _says(act, line):
        return 1.0
    stances = {other.stance for other in acts() if other.stance and _says(other, line)}
    if act.stance in stances:
        return 0.9
    return _WITHOUT_CUE if not stances or not act.stance else _OTHER_STANCE


def _says(act: AskedAct, line: str) -> bool:
    return any(not phrase.weak and phrase.pattern.search(line) for phrase in act.phrases["de"])


def _finding(
    inquiry: Inquiry, score: float, sentence: TextSentence, who: bool, topic: Topic, reading: QuestionReading
) -> Finding | None:
    """A sentence as a row; asked who, its label is who speaks or acts in it, else the document's title."""
    title = inquiry.index.label(sentence.document)
    issued = inquiry.index.issued.get(sentence.document)
    proof = Passage(sentence.document, sentence.start, sentence.end, sentence.text, title, issued)
    label, iri = sentence.text, sentence.document
    if who:
        actor = _actor(inquiry, sentence, topic, reading)
        if not actor and classes_of(reading.kind):
            return None
        label, iri = (inquiry.label(actor), actor) if actor else (title, sentence.document)
    return Finding(
        label=label,
        iri=iri,
        kind="passage",
        evidence=(proof,),
        date=issued,
        note=say("note-passage", inquiry.language),
        score=score,
    )


def _actor(inquiry: Inquiry, sentence: TextSentence, topic: Topic, reading: QuestionReading) -> str:
    """Who speaks or acts in the sentence, "" if nobody it names does."""
    act = act_named(reading.act) if reading.act else None
    found = speakers(inquiry, sentence, act, classes_of(reading.kind))
    return next((one.iri for one in found if one.iri not in topic.actors and one.score >= 0), "")


def _names_nobody(row: Finding) -> bool:
    """Whether the row stands for a document, because nobody in the sentence can be told to act."""
    return row.iri == row.evidence[0].document


def classes_of(kind: str) -> set[str]:
    """The classes of the ontology that a kind of actors means; none if any actor will do."""
    return set(kinds()[kind]["classes"]) if kind else set()
