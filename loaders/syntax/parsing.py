"""One sentence parsed, once: its tokens, its phrases, its clauses with their grammatical functions.

A sentence is cut at punctuation and between coordinated finite verbs; pieces are put together again to
clauses ("Der Plan, den sie vorlegte, | ist gescheitert"). Each clause knows what introduces it, its verb
complex, its phrases with subject and objects, its parent, and the noun it depends on. Based on the
topological model of the German sentence (Höhle 1986): the left bracket holds a subordinator or the finite
verb, the right bracket the rest of the verb complex.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.articles.findings import Span
from loaders.german.tokens import Sentence, Token
from loaders.lexicon.tables import words
from loaders.syntax.clause import MAIN, Animate, Clause
from loaders.syntax.functions import fill_clause
from loaders.syntax.mending.mended import MendedTokens, mark_names
from loaders.syntax.mending.nouns import (
    join_compounds,
    mend_amounts,
    mend_bare_names,
    mend_comparing,
    mend_nouns,
    mend_opinions,
    mend_place_adjectives,
)
from loaders.syntax.mending.openers import (
    mend_articles,
    mend_beginnings,
    mend_members,
    mend_relatives,
    mend_subordinators,
)
from loaders.syntax.mending.verbs import (
    mend_coordinated_verbs,
    mend_left,
    mend_lone_verbs,
    mend_particles,
    mend_reflexives,
    mend_tried,
)
from loaders.syntax.phrase import Phrase
from loaders.syntax.phrase_reader import PhraseReader
from loaders.syntax.segmenter import Segmenter

MENDING: tuple[Callable[[MendedTokens], None], ...] = (
    join_compounds,
    mark_names,
    mend_beginnings,
    mend_nouns,
    mend_place_adjectives,
    mend_bare_names,
    mend_amounts,
    mend_comparing,
    mend_lone_verbs,
    mend_coordinated_verbs,
    mend_articles,
    mend_members,
    mend_relatives,
    mend_subordinators,
    mend_particles,
    mend_left,
    mend_tried,
    mend_reflexives,
    mend_opinions,
)
"""What is done to the tags of a sentence before its phrases are read, in this order."""


@dataclass(frozen=True, slots=True, eq=False)
class ParsedSentence:
    """What the grammar says of a sentence.

    ``tokens`` are those of the sentence without quotation marks, their tags mended; phrases and clauses name
    their words by places in it. ``phrases`` stand in text order without overlap, ``clauses`` in text order.
    """

    sentence: Sentence
    tokens: Sequence[Token]
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]


def parse_all(
    sentences: Sequence[Sentence], names: Sequence[Span], trained: bool = True
) -> tuple[ParsedSentence, ...]:
    """The parsed sentences of a text; ``names`` are the spans of its actors in text order."""
    starts = [span.start for span in names]
    return tuple(
        parse(s, names[bisect_left(starts, s.start) : bisect_left(starts, s.end)], trained) for s in sentences
    )


def parse(sentence: Sentence, names: Sequence[Span] | None = None, trained: bool = True) -> ParsedSentence:
    """``sentence`` parsed.

    ``names`` are spans of actors: no phrase cuts them, and a phrase that begins with one names somebody who
    can act, which decides between subject and object where their forms do not ("das verbietet die
    Verfassung"). Where nobody has looked for actors (``None``) every proper name is taken for one. Without
    ``trained`` the functions are those of the rules alone.
    """
    reader = PhraseReader(sentence.tokens, names or ())
    for mend in MENDING:
        mend(reader)
    phrases = reader.read()
    clauses = Segmenter(reader, phrases).clauses()
    animate = _is_name if names is None else among({span.start for span in names})
    marks = [t for t in sentence.tokens if t.tag == "$."]
    for index, clause in enumerate(clauses):
        clause.index = index
        ending = next((t.text for t in marks if t.start >= clause.end - 1), "")
        asks = clause.kind == MAIN and clause.tokens[clause.positions[0]].lower in words("asking_words")
        clause.question = ending == "?" or asks  # "„Brauchen wir das?“, fragte sie." ends as no question
        fill_clause(clause, reader, phrases, animate, trained)
    return ParsedSentence(sentence, reader.tokens, tuple(phrases), tuple(clauses))


def _is_name(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    return tokens[phrase.head].tag == "NE"


def among(starts: set[int]) -> Animate:
    """Tells whether a phrase begins with the mention of an actor."""
    return lambda phrase, tokens: tokens[phrase.first].start in starts or tokens[phrase.head].start in starts
