"""Free indirect speech: sentences that go on with what was quoted, marked by nothing but their verb."""

from __future__ import annotations

from loaders.lexicon.tables import words
from loaders.speech.reading.parts import REPORTED, UNREAL, Kind, Part
from loaders.speech.reading.reading import FREE, Attribution, Reading


def free_indirect(reading: Reading, near: bool, goes_on: bool) -> Attribution | None:
    """The unit as a free indirect quotation: a main clause in Konjunktiv I, or ``sollen`` of hearsay.

    ``near`` tells that the sentence before was quoted: only then Konjunktiv II counts; elsewhere it is what
    the text itself imagines. ``goes_on`` tells that anybody spoke shortly before: hearsay needs it.
    """
    if any(t.lower in words("voices.singular") for t in reading.tokens):
        return None  # whoever reports does not keep the "ich" of others
    for k, part in enumerate(reading.parts):
        if reading.is_conditional(k):
            return None
        if part.kind is not Kind.MAIN or part.finite is None or _is_told(reading, part):
            continue
        if _continues(reading, part, near, goes_on):
            told = [f for f in reading.found if f.content and f.content[-1][1] <= part.start]
            start = part.start if told and part.before in {";", ":"} else 0
            speaker = told[-1].speaker if start else None
            return Attribution([(start, _end(reading, part))], FREE, speaker, rule="free")
    return None


def _end(reading: Reading, part: Part) -> int:
    """Where what goes on in ``part`` ends: with the unit, or at a semicolon before words with a frame."""
    later = [f.content[0][0] for f in reading.found if f.content and f.content[0][0] > part.start]
    for start in sorted(later):
        place = reading.part_of(start)
        begin = reading.parts[reading.sentence_begin(place)] if place is not None else part
        if begin.start > part.start and begin.before == ";":
            return begin.start - 1
    return len(reading.tokens)


def _is_told(reading: Reading, part: Part) -> bool:
    """Whether the verb of a part lies in a quotation that has its own frame."""
    assert part.finite is not None
    return any(a <= part.finite < b for f in reading.found for a, b in f.content)


def _continues(reading: Reading, part: Part, near: bool, goes_on: bool) -> bool:
    finite = reading.tokens[part.finite or 0]
    if part.mood == REPORTED:
        return True
    if near and part.mood == UNREAL and finite.lower in words("verbs.replacing"):
        return not any(s.kind is Kind.ADVERBIAL and s.mood == UNREAL for s in reading.parts)
    return goes_on and finite.lower in {"soll", "sollen"} and _is_hearsay(reading, part)


def _is_hearsay(reading: Reading, part: Part) -> bool:
    """Whether ``sollen`` reports hearsay: with an infinitive of the perfect (soll … gesagt haben)."""
    tail = reading.tokens[part.start :]
    return any(t.tag in {"VVPP", "VAPP"} for t in tail) and any(t.lower in {"haben", "sein"} for t in tail)
