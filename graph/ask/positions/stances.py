"""Who stands where: holders of a stance, positions of an actor, verdicts, debates."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_spoken_of, topic_of
from graph.ask.positions.asked import (
    asked_act,
    asserted_and,
    known_issues,
    nothing_on,
    of_kind,
    understood_holders,
    unknown_actor,
    with_act,
)
from graph.ask.positions.matches import (
    Match,
    about,
    favour,
    fetch,
    fits,
    grouped,
)
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.verdicts import stances_of
from graph.ask.reading.question import QuestionReading
from graph.ask.words.asked_acts import AskedAct
from graph.ask.words.wording import say

_MOST = 50
"""Rows of an answer that tells what everyone wants."""


def holders(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who supports, demands, rejects … something."""
    topic = topic_of(inquiry, reading.about)
    act, stance = asked_act(reading)
    if not topic:
        return _everyones(inquiry, act, stance, "pair", reading.kind)
    understood = understood_holders(inquiry, reading, act, topic)
    found = with_act(inquiry, topic, act, about(inquiry, topic, asserted_and(fits(act, stance))))
    message = ""
    if not found:
        found = about(inquiry, topic, fits(act, stance))
        message = say("only-unasserted", inquiry.language) if found else ""
    chosen = favour(act, found)
    if chosen and act.acts and not any(position.act in act.acts for position in chosen):
        message = joined(message, say("other-acts", inquiry.language))
    weak = bool(message)
    findings, dropped = of_kind(inquiry, grouped(inquiry, chosen, "actor"), reading.kind)
    if not findings:
        message = nothing_on(
            inquiry,
            topic,
            stance,
            say("nothing-holders", inquiry.language),
        )
    return Outcome(understood, findings, joined(message, dropped), weak and bool(findings))


def positions(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """What an actor demands, wants, rejects …, maybe regarding a topic."""
    actors, topic = actor_and_topic(inquiry, reading.about)
    act, stance = asked_act(reading)
    if not actors:
        return _everyones(inquiry, act, stance, "issue") if not topic else unknown_actor(inquiry, topic.text)
    label = actors.called(inquiry)
    understood = _understood_positions(inquiry, act, label)
    if topic:
        understood += say("regarding", inquiry.language, issue=topic.text)
    found, message = _positions_of(inquiry, actors, topic, act, stance, label)
    chosen = favour(act, found)
    if chosen and act.acts and not any(position.act in act.acts for position in chosen):
        message = joined(message, say("other-acts-issues", inquiry.language))
    return Outcome(understood, grouped(inquiry, chosen, "issue"), message, bool(message and chosen))


def _understood_positions(inquiry: Inquiry, act: AskedAct, label: str) -> str:
    sentence = {"support": "positions-supports", "reject": "positions-opposes"}.get(act.name, "positions")
    return say(sentence, inquiry.language, actor=label, noun=act.nouns[inquiry.language])


def _positions_of(
    inquiry: Inquiry, actors: NamedActors, topic: Topic, act: AskedAct, stance: str, label: str
) -> tuple[list[Match], str]:
    """The actor's fitting positions on the topic, else all fitting ones, and a sentence that says so."""
    keep = fits(act, stance)
    everything = fetch(inquiry, holders=actors.iris)
    if topic:
        found = about(inquiry, topic, asserted_and(fits(act, stance)), actors.iris) or about(
            inquiry, topic, fits(act, stance), actors.iris
        )
        if found:
            return found, ""
    asserted = [position for position in everything if position.asserted and keep(position)]
    found = asserted or [position for position in everything if keep(position)]
    if not found:
        known = known_issues(inquiry, everything, label)
        return [], joined(say("nothing-actor", inquiry.language, actor=label), known)
    message = "" if asserted else say("only-unasserted", inquiry.language)
    if topic:
        message = joined(say("topic-dropped", inquiry.language, issue=topic.text, actor=label), message)
    return found, message


def _everyones(inquiry: Inquiry, act: AskedAct, stance: str, label: str, kind: str = "") -> Outcome:
    """Who demands, rejects … what, whoever it is and whatever: "Wer lobt wen?"."""
    keep = fits(act, stance)
    own = (position for position in fetch(inquiry) if position.asserted and position.how == "own")
    found = favour(act, filter(keep, own))
    understood = say("positions-everyone", inquiry.language, noun=act.nouns[inquiry.language])
    rows, dropped = of_kind(inquiry, grouped(inquiry, found, label), kind)
    return Outcome(understood, rows[:_MOST], dropped)


def debate(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """All positions on a topic, whoever takes them."""
    if "issue" in reading.slots:
        topic = inquiry.topic(reading.slots["issue"])
    else:
        topic = topic_of(inquiry, reading.about)
    return on_everything(inquiry, topic) if topic else None


def on_everything(inquiry: Inquiry, topic: Topic) -> Outcome:
    """All positions on ``topic``."""
    understood = say("debate", inquiry.language, issue=topic.text)
    found = about(inquiry, topic, lambda _: True)
    if found:
        return Outcome(understood, grouped(inquiry, _once(found), "actor"))
    return Outcome(
        understood,
        (),
        nothing_on(inquiry, topic, "", say("nothing-issue", inquiry.language, issue=topic.text)),
    )


def _once(found: Iterable[Match]) -> list[Match]:
    return [position for position in found if position.how == "own"] or list(found)


def keywords(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Nothing but words: an actor, a topic, or both.

    Behind a preposition an actor is what others speak of: "Kritik an der Regierung", "Sanktionen gegen X".
    """
    if only_spoken_of(inquiry, reading.about):
        topic = topic_of(inquiry, reading.about)
        outcome = holders(inquiry, reading) if reading.act else on_everything(inquiry, topic)
        if outcome:
            return outcome
    actors, topic = actor_and_topic(inquiry, reading.about)
    if reading.act and topic and not actors:
        return holders(inquiry, reading)
    if actors and reading.act:
        return positions(inquiry, reading)
    if actors:
        return stances_of(inquiry, actors, topic)
    return on_everything(inquiry, topic) if topic else None
