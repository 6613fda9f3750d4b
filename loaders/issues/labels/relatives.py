"""Relative clauses without which a noun would say too much: "Auflagen, die nur Landwirte treffen"."""

from __future__ import annotations

from dataclasses import replace

from loaders.german.verbs import VERBAL
from loaders.issues.labels.cases import determiner
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import CONTENT, lemma_of
from loaders.lexicon.tables import words
from loaders.syntax.clause import RELATIVE, Clause
from loaders.syntax.phrase import Phrase

_LONGEST = 10
"""Words of a relative clause that a label takes up."""


def with_relative(clause: Clause, phrase: Phrase, label: Label) -> Label:
    """A label that ends with a noun or its verb, with the relative clause that says which are meant.

    Not where the noun is known without it, behind an article or as a name ("der Straße, die 2029 fertig sein
    soll"), nor of one thing, of which such a clause mostly tells what else is to be said.
    """
    child = next((c for c in clause.children if c.kind == RELATIVE and _is_said_of(c, clause, phrase)), None)
    if child is None or not _is_open(clause, phrase) or not _ends_with(label, clause, phrase):
        return label
    if _goes_on(child):
        return label
    tokens = [clause.tokens[i] for i in child.positions]
    told = [t.text for t in tokens if t.tag[0] != "$"]
    if len(told) > _LONGEST or not told[0][0].islower():
        return label
    said = [lemma_of(t) for t in tokens if t.tag in CONTENT or t.tag.startswith("VV")]
    return replace(label, text=f"{label.text}, {' '.join(told)}", lemmas=(*label.lemmas, *said))


def _is_said_of(child: Clause, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase is the antecedent of a relative clause, perhaps with a verb between."""
    if child.antecedent is not None:
        return child.antecedent is phrase
    between = [i for i in clause.positions if phrase.last <= i < child.positions[0]]
    opener = next((p for p in child.phrases if p.kind == "PRON"), None)
    agrees = opener is not None and bool({r[1] for r in opener.form} & {r[1] for r in phrase.form})
    near = phrase.last <= child.positions[0] and all(clause.tokens[i].tag in VERBAL for i in between)
    return near and agrees


def _is_open(clause: Clause, phrase: Phrase) -> bool:
    """Whether a noun alone would mean all of its kind: "Menschen", "jene Länder", not "die Länder"."""
    head, first = clause.tokens[phrase.head], clause.tokens[phrase.first]
    article = determiner(clause.tokens, phrase)
    named = (
        head.tag != "NN" or phrase.genitive is not None or bool(phrase.conjuncts) or first.tag == "APPRART"
    )
    return not named and phrase.may_be_plural and (not article or article in words("open_determiners"))


def _goes_on(child: Clause) -> bool:
    """Whether a relative clause tells what else is to be said: "…, die allerdings teuer sind"."""
    past = child.verb is None or child.verb.tense in {"past", "pluperfect"}
    return past or not words("continuing_adverbs").isdisjoint(child.words())


def _ends_with(label: Label, clause: Clause, phrase: Phrase) -> bool:
    *_, last = spelled = label.text.split()
    head = clause.tokens[phrase.head]
    ends = last.lower().startswith(head.lemma.lower()[:4]) or (last[0].islower() and head.text in spelled)
    return ends and not label.members
