"""What fills the slot of an issue: an object, a phrase with a preposition, an infinitive, a gerund, a clause."""

from __future__ import annotations

from typing import NamedTuple

from loaders.articles.findings import Actor, Stance
from loaders.english.lexicon import Frame
from loaders.english.positions.context import Context
from loaders.english.positions.labels import Label, of_clause, of_gerund, of_phrase, reach
from loaders.english.syntax.units import Clause, Phrase
from loaders.english.vocabulary import words

_SUBJUNCTIVE = frozenset({"demand", "propose"})
"""Acts whose that-clause must say what is to be done ("demands that he resign"), not what is ("insists that it is safe")."""
_CLASSES = {"measure": "measure_nouns", "opinion": "opinion_nouns"}


class Filled(NamedTuple):
    """What fills a slot: its name, the label, where its words end; ``turned`` where it is negated itself.

    ``about`` is the actor who is at issue as such; ``child`` the clause that is the issue.
    """

    slot: str
    label: Label
    end: int
    about: Actor | None = None
    turned: bool = False
    child: Clause | None = None


def fill(frame: Frame, clause: Clause, context: Context) -> Filled | None:
    """The first slot of a frame that the clause fills."""
    for slot in frame.issue:
        found = _filled(slot, frame, clause, context)
        if found is not None:
            return found
    return None


def _filled(slot: str, frame: Frame, clause: Clause, context: Context) -> Filled | None:
    if slot == "obj" or slot in _CLASSES:
        phrase = _object(clause, frame)
        if phrase is None or (slot in _CLASSES and not _is_of(phrase, clause, words(_CLASSES[slot]))):
            return None
        return of_issue(slot, phrase, context)
    if slot == "inf":
        child = _child(clause, "inf")
        noun = child is not None and child.antecedent is not None and not _is_addressee(child, clause, frame)
        if child is None or noun or not _addressed(frame, clause, context):
            return None
        return Filled(slot, of_gerund(child), reach(child), turned=_negated(child), child=child)
    if slot == "ing":
        child = _child(clause, "ing")
        return Filled(slot, of_gerund(child), reach(child), turned=_negated(child), child=child) if child is not None else None
    if slot in {"that", "whether"}:
        return _clause(slot, frame, clause)
    return _governed(slot, clause, context)


def _object(clause: Clause, frame: Frame) -> Phrase | None:
    if clause.verb.passive:
        return clause.subjects[0] if clause.subjects and "obj" in {*frame.issue, *_as_object(frame)} else None
    if clause.object is not None:
        return clause.object
    relative = clause.link == "rel" and clause.antecedent is not None and clause.antecedent not in clause.subjects
    return clause.antecedent if relative else None


def _as_object(frame: Frame) -> set[str]:
    return {"obj"} if set(frame.issue) & set(_CLASSES) else set()


def _is_of(phrase: Phrase, clause: Clause, nouns: frozenset[str]) -> bool:
    token = clause.tokens[phrase.head]
    return token.lower in nouns or token.lemma in nouns


def of_issue(slot: str, phrase: Phrase, context: Context) -> Filled:
    """A phrase as an issue; an actor alone is at issue as such."""
    label = of_phrase(context.parsed, phrase)
    actor = context.meant(phrase)
    alone = actor is not None and label.end <= phrase.end and actor.kind.value not in {"Norm"}
    return Filled(slot, label, label.end, actor if alone else None)


def _child(clause: Clause, link: str) -> Clause | None:
    """The clause that hangs on the verb, nothing else of its kind before it."""
    return next((child for child in clause.children if child.link == link and child.at > clause.at), None)


def _negated(child: Clause) -> bool:
    return child.verb.negated


def _is_addressee(child: Clause, clause: Clause, frame: Frame) -> bool:
    """Whether the phrase before an infinitive is who is to do it, and no noun that the infinitive hangs on."""
    if frame.target == "-":
        return False
    return clause.tokens[child.antecedent.head].lemma not in words("infinitive_nouns") if child.antecedent is not None else True


def _addressed(frame: Frame, clause: Clause, context: Context) -> bool:
    """Whether the addressee that an infinitive needs is there: "urged the minister to", "called on the minister to"."""
    if frame.target in {"-", "any"}:
        return True
    if frame.target == "obj":
        if clause.verb.passive:
            return False
        phrase = clause.object
        if phrase is None:
            return False
        pronoun = clause.tokens[phrase.head].tag == "PNP"
        return pronoun or context.meant(phrase) is not None
    return any(clause.tokens[p.preposition or 0].lower == frame.target for p in clause.prepositions)


def _clause(slot: str, frame: Frame, clause: Clause) -> Filled | None:
    wanted = "that" if slot == "that" else "sub"
    child = next((c for c in clause.children if c.link == wanted and c.at > clause.at and _opens(c, slot)), None)
    if child is None or (slot == "that" and child.antecedent is not None and child.antecedent is clause.object):
        return None
    if frame.act.value in _SUBJUNCTIVE and not _is_wish(child):
        return None
    if child.verb.negated and frame.act.value in _SUBJUNCTIVE:
        return Filled(slot, of_gerund(child), reach(child), turned=True, child=child)
    return Filled(slot, of_clause(child), reach(child), child=child)


def _opens(child: Clause, slot: str) -> bool:
    return slot == "that" or child.opener == "whether"


def _is_wish(child: Clause) -> bool:
    tag = child.tokens[child.verb.start].tag
    return child.verb.modal in {"should", "must", "shall"} or tag in {"VVI", "VBI", "VHI", "VDI"} or (
        tag == "VVB" and bool(child.subjects) and child.tokens[child.subjects[0].head].tag in {"NN1", "NP0"}
    )


def _governed(slot: str, clause: Clause, context: Context) -> Filled | None:
    """A phrase or gerund with a preposition: the first of that name after the verb."""
    tokens = clause.tokens
    for phrase in clause.prepositions:
        if tokens[phrase.preposition or 0].lower == slot and tokens[phrase.head].lower not in words("time_nouns"):
            return of_issue(slot, phrase, context)
    child = next((c for c in clause.children if c.link == slot and c.verb.form == "gerund" and c.at > clause.at), None)
    return Filled(slot, of_gerund(child), reach(child), turned=_negated(child), child=child) if child is not None else None


def other(stance: Stance) -> Stance:
    """The opposite stance."""
    return Stance.OPPOSE if stance is Stance.SUPPORT else Stance.SUPPORT
