"""What a question asks of positions: which act, whose; and what to say where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.positions.answer import Finding
from graph.ask.positions.matches import LOOSE, by_evidence, fits, on_topic
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.reading.question import QuestionReading
from graph.ask.words.asked_acts import AskedAct, act_named
from graph.ask.words.kinds import kind_named, kinds
from graph.ask.words.stems import words
from graph.ask.words.wording import listed, say
from graph.things.positions.positions import OPPOSITE
from graph.things.things import Thing

_NAMED = 5
"""Labels that a sentence lists."""


def asked_act(reading: QuestionReading) -> tuple[AskedAct, str]:
    """The act a reading asks for, and the stance; "nicht" turns it round and leaves only the stance."""
    act = act_named(reading.act or "support")
    if reading.negated and act.stance:
        act = act_named("reject" if act.stance == "support" else "support")
    return act, act.stance


def understood_holders(inquiry: Inquiry, reading: QuestionReading, act: AskedAct, topic: Topic) -> str:
    """ "Gegner von *X*, nur Parteien"."""
    sentence = {"support": "supporters", "reject": "opponents"}.get(act.name, "holders")
    text = say(sentence, inquiry.language, issue=topic.text, act=act.say[inquiry.language])
    if reading.kind and kinds()[reading.kind]["classes"]:
        text += say("only-kind", inquiry.language, kind=say_kind(inquiry, reading.kind))
    return text


def say_kind(inquiry: Inquiry, kind: str) -> str:
    """The name of a kind of actors."""
    word: str = kinds()[kind][f"say_{inquiry.language}"]  # type: ignore[assignment]
    return word


def with_act(
    inquiry: Inquiry, topic: Topic, act: AskedAct, found: list[Match], takers: Sequence[str] = ()
) -> list[Match]:
    """With the positions of the asked act that only their evidence links to the topic, if none is of it."""
    if not act.acts or any(position.act in act.acts for position in found):
        return found
    keep = fits(act, act.stance)
    spoken = by_evidence(inquiry, topic, takers, 0.45 if takers else LOOSE)
    return [*found, *(p for p in spoken if p.act in act.acts and p.asserted and keep(p))]


def of_kind(
    inquiry: Inquiry, findings: tuple[Finding, ...], kind: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings whose actor is of ``kind`` (any, if that is ""), and the others."""
    asked = [(finding, is_of_kind(inquiry, finding, kind)) for finding in findings]
    return tuple(f for f, fits in asked if fits), tuple(f for f, fits in asked if not fits)


def is_of_kind(inquiry: Inquiry, finding: Finding, kind: str) -> bool:
    """Whether the actor of ``finding`` is of ``kind``, or that is "" or any."""
    classes = set(kinds()[kind]["classes"]) if kind else set()
    if not classes:
        return True
    its, others = _classes(inquiry, finding), set(kinds()[kind].get("except", ()))
    return bool(classes & its and not others & its) or _says(inquiry, finding, kind)


def _says(inquiry: Inquiry, finding: Finding, kind: str) -> bool:
    """Whether a name of an actor tells its kind: "Unionsparteien"."""
    thing = _holder(inquiry, finding)
    names = {finding.holder or finding.label} | (thing.called if thing else set())
    return any(kind_named(named[-1]) == kind for named in map(words, names) if named)


def _classes(inquiry: Inquiry, finding: Finding) -> set[str]:
    thing = _holder(inquiry, finding)
    return thing.classes if thing else set()


def _holder(inquiry: Inquiry, finding: Finding) -> Thing | None:
    return inquiry.index.things.get(finding.holder_iri or finding.iri)


def is_told(inquiry: Inquiry, act: AskedAct, position: Match) -> bool:
    """Whether the text asserts the position, or that very act, where such acts take no side.

    What was held once is told to who asks of that time.
    """
    if position.history:
        return bool(inquiry.filters.until) and position.plain
    return position.asserted or (position.modality in act.told and position.act == act.acts[0])


def nothing_on(inquiry: Inquiry, topic: Topic, stance: str, sentence: str) -> str:
    """Why nothing was found: who takes the other side, or which issues are near."""
    found = on_topic(inquiry, topic) if stance else []
    other = [
        position
        for position in found
        if position.asserted and position.close and position.toward == OPPOSITE[stance]
    ]
    if other:
        labels = list(dict.fromkeys(inquiry.label(position.holder) for position in other))[:_NAMED]
        return joined(
            sentence, say("others-think", inquiry.language, labels=listed(labels, inquiry.language))
        )
    near = [inquiry.label(iri) for iri in inquiry.issues.nearest(topic.terms)]
    if near:
        sentence = joined(
            sentence, say("nearest-issues", inquiry.language, labels=listed(near, inquiry.language))
        )
    return sentence


def unknown_actor(inquiry: Inquiry, text: str) -> Outcome:
    """Nothing found because nobody of that name is known; names who is."""
    near = [inquiry.label(iri) for iri in inquiry.names.nearest(text)]
    message = say("unknown-actor", inquiry.language, actor=text)
    if near:
        message = joined(
            message, say("nearest-actors", inquiry.language, labels=listed(near, inquiry.language))
        )
    return Outcome(text, (), message)


def known_issues(inquiry: Inquiry, positions: Iterable[Match], actor: str) -> str:
    """A sentence with some issues on which the texts give positions of ``actor``; "" if there are none."""
    labels = list(dict.fromkeys(inquiry.label(position.issue) for position in positions))[:_NAMED]
    if not labels:
        return ""
    return say("known-issues", inquiry.language, actor=actor, labels=listed(labels, inquiry.language))
