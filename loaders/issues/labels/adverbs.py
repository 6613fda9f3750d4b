"""Adverbs without which a label would say something else: "neu verhandeln" is "Neuverhandlung"."""

from __future__ import annotations

from loaders.german.morphology import gender
from loaders.lexicon.tables import words
from loaders.syntax.clause import Clause

_PREFIXES = {"wieder": "Wieder", "neu": "Neu"}
_ENDINGS = {"m": "er", "f": "e", "n": "es"}
_MANNERS = frozenset({"ADJD", "VVPP"})


def turned(clause: Clause, noun: str) -> tuple[str, tuple[str, ...]]:
    """The noun of a verb with the adverb right before the verb, and the lemmas that this adds.

    "wieder einführen" is "Wiedereinführung" (the same matter as "Einführung"), "Daten gesondert speichern"
    is "gesonderte Speicherung".
    """
    adverb = manner_at(clause)
    word = clause.tokens[adverb].lower if adverb is not None else ""
    if word in _PREFIXES:
        same = noun.startswith(_PREFIXES[word])
        return noun if same else _PREFIXES[word] + noun.lower(), ()
    known = gender(noun)
    if adverb is None or known is None or clause.tokens[adverb].tag not in _MANNERS:
        return noun, ()
    return f"{word}{_ENDINGS[known]} {noun}", (word,)


def manner_at(clause: Clause) -> int | None:
    """Where the adverb stands right before the verb, if its noun alone would say something else."""
    verb = clause.verb
    if verb is None:
        return None
    first = min((i for i in verb.tokens if i != verb.finite), default=verb.finite)
    before = first - 1 if first is not None else -1
    if before not in clause.positions or any(p.first <= before < p.last for p in clause.phrases):
        return None
    word = clause.tokens[before].lower
    ending = next((end for end in words("telling_manner_endings") if word.endswith(end)), word)
    made = len(word) > len(ending) and clause.tokens[before].tag in _MANNERS
    return before if made or word in words("telling_manners") else None


def keeps_phrase(word: str) -> bool:
    """Whether an adverb limits the phrase after it, so that neither says it without the other: "erst"."""
    return word.lower() in words("limiting_before_phrases")
