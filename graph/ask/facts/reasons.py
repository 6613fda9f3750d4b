"""What a text says around a position, for who asks why: its sentence, and the next if that gives a reason."""

from __future__ import annotations

from graph.ask.linking.inquiry import Inquiry
from graph.ask.words.word_files import word_pattern_of
from graph.model.sentences import split
from graph.things.passages import Passage


def said_around(inquiry: Inquiry, proof: Passage) -> str:
    """The sentence of ``proof``, with the next one where that has a word of reason ("denn", "weil").

    Only the quoted words where whole texts may not be shown.
    """
    text = inquiry.index.texts.get(proof.document, "")
    if not inquiry.whole_texts or not text:
        return proof.quote
    spans = [(start, end) for start, end in split(text) if end > proof.start]
    own = [span for span in spans if span[0] < proof.end]
    after = [span for span in spans[len(own) :][:1] if word_pattern_of("reason").search(text[slice(*span)])]
    return " ".join(" ".join(text[slice(*span)].split()) for span in (*own, *after)) or proof.quote
