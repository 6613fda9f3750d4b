"""Who stands where: holders of a stance, positions of an actor, verdicts, debates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graph.ask.linking.context import Context, Topic
from graph.ask.linking.resolve import Actors, actor_and_topic, only_actors, only_spoken_of, topic_of
from graph.ask.positions.answer import Finding
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.positions import (
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
from graph.ask.reading.reading import Reading
from graph.ask.words.kinds import kinds
from graph.ask.words.lexicon import Act, act_named
from graph.ask.words.wording import listed, say
from graph.things.positions import OPPOSITE

_CLOSE_TO_BEST = 0.75
"""How well a position must fit, compared to the best, to count for a verdict."""
_MOST = 50
"""Rows of an answer that tells what everyone wants."""


def asked_act(reading: Reading) -> tuple[Act, str]:
    """The act a reading asks for, and the stance; "nicht" turns it round and leaves only the stance."""
    act = act_named(reading.act or "support")
    if reading.negated and act.stance:
        act = act_named("reject" if act.stance == "support" else "support")
    return act, act.stance


def understood_holders(context: Context, reading: Reading, act: Act, topic: Topic) -> str:
    """ "Gegner von *X*, nur Parteien"."""
    sentence = {"support": "supporters", "reject": "opponents"}.get(act.name, "holders")
    text = say(sentence, context.language, issue=topic.text, act=act.say[context.language])
    if reading.kind and kinds()[reading.kind]["classes"]:
        text += say("only-kind", context.language, kind=say_kind(context, reading.kind))
    return text


def say_kind(context: Context, kind: str) -> str:
    """The name of a kind of actors."""
    word: str = kinds()[kind][f"say_{context.language}"]  # type: ignore[assignment]
    return word


def holders(context: Context, reading: Reading) -> Outcome | None:
    """Who supports, demands, rejects … something."""
    topic = topic_of(context, reading.about)
    act, stance = asked_act(reading)
    if not topic:
        return _everyones(context, act, stance, "pair", reading.kind)
    understood = understood_holders(context, reading, act, topic)
    found = _with_act(context, topic, act, about(context, topic, _asserted(fits(act, stance))))
    message = ""
    if not found:
        found = about(context, topic, fits(act, stance))
        message = say("only-unasserted", context.language) if found else ""
    chosen = favour(act, found)
    if chosen and act.acts and not any(position.act in act.acts for position in chosen):
        message = joined(message, say("other-acts", context.language))
    weak = bool(message)
    findings, dropped = of_kind(context, grouped(context, chosen, "actor"), reading.kind)
    if not findings:
        message = nothing_on(
            context,
            topic,
            stance,
            say("nothing-holders", context.language),
        )
    return Outcome(understood, findings, joined(message, dropped), weak and bool(findings))


def _with_act(
    context: Context, topic: Topic, act: Act, found: list[Match], takers: Sequence[str] = ()
) -> list[Match]:
    """With the positions of the asked act that only their evidence links to the topic, if none is of it."""
    if not act.acts or any(position.act in act.acts for position in found):
        return found
    keep = fits(act, act.stance)
    spoken = by_evidence(context, topic, takers, 0.45 if takers else LOOSE)
    return [*found, *(p for p in spoken if p.act in act.acts and p.asserted and keep(p))]


def of_kind(context: Context, findings: tuple[Finding, ...], kind: str) -> tuple[tuple[Finding, ...], str]:
    """The findings whose actor is of ``kind``, or all of them with a sentence if none is."""
    classes = set(kinds()[kind]["classes"]) if kind else set()
    if not classes or not findings:
        return findings, ""
    kept = tuple(f for f in findings if classes & _classes(context, f.holder_iri or f.iri))
    if kept:
        return kept, ""
    return findings, say("kind-dropped", context.language, kind=say_kind(context, kind))


def _classes(context: Context, iri: str) -> set[str]:
    thing = context.index.things.get(iri)
    return thing.classes if thing else set()


def _asserted(keep: Callable[[Match], bool]) -> Callable[[Match], bool]:
    return lambda position: position.asserted and keep(position)


def nothing_on(context: Context, topic: Topic, stance: str, sentence: str) -> str:
    """Why nothing was found: who takes the other side, or which issues are near."""
    found = on_topic(context, topic) if stance else []
    other = [position for position in found if position.asserted and position.toward == OPPOSITE[stance]]
    if other:
        labels = list(dict.fromkeys(context.label(position.holder) for position in other))[:5]
        return joined(
            sentence, say("others-think", context.language, labels=listed(labels, context.language))
        )
    near = [context.label(iri) for iri in context.issues.nearest(topic.terms)]
    if near:
        sentence = joined(
            sentence, say("nearest-issues", context.language, labels=listed(near, context.language))
        )
    return sentence


def positions(context: Context, reading: Reading) -> Outcome | None:
    """What an actor demands, wants, rejects …, maybe regarding a topic."""
    actors, topic = actor_and_topic(context, reading.about)
    act, stance = asked_act(reading)
    if not actors:
        return _everyones(context, act, stance, "issue") if not topic else unknown_actor(context, topic.text)
    label = actors.called(context)
    understood = _understood_positions(context, act, label)
    if topic:
        understood += say("regarding", context.language, issue=topic.text)
    found, message = _positions_of(context, actors, topic, act, stance, label)
    chosen = favour(act, found)
    if chosen and act.acts and not any(position.act in act.acts for position in chosen):
        message = joined(message, say("other-acts-issues", context.language))
    return Outcome(understood, grouped(context, chosen, "issue"), message, bool(message and chosen))


def _understood_positions(context: Context, act: Act, label: str) -> str:
    sentence = {"support": "positions-supports", "reject": "positions-opposes"}.get(act.name, "positions")
    return say(sentence, context.language, actor=label, noun=act.nouns[context.language])


def _positions_of(
    context: Context, actors: Actors, topic: Topic, act: Act, stance: str, label: str
) -> tuple[list[Match], str]:
    """The actor's fitting positions on the topic, else all fitting ones, and a sentence that says so."""
    keep = fits(act, stance)
    everything = fetch(context, holders=actors.iris)
    if topic:
        found = about(context, topic, _asserted(fits(act, stance)), actors.iris) or about(
            context, topic, fits(act, stance), actors.iris
        )
        if found:
            return found, ""
    asserted = [position for position in everything if position.asserted and keep(position)]
    found = asserted or [position for position in everything if keep(position)]
    if not found:
        labels = list(dict.fromkeys(context.label(position.issue) for position in everything))[:5]
        known = (
            say("known-issues", context.language, actor=label, labels=listed(labels, context.language))
            if labels
            else ""
        )
        return [], joined(say("nothing-actor", context.language, actor=label), known)
    message = "" if asserted else say("only-unasserted", context.language)
    if topic:
        message = joined(say("topic-dropped", context.language, issue=topic.text, actor=label), message)
    return found, message


def _everyones(context: Context, act: Act, stance: str, label: str, kind: str = "") -> Outcome:
    """Who demands, rejects … what, whoever it is and whatever: "Wer lobt wen?"."""
    keep = fits(act, stance)
    own = (position for position in fetch(context) if position.asserted and position.how == "own")
    found = favour(act, filter(keep, own))
    understood = say("positions-everyone", context.language, noun=act.nouns[context.language])
    rows, dropped = of_kind(context, grouped(context, found, label), kind)
    return Outcome(understood, rows[:_MOST], dropped)


def unknown_actor(context: Context, text: str) -> Outcome:
    """Nothing found because nobody of that name is known; names who is."""
    near = [context.label(iri) for iri in context.names.nearest(text)]
    message = say("unknown-actor", context.language, actor=text)
    if near:
        message = joined(
            message, say("nearest-actors", context.language, labels=listed(near, context.language))
        )
    return Outcome(text, (), message)


def stances(context: Context, reading: Reading) -> Outcome | None:
    """Where an actor stands on a topic, or on everything."""
    actors = only_actors(context, reading.slots.get("actor", ""))
    if not actors:
        return None
    topic = context.topic(reading.slots.get("issue", ""))
    return stances_of(context, actors, topic)


def stances_of(context: Context, actors: Actors, topic: Topic) -> Outcome:
    """Where ``actors`` stand on ``topic`` (anything, if it is empty)."""
    label = actors.called(context)
    sentence = "stances" if topic else "stances-all"
    understood = say(sentence, context.language, actor=label, issue=topic.text)
    found = (
        about(context, topic, lambda _: True, actors.iris) if topic else fetch(context, holders=actors.iris)
    )
    if not found:
        known = fetch(context, holders=actors.iris) if topic else []
        labels = list(dict.fromkeys(context.label(position.issue) for position in known))[:5]
        more = (
            say("known-issues", context.language, actor=label, labels=listed(labels, context.language))
            if labels
            else ""
        )
        return Outcome(understood, (), joined(say("nothing-actor", context.language, actor=label), more))
    return Outcome(
        understood, grouped(context, found, "issue"), _verdict_sentence(context, label, topic, found)
    )


def _sides(found: Sequence[Match]) -> set[str]:
    """The stances that texts assert; of issues that are only near, those that come close to the best."""
    asserted = [position for position in found if position.asserted]
    best = max((position.score for position in asserted), default=0.0)
    return {position.toward for position in asserted if position.score >= _CLOSE_TO_BEST * best}


def _verdict_sentence(context: Context, label: str, topic: Topic, found: Sequence[Match]) -> str:
    """One sentence that sums up where the actor stands, if a topic was asked for."""
    if not topic:
        return ""
    sides = _sides(found)
    name = {1: "yes" if "support" in sides else "no", 2: "both", 0: "only-open"}[len(sides)]
    return say(name, context.language, actor=label, issue=topic.text)


def verdict(context: Context, reading: Reading) -> Outcome | None:
    """Yes or no: does an actor support, demand, reject … something?"""
    actors, topic = actor_and_topic(context, reading.about)
    if not actors:
        return unknown_actor(context, topic.text) if topic else None
    act, stance = asked_act(reading)
    label = actors.called(context)
    understood = say(
        "verdict", context.language, actor=label, act=act.say[context.language], issue=topic.text
    )
    if not topic:
        return None
    found = _with_act(context, topic, act, about(context, topic, lambda _: True, actors.iris), actors.iris)
    if not found:
        outcome = stances_of(context, actors, topic)
        return replace(outcome, understood=understood)
    first, message = _judged(context, act, stance, label, topic, found)
    findings = sorted(grouped(context, found, "issue"), key=lambda f: first(f.stance, f.act))
    return Outcome(understood, tuple(findings), message)


def _judged(
    context: Context, act: Act, stance: str, label: str, topic: Topic, found: Sequence[Match]
) -> tuple[Callable[[str | None, str | None], bool], str]:
    """How to order the findings of a verdict, and the verdict as a sentence."""
    sides = _sides(found)
    parts = {"actor": label, "issue": topic.text, "act": act.say[context.language]}
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
    return (lambda s, _a: bool(stance) and s != stance), say(name, context.language, **parts)


def debate(context: Context, reading: Reading) -> Outcome | None:
    """All positions on a topic, whoever takes them."""
    if "issue" in reading.slots:
        topic = context.topic(reading.slots["issue"])
    else:
        topic = topic_of(context, reading.about)
    return on_everything(context, topic) if topic else None


def on_everything(context: Context, topic: Topic) -> Outcome:
    """All positions on ``topic``."""
    understood = say("debate", context.language, issue=topic.text)
    found = about(context, topic, lambda _: True)
    if found:
        return Outcome(understood, grouped(context, _once(found), "actor"))
    return Outcome(
        understood,
        (),
        nothing_on(context, topic, "", say("nothing-issue", context.language, issue=topic.text)),
    )


def _once(found: Iterable[Match]) -> list[Match]:
    return [position for position in found if position.how == "own"] or list(found)


def keywords(context: Context, reading: Reading) -> Outcome | None:
    """Nothing but words: an actor, a topic, or both.

    Behind a preposition an actor is what others speak of: "Kritik an der Regierung", "Sanktionen gegen X".
    """
    if only_spoken_of(context, reading.about):
        topic = topic_of(context, reading.about)
        outcome = holders(context, reading) if reading.act else on_everything(context, topic)
        if outcome:
            return outcome
    actors, topic = actor_and_topic(context, reading.about)
    if reading.act and topic and not actors:
        return holders(context, reading)
    if actors and reading.act:
        return positions(context, reading)
    if actors:
        return stances_of(context, actors, topic)
    return on_everything(context, topic) if topic else None
