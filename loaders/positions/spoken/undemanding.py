"""What is no demand though it says "müssen" or "sollen": hearsay, reasons, complaints, open questions."""

from __future__ import annotations

from loaders.articles.findings import ActorKind
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.positions.filling.holders import resolve
from loaders.speech.index import VOICE
from loaders.syntax.clause import COPULAS, MAIN, SUB, Clause

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.AUTHOR})
_OPEN = frozenset({"was", "wer", "wie", "ob"})
"""What opens a clause that only names what is asked: "wie das gehen soll", "was geschehen müsste"."""


def leaves_open(clause: Clause, context: Context) -> bool:
    """Whether a clause says who is to settle a question, or is one: "Ob das geht, muss das Amt klären".

    "Wer den Wald retten will, muss …" asks nothing.
    """
    if clause.kind == SUB and clause.connector in _OPEN:
        return True
    beside = (c for c in context.clauses if abs(c.index - clause.index) == 1 and c.kind == SUB)
    asked = any(c.tokens[c.positions[0]].lower in words("clauses.unsettled") for c in beside)
    return asked and (clause.accusative is None or clause.accusative.kind != "NP")


def is_hearsay(clause: Clause, context: Context) -> bool:
    """ "soll gestorben sein", "sollte eigentlich beruhigen": no demand."""
    verb = clause.verb
    if verb is None or verb.modal != "sollen":
        return False
    concludes = not words("concluding_adverbs").isdisjoint(clause.words())
    if verb.mood == "ind" and verb.tense == "present" and _is_purpose(clause, context):
        return not (concludes and _is_own(clause, context))
    if verb.mood == "ind" and clause.kind == MAIN and not _is_direct(clause, context):
        binds = _is_own(clause, context) and (concludes or _binds_somebody(clause, context))
        if not binds:
            return True  # "soll nach Angaben der Polizei …"
    there = [clause.tokens[i] for i in verb.tokens]
    participle = any(t.tag in {"VVPP", "VAPP"} for t in there)
    perfect = participle and (verb.voice != "passive" or any(t.lower == "worden" for t in there))
    return perfect or (verb.mood == "ind" and verb.tense == "past") or "eigentlich" in clause.words()


def is_reason(clause: Clause) -> bool:
    """Whether a clause tells why something is so: "weil Banken keine Kredite vergeben dürfen"."""
    return clause.kind == SUB and clause.connector in words("causal_subordinators")


def is_judged(clause: Clause) -> bool:
    """Whether a clause says what is good or bad: "Es sei eine Schande, dass Kinder betteln müssten"."""
    parent = clause.parent if clause.kind == SUB else None
    if parent is None or parent.verb is None:
        return False
    if clause.noun is not None and clause.negation is not None:
        return True  # "kritisiert den Plan, dass man hier nicht bauen darf"
    found = parent.verb.lemma in words("judging_verbs") and "es" in parent.words()  # "findet es falsch, dass"
    return found or parent.verb.lemma in COPULAS


def is_complaint(clause: Clause) -> bool:
    """Whether what somebody must do is so already: "müsse immer wieder …", "müssten schon heute zahlen".

    Of what is to be done to something ("müsse schon heute saniert werden") it is a demand all the same.
    """
    verb, said = clause.verb, f" {' '.join(clause.words())} "
    must = verb is not None and verb.modal == "müssen" and verb.voice == "active"
    standing = (f" {phrase.replace('_', ' ')} " for phrase in words("standing_adverbs"))
    return must and any(phrase in said for phrase in standing)


def _is_purpose(clause: Clause, context: Context) -> bool:
    """Whether a clause with "sollen" says what a thing is for: "Die Mittel sollen den Bau sichern"."""
    verb, thing = clause.verb, clause.subject
    if verb is None or verb.voice != "active" or thing is None or thing.kind != "NP":
        return False
    return all(actor.kind is ActorKind.NORM for actor in resolve(clause, thing, context))


def _is_own(clause: Clause, context: Context) -> bool:
    """Whether a clause is in the own words of a text whose voice is known."""
    said = context.voice_of(clause)
    return said is not None and said.type == VOICE


def _binds_somebody(clause: Clause, context: Context) -> bool:
    """Whether a body says what somebody shall do: "Die Stadt soll die Halle kaufen"."""
    verb, who = clause.verb, clause.subject
    if verb is None or verb.voice != "active" or who is None or who.kind != "NP":
        return False
    bodies = all(actor.kind not in _PERSONS for actor in context.speaker.actors)
    return bodies and bool(resolve(clause, who, context))


def _is_direct(clause: Clause, context: Context) -> bool:
    """Whether the words of a clause are quoted directly."""
    quotation = context.quotation_of(clause)
    return quotation is not None and quotation.type == "direct"
