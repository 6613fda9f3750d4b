"""Questions about positions themselves: since when, how many, why, on what condition, said by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.facts.proving import proof_in_words
from graph.ask.facts.reasons import said_around
from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry, Topic, nodes
from graph.ask.linking.resolve import NamedActors, actor_and_topic, only_actors
from graph.ask.positions.answer import Finding, add_row
from graph.ask.positions.asked import asked_act, known_issues, of_kind
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import about, favour, finding, fits, grouped, in_articles
from graph.ask.positions.outcome import Outcome, joined
from graph.ask.positions.stances import holders, positions
from graph.ask.positions.verdicts import corrected, stances_of, verdict
from graph.ask.reading.question import QuestionReading
from graph.ask.words.kinds import kind_named
from graph.ask.words.stems import fold
from graph.ask.words.topic_terms import content_stems
from graph.ask.words.wording import listed, say
from graph.things.passages import Passage, with_passage

_TOPICS = 50
"""Issues that are listed where somebody asks for all."""
_PROVED = 10
"""Rows of an answer to "why" whose proof is told."""
_OPEN = ("conditional", "hypothetical", "questioned")


def _subject(inquiry: Inquiry, reading: QuestionReading) -> tuple[NamedActors, Topic]:
    return actor_and_topic(inquiry, reading.about)


def _on(inquiry: Inquiry, actors: NamedActors, topic: Topic) -> list[Match]:
    """The positions of ``actors`` on ``topic``; either may be missing."""
    if topic:
        return about(inquiry, topic, lambda _: True, actors.iris)
    return fetch(inquiry, holders=actors.iris) if actors else []


def dates(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """When, or since when, someone takes a position."""
    actors, topic = _subject(inquiry, reading)
    act, stance = asked_act(reading)
    if actors and topic and (judged := verdict(inquiry, reading)) and judged.verdict == "no":
        return corrected(judged, inquiry, stance, _names(inquiry, actors), topic.text)
    found = [p for p in favour(act, filter(fits(act, stance), _on(inquiry, actors, topic))) if p.date]
    if not found:
        return None
    found.sort(key=lambda position: (not position.asserted, str(position.date)))
    what = " ".join(part for part in (_names(inquiry, actors), topic.text) if part)
    rows = [
        replace(
            finding(inquiry, p, "issue"),
            label=str(p.date),
            iri=p.iri,
            kind="date",
            note=p.holder and inquiry.label(p.holder),
        )
        for p in found
    ]
    return Outcome(say("when", inquiry.language, what=what), tuple(rows))


def _names(inquiry: Inquiry, actors: NamedActors) -> str:
    return actors.called(inquiry)


def count(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """How many actors take a stance, or how many issues an actor takes one on."""
    listing: Outcome | None
    if not reading.act and reading.about:
        return None
    if reading.kind or not reading.about:
        listing = holders(inquiry, reading) if reading.about else _count_everything(inquiry, reading)
    else:
        listing = positions(inquiry, reading) if _subject(inquiry, reading)[0] else holders(inquiry, reading)
    if listing is None or not listing.findings:
        return listing
    number = len(listing.findings)
    labels = [row.label for row in listing.findings]
    shown = listed(labels, inquiry.language)
    if number > 6:
        shown = say("and-more", inquiry.language, labels=", ".join(labels[:5]), number=str(number - 5))
    proofs = tuple(proof for row in listing.findings for proof in row.evidence[:1])
    first = Finding(label=str(number), iri="", kind="number", evidence=proofs, note=shown, score=2.0)
    message = joined(
        say("count-holders", inquiry.language, number=str(number), labels=shown), listing.message
    )
    understood = say("count", inquiry.language, what=listing.understood)
    return replace(listing, understood=understood, findings=(first, *listing.findings), message=message)


def _count_everything(inquiry: Inquiry, reading: QuestionReading) -> Outcome:
    """All actors (of a kind) with positions, or all positions."""
    found = [position for position in fetch(inquiry) if position.how == "own"]
    rows, _ = of_kind(inquiry, grouped(inquiry, found, "actor"), reading.kind)
    return Outcome(say("all-actors", inquiry.language), rows)


def why(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Why an actor is said to take a stance: the sentences, and the steps of what is inferred."""
    actors, topic = _subject(inquiry, reading)
    if not actors:
        return None
    known = verdict(inquiry, reading) if reading.act and topic else None
    if known:
        stance = asked_act(reading)[1]
        known = corrected(known, inquiry, stance, _names(inquiry, actors), topic.text)
    outcome = known or stances_of(inquiry, actors, topic)
    if not outcome.findings:
        return outcome
    shown = outcome.findings[:_PROVED]
    proved = (
        replace(row, why=proof_in_words(inquiry, row) or row.why or _steps(inquiry, row)) for row in shown
    )
    explained = (*proved, *outcome.findings[_PROVED:])
    proof = next(iter(shown[0].evidence), None)
    around = say("text-says", inquiry.language, said=said_around(inquiry, proof)) if proof else ""
    return replace(
        outcome,
        understood=say("why", inquiry.language, what=outcome.understood),
        findings=explained,
        message=joined(outcome.message, around),
    )


def _steps(inquiry: Inquiry, row: Finding) -> tuple[str, ...]:
    """How an asserted position is known: what the text says, and who reports it."""
    titles = list(dict.fromkeys(proof.title for proof in row.evidence))
    steps = [
        say("why-said", inquiry.language, holder=row.holder or "", titles=listed(titles, inquiry.language))
    ]
    if row.reporter:
        steps.append(say("why-reported", inquiry.language, reporter=row.reporter))
    return tuple(steps)


def conditions(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """On what condition an actor takes a position."""
    if "actor" in reading.slots:
        actors = only_actors(inquiry, reading.slots["actor"])
        topic = inquiry.topic(reading.slots.get("issue", ""))
    else:
        actors, topic = _subject(inquiry, reading)
    if not actors and not topic:
        return None
    understood = say(
        "conditions", inquiry.language, what=" ".join(filter(None, (_names(inquiry, actors), topic.text)))
    )
    found = [
        position
        for position in _on(inquiry, actors, topic)
        if position.condition or position.modality in _OPEN
    ]
    if not found and topic and actors:
        found = [p for p in fetch(inquiry, holders=actors.iris) if p.condition]
    if not found:
        return Outcome(understood, (), say("nothing-condition", inquiry.language))
    found.sort(key=lambda position: (not position.condition, -position.score))
    rows = [
        replace(row, label=row.condition or row.label, kind="condition" if row.condition else "issue")
        for row in (finding(inquiry, position, "issue") for position in found)
    ]
    return Outcome(understood, tuple(rows))


def said(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """What someone said about a topic, also about other actors, and who reports it."""
    if "statement" in reading.slots:
        actors, topic = _subject(inquiry, reading)
    else:
        actors = only_actors(inquiry, reading.slots.get("actor", ""))
        topic = inquiry.topic(reading.slots.get("issue", ""))
    if not actors:
        return None
    understood = say("said", inquiry.language, actor=_names(inquiry, actors))
    if topic:
        understood += say("regarding", inquiry.language, issue=topic.text)
    own = _on(inquiry, actors, topic) or in_articles(inquiry, topic, fetch(inquiry, holders=actors.iris))
    rows = [finding(inquiry, position, "issue") for position in sorted(own, key=lambda p: -p.score)]
    rows += [finding(inquiry, position, "issue") for position in _reported_by(inquiry, actors, topic)]
    rows += _quotations(inquiry, actors, topic)
    if not rows:
        label = _names(inquiry, actors)
        more = known_issues(inquiry, fetch(inquiry, holders=actors.iris), label)
        return Outcome(understood, (), joined(say("nothing-actor", inquiry.language, actor=label), more))
    return Outcome(understood, tuple(rows))


def _reported_by(inquiry: Inquiry, actors: NamedActors, topic: Topic) -> list[Match]:
    """What ``actors`` report of others."""
    narrowed = replace(inquiry, sources=actors.iris)
    found = _on(narrowed, NamedActors(()), topic) if topic else fetch(narrowed)
    if topic.actors:
        told = {position.iri for position in found}
        about_them = fetch(narrowed, holders=topic.actors)
        found += [position for position in about_them if position.iri not in told]
    inquiry.ran += [sparql for sparql in narrowed.ran if sparql not in inquiry.ran]
    return [
        position
        for position in found
        if position.reporter in actors.iris and position.holder not in actors.iris
    ]


def _quotations(inquiry: Inquiry, actors: NamedActors, topic: Topic) -> list[Finding]:
    """The words of ``actors`` in quotations that answer to ``topic``."""
    spoken: dict[str, tuple[str, tuple[Passage, ...]]] = {}
    for row in inquiry.query("ask-quotations", {"speaker": nodes(actors.iris)}):
        _, proofs = spoken.get(row["quotation"], ("", ()))
        spoken[row["quotation"]] = row["speaker"], with_passage(proofs, row)
    rows = []
    for iri, (speaker, proofs) in spoken.items():
        text = " ".join(proof.quote for proof in proofs)
        known = content_stems(text)
        answers = [inquiry.issues.vocabulary.answers(term, known) for term in topic.terms]
        if not answers or sum(answers) / len(answers) >= 0.5:
            name = inquiry.label(speaker)
            rows.append(
                Finding(text, iri, "quotation", evidence=proofs, holder=name, holder_iri=speaker, score=0.4)
            )
    return rows


def reporters(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who reports a position, and in which document."""
    if "issue" in reading.slots:
        actors, topic = NamedActors(()), inquiry.topic(reading.slots["issue"])
    else:
        actors, topic = _subject(inquiry, reading)
    found = _on(inquiry, actors, topic)
    if reading.act:
        act, stance = asked_act(reading)
        found = [position for position in found if fits(act, stance)(position)] or found
    found = [position for position in found if position.how == "own"]
    if not found:
        return None
    what = " ".join(filter(None, (_names(inquiry, actors), topic.text)))
    rows = [_source(inquiry, position) for position in found]
    merged: dict[str, Finding] = {}
    for row in rows:
        add_row(merged, row.iri, row)
    ranked = sorted(merged.values(), key=lambda row: (row.kind != "actor", -row.score))
    return Outcome(say("reporters", inquiry.language, what=what), tuple(ranked))


def _source(inquiry: Inquiry, position: Match) -> Finding:
    row = finding(inquiry, position, "actor")
    if position.reporter:
        return replace(
            row,
            label=inquiry.label(position.reporter),
            iri=position.reporter,
            note=f"{row.holder}: {row.issue}",
        )
    document = position.passage.document if position.passages else ""
    title = position.passage.title if position.passages else ""
    return replace(row, label=title, iri=document, kind="document", note=f"{row.holder}: {row.issue}")


def topics(inquiry: Inquiry, _reading: QuestionReading) -> Outcome:
    """The issues people take positions on, the most contested first."""
    found = [position for position in fetch(inquiry) if position.how == "own" and position.asserted]
    by_issue: dict[str, list[Match]] = {}
    for position in found:
        by_issue.setdefault(position.issue, []).append(position)

    def contest(group: Sequence[Match]) -> tuple[int, int]:
        sides = [sum(position.stance == side for position in group) for side in ("support", "oppose")]
        return -min(sides), -len(group)

    rows = []
    ordered = sorted(by_issue.items(), key=lambda pair: (*contest(pair[1]), inquiry.label(pair[0])))
    for issue, group in ordered[:_TOPICS]:
        proofs = tuple(dict.fromkeys(proof for position in group for proof in position.passages))
        names = listed(
            list(dict.fromkeys(inquiry.label(position.holder) for position in group))[:6], inquiry.language
        )
        label = inquiry.label(issue)
        rows.append(
            Finding(label, issue, "issue", issue=label, issue_iri=issue, evidence=proofs[:3], note=names)
        )
    return Outcome(say("topics", inquiry.language), tuple(rows))


def everyone(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """The actors with positions, of a kind if one is asked for."""
    kind = kind_named(fold(reading.slots["kind"])) if "kind" in reading.slots else ""
    if "kind" in reading.slots and not kind:
        return None
    outcome = _count_everything(inquiry, replace(reading, kind=kind))
    return Outcome(outcome.understood, outcome.findings, outcome.message)
