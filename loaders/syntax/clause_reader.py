"""Clauses of a German sentence by its topological fields, with grammatical functions.

A sentence is cut at punctuation and between coordinated finite verbs; pieces are put together again to
clauses ("Der Plan, den sie vorlegte, | ist gescheitert"). Each clause knows what introduces it, its verb
complex, its phrases with subject and objects, its parent, and the noun it depends on. Based on the
topological model of the German sentence (Höhle 1986): the left bracket holds a subordinator or the finite
verb, the right bracket the rest of the verb complex.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Span
from loaders.german.tokens import Sentence
from loaders.syntax.clause import FRAGMENT, INFINITIVE, MAIN, RELATIVE, SUB, Animate, Clause
from loaders.syntax.functions import fill_clause
from loaders.syntax.phrase_reader import PhraseReader
from loaders.syntax.segmenter import Segmenter


def read_clauses(
    sentence: Sentence, names: Sequence[Span] = (), animate: Animate | None = None
) -> list[Clause]:
    """The clauses of ``sentence`` in text order.

    ``names`` are spans of actors (no phrase cuts them); ``animate`` tells whether a phrase names someone who
    can act, which decides between subject and object where their forms do not ("das verbietet die
    Verfassung").
    """
    reader = PhraseReader(sentence.tokens, names)
    if not reader.tokens:
        return []
    phrases = reader.read()
    clauses = Segmenter(reader, phrases).clauses()
    for index, clause in enumerate(clauses):
        clause.index = index
        clause.question = sentence.tokens[-1].text == "?" or any(t.text == "?" for t in sentence.tokens[-3:])
        fill_clause(clause, reader, phrases, animate)
    return clauses


__all__ = ["FRAGMENT", "INFINITIVE", "MAIN", "RELATIVE", "SUB", "Clause", "read_clauses"]
