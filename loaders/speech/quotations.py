"""Quotations of a text: direct, indirect with a frame, free indirect, and reported speech acts.

A quotation has content, speaker and cue, each a set of spans, as in Petersen-Frey and Biemann (2024),
"Dataset of Quotation Attribution in German News Articles" (LREC-COLING). How they are found is told in
``docs/QUOTATIONS.md``; the parts lie in ``loaders.speech``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Document, Quotation, Span
from loaders.speech.acts import find_acts, points_back
from loaders.speech.direct import find_direct, find_quoted_words
from loaders.speech.discourse import Floor, Slot, after, is_own, said_on, sent, slot_of
from loaders.speech.free import free_indirect
from loaders.speech.index import in_own_words
from loaders.speech.indirect import find_indirect, find_unframed
from loaders.speech.reading.entries import entries_of
from loaders.speech.reading.interviews import turns_of
from loaders.speech.reading.marks import marked_stretches
from loaders.speech.reading.naming import Actors
from loaders.speech.reading.reading import DIRECT, FREE, Attribution, Reading
from loaders.speech.reading.turns import Turn
from loaders.speech.reading.units import inside, read_units
from loaders.speech.sources import HENCE, find_headline, find_hence, find_sourced
from loaders.speech.unmarked import Read, as_read, unmarked
from loaders.syntax.parsing import ParsedSentence

_FINDERS: tuple[Callable[[Reading], None], ...] = (
    find_direct, find_sourced, find_indirect, find_unframed, find_headline, find_quoted_words
)  # fmt: skip
_FINDERS_WITHIN = (find_direct, find_sourced, find_indirect)


def find_quotations(
    sentences: Sequence[ParsedSentence], actors: Actors, document: Document
) -> tuple[Quotation, ...]:
    """All quotations of ``document`` in text order, each with the speaker the text gives it."""
    found: dict[str, Quotation] = {}
    read: list[Read] = []
    floor, entries, entry = Floor(), entries_of(document.text), 0
    for unit in read_units(sentences, marked_stretches(document.text)):
        reading = Reading(unit, actors)
        if (here := bisect_right(entries, reading.tokens[0].start)) != entry:
            floor, entry = Floor(), here
        told: list[Quotation] = []
        for attribution in _attributions(reading, floor):
            slot = sent(reading, attribution, said_on(reading, attribution.speaker, floor), floor)
            if not slot and not attribution.cue:
                slot = floor.heir(attribution.rule)
            if attribution.rule == HENCE:
                slot = Slot(slot.spans, told[-1].speaker if told else floor.last.actor)
            quotation = _quotation(document, reading, attribution, slot, floor.plain)
            if attribution.rule == "back" and floor.open:
                told = [replace(q, speaker=slot.actor, speaker_spans=slot.spans) for q in floor.open]
                found |= {q.id: q for q in told}
            elif quotation is not None and quotation.id not in found:
                found[quotation.id] = quotation
                told.append(quotation)
        for quotation in _within(document, reading, told):
            found.setdefault(quotation.id, quotation)
        floor = after(floor, reading, told)
        read.append(as_read(reading, told))
    for span, said in unmarked(document, read):
        name = _identifier(document, (span,), DIRECT)
        found[name] = Quotation(name, (span,), DIRECT, said.speaker, said.speaker_spans)
    for turn in turns_of(document.text, actors):
        quotation = _of_turn(document, turn)
        found.setdefault(quotation.id, quotation)
    joined = in_own_words(document.text, _joined(document, [*found.values()]))
    return tuple(sorted(joined, key=lambda q: (q.spans[0].start, -q.spans[-1].end, q.id)))


def _attributions(reading: Reading, floor: Floor) -> list[Attribution]:
    """What ``reading`` says to be somebody's words, in the order of the finders."""
    for find in _FINDERS:
        find(reading)
    if reading.found or (floor.spoken and floor.distance == 0):
        find_hence(reading)
    back = points_back(reading) if floor.plain is not None or floor.open else None
    if back is not None:
        reading.found.append(back)
    else:
        find_acts(reading)
    goes_on = bool(reading.found) or floor.goes_on
    if goes_on or floor.acting.actor is not None:
        free = free_indirect(reading, floor.spoken and floor.distance == 0, goes_on)
        if free is not None:
            reading.found.append(free)
    return reading.found


def _quotation(
    document: Document, reading: Reading, found: Attribution, slot: Slot, plain: Span | None
) -> Quotation | None:
    """The quotation of an attribution; ``None`` if it has no words."""
    spans = tuple(reading.unit.span(a, b) for a, b in found.content)
    if found.rule == "back":
        spans = (plain, *spans) if plain is not None else ()
    if not spans:
        return None
    cue_spans = tuple(reading.unit.span(i, i + 1) for i in found.cue)
    cue = " ".join(span.of(document.text) for span in cue_spans) or None
    name = _identifier(document, spans, found.type)
    return Quotation(name, spans, found.type, slot.actor, slot.spans, cue, cue_spans)


def _within(document: Document, reading: Reading, told: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations inside quoted words: "„Sie sagt, das gehe nicht“" has a speaker of its own in it."""
    for quote in reading.unit.quotes:
        if not quote.whole:
            continue
        outer = next((q for q in told if any(span.covers(quote.span) for span in q.spans)), None)
        inner = Reading(inside(reading.unit, quote), reading.actors)
        for find in _FINDERS_WITHIN:
            find(inner)
        kept: list[Quotation] = []
        for attribution in inner.found:
            slot = slot_of(inner, attribution.speaker)
            own = is_own(inner, attribution.speaker)
            if own and outer is not None:
                slot = Slot(outer.speaker_spans, outer.speaker)
            quotation = _quotation(document, inner, attribution, slot, None)
            named = (slot and not own) or (not slot and inner.is_reported(attribution.content))
            if quotation is not None and (attribution.type == DIRECT or named):
                kept.append(quotation)
        yield from kept
        yield from _within(document, inner, kept)


def _of_turn(document: Document, turn: Turn) -> Quotation:
    """A turn of an interview or a record: the words of who is named, or of the interviewer, who is nobody."""
    source = () if turn.source is None else (turn.source,)
    name = _identifier(document, turn.spans, DIRECT)
    return Quotation(name, turn.spans, DIRECT, turn.speaker, source, party=turn.party)


def _joined(document: Document, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Free indirect sentences that follow each other in a paragraph are one quotation."""
    free = sorted((q for q in quotations if q.type == FREE), key=lambda q: q.spans[0].start)
    rest = [q for q in quotations if q.type != FREE]
    runs: list[Quotation] = []
    for quotation in free:
        last = runs[-1] if runs else None
        if last is not None and last.speaker_spans == quotation.speaker_spans:
            between = document.text[last.spans[-1].end : quotation.spans[0].start]
            if not between.strip():
                spans = (Span(last.spans[0].start, quotation.spans[-1].end),)
                runs[-1] = replace(last, id=_identifier(document, spans, FREE), spans=spans)
                continue
        runs.append(quotation)
    return rest + runs


def _identifier(document: Document, spans: tuple[Span, ...], kind: str) -> str:
    key = f"{document.id} {kind} " + " ".join(f"{s.start}-{s.end}" for s in spans)
    return "quotation/" + hashlib.sha256(key.encode()).hexdigest()[:16]
