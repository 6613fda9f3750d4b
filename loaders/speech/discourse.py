"""What one sentence leaves to the next: who spoke, who was announced, whom it is about.

A quotation without a frame of its own takes its speaker from here. What names nobody stays nobody's: a slot
that is filled but means no known actor never falls back to somebody who was named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.articles.findings import Actor, ActorKind, Quotation, Span
from loaders.lexicon.frames import frame_class, verb_frames
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.speech.index import nested
from loaders.speech.reading.nominals import Range
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import DIRECT, Attribution, Reading
from loaders.speech.reading.speakers import speaker_of, subject

FAR = 5  # sentences after a quotation in which free indirect speech still goes on with it

_SAYS = frozenset({"say", "feel", "loose"})  # classes of frames by which somebody has a view, not does a deed
_SILENT = frozenset({ActorKind.NORM, ActorKind.AUTHOR})  # what has no view of its own


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

    ``last`` spoke last, or was said to have a view, ``distance`` sentences ago (0: in the sentence before);
    ``spoken`` tells that anybody did. ``announced`` was announced by a colon at the end of the sentence
    before; ``acting`` is whom that sentence is about, and ``plain`` where it stands, if it holds no
    quotation; ``open`` are the direct quotations in it that have no frame of their own; ``sender`` is whose
    paper "it says in the letter" means.
    """

    last: Slot = NOBODY
    spoken: bool = False
    distance: int = 0
    announced: Slot = NOBODY
    acting: Slot = NOBODY
    plain: Span | None = None
    open: tuple[Quotation, ...] = ()
    sender: Slot = NOBODY

    @property
    def goes_on(self) -> bool:
        """Whether a sentence may still belong to who spoke last."""
        return self.spoken and self.distance < FAR

    def heir(self, rule: str) -> Slot:
        """Who speaks a quotation that has no frame, found by ``rule``."""
        if rule == "marks":
            return self.announced or self.last
        if rule == "free":
            return self.announced or self.acting or self.last
        if rule == "agentless":  # "Besonders kritisiert wurde die Auswahl"
            return self.last if self.distance == 0 else NOBODY
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


def said_on(reading: Reading, speaker: Range | None, floor: Floor) -> Slot:
    """As ``slot_of``; "sagte sie" behind words of a person goes on with that person, not with a body."""
    slot = slot_of(reading, speaker)
    if speaker is None or reading.tokens[speaker[0]].lower not in {"er", "sie"} or floor.distance > 0:
        return slot
    known, person = slot.actor, floor.last.actor
    goes_on = person is not None and person.kind is ActorKind.PERSON
    return (
        Slot(slot.spans, person)
        if goes_on and known is not None and known.kind is not ActorKind.PERSON
        else slot
    )


def sent(reading: Reading, found: Attribution, slot: Slot, floor: Floor) -> Slot:
    """Whose paper says something: "…, hieß es in einer Aussendung" is who spoke in the sentence before."""
    places = [found.speaker[0]] if found.speaker is not None else []
    nominal = next((n for n in reading.nominals if n.start in places), None)
    if slot.actor is not None or not {reading.tokens[i].lemma.lower() for i in found.cue} & words(
        "sources.said_in"
    ):
        return slot
    if found.speaker is None:
        pointing = any(t.lower in words("sources.therein") for t in reading.tokens)
        return floor.sender if pointing else slot
    paper = nominal is not None and reading.tokens[nominal.head].lemma.lower() in words("sources.papers")
    alone = nominal is not None and found.speaker[1] == nominal.end
    if not (paper and alone):
        return slot
    return floor.sender or (floor.last if floor.distance == 0 else floor.acting) or slot


def is_own(reading: Reading, speaker: Range | None) -> bool:
    """Whether a speaker is the first person, or nobody in particular, who speaks for it: "man muss sagen"."""
    return speaker is not None and reading.tokens[speaker[0]].lower in words("speakers.own")


def after(before: Floor, reading: Reading, told: Sequence[Quotation]) -> Floor:
    """The state behind the sentences of ``reading``, in which ``told`` was found."""
    inside = nested(told)
    outer = [q for q in told if q.id not in inside]
    last, distance = before.last, before.distance + 1
    subject_of, minded = _acting(before, reading)
    answers = minded and subject_of.actor is not None and bool(outer) and all(map(_is_of_noun, outer))
    if answers:
        last, distance = subject_of, 0
    elif outer:
        named = [q for q in outer if q.speaker_spans]
        latest = (named or outer)[-1]
        last, distance = _latest(before.last, latest, reading), 0
    elif minded and not told:
        last, distance = subject_of, 0
    minded = minded and not told
    subject_of = NOBODY if told else subject_of
    return Floor(
        last,
        before.spoken or bool(outer) or minded,
        distance,
        _announced(reading),
        NOBODY if _is_quiet(subject_of, minded) else subject_of,
        None if told else _sentence(reading),
        tuple(q for q in outer if q.type == DIRECT and q.cue is None),
        _sender(reading, subject_of or (last if distance == 0 else NOBODY)),
    )


def _is_of_noun(quotation: Quotation) -> bool:
    """Whether a noun frames it: to "die Forderung Webers, …" the sentence is somebody else's answer."""
    return quotation.cue is not None and quotation.cue[:1].isupper()


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


def _acting(before: Floor, reading: Reading) -> tuple[Slot, bool]:
    """(the subject of a sentence, whether it has a view): "Weber hält davon nichts.".

    Somebody whom nobody knows is a slot without an actor, so that what follows is not said by somebody else.
    """
    for k, part in enumerate(reading.parts):
        if part.kind is Kind.MAIN and part.finite is not None:
            found = subject(reading, reading.fields(k), part.finite)
            slot = slot_of(reading, found)
            if found is None or (slot.actor is not None and slot.actor.kind in _SILENT):
                return NOBODY, False
            if slot.actor is None and reading.tokens[found[0]].lower in {"er", "sie"}:
                return before.acting, False
            verb = part.clause.verb if part.clause is not None else None
            acted_on = verb is not None and verb.voice == "passive"  # "Weber wurde ausgelacht"
            if acted_on or not _is_somebody(reading, found, slot.actor is not None):
                return NOBODY, False
            return slot, has_view(reading, k)
    return NOBODY, False


def _sender(reading: Reading, writer: Slot) -> Slot:
    """Whose the paper is that a sentence names: its owner ("ein Brief von Weber"), else ``writer``."""
    papers = words("sources.papers") | words("sources.reports")
    paper = next((n for n in reading.nominals if reading.tokens[n.head].lemma.lower() in papers), None)
    if paper is None:
        return NOBODY
    of = reading.tokens[paper.end].lower if paper.end < len(reading.tokens) else ""
    owner = next((n for n in reading.nominals if n.preposition == paper.end and of in {"von", "vom"}), None)
    if owner is not None:
        return slot_of(reading, (owner.start, owner.end))
    if paper.end > paper.head + 1:  # "das Schreiben der Kammer"
        return slot_of(reading, (paper.head + 1, paper.end))
    return writer


def _is_quiet(slot: Slot, minded: bool) -> bool:
    """Whether what follows in the subjunctive is not said by ``slot``: a body that only does something."""
    return slot.actor is not None and slot.actor.kind is not ActorKind.PERSON and not minded


def _is_somebody(reading: Reading, place: Range, known: bool) -> bool:
    """Whether the phrase at ``place`` names people or bodies, or what they say: "Unmut", "die Idee der SPD".

    "Der Streit mit Weber" is not Weber.
    """
    nominal = next((n for n in reading.nominals if n.start == place[0]), None)
    head = reading.tokens[nominal.head if nominal is not None else place[0]]
    if head.tag in {"NE", "PIS"} or head.lower in words("nouns.voices"):
        return True
    if known and (nominal is None or head.lemma.lower() in words("nouns.clause")):
        return True
    noun = analyse(head.text)
    person = noun is not None and noun.head.family == "person"
    named = nominal is not None and reading.actors.actor_at(reading.unit.span(nominal.start, nominal.end))
    return person or bool(named)


def has_view(reading: Reading, k: int) -> bool:
    """Whether the clause of part ``k`` tells what its subject says or thinks, not what it does."""
    part = reading.parts[k]
    if reading.cues[k] is not None:
        return True
    verb = part.clause.verb if part.clause is not None else None
    if verb is None:
        return False
    members = [reading.tokens[i] for i in reading.members(k)]
    there = {t.lower for t in members}
    if verb.lemma in words("minds.shown") and any(t.tag == "PRF" for t in members):
        return any(t.tag in {"ADJD", "VVPP"} for t in members)  # "zeigte sich unbeeindruckt"
    frames = (f for f in verb_frames(verb.lemma) if frame_class(f.name) in _SAYS)
    return verb.lemma in words("minds.verbs") or any(there.issuperset(f.required) for f in frames)


def _sentence(reading: Reading) -> Span | None:
    """The last sentence of a unit without its full stop."""
    found = [t for t in reading.tokens if t.is_word]
    return Span(found[0].start, found[-1].end) if found else None
