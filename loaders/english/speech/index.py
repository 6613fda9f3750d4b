"""Whose words stand at a place of an English text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from loaders.articles.findings import Actor, Document, Quotation
from loaders.english.actors.index import Cast
from loaders.english.speech.quotes import find_quotes
from loaders.english.speech.voices import OwnVoice, voices_of
from loaders.english.syntax.units import Parsed


class SpeechIndex:
    """The quotations and voices of a text, by place."""

    def __init__(self, quotations: Sequence[Quotation], voices: Sequence[OwnVoice]) -> None:
        self.quotations = tuple(quotations)
        self._starts = [q.spans[0].start for q in quotations]
        self._voices = list(voices)
        self._voice_starts = [v.span.start for v in voices]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation a place lies in."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self.quotations[i].spans[0].end:
            return None
        return self.quotations[i]

    def voice_at(self, offset: int) -> OwnVoice | None:
        """The voice of the text at a place outside quotation marks."""
        i = bisect_right(self._voice_starts, offset) - 1
        return self._voices[i] if i >= 0 and offset < self._voices[i].span.end else None

    def speaker_at(self, offset: int) -> Actor | None:
        """Whose "I" it is: the speaker of the quotation, else the voice of the text; nobody for an unresolved
        quotation.
        """
        quotation = self.quotation_at(offset)
        if quotation is not None:
            return quotation.speaker
        voice = self.voice_at(offset)
        return voice.speaker if voice is not None else None

    def asks_at(self, offset: int) -> bool:
        """Whether a place is in the turn of somebody who only asks."""
        voice = self.voice_at(offset)
        return voice is not None and voice.asks


def find_speech(parsed: Sequence[Parsed], actors: Cast, document: Document) -> SpeechIndex:
    """The quotations and the voices of a text."""
    return SpeechIndex(find_quotes(parsed, actors, document), voices_of(parsed, actors, document))
