"""Who agrees and disagrees with whom, on what, and who changed their mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.answer import Finding
from graph.ask.context import Context, Topic, nodes
from graph.ask.lexicon import word_pattern_of
from graph.ask.outcome import Outcome, joined
from graph.ask.positions import Position, about, fetch, finding
from graph.ask.reading import Reading
from graph.ask.resolve import Actors, only_actors
from graph.ask.sentences import split
from graph.ask.wording import listed, say

_CLOSE = 0.72
"""How alike the issues of two positions must be to be about the same."""
_RIGHT_AFTER = 60
"""Characters between two pieces of evidence of which the second goes on about the first's matter."""
_PAST = word_pattern_of("past")
_NOW = word_pattern_of("now")
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
    first = list({position.issue: position for position in reversed(mine)}.values())[::-1][:_MOST]
    topics = {p.issue: context.topic(context.index.label(p.issue, "de")) for p in first}
    near = {iri for same in topics.values() for iri, match in same.scores.items() if match.score >= _CLOSE}
    theirs = fetch(context, holders=others, issues=sorted(near)) if near else []
    by_issue: dict[str, list[Position]] = {}
    for other in theirs:
        if other.asserted and other.holder not in actors.iris:
            by_issue.setdefault(other.issue, []).append(other)
    pairs = []
    for position in first:
        for match in topics[position.issue].issues:
            for other in by_issue.get(match.iri, ()) if match.score >= _CLOSE else ():
                if other.taker != position.taker:
                    scored = replace(other, score=other.score * match.score, turned=match.turned)
                    agree = scored.toward == position.stance
                    pairs.append(Pair(position, scored, agree, scored.score * position.score))
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
    if topic and not topic.scores:
        return Outcome(understood, (), say("nothing-changed", context.language))
    pairs = [*_dated_changes(context, actors, topic), *_told_changes(context, actors, topic)]
    findings = [_change(context, earlier, later) for earlier, later in pairs]
    if not findings:
        return Outcome(understood, (), say("nothing-changed", context.language))
    return Outcome(understood, _merged(findings))


def _dated_changes(context: Context, actors: Actors, topic: Topic) -> list[tuple[Position, Position]]:
    """Opposite positions of one actor on one issue, the later one of a later date."""
    values = {"holder": nodes(actors.iris), "issue": nodes(list(topic.scores))}
    rows = context.query("ask-changes", values)
    known = sorted({iri for row in rows for iri in (row["earlier"], row["later"])})
    positions = {p.iri: p for p in fetch(context, positions=known) if p.how == "own"} if known else {}
    pairs = ((positions.get(row["earlier"]), positions.get(row["later"])) for row in rows)
    return [(earlier, later) for earlier, later in pairs if earlier and later]


def _told_changes(context: Context, actors: Actors, topic: Topic) -> list[tuple[Position, Position]]:
    """Opposite positions of one actor in one article that tells of "damals" and "inzwischen"."""
    texts = context.index.texts
    told = [iri for iri, text in texts.items() if _PAST.search(text) or _NOW.search(text)]
    found = fetch(context, holders=actors.iris, documents=told) if told else []
    own = [p for p in found if p.how == "own" and p.asserted and p.proofs]
    groups: dict[tuple[str, str], list[Position]] = {}
    for position in sorted(own, key=lambda p: p.proofs[0].start):
        groups.setdefault((position.holder, position.proofs[0].document), []).append(position)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    ordered = (_in_order(context, *pair) for pair in pairs if pair[0].stance != pair[1].stance)
    changes = [pair for pair in ordered if pair]
    return [pair for pair in changes if not topic or {pair[0].issue, pair[1].issue} & topic.scores.keys()]


def _in_order(context: Context, one: Position, other: Position) -> tuple[Position, Position] | None:
    """The two positions, the earlier first, if their sentences say which is and they are on one matter."""
    sentences = [_sentence(context, position) for position in (one, other)]
    past = [bool(_PAST.search(text)) and not _NOW.search(text) for text in sentences]
    now = [bool(_NOW.search(text)) for text in sentences]
    earlier_first = past[0] or now[1]
    later_first = past[1] or now[0]
    if earlier_first == later_first or not _same_matter(context, one, other, any(past)):
        return None
    return (one, other) if earlier_first else (other, one)


def _sentence(context: Context, position: Position) -> str:
    """The sentence around a position's evidence."""
    proof = position.proofs[0]
    text = context.index.texts.get(proof.document, "")
    for start, end in split(text):
        if start <= proof.start < end:
            return text[start:end]
    return proof.quote


def _same_matter(context: Context, one: Position, other: Position, past: bool) -> bool:
    """Whether the issues answer to each other, or a sentence about the past is followed by the other."""
    same = context.topic(context.index.label(one.issue, "de"))
    match = same.scores.get(other.issue)
    if match:
        return not match.turned
    gap = other.proofs[0].start - one.proofs[0].end
    return past and 0 <= gap <= _RIGHT_AFTER


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
