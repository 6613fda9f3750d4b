"""Where the graph holds no position that answers a question: the sentences that speak of it.

A passage is not an answer the graph vouches for; it is a sentence of a loaded text, quoted with the
actors it names, and said to be no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.answer import Finding, Proof
from graph.ask.context import Context, Topic, nodes
from graph.ask.kinds import kinds
from graph.ask.lexicon import Act, act_named, acts, without_happening
from graph.ask.outcome import Outcome
from graph.ask.reading import Reading, tokens, written
from graph.ask.sentences import Sentence, sentences_of
from graph.ask.terms import Term
from graph.ask.wording import say
from graph.ask.words import words

_ENOUGH = 0.7
_MOST = 5
_LIGHT = 0.3
_WHO = {"holders", "who", "office-holder", "participants"}
QUOTABLE = {
    *("holders", "who", "positions", "verdict", "stances", "debate", "keywords", "said", "why"),
    *("office-holder", "participants", "when", "where", "events", "dates", "stances-or-events"),
}
"""Kinds of questions for which a sentence is better than nothing."""
_FITTING = 0.55
_OTHER_STANCE = 0.5
_WITHOUT_CUE = 0.7
"""What a sentence counts that has no word of the stance asked for."""


def passages(context: Context, reading: Reading, understood: str) -> Outcome | None:
    """The sentences that speak of what ``reading`` asks, each with the actors it names."""
    if context.sources:
        return None
    about = reading.about or tuple(tokens(text) for text in reading.slots.values())
    said = written(tuple(token for segment in about for token in segment))
    topic = context.topic(without_happening(said), roles=False)
    terms = context.issues.weigh(topic.terms)
    if not any(term.weight > _LIGHT for term in terms):
        return None
    act = act_named(reading.act) if reading.act else None
    who = reading.intent in _WHO
    found = _ranked(context, terms, act)
    if not found:
        return None
    rows = [_finding(context, score, sentence, who, topic, reading) for score, sentence in found]
    findings = tuple(dict.fromkeys(row for row in rows if row is not None))
    if not findings:
        return None
    context.query("ask-passages", {"document": nodes(sorted({s.document for _, s in found}))})
    return Outcome(understood, findings, say("passages", context.language))


def _ranked(context: Context, terms: Sequence[Term], act: Act | None) -> list[tuple[float, Sentence]]:
    """The best sentences; those with a word of the stance asked for come first."""
    scored = []
    for score, sentence in sentences_of(context.index).find(terms, _ENOUGH):
        if context.documents and sentence.document not in context.documents:
            continue
        if not _in_time(context, sentence):
            continue
        fit = _fit(act, sentence) if act else 1.0
        if score * fit >= _FITTING:
            scored.append((score * fit, sentence))
    scored.sort(key=lambda pair: (-pair[0], pair[1].document, pair[1].start))
    best = scored[0][0] if scored else 0.0
    return [pair for pair in scored if pair[0] >= 0.8 * best][:_MOST]


def _in_time(context: Context, sentence: Sentence) -> bool:
    issued = context.index.issued.get(sentence.document, "")
    since, until = context.filters.since, context.filters.until
    return (not since or issued >= since.isoformat()) and (
        not until or (bool(issued) and issued <= until.isoformat())
    )


def _fit(act: Act, sentence: Sentence) -> float:
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


def _says(act: Act, line: str) -> bool:
    return any(not phrase.weak and phrase.pattern.search(line) for phrase in act.phrases["de"])


def _finding(
    context: Context, score: float, sentence: Sentence, who: bool, topic: Topic, reading: Reading
) -> Finding | None:
    """A sentence as a row; asked who, its label is the actors the sentence names."""
    title = context.index.label(sentence.document)
    issued = context.index.issued.get(sentence.document)
    proof = Proof(sentence.document, sentence.start, sentence.end, sentence.text, title, issued)
    names = [iri for iri in _named(context, sentence, reading.kind) if iri not in topic.actors]
    label, iri = sentence.text, sentence.document
    if who and not names and classes_of(reading.kind):
        return None
    if who and names:
        label, iri = ", ".join(context.label(name) for name in names[:3]), names[0]
    return Finding(
        label=label,
        iri=iri,
        kind="passage",
        evidence=(proof,),
        date=issued,
        note=say("note-passage", context.language),
        score=score,
    )


def classes_of(kind: str) -> set[str]:
    """The classes of the ontology that a kind of actors means; none if any actor will do."""
    return set(kinds()[kind]["classes"]) if kind else set()


def _named(context: Context, sentence: Sentence, kind: str) -> list[str]:
    """The actors that a sentence names, of ``kind`` if one is asked for.

    Where a pronoun stands in for someone, the sentence before says for whom.
    """
    classes = classes_of(kind)
    found = []
    for name in context.names.find(words(f"{sentence.before} {sentence.text}")):
        if name.role:
            continue
        iri = name.candidates[0]
        thing = context.index.things.get(iri)
        if iri not in found and thing and thing.kind == "actor" and (not classes or classes & thing.classes):
            found.append(iri)
    return found
