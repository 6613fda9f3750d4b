"""How, where and of what something is done: the prepositional phrases of a clause that its label takes up."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.issues.labels.adverbs import keeps_phrase
from loaders.issues.labels.cases import determiner
from loaders.issues.labels.label import LONGEST
from loaders.issues.labels.phrase_labels import add_tail, tail_of
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.syntax.clause import INFINITIVE, Clause
from loaders.syntax.phrase import Phrase

_MOST = 2
"""Prepositional phrases of a clause that its label takes up at most."""


def add_circumstances(
    clause: Clause, said: Sequence[Phrase | None], parts: list[str], lemmas: list[str]
) -> None:
    """Add how, where and of what: "Schutz der Schulen | vor Angriffen"; the last ones if not all have room.

    ``said`` are phrases that the label has already, or that are no part of it.
    """
    room = LONGEST - len(" ".join(parts).split())
    chosen: list[list[Phrase]] = []
    for group in reversed(_circumstances(clause)):
        size = group[-1].last - group[0].first
        if len(chosen) == _MOST or size > room or any(one is other for one in group for other in said):
            continue
        chosen.insert(0, group)
        room -= size
    for phrase in (phrase for group in chosen for phrase in group):
        add_tail(clause.tokens, phrase, parts, lemmas)


def _circumstances(clause: Clause) -> list[list[Phrase]]:
    """The prepositional phrases of a clause that say something, each with those that belong to it."""
    found: list[list[Phrase]] = []
    inside: list[Phrase] = []
    own = {id(p) for p in (clause.subject, clause.accusative, clause.dative) if p is not None}
    for phrase in clause.phrases:
        tail = tail_of(clause, phrase) if phrase.kind == "NP" and id(phrase) not in own else []
        if phrase.prep is not None and all(phrase is not other for other in inside):
            if says_something(clause, phrase):
                found.append([phrase, *tail])
            inside += tail
        elif phrase.prep is None:
            inside += tail
    return found


def says_something(clause: Clause, phrase: Phrase) -> bool:
    """Whether a prepositional phrase says something of the matter, not when, who says so, or by whom."""
    if phrase.kind != "NP" or determiner(clause.tokens, phrase).startswith("kein"):
        return False  # "in keiner Form": what a negation says is no part of what is denied
    if tells_when(clause, phrase):
        return True
    if phrase.prep in words("aside_prepositions"):
        return False
    if clause.verb is not None and clause.verb.voice != "active" and phrase.prep in {"von", "durch"}:
        return False
    head = clause.tokens[phrase.head]
    named = "NE" in {head.tag, clause.tokens[phrase.end - 1].tag}
    if phrase.prep == "von" and (named or analyse(head.lemma) is not None):
        return False  # of somebody else than who does it
    return head.lower not in words("time_nouns") | words("source_nouns") | words("aside_nouns")


def tells_when(clause: Clause, phrase: Phrase) -> bool:
    """Whether a time is part of what is wanted: "erst nach der Wahl zahlen", "nach 96 Stunden löschen"."""
    if phrase.prep is None or phrase.prep in words("source_prepositions"):
        return False
    if phrase.first and keeps_phrase(clause.tokens[phrase.first - 1].text):
        return True
    counted = any(clause.tokens[i].tag == "CARD" for i in range(phrase.first, phrase.head))
    timed = clause.tokens[phrase.head].lower in words("time_nouns")
    return clause.kind == INFINITIVE and counted and timed and phrase.prep in words("term_prepositions")
