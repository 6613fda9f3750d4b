"""Direct speech without its marks: "Wir brauchen Geld, sagte Weber. Ich werde darum kämpfen."

Some publishers take the marks away. A sentence in the first person beside such words goes on with them, if
the text has no marks around sentences, and says "ich" or "wir" nowhere else: a text that does has a voice of
its own, and whose words they are would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Document, Quotation, Span
from loaders.lexicon.tables import words
from loaders.speech.reading.parts import INDICATIVE, Kind
from loaders.speech.reading.reading import INDIRECT, Reading


@dataclass(frozen=True, slots=True)
class Read:
    """A unit after it was read: where it stands, the words told in it, and what it says in the first person.

    ``told`` tells that somebody else than "ich" or "wir" speaks in it, ``own`` that these stand outside of
    what is told; ``plain`` is the quotation in it that has a frame but neither marks nor the subjunctive;
    ``marked`` tells that it has sentences in marks.
    """

    span: Span
    told: bool
    plain: Quotation | None
    own: bool
    marked: bool


def as_read(reading: Reading, told: Sequence[Quotation]) -> Read:
    """What later sentences need of a unit."""
    first, tokens = words("voices.first_person"), reading.tokens
    selves = {t.start for t in tokens if t.lower in first}
    others = [q for q in told if selves.isdisjoint(s.start for s in q.speaker_spans)]
    spans = [span for q in others for span in q.spans]
    own = any(not any(s.start <= place < s.end for s in spans) for place in selves)
    plain = [q for q in others if q.type == INDIRECT and q.speaker_spans and _is_plain(reading, q)]
    marked = any(quote.whole for quote in reading.unit.quotes)
    return Read(
        Span(tokens[0].start, tokens[-1].end), bool(others), plain[-1] if plain else None, own, marked
    )


def _is_plain(reading: Reading, quotation: Quotation) -> bool:
    """Whether the words of a quotation have a main clause, and all of theirs are in the indicative."""
    moods = {
        part.mood
        for part in reading.parts
        if part.kind is Kind.MAIN
        and any(s.start <= reading.tokens[part.start].start < s.end for s in quotation.spans)
    }
    return moods == {INDICATIVE}


def unmarked(document: Document, units: Sequence[Read]) -> Iterator[tuple[Span, Quotation]]:
    """The sentences in the first person that go on with words beside them, each with these words."""
    if document.author is not None or document.organisation is not None or any(u.marked for u in units):
        return
    origin: list[Quotation | None] = [unit.plain for unit in units]
    _carry(document.text, units, origin, range(1, len(units)), -1)
    _carry(document.text, units, origin, range(len(units) - 2, -1, -1), 1)
    if any(u.own and (u.told or origin[k] is None) for k, u in enumerate(units)):
        return  # the text speaks itself
    for unit, said in zip(units, origin, strict=True):
        if said is not None and not unit.told:
            yield unit.span, said


def _carry(
    text: str, units: Sequence[Read], origin: list[Quotation | None], places: range, step: int
) -> None:
    """Hand the words of a neighbour on to sentences in the first person, in the order of ``places``."""
    for k in places:
        first, second = sorted((units[k], units[k + step]), key=lambda unit: unit.span.start)
        apart = "\n" in text[first.span.end : second.span.start]
        if units[k].own and not units[k].told and origin[k] is None and not apart:
            origin[k] = origin[k + step]
