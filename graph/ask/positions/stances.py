"""Who stands where: holders of a stance, positions of an actor, verdicts, debates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_spoken_of, topic_of
from graph.ask.positions.asked import (
    asked_act,
    is_of_kind,
    is_told,
    known_issues,
    nothing_on,
    of_kind,
    say_kind,
    understood_holders,
    unknown_actor,
    with_act,
)
from graph.ask.positions.fetching import fetch
from graph.ask.positions.gathered import beside_in_matter, in_matter, matter_named
from graph.ask.positions.matches import about, favour, fits, grouped, in_articles, ranked
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.verdicts import parted, stances_of
from graph.ask.reading.question import QuestionReading
from graph.ask.words.asked_acts import AskedAct
from graph.ask.words.kinds import is_kind
from graph.ask.words.wording import say

_JOINING = {"und", "and", "sowie", "als"}
"""Words that join two issues."""
_MOST = 50
"""Rows of an answer that tells what everyone wants."""
_BESIDE = 10
"""Positions that are told beside an answer."""


def holders(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who supports, demands, rejects … something."""
    topic = topic_of(inquiry, reading.about)
    act, stance = asked_act(reading)
    if not topic:
        return _everyones(inquiry, act, stance, "pair", reading.kind)
    understood = understood_holders(inquiry, reading, act, topic)
    found = with_act(inquiry, topic, act, about(inquiry, topic, fits(act, stance)))
    outcome = sorted_out(inquiry, act, found, "actor", reading.kind)
    gathered = beside_in_matter(inquiry, topic)
    if not outcome.findings and (both := _of_both(inquiry, reading)):
        return replace(both, understood=understood)
    if outcome:
        return replace(outcome, understood=understood, beside=(*outcome.beside, *gathered))
    if gathered:
        return Outcome(understood, (), say("only-in-matter", inquiry.language), gathered)
    message = nothing_on(inquiry, topic, stance, say("nothing-holders", inquiry.language))
    return Outcome(understood, (), message)


def _of_both(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who takes the stance on each of two joined issues ("X und Y"), each with its own row.

    ``None`` unless somebody takes it on either; who takes it on one only is told beside.
    """
    act, stance = asked_act(reading)
    found = tuple(token for segment in reading.about for token in segment)
    for place in (place for place, token in enumerate(found) if token.folded in _JOINING):
        sides = []
        for side in (found[:place], found[place + 1 :]):
            topic = topic_of(inquiry, (side,))
            matches = with_act(inquiry, topic, act, about(inquiry, topic, fits(act, stance)))
            sides.append(sorted_out(inquiry, act, matches, "actor", reading.kind).findings)
        first, second = ({row.iri for row in side} for side in sides)
        if first and second:
            rows = [row for pair in zip_longest(*sides) for row in pair if row]
            answers = tuple(row for row in rows if row.iri in first & second)
            beside = tuple(row for row in rows if row not in answers)
            return Outcome("", answers, "" if answers else say("only-one-of-both", inquiry.language), beside)
    return None


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
    keep = fits(act, stance)
    found = about(inquiry, topic, keep, actors.iris) if topic else _everything(inquiry, actors, keep)
    if not found:
        found = in_articles(inquiry, topic, _everything(inquiry, actors, keep))
    if outcome := sorted_out(inquiry, act, found, "issue", strict=False):
        return replace(outcome, understood=understood)
    known = fetch(inquiry, holders=actors.iris)
    others = [position for position in known if keep(position)] if topic else []
    beside = grouped(inquiry, favour(act, others), "issue")[:_BESIDE]
    if beside:
        message = say("topic-dropped", inquiry.language, issue=topic.text, actor=label)
        return Outcome(understood, (), message, beside)
    sentence = say("nothing-actor", inquiry.language, actor=label)
    return Outcome(understood, (), joined(sentence, known_issues(inquiry, known, label)))


def _everything(inquiry: Inquiry, actors: NamedActors, keep: Callable[[Match], bool]) -> list[Match]:
    return [position for position in fetch(inquiry, holders=actors.iris) if keep(position)]


def sorted_out(
    inquiry: Inquiry,
    act: AskedAct,
    found: Sequence[Match],
    label: str,
    kind: str = "",
    *,
    strict: bool = True,
) -> Outcome:
    """What of ``found`` answers, and what is only told beside it: of another kind, act, matter or mood.

    ``label`` is what was asked for, as in ``grouped``; ``kind`` the kind of actors, "" for any. Asked for
    what somebody wants, a position answers that only its sentence links to the question (not ``strict``),
    because the answer is its own wording.
    """
    told = [p for p in found if is_told(inquiry, act, p)]
    close = [p for p in told if p.close or not strict]
    chosen = [p for p in close if not act.acts or p.act in act.acts]
    answers, others = of_kind(inquiry, grouped(inquiry, favour(act, chosen), label), kind)
    taken = set(chosen)
    rest = [p for p in found if p not in taken and (p.fit or not answers)]
    beside = (*others, *grouped(inquiry, rest, label))[:_BESIDE]
    if answers or not beside:
        return Outcome("", answers, "", beside)
    if others:
        return Outcome("", (), say("kind-dropped", inquiry.language, kind=say_kind(inquiry, kind)), beside)
    others_said = "other-acts-issues" if label == "issue" else "other-acts"
    reserved = "only-withheld-by-all" if any(p.withheld for p in found) else "only-unasserted"
    name = "only-near" if told and not close else others_said if close else reserved
    return Outcome("", (), say(name, inquiry.language), beside)


def _understood_positions(inquiry: Inquiry, act: AskedAct, label: str) -> str:
    sentence = {"support": "positions-supports", "reject": "positions-opposes"}.get(act.name, "positions")
    return say(sentence, inquiry.language, actor=label, noun=act.nouns[inquiry.language])


def _everyones(inquiry: Inquiry, act: AskedAct, stance: str, label: str, kind: str = "") -> Outcome:
    """Who demands, rejects … what, whoever it is and whatever: "Wer lobt wen?"."""
    keep = fits(act, stance)
    own = (
        position
        for position in fetch(inquiry, act=act, stance=stance)
        if position.asserted and position.how == "own"
    )
    found = favour(act, filter(keep, own))
    understood = say("positions-everyone", inquiry.language, noun=act.nouns[inquiry.language])
    rows = (row for row in ranked(inquiry, found, label) if is_of_kind(inquiry, row, kind))
    return Outcome(understood, tuple(islice(rows, _MOST)))


def debate(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """All positions on a topic, whoever takes them."""
    if "kind" in reading.slots and not is_kind(reading.slots["kind"]):
        return None
    if "issue" in reading.slots:
        topic = inquiry.topic(reading.slots["issue"])
    else:
        topic = topic_of(inquiry, reading.about)
    return on_everything(inquiry, topic) if topic else None


def on_everything(inquiry: Inquiry, topic: Topic) -> Outcome:
    """All positions on ``topic``; where it names a matter, all in that matter, each on its own issue."""
    understood = say("debate", inquiry.language, issue=topic.text)
    found = about(inquiry, topic, lambda _: True)
    if matter := matter_named(inquiry, topic):
        answers, others = in_matter(inquiry, matter)
        told = {finding.position for finding in (*answers, *others)}
        near = grouped(inquiry, [p for p in _once(found) if p.iri not in told], "pair")
        if answers or others:
            understood = say("matter", inquiry.language, matter=matter.name)
            return Outcome(understood, answers, "", (*others, *near[:_BESIDE]))
    if found:
        counted, withheld = parted(_once(found))
        message = "" if counted else say("only-withheld-by-all", inquiry.language)
        return Outcome(
            understood, grouped(inquiry, counted, "actor"), message, grouped(inquiry, withheld, "actor")
        )
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
    topic = topic_of(inquiry, reading.about)
    tries: list[Callable[[], Outcome | None]] = []
    if only_spoken_of(inquiry, reading.about):
        tries.append(lambda: holders(inquiry, reading) if reading.act else on_everything(inquiry, topic))
    actors, matter = actor_and_topic(inquiry, reading.about)
    if actors:
        tries.append(
            lambda: positions(inquiry, reading) if reading.act else stances_of(inquiry, actors, matter)
        )
    if topic and (matter or not actors or reading.act):
        tries.append(lambda: holders(inquiry, reading) if reading.act else on_everything(inquiry, topic))
    return _first_that_finds(tries)


def _first_that_finds(tries: Iterable[Callable[[], Outcome | None]]) -> Outcome | None:
    """The first outcome that answers, else the first with something beside, else the first."""
    found: list[Outcome] = []
    for attempt in tries:
        outcome = attempt()
        if outcome and outcome.findings:
            return outcome
        found += [outcome] if outcome is not None else []
    return next((outcome for outcome in found if outcome), found[0] if found else None)
