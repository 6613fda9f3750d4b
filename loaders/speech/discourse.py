"""What one sentence leaves to the next: who spoke, who was announced, whom it is about.

A quotation without a frame of its own takes its speaker from here. What names nobody stays nobody's: a slot
that is filled but means no known actor never falls back to somebody who was named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.articles.findings import Actor, ActorKind, Quotation, Span
from loaders.lexicon.tables import words
from loaders.speech.index import nested
from loaders.speech.reading.nominals import Range
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import DIRECT, Reading
from loaders.speech.reading.speakers import speaker_of, subject

FAR = 5  # sentences after a quotation in which free indirect speech still goes on with it


@dataclass(frozen=True, slots=True)
class Slot:
    """The words that name a speaker, and the actor they name, if it is known."""

    spans: tuple[Span, ...] = ()
    actor: Actor | None = None

    def __bool__(self) -> bool:
        return bool(self.spans)


NOBODY = Slot()


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor between two sentences.

    ``last`` spoke last, ``distance`` sentences ago (0: in the sentence before); ``spoken`` tells that
    anybody did. ``announced`` was announced by a colon at the end of the sentence before; ``acting`` is whom
    that sentence is about, and ``plain`` where it stands, if it holds no quotation; ``open`` are the direct
    quotations in it that have no frame of their own.
    """

    last: Slot = NOBODY
    spoken: bool = False
    distance: int = 0
    announced: Slot = NOBODY
    acting: Slot = NOBODY
    plain: Span | None = None
    open: tuple[Quotation, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether a sentence in the subjunctive may still belong to who spoke last."""
        return self.spoken and self.distance < FAR

    def heir(self, rule: str) -> Slot:
        """Who speaks a quotation that has no frame, found by ``rule``."""
        if rule == "marks":
            return self.announced or self.last
        if rule == "free":
            return self.announced or self.acting or self.last
        return NOBODY


def slot_of(reading: Reading, speaker: Range | None) -> Slot:
    """The words at ``speaker`` and whom they mean: nobody where a name among them is not known."""
    if speaker is None:
        return NOBODY
    start, end = speaker
    nominal = next((n for n in reading.nominals if n.start == start), None)
    is_name = nominal is not None and reading.tokens[nominal.head].tag == "NE"
    known = (
        min(end, nominal.end) if nominal is not None and is_name else end
    )  # "Roth vom Bund" is not the Bund
    bracket = next((i for i in range(start + 1, known) if reading.tokens[i].text == "("), known)
    unit, actor_at = reading.unit, reading.actors.actor_at
    named = actor_at(unit.span(start, bracket)) is not None  # "Roth (SPD)" is not the SPD either
    return Slot((unit.span(start, end),), actor_at(unit.span(start, end)) if named else None)


def is_own(reading: Reading, speaker: Range | None) -> bool:
    """Whether a speaker is the first person, or nobody in particular, who speaks for it: "man muss sagen"."""
    return speaker is not None and reading.tokens[speaker[0]].lower in words("speakers.own")


def after(before: Floor, reading: Reading, told: Sequence[Quotation]) -> Floor:
    """The state behind the sentences of ``reading``, in which ``told`` was found."""
    inside = nested(told)
    outer = [q for q in told if q.id not in inside]
    last, distance = before.last, before.distance + 1
    if outer:
        named = [q for q in outer if q.speaker_spans]
        latest = (named or outer)[-1]
        last, distance = _latest(before.last, latest, reading), 0
    return Floor(
        last,
        before.spoken or bool(outer),
        distance,
        _announced(reading),
        NOBODY if told else _acting(reading),
        None if told else _sentence(reading),
        tuple(q for q in outer if q.type == DIRECT and q.cue is None),
    )


def _latest(last: Slot, quotation: Quotation, reading: Reading) -> Slot:
    """Who spoke last; "ihrer Ansicht nach" does not replace the name of the same speaker."""
    same = bool(last) and quotation.speaker in (None, last.actor)
    starts = {span.start for span in quotation.speaker_spans}
    anaphoric = any(t.start in starts and t.tag == "PPOSAT" for t in reading.tokens)
    return last if same and anaphoric else Slot(quotation.speaker_spans, quotation.speaker)


def _announced(reading: Reading) -> Slot:
    """The speaker whom a sentence with a colon at its end announces: "Dazu erklärt die Ministerin:"."""
    if reading.tokens[-1].text != ":":
        return NOBODY
    for k in range(len(reading.parts) - 1, -1, -1):
        cue = reading.cues[k]
        if cue is not None:
            return slot_of(reading, speaker_of(reading, k, cue))
    return NOBODY


def _acting(reading: Reading) -> Slot:
    """The subject of a sentence that tells what somebody thinks or does: "Weber hält davon nichts."."""
    for k, part in enumerate(reading.parts):
        if part.kind is Kind.MAIN and part.finite is not None:
            slot = slot_of(reading, subject(reading, reading.fields(k), part.finite))
            person = slot.actor is not None and slot.actor.kind is ActorKind.PERSON
            return slot if person else NOBODY
    return NOBODY


def _sentence(reading: Reading) -> Span | None:
    """The last sentence of a unit without its full stop."""
    found = [t for t in reading.tokens if t.is_word]
    return Span(found[0].start, found[-1].end) if found else None
