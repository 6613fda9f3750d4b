"""The rules of reading in their order: each reads what the one before it left."""

from __future__ import annotations

from loaders.articles.reading_view import Rule
from loaders.spelling.capitals import small_letters
from loaders.spelling.characters import (
    composed,
    entities,
    line_ends,
    plain_characters,
    quotation_marks,
    twice_encoded,
)
from loaders.spelling.gender import agreeing_words, one_noun, one_spelling
from loaders.spelling.lines import joined_lines, parted_sentences
from loaders.spelling.orthography import long_numbers, todays_spelling, umlauts

RULES: tuple[Rule, ...] = (
    entities,
    twice_encoded,
    line_ends,
    plain_characters,
    composed,
    quotation_marks,
    joined_lines,
    small_letters,
    umlauts,
    todays_spelling,
    long_numbers,
    one_spelling,
    agreeing_words,
    one_noun,
    parted_sentences,
)
