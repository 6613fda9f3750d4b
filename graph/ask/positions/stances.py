"""Who stands where: holders of a stance, positions of an actor, verdicts, debates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_actors, only_spoken_of, topic_of
from graph.ask.positions.answer import Finding
from graph.ask.positions.matches import (
    LOOSE,
    Match,
    about,
    by_evidence,
    favour,
    fetch,
    fits,
    grouped,
    on_topic,
)
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.reading.question import QuestionReading
from graph.ask.words.kinds import kinds
from graph.ask.words.lexicon import AskedAct, act_named
from graph.ask.words.wording import listed, say
from graph.things.positions import OPPOSITE

_CLOSE_TO_BEST = 0.75
"""How well a position must fit, compared to the best, to count for a verdict."""
_MOST = 50
"""Rows of an answer that tells what everyone wants."""


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


def holders(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who supports, demands, rejects … something."""
    topic = topic_of(inquiry, reading.about)
    act, stance = asked_act(reading)
    if not topic:
        return _everyones(inquiry, act, stance, "pair", reading.kind)
    understood = understood_holders(inquiry, reading, act, topic)
    found = _with_act(inquiry, topic, act, about(inquiry, topic, _asserted(fits(act, stance))))
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


def _with_act(
    inquiry: Inquiry, topic: Topic, act: AskedAct, found: list[Match], takers: Sequence[str] = ()
) -> list[Match]:
    """With the positions of the asked act that only their evidence links to the topic, if none is of it."""
    if not act.acts or any(position.act in act.acts for position in found):
        return found
    keep = fits(act, act.stance)
    spoken = by_evidence(inquiry, topic, takers, 0.45 if takers else LOOSE)
    return [*found, *(p for p in spoken if p.act in act.acts and p.asserted and keep(p))]


def of_kind(inquiry: Inquiry, findings: tuple[Finding, ...], kind: str) -> tuple[tuple[Finding, ...], str]:
    """The findings whose actor is of ``kind``, or all of them with a sentence if none is."""
    classes = set(kinds()[kind]["classes"]) if kind else set()
    if not classes or not findings:
        return findings, ""
    kept = tuple(f for f in findings if classes & _classes(inquiry, f.holder_iri or f.iri))
    if kept:
        return kept, ""
    return findings, say("kind-dropped", inquiry.language, kind=say_kind(inquiry, kind))


def _classes(inquiry: Inquiry, iri: str) -> set[str]:
    thing = inquiry.index.things.get(iri)
    return thing.classes if thing else set()


def _asserted(keep: Callable[[Match], bool]) -> Callable[[Match], bool]:
    return lambda position: position.asserted and keep(position)


def nothing_on(inquiry: Inquiry, topic: Topic, stance: str, sentence: str) -> str:
    """Why nothing was found: who takes the other side, or which issues are near."""
    found = on_topic(inquiry, topic) if stance else []
    other = [position for position in found if position.asserted and position.toward == OPPOSITE[stance]]
    if other:
        labels = list(dict.fromkeys(inquiry.label(position.holder) for position in other))[:5]
        return joined(
            sentence, say("others-think", inquiry.language, labels=listed(labels, inquiry.language))
        )
    near = [inquiry.label(iri) for iri in inquiry.issues.nearest(topic.terms)]
    if near:
        sentence = joined(
            sentence, say("nearest-issues", inquiry.language, labels=listed(near, inquiry.language))
        )
    return sentence


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
        found = about(inquiry, topic, _asserted(fits(act, stance)), actors.iris) or about(
            inquiry, topic, fits(act, stance), actors.iris
        )
        if found:
            return found, ""
    asserted = [position for position in everything if position.asserted and keep(position)]
    found = asserted or [position for position in everything if keep(position)]
    if not found:
        labels = list(dict.fromkeys(inquiry.label(position.issue) for position in everything))[:5]
        known = (
            say("known-issues", inquiry.language, actor=label, labels=listed(labels, inquiry.language))
            if labels
            else ""
        )
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


def unknown_actor(inquiry: Inquiry, text: str) -> Outcome:
    """Nothing found because nobody of that name is known; names who is."""
    near = [inquiry.label(iri) for iri in inquiry.names.nearest(text)]
    message = say("unknown-actor", inquiry.language, actor=text)
    if near:
        message = joined(
            message, say("nearest-actors", inquiry.language, labels=listed(near, inquiry.language))
        )
    return Outcome(text, (), message)


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
        labels = list(dict.fromkeys(inquiry.label(position.issue) for position in known))[:5]
        more = (
            say("known-issues", inquiry.language, actor=label, labels=listed(labels, inquiry.language))
            if labels
            else ""
        )
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
    found = _with_act(inquiry, topic, act, about(inquiry, topic, lambda _: True, actors.iris), actors.iris)
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
