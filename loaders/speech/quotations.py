"""Quotations of a text: direct, indirect with a frame, free indirect, and reported speech acts.

A quotation has content, speaker and cue, each a set of spans, as in Petersen-Frey and Biemann (2024),
"Dataset of Quotation Attribution in German News Articles" (LREC-COLING). How they are found is told in
``docs/QUOTATIONS.md``; the parts lie in ``loaders.speech``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.articles.findings import Actor, ActorKind, Document, Mention, Quotation, Span
from loaders.speech.acts import find_acts, points_back
from loaders.speech.direct import find_direct, find_quoted_words
from loaders.speech.free import free_indirect
from loaders.speech.indirect import find_indirect, find_unframed
from loaders.speech.reading.marks import marked_stretches
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import DIRECT, FREE, INDIRECT, Attribution, Reading
from loaders.speech.reading.speakers import speaker_of, subject
from loaders.speech.reading.turns import Actors, Turn, interview_turns
from loaders.speech.reading.units import Unit, read_units
from loaders.speech.sources import find_sourced
from loaders.syntax.parsing import ParsedSentence

FAR = 5  # sentences after a quotation in which free indirect speech still goes on with it


class NoActors:
    """Stands for the actors of a text where none were looked for."""

    mentions: Sequence[Mention] = ()

    def actor_at(self, span: Span) -> Actor | None:
        """Never an actor."""
        return None


def find_quotations(
    sentences: Sequence[ParsedSentence], actors: Actors, document: Document
) -> tuple[Quotation, ...]:
    """All quotations of ``document`` in text order, each with the speaker the text gives it."""
    finder = _Finder(actors, document)
    for unit in read_units(sentences, marked_stretches(document.text)):
        finder.read(unit)
    for turn in interview_turns(document.text, actors):
        finder.add_turn(turn)
    joined = _joined(document, finder.quotations)
    return tuple(sorted(joined, key=lambda q: (q.spans[0].start, -q.spans[-1].end, q.id)))


def _joined(document: Document, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Free indirect sentences that follow each other in a paragraph are one quotation."""
    free = sorted((q for q in quotations if q.type == FREE), key=lambda q: q.spans[0].start)
    rest = [q for q in quotations if q.type != FREE]
    runs: list[Quotation] = []
    for quotation in free:
        last = runs[-1] if runs else None
        if last is not None and last.speaker_spans == quotation.speaker_spans:
            between = document.text[last.spans[-1].end : quotation.spans[0].start]
            if not between.strip() and "\n" not in between:
                spans = (Span(last.spans[0].start, quotation.spans[-1].end),)
                runs[-1] = replace(last, id=_identifier(document, spans, FREE), spans=spans)
                continue
        runs.append(quotation)
    return rest + runs


class _Finder:
    """Reads unit after unit and remembers who spoke last."""

    def __init__(self, actors: Actors, document: Document) -> None:
        self.actors = actors
        self.document = document
        self.quotations: list[Quotation] = []
        self.seen: set[str] = set()
        self.last: Quotation | None = None
        self.units = 0  # since the last quotation
        self.plain: Span | None = None  # the sentence before, if it holds no quotation
        self.announced: tuple[Span, ...] = ()  # who was announced by the colon before this unit
        self.acting: tuple[Span, ...] = ()  # whom the sentence before is about, if it holds no quotation

    def read(self, unit: Unit) -> None:
        """Add the quotations of ``unit``."""
        reading = Reading(unit, lambda span: self.actors.actor_at(span) is not None)
        find_direct(reading)
        find_sourced(reading)
        find_indirect(reading)
        find_unframed(reading)
        self._find_headline(reading)
        find_quoted_words(reading)
        back = points_back(reading) if self.plain is not None else None
        if back is not None:
            reading.found.append(back)
        else:
            find_acts(reading)
        self.units += 1
        if reading.found or (self.last is not None and self.units <= FAR):
            free = free_indirect(reading, self.units <= 1)
            if free is not None:
                reading.found.append(free)
        kept = [quotation for found in reading.found if (quotation := self._keep(unit, found)) is not None]
        self.plain = None if kept else _sentence(unit)
        self.announced = _announced(reading)
        self.acting = () if kept else self._acting(reading)
        inside = nested(kept)
        outer = [quotation for quotation in kept if quotation.id not in inside]
        if outer:
            named = [quotation for quotation in outer if quotation.speaker_spans]
            self._remember((named or outer)[-1], reading)

    def _find_headline(self, reading: Reading) -> None:
        """ "Ministerin Roth: Steuer muss sinken": a sentence after nothing but its speaker."""
        parts = reading.parts
        if reading.found or len(parts) < 2 or parts[0].kind is not Kind.FRAGMENT:
            return
        first, rest = parts[0], parts[1]
        whole = (n for n in reading.nominals if n.start == first.start and n.end == first.end)
        if rest.before != ":" or rest.finite is None or next(whole, None) is None:
            return
        actor = self.actors.actor_at(reading.unit.span(first.start, first.end))
        if actor is not None and actor.kind in {ActorKind.PERSON, ActorKind.PARTY}:
            content = [(rest.start, len(reading.tokens))]
            reading.found.append(Attribution(content, INDIRECT, (first.start, first.end), rule="headline"))

    def add_turn(self, turn: Turn) -> None:
        """Add a turn of an interview: the words of the guest, or of the interviewer, who stays unnamed."""
        name = _identifier(self.document, (turn.span,), DIRECT)
        if name not in self.seen:
            self.seen.add(name)
            source = () if turn.source is None else (turn.source,)
            self.quotations.append(Quotation(name, (turn.span,), DIRECT, turn.speaker, source))

    def _remember(self, quotation: Quotation, reading: Reading) -> None:
        """Keep who spoke last; "ihrer Ansicht nach" does not replace the name of the same speaker."""
        self.units = 0
        named = self.last if self.last is not None and self.last.speaker_spans else None
        same = named is not None and quotation.speaker in (None, named.speaker)
        if not (same and _is_anaphoric(reading, quotation)):
            self.last = quotation

    def _keep(self, unit: Unit, found: Attribution) -> Quotation | None:
        spans = tuple(unit.span(a, b) for a, b in found.content)
        if found.rule == "back" and self.plain is not None:
            spans = (self.plain, *spans)
        name = _identifier(self.document, spans, found.type)
        if not spans or name in self.seen:
            return None
        self.seen.add(name)
        speaker_spans: tuple[Span, ...] = (unit.span(*found.speaker),) if found.speaker else ()
        speaker = self._speaker(speaker_spans)
        if not speaker_spans and found.rule in {"marks", "free"} and self.announced:
            speaker_spans, speaker = self.announced, self._speaker(self.announced)
        if not speaker_spans and found.rule == "free" and self.acting:
            speaker_spans, speaker = self.acting, self._speaker(self.acting)
        if not speaker_spans and self.last is not None and found.rule in {"marks", "free"}:
            speaker_spans, speaker = self.last.speaker_spans, self.last.speaker
        cue_spans = tuple(unit.span(i, i + 1) for i in found.cue)
        cue = " ".join(span.of(self.document.text) for span in cue_spans) or None
        quotation = Quotation(name, spans, found.type, speaker, speaker_spans, cue, cue_spans)
        self.quotations.append(quotation)
        return quotation

    def _acting(self, reading: Reading) -> tuple[Span, ...]:
        """The subject of a sentence that tells what somebody thinks or does: "Weber hält davon nichts."."""
        for k, part in enumerate(reading.parts):
            if part.kind is not Kind.MAIN or part.finite is None:
                continue
            found = subject(reading, reading.fields(k), part.finite)
            spans = (reading.unit.span(*found),) if found is not None else ()
            actor = self._speaker(spans)
            return spans if actor is not None and actor.kind is ActorKind.PERSON else ()
        return ()

    def _speaker(self, spans: tuple[Span, ...]) -> Actor | None:
        return next((actor for span in spans if (actor := self.actors.actor_at(span)) is not None), None)


def _announced(reading: Reading) -> tuple[Span, ...]:
    """The speaker whom a sentence with a colon at its end announces: "Dazu erklärt die Ministerin:"."""
    if reading.tokens[-1].text != ":":
        return ()
    for k in range(len(reading.parts) - 1, -1, -1):
        cue = reading.cues[k]
        if cue is not None:
            speaker = speaker_of(reading, k, cue)
            return (reading.unit.span(*speaker),) if speaker is not None else ()
    return ()


def _sentence(unit: Unit) -> Span | None:
    """The last sentence of a unit without its full stop."""
    words = [t for t in unit.tokens if t.is_word]
    return Span(unit.tokens[0].start, words[-1].end) if words else None


def _is_anaphoric(reading: Reading, quotation: Quotation) -> bool:
    """Whether a speaker is named by a pronoun or possessive only (er, seiner Meinung nach)."""
    starts = {span.start for span in quotation.speaker_spans}
    return any(t.start in starts and t.tag == "PPOSAT" for t in reading.tokens)


def _identifier(document: Document, spans: tuple[Span, ...], kind: str) -> str:
    key = f"{document.id} {kind} " + " ".join(f"{s.start}-{s.end}" for s in spans)
    return "quotation/" + hashlib.sha256(key.encode()).hexdigest()[:16]


class QuotationIndex:
    """Finds the innermost quotation around an offset.

    Reported speech acts do not count: they hold their own frame, not what was said.
    """

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._spans = sorted(
            (
                (span.start, span.end, number)
                for number, quotation in enumerate(quotations)
                if quotation.type != "reported"
                for span in quotation.spans
            ),
            key=lambda item: (item[0], -item[1]),
        )
        self._starts = [start for start, _, _ in self._spans]
        self._reach: list[int] = []
        for _, end, _ in self._spans:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))
        self._quotations = tuple(quotations)

    def at(self, offset: int) -> Quotation | None:
        """The innermost quotation whose words cover ``offset`` (a code point), or ``None``."""
        best: tuple[int, int] | None = None
        k = bisect_right(self._starts, offset) - 1
        while k >= 0 and self._reach[k] > offset:
            start, end, number = self._spans[k]
            if end > offset and (best is None or end - start < best[0]):
                best = (end - start, number)
            k -= 1
        return self._quotations[best[1]] if best is not None else None

    def speaker_at(self, offset: int) -> Actor | None:
        """The speaker of the innermost quotation at ``offset``, if it has one."""
        quotation = self.at(offset)
        return quotation.speaker if quotation is not None else None


def nested(quotations: Iterable[Quotation]) -> frozenset[str]:
    """Identifiers of the quotations whose words all lie in another, larger one."""
    inside: set[str] = set()
    around: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.spans[0].start, -q.spans[-1].end, -_length(q))):
        start = quotation.spans[0].start
        around = [other for other in around if other.spans[-1].end > start]
        if any(_covers(other, quotation) for other in around):
            inside.add(quotation.id)
        around.append(quotation)
    return frozenset(inside)


def _length(quotation: Quotation) -> int:
    return sum(span.end - span.start for span in quotation.spans)


def _covers(outer: Quotation, inner: Quotation) -> bool:
    """Whether all words of ``inner`` lie in ``outer``, and ``outer`` has more."""
    return outer.spans != inner.spans and all(any(o.covers(i) for o in outer.spans) for i in inner.spans)
