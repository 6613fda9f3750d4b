"""Who agrees and disagrees with whom, on what, and who changed their mind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from graph.ask.indexes.index_records import IndexedPosition
from graph.ask.indexes.match import Match, rated
from graph.ask.linking.inquiry import Inquiry, Topic
from graph.ask.linking.resolve import NamedActors, only_actors
from graph.ask.positions.answer import Finding
from graph.ask.positions.asked import known_issues, of_kind, say_kind
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import finding, grouped, on_topic
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.pairs import CLOSE, RELATED, PositionPair, pairs
from graph.ask.reading.question import QuestionReading
from graph.ask.words.kinds import kind_named
from graph.ask.words.stems import fold
from graph.ask.words.word_files import word_pattern_of
from graph.ask.words.wording import listed, say, say_day
from graph.model.sentences import split
from graph.things.passages import Passage

_RIGHT_AFTER = 60
"""Characters between two pieces of evidence of which the second goes on about the first's matter."""


def relation(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who agrees or disagrees with an actor, maybe on a topic."""
    actors = only_actors(inquiry, reading.slots.get("actor", ""))
    if not actors:
        return None
    topic = inquiry.topic(reading.slots.get("issue", ""))
    label = _label(inquiry, actors)
    understood = say(f"relation-{reading.relation}", inquiry.language, actor=label)
    if topic:
        understood += say("regarding", inquiry.language, issue=topic.text)
    wanted, _, message = _wanted(inquiry, reading.relation, actors, topic)
    named = () if topic else _on_what_is_theirs(inquiry, reading.relation, actors)
    if named and (message or not wanted):
        return Outcome(understood, named, "", _told_pairs(inquiry, wanted, "actor"))
    if not wanted:
        return Outcome(understood, (), _no_pairs(inquiry, actors, label, f"nothing-{reading.relation}"))
    return _told(understood, _told_pairs(inquiry, wanted, "actor"), message)


def _on_what_is_theirs(inquiry: Inquiry, relation: str, actors: NamedActors) -> tuple[Finding, ...]:
    """Who is for or against what is called after an actor: "Merkels Plan", "der Vorschlag von Merkel"."""
    matter = inquiry.topic(inquiry.index.label(actors.iris[0], "de"))
    stance = "support" if relation == "agree" else "oppose"
    theirs = [p for p in on_topic(inquiry, matter) if p.asserted and p.fit and p.stance == stance]
    return grouped(inquiry, [p for p in theirs if p.holder not in actors.iris], "actor")


def _told(understood: str, rows: tuple[Finding, ...], message: str) -> Outcome:
    """Pairs as answers, or beside, where a message says that they are not quite on what was asked."""
    return Outcome(understood, (), message, rows) if message else Outcome(understood, rows)


def _label(inquiry: Inquiry, actors: NamedActors) -> str:
    return actors.called(inquiry)


def _no_pairs(inquiry: Inquiry, actors: NamedActors, label: str, sentence: str) -> str:
    known = (p for p in fetch(inquiry, holders=actors.iris) if p.asserted)
    return joined(say(sentence, inquiry.language, actor=label), known_issues(inquiry, known, label))


def _wanted(
    inquiry: Inquiry, relation: str, actors: NamedActors, topic: Topic, others: Sequence[str] = ()
) -> tuple[list[PositionPair], list[PositionPair], str]:
    """The pairs of the asked relation, all pairs, and a sentence if they are not quite on what was asked."""
    everything: list[PositionPair] = []
    tries = [(topic, CLOSE, ""), (topic, RELATED, "related-only")]
    if topic:
        tries.append((Topic(""), CLOSE, "pairs-topic-dropped"))
    for asked, close, sentence in tries:
        found = pairs(inquiry, actors, asked, others, close)
        everything = everything or found
        wanted = [pair for pair in found if relation == "both" or pair.agree == (relation == "agree")]
        if wanted:
            return wanted, everything, say(sentence, inquiry.language, issue=topic.text) if sentence else ""
    return [], everything, ""


def _told_pairs(inquiry: Inquiry, pairs: Iterable[PositionPair], kind: str) -> tuple[Finding, ...]:
    """A row for each holder, or each issue (``kind``), of the others' positions."""
    step = _once_each(partial(stands, inquiry))

    def steps(pair: PositionPair) -> tuple[str, str]:
        return step(pair.mine), step(pair.theirs)

    def row(pair: PositionPair) -> Finding:
        made = finding(inquiry, rated(pair.theirs, pair.score, pair.turned), kind)
        note = say("note-pair", inquiry.language, issue=inquiry.label(pair.mine.issue))
        notes = "; ".join(part for part in (note if kind == "actor" else "", made.note) if part)
        evidence = (*pair.mine.passages, *pair.theirs.passages)
        return replace(made, inferred=True, why=steps(pair), evidence=evidence, note=notes, score=pair.score)

    return _merged(
        pairs, lambda pair: pair.theirs.holder if kind == "actor" else pair.theirs.issue, row, steps
    )


def _once_each(say_of: Callable[[Match], str]) -> Callable[[Match], str]:
    """``say_of``, called once for each position of a holder: one stands in many pairs."""
    said: dict[tuple[str, str], str] = {}

    def step(position: Match) -> str:
        key = position.iri, position.holder
        if key not in said:
            said[key] = say_of(position)
        return said[key]

    return step


def _merged(
    pairs: Iterable[PositionPair],
    key: Callable[[PositionPair], str],
    row: Callable[[PositionPair], Finding],
    steps: Callable[[PositionPair], tuple[str, str]],
) -> tuple[Finding, ...]:
    """A row for each ``key``: that of its first pair, with the evidence and steps of all."""
    groups: dict[str, list[PositionPair]] = defaultdict(list)
    for pair in pairs:
        groups[key(pair)].append(pair)
    rows = (_as_one(group, row(group[0]), steps) for group in groups.values())
    return tuple(sorted(rows, key=lambda f: (-f.score, f.label)))


def _as_one(
    group: Sequence[PositionPair], first: Finding, steps: Callable[[PositionPair], tuple[str, str]]
) -> Finding:
    if len(group) == 1:
        return first
    sides: dict[Passage, str] = {}
    for pair in group:
        for position in (pair.mine, pair.theirs):
            sides |= dict.fromkeys(position.passages, _side(position))
    return replace(
        first,
        evidence=tuple(sides),
        sides=tuple(sides.values()) if first.sides else (),
        why=tuple(dict.fromkeys(step for pair in group for step in steps(pair))),
        score=first.score + 0.1 * sum(pair.score for pair in group[1:]),
    )


def compare(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Where two actors differ or agree, maybe on a topic."""
    one = only_actors(inquiry, reading.slots.get("actor", ""))
    other = only_actors(inquiry, reading.slots.get("other", ""))
    if not one or not other:
        return None
    topic = inquiry.topic(reading.slots.get("issue", ""))
    labels = {"actor": _label(inquiry, one), "other": _label(inquiry, other)}
    understood = say(f"compare-{reading.relation}", inquiry.language, **labels)
    if topic:
        understood += say("regarding", inquiry.language, issue=topic.text)
    wanted, known, message = _wanted(inquiry, reading.relation, one, topic, other.iris)
    if wanted:
        return _told(understood, _told_pairs(inquiry, wanted, "issue"), message)
    return Outcome(understood, (), _no_comparison(inquiry, known, reading.relation, one, other, labels))


def _no_comparison(
    inquiry: Inquiry,
    known: Sequence[PositionPair],
    asked: str,
    one: NamedActors,
    other: NamedActors,
    labels: dict[str, str],
) -> str:
    """Why nothing was found: they only agree, or the texts tell nothing of both on the same matter."""
    sentence = say(f"nothing-compare-{asked}", inquiry.language, **labels)
    if known:
        issues = list(dict.fromkeys(inquiry.label(pair.mine.issue) for pair in known))[:5]
        opposite = "agree" if asked == "disagree" else "disagree"
        return joined(
            sentence, say(f"but-{opposite}", inquiry.language, labels=listed(issues, inquiry.language))
        )
    parts = [_no_pairs(inquiry, actors, _label(inquiry, actors), "nothing") for actors in (one, other)]
    return joined(sentence, *parts)


def changed(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who changed their mind, maybe a certain actor, maybe on a topic."""
    actors = only_actors(inquiry, reading.slots["actor"]) if "actor" in reading.slots else NamedActors(())
    if "actor" in reading.slots and not actors:
        return None
    topic = inquiry.topic(reading.slots.get("issue", ""))
    kind = kind_named(fold(reading.slots["kind"].split()[-1])) if "kind" in reading.slots else ""
    understood = say("changed", inquiry.language)
    if actors:
        understood = say("changed-actor", inquiry.language, actor=_label(inquiry, actors))
    if topic:
        understood += say("regarding", inquiry.language, issue=topic.text)
    if kind:
        understood += say("only-kind", inquiry.language, kind=say_kind(inquiry, kind))
    if topic and not topic.scores:
        return Outcome(understood, (), say("nothing-changed", inquiry.language))
    pairs = (*_dated_changes(inquiry, actors, topic), *_told_changes(inquiry, actors))
    told = (pair for pair in pairs if not topic or {pair[0].issue, pair[1].issue} & topic.scores.keys())
    findings, _ = of_kind(inquiry, _changes(inquiry, told), kind)
    if not findings:
        return Outcome(understood, (), say("nothing-changed", inquiry.language))
    return Outcome(understood, findings)


def _dated_changes(inquiry: Inquiry, actors: NamedActors, topic: Topic) -> list[tuple[Match, Match]]:
    """Opposite positions of one actor on one issue, the later one of a later date, or revising the other."""
    rows = inquiry.query("ask-changes", {})
    revised = {(row["earlier"], row["later"]) for row in rows}
    both_sides = _of_two_minds(inquiry, set(actors.iris), topic.scores.keys())
    wanted = sorted({*both_sides, *(iri for pair in revised for iri in pair)})
    if not wanted:
        return []
    found = fetch(inquiry, holders=actors.iris, positions=wanted)
    groups: dict[str, list[Match]] = defaultdict(list)
    for position in found:
        if position.how == "own":
            groups[position.holder].append(position)
    later_of: dict[str, set[str]] = defaultdict(set)
    for earlier, later in revised:
        later_of[earlier].add(later)
    return [pair for group in groups.values() for pair in _in_group(group, later_of)]


def _in_group(group: Sequence[Match], later_of: Mapping[str, set[str]]) -> Iterator[tuple[Match, Match]]:
    """The changes of one actor: on one issue by date, or by what revised a position (``later_of``, IRIs)."""
    places = {position.iri: place for place, position in enumerate(group)}
    on_issue: dict[str, set[int]] = defaultdict(set)
    for place, position in enumerate(group):
        on_issue[position.issue].add(place)
    for one in group:
        revising = {places[later] for later in later_of.get(one.iri, ()) if later in places}
        for place in sorted(on_issue[one.issue] | revising):
            other = group[place]
            told = place in revising or (other.issue == one.issue and _is_later(other, one))
            if one.stance != other.stance and told:
                yield one, other


def _is_later(later: Match, earlier: Match) -> bool:
    """Whether both positions take a side, the one of a later date than the other."""
    dated = later.date is not None and earlier.date is not None and later.date > earlier.date
    return dated and later.sided and earlier.sided


def _of_two_minds(inquiry: Inquiry, holders: set[str], issues: Collection[str]) -> list[str]:
    """The positions of who takes both sides on an issue (of ``holders`` and ``issues``, if there are any)."""
    groups: dict[tuple[str, str], list[IndexedPosition]] = defaultdict(list)
    for held in inquiry.index.held:
        fits = (not holders or held.holder in holders) and (not issues or held.issue in issues)
        if fits and held.plain:
            groups[held.holder, held.issue].append(held)
    both = (group for group in groups.values() if len({held.stance for held in group}) > 1)
    return sorted(held.iri for group in both for held in group)


def _told_changes(inquiry: Inquiry, actors: NamedActors) -> list[tuple[Match, Match]]:
    """Opposite positions of one actor in one article that tells of "damals" and "inzwischen"."""
    both_sides = _of_both_sides(inquiry, set(actors.iris))
    found = fetch(inquiry, holders=actors.iris, positions=both_sides) if both_sides else []
    own = [p for p in found if p.how == "own" and p.asserted and p.passages]
    groups: dict[tuple[str, str], list[Match]] = {}
    for position in sorted(own, key=lambda p: p.passage.start):
        groups.setdefault((position.holder, position.passage.document), []).append(position)
    both = (pair for group in groups.values() for pair in combinations(group, 2))
    ordered = (_in_order(inquiry, *pair) for pair in both if pair[0].stance != pair[1].stance)
    return [pair for pair in ordered if pair]


def _of_both_sides(inquiry: Inquiry, holders: set[str]) -> list[str]:
    """Positions of who (of ``holders``, if any) takes both sides in an article that tells of then and now."""
    groups: dict[tuple[str, str], list[IndexedPosition]] = defaultdict(list)
    for held in inquiry.index.held:
        if held.plain and (not holders or held.holder in holders):
            groups[held.holder, held.document].append(held)
    texts, before, today = inquiry.index.texts, word_pattern_of("past"), word_pattern_of("now")
    return [
        held.iri
        for (_, document), group in groups.items()
        if len({held.stance for held in group}) > 1
        and (before.search(text := texts.get(document, "")) or today.search(text))
        for held in group
    ]


def _in_order(inquiry: Inquiry, one: Match, other: Match) -> tuple[Match, Match] | None:
    """The two positions, the earlier first, if their sentences say which is and they are on one matter."""
    sentences = [_sentence(inquiry, position) for position in (one, other)]
    before, today = word_pattern_of("past"), word_pattern_of("now")
    past = [bool(before.search(text)) and not today.search(text) for text in sentences]
    now = [bool(today.search(text)) for text in sentences]
    earlier_first = past[0] or now[1]
    later_first = past[1] or now[0]
    if earlier_first == later_first or not _same_matter(inquiry, one, other, any(past)):
        return None
    return (one, other) if earlier_first else (other, one)


def _sentence(inquiry: Inquiry, position: Match) -> str:
    """The sentence around a position's evidence."""
    proof = position.passage
    text = inquiry.index.texts.get(proof.document, "")
    for start, end in split(text):
        if start <= proof.start < end:
            return text[start:end]
    return proof.quote


def _same_matter(inquiry: Inquiry, one: Match, other: Match, past: bool) -> bool:
    """Whether the issues answer to each other, or a sentence about the past is followed by the other."""
    same = inquiry.topic(inquiry.index.label(one.issue, "de"))
    match = same.scores.get(other.issue)
    if match:
        return not match.turned
    gap = other.passage.start - one.passage.end
    return past and 0 <= gap <= _RIGHT_AFTER


def _changes(inquiry: Inquiry, pairs: Iterable[tuple[Match, Match]]) -> tuple[Finding, ...]:
    """A row for each who changed their mind, from what they said earlier and later."""
    before = _once_each(partial(stood, inquiry))
    after = _once_each(partial(stands, inquiry))

    def steps(pair: PositionPair) -> tuple[str, str]:
        return before(pair.mine), after(pair.theirs)

    def row(pair: PositionPair) -> Finding:
        earlier, later = pair.mine, pair.theirs
        sides = (_side(earlier),) * len(earlier.passages) + (_side(later),) * len(later.passages)
        evidence = (*earlier.passages, *later.passages)
        made, told = finding(inquiry, later, "actor"), steps(pair)
        note = "; ".join((" → ".join(told), *((made.note,) if later.is_open else ())))
        return replace(made, inferred=True, why=told, evidence=evidence, sides=sides, note=note)

    every = (PositionPair(earlier, later, agree=False, score=later.score) for earlier, later in pairs)
    return _merged(every, lambda pair: pair.theirs.holder, row, steps)


def _side(position: Match) -> str:
    """The side in whose colour its sentence stands; none where it does not count."""
    return "" if position.is_open else position.stance


def stood(inquiry: Inquiry, position: Match) -> str:
    """On which side the holder of ``position`` was, and on which day, where that is known."""
    if position.date is None:
        return _on_side(inquiry, position, "-once")
    return _on_side(inquiry, position, "-on", date=say_day(str(position.date), inquiry.language))


def stands(inquiry: Inquiry, position: Match) -> str:
    """On which side the holder of ``position`` is now."""
    return _on_side(inquiry, position, "")


def _on_side(inquiry: Inquiry, position: Match, when: str, **date: str) -> str:
    holder, issue = inquiry.label(position.holder), inquiry.label(position.issue)
    return say(f"why-{position.stance}{when}", inquiry.language, holder=holder, issue=issue, **date)
