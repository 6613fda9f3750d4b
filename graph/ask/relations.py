"""Who agrees and disagrees with whom, on what, and who changed their mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.answer import Finding
from graph.ask.context import Context, Topic, nodes
from graph.ask.outcome import Outcome, joined
from graph.ask.positions import Position, about, fetch, finding, on_topic
from graph.ask.reading import Reading
from graph.ask.resolve import Actors, only_actors
from graph.ask.wording import listed, say

_CLOSE = 0.72
"""How alike the issues of two positions must be to be about the same."""
_MOST = 40
"""Issues of an actor that are compared with everyone's."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two positions on the same matter."""

    mine: Position
    theirs: Position
    agree: bool
    score: float


def relation(context: Context, reading: Reading) -> Outcome | None:
    """Who agrees or disagrees with an actor, maybe on a topic."""
    actors = only_actors(context, reading.slots.get("actor", ""))
    if not actors:
        return None
    topic = context.topic(reading.slots.get("issue", ""))
    label = _label(context, actors)
    understood = say(f"relation-{reading.relation}", context.language, actor=label)
    if topic:
        understood += say("regarding", context.language, issue=topic.text)
    agree = reading.relation == "agree"
    pairs = [pair for pair in _pairs(context, actors, topic) if pair.agree == agree]
    if not pairs:
        return Outcome(understood, (), _no_pairs(context, actors, label, f"nothing-{reading.relation}"))
    return Outcome(understood, _merged(_pair_finding(context, pair, "actor") for pair in pairs))


def _label(context: Context, actors: Actors) -> str:
    return listed([context.label(iri) for iri in actors.iris], context.language)


def _no_pairs(context: Context, actors: Actors, label: str, sentence: str) -> str:
    known = [context.label(p.issue) for p in fetch(context, holders=actors.iris) if p.asserted]
    labels = listed(list(dict.fromkeys(known))[:5], context.language)
    more = say("known-issues", context.language, actor=label, labels=labels) if labels else ""
    return joined(say(sentence, context.language, actor=label), more)


def _pairs(context: Context, actors: Actors, topic: Topic, others: Sequence[str] = ()) -> list[Pair]:
    """The positions of ``actors`` (on ``topic``), each with positions of others on the same matter."""
    mine = [p for p in _positions(context, actors, topic) if p.asserted]
    pairs = []
    seen: set[str] = set()
    for position in mine:
        if position.issue in seen or len(seen) >= _MOST:
            continue
        seen.add(position.issue)
        same = context.topic(context.index.label(position.issue, "de"))
        for other in on_topic(context, same, others):
            close = same.scores[other.issue].score if other.issue in same.scores else 0.0
            if (
                other.holder in actors.iris
                or not other.asserted
                or close < _CLOSE
                or other.taker == position.taker
            ):
                continue
            score = other.score * position.score
            pairs.append(Pair(position, other, other.toward == position.stance, score))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.theirs.iri))


def _positions(context: Context, actors: Actors, topic: Topic) -> list[Position]:
    if topic:
        return about(context, topic, lambda _: True, actors.iris)
    found = fetch(context, holders=actors.iris)
    return sorted(found, key=lambda position: (-position.score, position.iri))


def _pair_finding(context: Context, pair: Pair, kind: str) -> Finding:
    """Two positions as one row, with the evidence of both."""
    made = finding(context, pair.theirs, kind)
    mine = finding(context, pair.mine, kind)
    steps = tuple(
        say(f"why-{one.stance}", context.language, holder=one.holder or "", issue=one.issue or "")
        for one in (mine, made)
    )
    note = say("note-pair", context.language, issue=mine.issue or "")
    notes = "; ".join(part for part in (note if kind == "actor" else "", made.note) if part)
    return replace(
        made,
        inferred=True,
        why=steps,
        evidence=(*mine.evidence, *made.evidence),
        note=notes,
        score=pair.score,
    )


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One row for each label, with the evidence and steps of all."""
    merged: dict[str, Finding] = {}
    for made in findings:
        before = merged.get(made.iri)
        if before is None:
            merged[made.iri] = made
        else:
            proofs = tuple(dict.fromkeys((*before.evidence, *made.evidence)))
            steps = tuple(dict.fromkeys((*before.why, *made.why)))
            merged[made.iri] = replace(
                before, evidence=proofs, why=steps, score=before.score + 0.1 * made.score
            )
    return tuple(sorted(merged.values(), key=lambda f: (-f.score, f.label)))


def compare(context: Context, reading: Reading) -> Outcome | None:
    """Where two actors differ or agree, maybe on a topic."""
    one = only_actors(context, reading.slots.get("actor", ""))
    other = only_actors(context, reading.slots.get("other", ""))
    if not one or not other:
        return None
    topic = context.topic(reading.slots.get("issue", ""))
    labels = {"actor": _label(context, one), "other": _label(context, other)}
    understood = say(f"compare-{reading.relation}", context.language, **labels)
    if topic:
        understood += say("regarding", context.language, issue=topic.text)
    pairs = _pairs(context, one, topic, other.iris)
    wanted = [
        pair for pair in pairs if reading.relation == "both" or pair.agree == (reading.relation == "agree")
    ]
    if wanted:
        return Outcome(understood, _merged(_pair_finding(context, pair, "issue") for pair in wanted))
    return Outcome(understood, (), _no_comparison(context, pairs, reading.relation, one, other, labels))


def _no_comparison(
    context: Context, pairs: Sequence[Pair], asked: str, one: Actors, other: Actors, labels: dict[str, str]
) -> str:
    """Why nothing was found: they only agree, or the texts tell nothing of both on the same matter."""
    sentence = say(f"nothing-compare-{asked}", context.language, **labels)
    if pairs:
        issues = list(dict.fromkeys(context.label(pair.mine.issue) for pair in pairs))[:5]
        opposite = "agree" if asked == "disagree" else "disagree"
        return joined(
            sentence, say(f"but-{opposite}", context.language, labels=listed(issues, context.language))
        )
    parts = [_no_pairs(context, actors, _label(context, actors), "nothing") for actors in (one, other)]
    return joined(sentence, *parts)


def changed(context: Context, reading: Reading) -> Outcome | None:
    """Who changed their mind, maybe a certain actor, maybe on a topic."""
    actors = only_actors(context, reading.slots["actor"]) if "actor" in reading.slots else Actors(())
    if "actor" in reading.slots and not actors:
        return None
    topic = context.topic(reading.slots.get("issue", ""))
    understood = say("changed", context.language)
    if actors:
        understood = say("changed-actor", context.language, actor=_label(context, actors))
    if topic:
        understood += say("regarding", context.language, issue=topic.text)
    values = {"holder": nodes(actors.iris), "issue": nodes(list(topic.scores))}
    if topic and not topic.scores:
        return Outcome(understood, (), say("nothing-changed", context.language))
    rows = context.query("ask-changes", values)
    known = {iri for row in rows for iri in (row["earlier"], row["later"])}
    positions = {p.iri: p for p in fetch(context, positions=sorted(known)) if p.how == "own"} if rows else {}
    findings = [
        _change(context, positions[row["earlier"]], positions[row["later"]])
        for row in rows
        if row["earlier"] in positions and row["later"] in positions
    ]
    if not findings:
        return Outcome(understood, (), say("nothing-changed", context.language))
    return Outcome(understood, _merged(findings))


def _change(context: Context, earlier: Position, later: Position) -> Finding:
    before, after = finding(context, earlier, "actor"), finding(context, later, "actor")
    steps = tuple(
        say(
            f"why-{one.stance}-on",
            context.language,
            holder=one.holder or "",
            issue=one.issue or "",
            date=one.date or "?",
        )
        for one in (before, after)
    )
    return replace(
        after, inferred=True, why=steps, evidence=(*before.evidence, *after.evidence), note=" → ".join(steps)
    )
