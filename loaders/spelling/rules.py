"""The rules of reading in their order: each reads what the one before it left."""

from __future__ import annotations

from loaders.articles.reading_view import Rule
from loaders.spelling.characters import composed, line_ends, plain_characters, quotation_marks, twice_encoded
from loaders.spelling.lines import joined_lines, parted_sentences

RULES: tuple[Rule, ...] = (
    twice_encoded,
    line_ends,
    plain_characters,
    composed,
    quotation_marks,
    joined_lines,
    parted_sentences,
)
