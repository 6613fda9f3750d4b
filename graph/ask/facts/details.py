"""Questions about positions themselves: since when, how many, why, on what condition, said by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.linking.context import Context, Topic, nodes
from graph.ask.linking.resolve import Actors, actor_and_topic, only_actors
from graph.ask.positions.answer import Finding
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.positions import Match, about, favour, fetch, finding, fits, grouped
from graph.ask.positions.proving import proof_in_words
from graph.ask.positions.stances import asked_act, holders, of_kind, positions, stances_of, verdict
from graph.ask.reading.reading import Reading
from graph.ask.words.kinds import kind_named
from graph.ask.words.stems import fold
from graph.ask.words.terms import content_stems
from graph.ask.words.wording import listed, say
from graph.things.passages import Passage, with_passage

_PROVED = 10
"""Rows of an answer to "why" whose proof is told."""
_OPEN = ("conditional", "hypothetical", "questioned")


def _subject(context: Context, reading: Reading) -> tuple[Actors, Topic]:
    return actor_and_topic(context, reading.about)


def _on(context: Context, actors: Actors, topic: Topic) -> list[Match]:
    """The positions of ``actors`` on ``topic``; either may be missing."""
    if topic:
        return about(context, topic, lambda _: True, actors.iris)
    return fetch(context, holders=actors.iris) if actors else []


def dates(context: Context, reading: Reading) -> Outcome | None:
    """When, or since when, someone takes a position."""
    actors, topic = _subject(context, reading)
    act, stance = asked_act(reading)
    found = [p for p in favour(act, filter(fits(act, stance), _on(context, actors, topic))) if p.date]
    if not found:
        return None
    found.sort(key=lambda position: (not position.asserted, str(position.date)))
    what = " ".join(part for part in (_names(context, actors), topic.text) if part)
    rows = [
        replace(
            finding(context, p, "issue"),
            label=str(p.date),
            iri=p.iri,
            kind="date",
            note=p.holder and context.label(p.holder),
        )
        for p in found
    ]
    return Outcome(say("when", context.language, what=what), tuple(rows))


def _names(context: Context, actors: Actors) -> str:
    return actors.called(context)


def count(context: Context, reading: Reading) -> Outcome | None:
    """How many actors take a stance, or how many issues an actor takes one on."""
    listing: Outcome | None
    if reading.kind or not reading.about:
        listing = (
            holders(context, reading)
            if reading.act and reading.about
            else _count_everything(context, reading)
        )
    else:
        listing = positions(context, reading) if _subject(context, reading)[0] else holders(context, reading)
    if listing is None:
        return None
    number = len(listing.findings)
    labels = [row.label for row in listing.findings]
    shown = listed(labels, context.language)
    if number > 6:
        shown = say("and-more", context.language, labels=", ".join(labels[:5]), number=str(number - 5))
    proofs = tuple(proof for row in listing.findings for proof in row.evidence[:1])
    first = Finding(label=str(number), iri="", kind="number", evidence=proofs, note=shown, score=2.0)
    message = joined(
        say("count-holders", context.language, number=str(number), labels=shown) if number else "",
        listing.message,
    )
    return Outcome(
        say("count", context.language, what=listing.understood), (first, *listing.findings), message
    )


def _count_everything(context: Context, reading: Reading) -> Outcome:
    """All actors (of a kind) with positions, or all positions."""
    found = [position for position in fetch(context) if position.how == "own"]
    rows, dropped = of_kind(context, grouped(context, found, "actor"), reading.kind)
    return Outcome(say("all-actors", context.language), rows, dropped)


def why(context: Context, reading: Reading) -> Outcome | None:
    """Why an actor is said to take a stance: the sentences, and the steps of what is inferred."""
    actors, topic = _subject(context, reading)
    if not actors:
        return None
    known = verdict(context, reading) if reading.act and topic else None
    outcome = known or stances_of(context, actors, topic)
    if not outcome:
        return outcome
    shown = outcome.findings[:_PROVED]
    proved = (
        replace(row, why=proof_in_words(context, row) or row.why or _steps(context, row)) for row in shown
    )
    explained = (*proved, *outcome.findings[_PROVED:])
    return Outcome(say("why", context.language, what=outcome.understood), explained, outcome.message)


def _steps(context: Context, row: Finding) -> tuple[str, ...]:
    """How an asserted position is known: what the text says, and who reports it."""
    titles = list(dict.fromkeys(proof.title for proof in row.evidence))
    steps = [
        say("why-said", context.language, holder=row.holder or "", titles=listed(titles, context.language))
    ]
    if row.reporter:
        steps.append(say("why-reported", context.language, reporter=row.reporter))
    return tuple(steps)


def conditions(context: Context, reading: Reading) -> Outcome | None:
    """On what condition an actor takes a position."""
    if "actor" in reading.slots:
        actors = only_actors(context, reading.slots["actor"])
        topic = context.topic(reading.slots.get("issue", ""))
    else:
        actors, topic = _subject(context, reading)
    if not actors and not topic:
        return None
    understood = say(
        "conditions", context.language, what=" ".join(filter(None, (_names(context, actors), topic.text)))
    )
    found = [
        position
        for position in _on(context, actors, topic)
        if position.condition or position.modality in _OPEN
    ]
    if not found and topic and actors:
        found = [p for p in fetch(context, holders=actors.iris) if p.condition]
    if not found:
        return Outcome(understood, (), say("nothing-condition", context.language))
    found.sort(key=lambda position: (not position.condition, -position.score))
    rows = [
        replace(row, label=row.condition or row.label, kind="condition" if row.condition else "issue")
        for row in (finding(context, position, "issue") for position in found)
    ]
    return Outcome(understood, tuple(rows))


def said(context: Context, reading: Reading) -> Outcome | None:
    """What someone said about a topic, also about other actors, and who reports it."""
    if "statement" in reading.slots:
        actors, topic = _subject(context, reading)
    else:
        actors = only_actors(context, reading.slots.get("actor", ""))
        topic = context.topic(reading.slots.get("issue", ""))
    if not actors:
        return None
    understood = say("said", context.language, actor=_names(context, actors))
    if topic:
        understood += say("regarding", context.language, issue=topic.text)
    rows = [
        finding(context, position, "issue")
        for position in sorted(_on(context, actors, topic), key=lambda p: -p.score)
    ]
    rows += [finding(context, position, "issue") for position in _reported_by(context, actors, topic)]
    rows += _quotations(context, actors, topic)
    if not rows:
        known = list(dict.fromkeys(context.label(p.issue) for p in fetch(context, holders=actors.iris)))[:5]
        label = _names(context, actors)
        more = (
            say("known-issues", context.language, actor=label, labels=listed(known, context.language))
            if known
            else ""
        )
        return Outcome(understood, (), joined(say("nothing-actor", context.language, actor=label), more))
    return Outcome(understood, tuple(rows))


def _reported_by(context: Context, actors: Actors, topic: Topic) -> list[Match]:
    """What ``actors`` report of others."""
    narrowed = replace(context, sources=actors.iris)
    found = _on(narrowed, Actors(()), topic) if topic else fetch(narrowed)
    if topic.actors:
        found += [position for position in fetch(narrowed, holders=topic.actors) if position not in found]
    context.ran += [sparql for sparql in narrowed.ran if sparql not in context.ran]
    return [
        position
        for position in found
        if position.reporter in actors.iris and position.holder not in actors.iris
    ]


def _quotations(context: Context, actors: Actors, topic: Topic) -> list[Finding]:
    """The words of ``actors`` in quotations that answer to ``topic``."""
    spoken: dict[str, tuple[str, tuple[Passage, ...]]] = {}
    for row in context.query("ask-quotations", {"speaker": nodes(actors.iris)}):
        _, proofs = spoken.get(row["quotation"], ("", ()))
        spoken[row["quotation"]] = row["speaker"], with_passage(proofs, row)
    rows = []
    for iri, (speaker, proofs) in spoken.items():
        text = " ".join(proof.quote for proof in proofs)
        known = content_stems(text)
        answers = [context.issues.vocabulary.answers(term, known) for term in topic.terms]
        if not answers or sum(answers) / len(answers) >= 0.5:
            name = context.label(speaker)
            rows.append(
                Finding(text, iri, "quotation", evidence=proofs, holder=name, holder_iri=speaker, score=0.4)
            )
    return rows


def reporters(context: Context, reading: Reading) -> Outcome | None:
    """Who reports a position, and in which document."""
    if "issue" in reading.slots:
        actors, topic = Actors(()), context.topic(reading.slots["issue"])
    else:
        actors, topic = _subject(context, reading)
    found = _on(context, actors, topic)
    if reading.act:
        act, stance = asked_act(reading)
        found = [position for position in found if fits(act, stance)(position)] or found
    found = [position for position in found if position.how == "own"]
    if not found:
        return None
    what = " ".join(filter(None, (_names(context, actors), topic.text)))
    rows = [_source(context, position) for position in found]
    merged: dict[str, Finding] = {}
    for row in rows:
        before = merged.get(row.iri)
        merged[row.iri] = replace(before, evidence=(*before.evidence, *row.evidence)) if before else row
    ranked = sorted(merged.values(), key=lambda row: (row.kind != "actor", -row.score))
    return Outcome(say("reporters", context.language, what=what), tuple(ranked))


def _source(context: Context, position: Match) -> Finding:
    row = finding(context, position, "actor")
    if position.reporter:
        return replace(
            row,
            label=context.label(position.reporter),
            iri=position.reporter,
            note=f"{row.holder}: {row.issue}",
        )
    document = position.passage.document if position.passages else ""
    title = position.passage.title if position.passages else ""
    return replace(row, label=title, iri=document, kind="document", note=f"{row.holder}: {row.issue}")


def topics(context: Context, _reading: Reading) -> Outcome:
    """The issues people take positions on, the most contested first."""
    found = [position for position in fetch(context) if position.how == "own" and position.asserted]
    by_issue: dict[str, list[Match]] = {}
    for position in found:
        by_issue.setdefault(position.issue, []).append(position)

    def contest(group: Sequence[Match]) -> tuple[int, int]:
        sides = [sum(position.stance == side for position in group) for side in ("support", "oppose")]
        return -min(sides), -len(group)

    rows = []
    for issue, group in sorted(
        by_issue.items(), key=lambda pair: (*contest(pair[1]), context.label(pair[0]))
    ):
        proofs = tuple(dict.fromkeys(proof for position in group for proof in position.passages))
        names = listed(
            list(dict.fromkeys(context.label(position.holder) for position in group))[:6], context.language
        )
        label = context.label(issue)
        rows.append(
            Finding(label, issue, "issue", issue=label, issue_iri=issue, evidence=proofs[:3], note=names)
        )
    return Outcome(say("topics", context.language), tuple(rows[:50]))


def everyone(context: Context, reading: Reading) -> Outcome | None:
    """The actors with positions, of a kind if one is asked for."""
    kind = kind_named(fold(reading.slots["kind"])) if "kind" in reading.slots else ""
    if "kind" in reading.slots and not kind:
        return None
    outcome = _count_everything(context, replace(reading, kind=kind))
    return Outcome(outcome.understood, outcome.findings, outcome.message)
