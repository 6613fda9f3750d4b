"""Where quotations lie in each other: the innermost one around an offset, and which are part of another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.articles.findings import Actor, ActorKind, Mention, Quotation
from loaders.lexicon.tables import words

VOICE = "voice"
"""The type of the quotation that is a whole text; it is innermost nowhere and no quotation of the text."""


class QuotationIndex:
    """Finds the innermost quotation around an offset.

    Reported speech acts do not count: they hold their own frame, not what was said. ``voice`` is whose words
    the text is outside of all quotations, if it is somebody's.
    """

    def __init__(self, quotations: Sequence[Quotation], voice: Quotation | None = None) -> None:
        self.voice = voice
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

    def around(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """The quotations in which all words of ``quotation`` lie, innermost first: who tells of it."""
        start = quotation.spans[0].start
        found: dict[str, Quotation] = {}
        k = bisect_right(self._starts, start) - 1
        while k >= 0 and self._reach[k] > start:
            outer = self._quotations[self._spans[k][2]]
            if _covers(outer, quotation):
                found[outer.id] = outer
            k -= 1
        return tuple(sorted(found.values(), key=_length))

    def voice_at(self, offset: int) -> Quotation | None:
        """The innermost quotation at ``offset``, or else the voice of the text."""
        return self.at(offset) or self.voice

    def speaker_at(self, offset: int) -> Actor | None:
        """The speaker of the innermost quotation at ``offset``, if it has one."""
        quotation = self.at(offset)
        return quotation.speaker if quotation is not None else None


def in_own_words(
    text: str, quotations: Sequence[Quotation], voice: Quotation | None = None
) -> list[Quotation]:
    """``quotations`` with who says "I said that …" in his own words as the speaker of what he said."""
    index = QuotationIndex(quotations, voice)
    found = []
    for quotation in quotations:
        named = quotation.speaker_spans[0] if quotation.speaker_spans else None
        own = named is not None and named.of(text).lower().split()[0] in words("voices.first_person")
        if quotation.speaker is None and named is not None and own:
            said = index.voice_at(named.start)
            quotation = replace(quotation, speaker=said.speaker if said is not None else None)  # noqa: PLW2901
        found.append(quotation)
    return found


def is_hearsay(quotation: Quotation, text: str) -> bool:
    """Whether a quotation only tells what is said: "Medienberichten zufolge …", "…, heißt es in Berlin"."""
    if quotation.type not in {"indirect", "free-indirect"}:
        return False
    source = [word for span in quotation.speaker_spans for word in span.of(text).lower().split()]
    if any(word.endswith(tuple(words("sources.hearsay"))) for word in source):
        return True
    speaker = quotation.speaker
    said = bool(quotation.cue) and set((quotation.cue or "").lower().split()) & words("sources.saying")
    return bool(said) and (speaker is None or speaker.kind is ActorKind.STATE)


def misread(mentions: Iterable[Mention], quotations: QuotationIndex) -> frozenset[Mention]:
    """The pronouns that were taken for who speaks them: nobody calls himself "er" in his own words."""
    found = set()
    for mention in mentions:
        said = quotations.voice_at(mention.span.start) if mention.form == "pronoun" else None
        direct = said is not None and said.type in {"direct", VOICE}
        if direct and said is not None and said.speaker is not None and said.speaker.id == mention.actor:
            found.add(mention)
    return frozenset(found)


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
