"""Free indirect speech: sentences that go on with what was quoted, marked by nothing but their verb."""

from __future__ import annotations

from loaders.lexicon.tables import words
from loaders.speech.reading.reading import FREE, Attribution, Reading
from loaders.speech.reading.segments import REPORTED, UNREAL, Kind, Segment


def free_indirect(reading: Reading, near: bool) -> Attribution | None:
    """The unit as a free indirect quotation: a main clause in Konjunktiv I, or ``sollen`` of hearsay.

    ``near`` tells that the sentence before was quoted: only then Konjunktiv II counts; elsewhere it is what
    the text itself imagines.
    """
    for k, segment in enumerate(reading.segments):
        if reading.is_conditional(k):
            return None
        if segment.kind is not Kind.MAIN or segment.finite is None or _is_told(reading, segment):
            continue
        if _continues(reading, segment, near):
            told = [f for f in reading.found if f.content and f.content[-1][1] <= segment.start]
            start = segment.start if told and segment.before in {";", ":"} else 0
            speaker = told[-1].speaker if start else None
            return Attribution([(start, len(reading.tokens))], FREE, speaker, rule="free")
    return None


def _is_told(reading: Reading, segment: Segment) -> bool:
    """Whether the verb of a segment lies in a quotation that has its own frame."""
    assert segment.finite is not None
    return any(a <= segment.finite < b for f in reading.found for a, b in f.content)


def _continues(reading: Reading, segment: Segment, near: bool) -> bool:
    finite = reading.tokens[segment.finite or 0]
    if segment.mood == REPORTED:
        return True
    if near and segment.mood == UNREAL and finite.lower in words("verbs.replacing"):
        return not any(s.kind is Kind.ADVERBIAL and s.mood == UNREAL for s in reading.segments)
    return finite.lower in {"soll", "sollen"} and _is_hearsay(reading, segment)


def _is_hearsay(reading: Reading, segment: Segment) -> bool:
    """Whether ``sollen`` reports hearsay: with an infinitive of the perfect (soll … gesagt haben)."""
    tail = reading.tokens[segment.start :]
    return any(t.tag in {"VVPP", "VAPP"} for t in tail) and any(t.lower in {"haben", "sein"} for t in tail)
