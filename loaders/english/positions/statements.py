"""From what a construction found to statements: reporter, evidence, features, trace."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Actor, ActorKind, Evidence, Modality, Standing, Statement
from loaders.english.positions.context import Stated, Surroundings, holders, told_by
from loaders.english.positions.issues import issue_of
from loaders.english.positions.labels import span_of
from loaders.english.positions.times import standing_of
from loaders.english.syntax.units import VerbClause


def statements_of(found: Stated, context: Surroundings) -> Iterator[Statement]:
    """One statement for each holder of a position."""
    tokens = found.clause.tokens
    evidence = Evidence.of(context.document, span_of(tokens, found.start, found.end))
    quotation = context.speech.quotation_at(found.clause.offset)
    for holder in found.held.actors:
        reporter = _reporter(found.clause, holder, context)
        sense = found.sense
        if reporter is not None:
            sense = sense.withheld(Modality.HYPOTHETICAL, "told by somebody else")
        elif _is_told_by_a_stranger(found.clause, context):
            sense = sense.withheld(Modality.HYPOTHETICAL, "told by somebody unknown")
        standing, held = standing_of(found, context.document)
        yield Statement(
            holder,
            sense.stance,
            sense.act,
            issue_of(found.label.text, context.document, found.about),
            evidence,
            found.rule,
            0.0,
            sense.modality,
            sense.condition,
            reporter,
            context.document.published if standing is Standing.NOW else None,
            quotation.id if quotation is not None else None,
            _trace(found, holder, evidence),
            _features(found, holder, quoted=quotation is not None),
            standing,
            held,
        )


def _reporter(clause: VerbClause, holder: Actor, context: Surroundings) -> Actor | None:
    """Who tells what a clause says of ``holder``, where that is somebody else and not the text itself.

    It is the subject of the verb of saying above it, or above that if the holder says so himself, else who is
    named after "according to", else the speaker of the words.
    """
    parent = clause.parent
    while parent is not None:
        told = holders(context, parent).actors if clause.link == "that" else ()
        if told and not _speaks_for(told[0], holder):
            return told[0]
        if clause.link not in {"that", "inf", "ing"}:
            break
        clause, parent = parent, parent.parent
    source = told_by(context, clause)
    if source is not None and source.actors and not _speaks_for(source.actors[0], holder):
        return source.actors[0]
    quotation = context.speech.quotation_at(clause.offset)
    voice = context.speech.voice_at(clause.offset)
    speaker = quotation.speaker if quotation is not None else voice.speaker if voice is not None else None
    if speaker is None or _speaks_for(speaker, holder):
        return None
    return speaker if quotation is not None or speaker.kind is not ActorKind.AUTHOR else None


def _is_told_by_a_stranger(clause: VerbClause, context: Surroundings) -> bool:
    """Whether a sentence gives the words of a clause to somebody, and it is not known to whom."""
    if context.speech.quotation_at(clause.offset) is not None:
        return False
    source = told_by(context, clause)
    return source is not None and not source.actors


def _speaks_for(reporter: Actor, holder: Actor) -> bool:
    """Whether a reporter is the holder, or named as its spokesman: "a spokeswoman for the Social
    Democrats".
    """
    words = holder.name.split()
    return reporter.id == holder.id or (words[-1] in reporter.name.split() and holder.name in reporter.name)


def _trace(found: Stated, holder: Actor, evidence: Evidence) -> tuple[tuple[str, str], ...]:
    sense = found.sense
    return (
        ("clause", evidence.quote),
        ("frame", f"{found.rule} ({found.construction}: {sense.act.value}, {sense.stance.value})"),
        ("issue", f"{found.label.text} (slot {found.slot})"),
        ("holder", f"{holder.name}: {found.held.source}"),
        ("stance", f"{sense.stance.value} ({sense.act.value})"),
        ("modality", f"{sense.modality.value}: {sense.reason}"),
    )


def _features(found: Stated, holder: Actor, *, quoted: bool) -> tuple[tuple[str, str], ...]:
    features = {
        "construction": found.construction,
        "slot": "omitted" if found.label.little and found.about is None else found.slot,
        "holder": found.held.source,
        "negation": "not" if found.sense.reason == "negated" else "",
        "label": "little" if found.label.little and found.about is None else "",
    }
    return tuple((name, value) for name, value in features.items() if value)
