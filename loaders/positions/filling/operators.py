"""The words in a clause that can turn a word of stance round, weaken it or take it back."""

from __future__ import annotations

from loaders.articles.findings import Stance
from loaders.lexicon.frames import Frame, evaluation
from loaders.lexicon.tables import words
from loaders.positions.filling.polarity import Operators
from loaders.syntax.clause import RELATIVE, Clause
from loaders.syntax.phrase import Phrase

_DETERMINERS = frozenset({"ART", "PIAT", "PPOSAT", "PDAT", "CARD"})


def operators(clause: Clause, frame: Frame | None, noun: Phrase | None, child: Clause | None) -> Operators:
    """The operators around the word of ``frame``, at ``noun`` if it is one; ``child`` is its complement."""
    verb = clause.verb
    parent = clause.parent if clause.kind != RELATIVE else None
    return Operators(
        negation=negation(clause, frame),
        complement=_word(child, child.negation) if child is not None else "",
        blame=_blame(clause) if frame is not None and frame.lemma in words("attesting_verbs") else "",
        determiner=_determiner(clause, noun) if noun is not None else "",
        aspect=verb.lemma if noun is not None and verb is not None else "",
        embedding=parent.verb.lemma if parent is not None and parent.verb is not None else "",
    )


def negation(clause: Clause, frame: Frame | None = None) -> str:
    """The word that negates the verb of a clause, unless it belongs to the idiom of ``frame``; else empty."""
    word = _word(clause, clause.negation)
    return "" if frame is not None and word in frame.required else word


def _word(clause: Clause, i: int | None) -> str:
    return clause.tokens[i].lower if i is not None else ""


def _determiner(clause: Clause, noun: Phrase) -> str:
    first = clause.tokens[noun.first + (1 if noun.prep is not None and noun.end - noun.first > 1 else 0)]
    return first.lower if first.tag in _DETERMINERS else ""


def _blame(clause: Clause) -> str:
    """What is bad about that which is attested: "bescheinigte dem Amt erschreckende Versäumnisse"."""
    thing = clause.accusative
    if thing is None:
        return ""
    judged = (evaluation(clause.tokens[i].lemma) for i in (*thing.attributes, thing.head))
    return next((e.word for e in judged if e is not None and e.stance is Stance.OPPOSE), "")
