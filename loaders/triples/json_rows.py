"""Statements and quotations as plain JSON values: what ``standpunkt extract`` and ``quotes`` print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from loaders.actors.byline import is_unsigned
from loaders.articles.findings import Actor, Quotation, Span, Statement, When
from loaders.triples.sides import withheld


def statement_json(
    statement: Statement, base: str, *, explain: bool = False, minimum: float = 0.0
) -> dict[str, Any]:
    """One statement as scorers of annotated articles read it; IRIs are under ``base``.

    ``withheld`` says why a statement takes no side in the graph, if it does not (``minimum`` is the setting
    ``min_confidence``). ``explain`` adds the trace: how clause, frame, holder, stance, modality were found.
    """
    span = statement.evidence.span
    reporter = statement.attributed_to
    row: dict[str, Any] = {
        "holder": name_of(statement.holder),
        "holder_iri": base + statement.holder.id,
        "stance": statement.stance.value,
        "act": statement.act.value,
        "issue": statement.issue.label,
        "issue_iri": base + statement.issue.id,
        "modality": statement.modality.value,
        "condition": statement.condition,
        "attributed_to": name_of(reporter) if reporter else None,
        "start": span.start,
        "end": span.end,
        "quote": statement.evidence.quote,
        "date": statement.date.isoformat() if statement.date else None,
        "standing": statement.standing.value,
        "held": _time(statement.held) if statement.held else None,
        "rule": statement.rule,
        "confidence": round(statement.confidence, 3),
        "origin": statement.origin.value,
        "withheld": withheld(statement, minimum) or None,
    }
    if explain:
        row["explanation"] = [{"step": step, "finding": finding} for step, finding in statement.trace]
    return row


def _time(when: When) -> dict[str, str | None]:
    """Since when, when or until when, with the words that say so."""
    first, last = (day.isoformat() if day else None for day in (when.start, when.end))
    return {"words": when.expression, "from": first, "until": last}


def name_of(actor: Actor) -> str:
    """The name of an actor; the voice of an unsigned text is "author", as the annotation guide calls it."""
    return "author" if is_unsigned(actor) else actor.name


def quotation_json(quotation: Quotation, text: str, base: str) -> dict[str, Any]:
    """One quotation of ``text`` with its words, its spans and its speaker; pieces are joined by " … "."""
    return {
        "words": _words(quotation.spans, text),
        "speaker_words": _words(quotation.speaker_spans, text),
        "quote": [[span.start, span.end] for span in quotation.spans],
        "speaker": [[span.start, span.end] for span in quotation.speaker_spans],
        "speaker_iri": base + quotation.speaker.id if quotation.speaker else None,
        "cue": quotation.cue,
        "type": quotation.type,
    }


def _words(spans: Sequence[Span], text: str) -> str:
    return " … ".join(" ".join(text[span.start : span.end].split()) for span in spans)
