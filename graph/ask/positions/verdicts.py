"""Where an actor stands on a topic: the positions, and what they come to in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_actors
from graph.ask.positions.answer import Finding
from graph.ask.positions.asked import asked_act, is_told, known_issues, unknown_actor, with_act
from graph.ask.positions.fetching import fetch
from graph.ask.positions.gathered import beside_in_matter
from graph.ask.positions.matches import about, grouped
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.reading.question import QuestionReading
from graph.ask.words.asked_acts import AskedAct, act_named
from graph.ask.words.wording import listed, say

_CLOSE_TO_BEST = 0.75
"""How well a position must fit, compared to the best, to count for a verdict."""
_SENTENCES = {"support": "is-for", "oppose": "is-against"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The positions on a topic, parted: what counts for a verdict, the sides that come of it, the rest."""

    counted: tuple[Match, ...]
    sides: frozenset[str]
    beside: tuple[Match, ...]


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
    if not topic:
        known = fetch(inquiry, holders=actors.iris)
        understood = say("stances-all", inquiry.language, actor=label)
        counted, withheld = parted(known)
        message = (
            ""
            if counted
            else say("only-withheld" if known else "nothing-actor", inquiry.language, actor=label)
        )
        return Outcome(
            understood, grouped(inquiry, counted, "issue"), message, grouped(inquiry, withheld, "issue")
        )
    understood = say("stances", inquiry.language, actor=label, issue=topic.text)
    found = about(inquiry, topic, lambda _: True, actors.iris)
    gathered = beside_in_matter(inquiry, topic, actors.iris)
    if not found and gathered:
        return Outcome(understood, (), say("only-in-matter", inquiry.language), gathered)
    if not found:
        more = known_issues(inquiry, fetch(inquiry, holders=actors.iris), label)
        return Outcome(understood, (), joined(say("nothing-actor", inquiry.language, actor=label), more))
    weighed = weigh(inquiry, found, act_named("support"))
    answers, withheld = parted(position for position in found if position.fit)
    sentence = "only-withheld" if withheld and not answers else _where(weighed, bool(answers))
    message = say(sentence, inquiry.language, actor=label, issue=topic.text) if sentence else ""
    message = joined(message, only_inferred(inquiry, weighed, label))
    rest = [*withheld, *(position for position in found if not position.fit)]
    beside = (*grouped(inquiry, rest, "issue"), *gathered)
    return Outcome(understood, grouped(inquiry, answers, "issue"), message, beside)


def parted(found: Iterable[Match]) -> tuple[list[Match], list[Match]]:
    """What counts as a position, or is told with its reservation, and what is not counted."""
    sides: tuple[list[Match], list[Match]] = ([], [])
    for position in found:
        sides[position.withheld].append(position)
    return sides


def only_inferred(inquiry: Inquiry, weighed: Weighed, label: str) -> str:
    """That an actor said nothing of the kind itself, where all that counts follows from what others said."""
    counted = [position for position in weighed.counted if position.asserted]
    if not counted or any(position.how == "own" for position in counted):
        return ""
    takers = list(dict.fromkeys(inquiry.label(position.taker) for position in counted))
    return say("only-inferred", inquiry.language, actor=label, takers=listed(takers, inquiry.language))


def _where(weighed: Weighed, any_close: bool) -> str:
    """The sentence (of ``wording.toml``) that sums up where the actor stands."""
    if len(weighed.sides) == 1:
        return _SENTENCES[min(weighed.sides)]
    return "both" if weighed.sides else "" if any_close else "only-near"


def weigh(inquiry: Inquiry, found: Sequence[Match], act: AskedAct) -> Weighed:
    """What counts: asserted, current positions on the matter itself that fit about as well as the best."""
    told = [p for p in found if is_told(inquiry, act, p) and p.close]
    best = max((p.score for p in told), default=0.0)
    counted = [p for p in told if p.score >= _CLOSE_TO_BEST * best]
    sides = frozenset(p.toward for p in counted if p.asserted or p.history)
    return Weighed(tuple(counted), sides, tuple(p for p in found if p not in counted))


def verdict(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Yes or no: does an actor support, demand, reject … something?"""
    actors, topic = actor_and_topic(inquiry, reading.about)
    if not actors:
        return unknown_actor(inquiry, topic.text) if topic else None
    if not topic:
        return None
    if len(actors.each) > 1:
        return _of_each(inquiry, reading, actors, topic)
    return _verdict_on(inquiry, reading, actors, topic)


def _of_each(inquiry: Inquiry, reading: QuestionReading, actors: NamedActors, topic: Topic) -> Outcome:
    """The verdict on several together: yes if it is so of each, no if it is not so of one."""
    each = [_verdict_on(inquiry, reading, NamedActors(iris), topic) for iris in actors.each]
    verdicts = {outcome.verdict for outcome in each}
    common = "no" if "no" in verdicts else min(verdicts) if len(verdicts) == 1 else ""
    act, _ = asked_act(reading)
    parts = {"actor": actors.called(inquiry), "issue": topic.text, "act": act.say[inquiry.language]}
    return Outcome(
        say("verdict", inquiry.language, **parts),
        tuple(finding for outcome in each for finding in outcome.findings),
        joined(*(outcome.message for outcome in each)),
        tuple(finding for outcome in each for finding in outcome.beside),
        common,
    )


def _verdict_on(inquiry: Inquiry, reading: QuestionReading, actors: NamedActors, topic: Topic) -> Outcome:
    """Whether it is so of ``actors`` taken as one."""
    act, stance = asked_act(reading)
    label = actors.called(inquiry)
    parts = {"actor": label, "issue": topic.text, "act": act.say[inquiry.language]}
    understood = say("verdict", inquiry.language, **parts)
    found = with_act(inquiry, topic, act, about(inquiry, topic, lambda _: True, actors.iris), actors.iris)
    if not found:
        return replace(stances_of(inquiry, actors, topic), understood=understood)
    weighed = weigh(inquiry, found, act)
    name, said = _judged(act, stance, weighed)
    rows = _ordered(grouped(inquiry, weighed.counted, "issue"), stance) if said else ()
    beside = weighed.beside if said else (*weighed.counted, *weighed.beside)
    message = joined(
        say(name, inquiry.language, **parts), only_inferred(inquiry, weighed, label) if said else ""
    )
    return Outcome(understood, rows, message, grouped(inquiry, beside, "issue"), said)


def _ordered(findings: Sequence[Finding], stance: str) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: bool(stance) and finding.stance != stance))


def _judged(act: AskedAct, stance: str, weighed: Weighed) -> tuple[str, str]:
    """The sentence of a verdict (of ``wording.toml``), and the verdict, "" if there is none."""
    exact = [p for p in weighed.counted if p.act in act.acts and (not stance or p.toward == stance)]
    if exact:
        return "yes-act", "yes"
    if len(weighed.sides) == 2:
        return "both", "both"
    if not weighed.sides:
        close = [p for p in weighed.beside if p.close]
        then = "only-then" if close and all(p.history for p in close) else "only-open"
        spoken = "only-withheld" if any(p.withheld for p in close) else then
        return (spoken if close else "no-verdict"), ""
    if not stance or (act.acts and stance in weighed.sides):
        return "no-act", ""
    is_so = stance in weighed.sides
    names = {
        ("support", True): "yes",
        ("support", False): "no",
        ("oppose", True): "yes-against",
        ("oppose", False): "no-for",
    }
    return names[stance, is_so], "yes" if is_so else "no"


def corrected(outcome: Outcome, inquiry: Inquiry, stance: str, actor: str, issue: str) -> Outcome:
    """``outcome`` of a question that takes its verdict for granted: without "yes", put right if it is no."""
    if outcome.verdict != "no":
        said = outcome.message.removeprefix(say("affirming", inquiry.language))
        return replace(outcome, message=said, verdict="")
    name = "corrected-against" if stance == "support" else "corrected-for"
    message = say(name, inquiry.language, actor=actor, issue=issue)
    return replace(outcome, message=message, verdict="corrected")
