"""Where an actor stands on a topic: the positions, and what they come to in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_actors
from graph.ask.positions.asked import (
    asked_act,
    known_issues,
    unknown_actor,
    with_act,
)
from graph.ask.positions.matches import (
    Match,
    about,
    fetch,
    grouped,
)
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.reading.question import QuestionReading
from graph.ask.words.asked_acts import AskedAct
from graph.ask.words.wording import say

_CLOSE_TO_BEST = 0.75
"""How well a position must fit, compared to the best, to count for a verdict."""


def stances(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Where an actor stands on a topic, or on everything."""
    actors = only_actors(inquiry, reading.slots.get("actor", ""))
    if not actors:
        return None
    topic = inquiry.topic(reading.slots.get("issue", ""))
    return stances_of(inquiry, actors, topic)


def stances_of(inquiry: Inquiry, actors: NamedActors, topic: Topic) -> Outcome:
    """Where ``actors`` stand on ``topic`` (anything, if it is empty)."""
    label = actors.called(inquiry)
    sentence = "stances" if topic else "stances-all"
    understood = say(sentence, inquiry.language, actor=label, issue=topic.text)
    found = (
        about(inquiry, topic, lambda _: True, actors.iris) if topic else fetch(inquiry, holders=actors.iris)
    )
    if not found:
        known = fetch(inquiry, holders=actors.iris) if topic else []
        more = known_issues(inquiry, known, label)
        return Outcome(understood, (), joined(say("nothing-actor", inquiry.language, actor=label), more))
    return Outcome(
        understood, grouped(inquiry, found, "issue"), _verdict_sentence(inquiry, label, topic, found)
    )


def _sides(found: Sequence[Match]) -> set[str]:
    """The stances that texts assert; of issues that are only near, those that come close to the best."""
    asserted = [position for position in found if position.asserted]
    best = max((position.score for position in asserted), default=0.0)
    return {position.toward for position in asserted if position.score >= _CLOSE_TO_BEST * best}


def _verdict_sentence(inquiry: Inquiry, label: str, topic: Topic, found: Sequence[Match]) -> str:
    """One sentence that sums up where the actor stands, if a topic was asked for."""
    if not topic:
        return ""
    sides = _sides(found)
    name = {1: "yes" if "support" in sides else "no", 2: "both", 0: "only-open"}[len(sides)]
    return say(name, inquiry.language, actor=label, issue=topic.text)


def verdict(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Yes or no: does an actor support, demand, reject … something?"""
    actors, topic = actor_and_topic(inquiry, reading.about)
    if not actors:
        return unknown_actor(inquiry, topic.text) if topic else None
    act, stance = asked_act(reading)
    label = actors.called(inquiry)
    understood = say(
        "verdict", inquiry.language, actor=label, act=act.say[inquiry.language], issue=topic.text
    )
    if not topic:
        return None
    found = with_act(inquiry, topic, act, about(inquiry, topic, lambda _: True, actors.iris), actors.iris)
    if not found:
        outcome = stances_of(inquiry, actors, topic)
        return replace(outcome, understood=understood)
    first, message = _judged(inquiry, act, stance, label, topic, found)
    findings = sorted(grouped(inquiry, found, "issue"), key=lambda f: first(f.stance, f.act))
    return Outcome(understood, tuple(findings), message)


def _judged(
    inquiry: Inquiry, act: AskedAct, stance: str, label: str, topic: Topic, found: Sequence[Match]
) -> tuple[Callable[[str | None, str | None], bool], str]:
    """How to order the findings of a verdict, and the verdict as a sentence."""
    sides = _sides(found)
    parts = {"actor": label, "issue": topic.text, "act": act.say[inquiry.language]}
    if not sides:
        name = "only-open"
    elif len(sides) == 2:
        name = "both"
    elif act.acts and stance in sides | {""}:
        name = "yes-act" if any(p.act in act.acts and p.asserted for p in found) else "no-act"
    else:
        name = {
            ("support", True): "yes",
            ("support", False): "no",
            ("oppose", True): "yes-against",
            ("oppose", False): "no-for",
            ("", True): "yes-act",
            ("", False): "yes-act",
        }[stance, stance in sides]
    return (lambda s, _a: bool(stance) and s != stance), say(name, inquiry.language, **parts)
