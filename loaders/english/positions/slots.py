"""What fills the slot of an issue: an object, a phrase with a preposition, an infinitive, a gerund, a
clause.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from loaders.articles.findings import Actor, ActorKind
from loaders.english.lexicon import StanceEntry, frames_of
from loaders.english.positions.context import Surroundings
from loaders.english.positions.labels import Wording, of_clause, of_gerund, of_phrase, of_wish, reach
from loaders.english.syntax.units import NounPhrase, VerbClause
from loaders.english.vocabulary import words

_SUBJUNCTIVE = frozenset({"demand", "propose"})
"""Acts whose that-clause must say what is to be done ("demands that he resign"), not what is ("insists that
it is safe").
"""
_STRANDED = 5  # tokens behind a passive verb in which its preposition stands: "spoken out in favour of by"
_CLASSES = {"measure": "measure_nouns", "opinion": "opinion_nouns"}


class Filling(NamedTuple):
    """What fills a slot: its name, the label, where its words end; ``turned`` where it is negated itself.

    ``about`` is the actor who is at issue as such; ``child`` the clause that is the issue.
    """

    slot: str
    label: Wording
    end: int
    about: Actor | None = None
    turned: bool = False
    child: VerbClause | None = None


def fill(frame: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    """The first slot of a frame that the clause fills."""
    for slot in frame.issue:
        found = _filled(slot, frame, clause, context)
        if found is not None:
            return found
    return None


def _filled(slot: str, frame: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    if slot == "obj" or slot in _CLASSES:
        return _by_object(slot, frame, clause, context)
    if slot == "inf":
        return _infinitive(frame, clause, context)
    if slot == "ing":
        return _gerund(clause, context)
    return _clause(slot, frame, clause) if slot in {"that", "whether"} else _governed(slot, clause, context)


def _by_object(slot: str, frame: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    phrase = _object(clause, frame) or _cleft(clause, context)
    if phrase is None or (phrase.start and clause.tokens[phrase.start - 1].tag == "XX0"):
        return None  # "support not the toll but the levy"
    if slot in _CLASSES and not _is_of(phrase, clause, words(_CLASSES[slot])):
        return None
    if clause.verb.lemma in words("ending_verbs") and _is_own_stance(phrase, clause):
        return None  # "dropped their demand for a referendum"
    empty = clause.tokens[phrase.head].lemma in words("empty_nouns")
    explained = _child(clause, "that") if empty else None
    if explained is not None:
        return Filling("that", of_clause(explained), reach(explained))
    blamed = context.meant(phrase)
    following = clause.tokens[phrase.end].lower if phrase.end < len(clause.tokens) else ""
    if blamed is not None and blamed.kind is not ActorKind.NORM and following == "for":
        return _governed("for", clause, context)  # "criticised the minister for the delay"
    return of_issue(slot, phrase, context)


def _is_own_stance(phrase: NounPhrase, clause: VerbClause) -> bool:
    """Whether a phrase is what the subject stands for: "its support for the toll"."""
    tokens = clause.tokens
    return tokens[phrase.start].tag == "DPS" and bool(frames_of("noun", tokens[phrase.head].lemma))


def _infinitive(frame: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    child = _child(clause, "inf")
    if child is None or not _addressed(frame, clause, context):
        return None
    if child.antecedent is not None and not _is_addressee(child, clause, frame):
        return None
    return _doing("inf", child, context)


def _doing(slot: str, child: VerbClause, context: Surroundings) -> Filling:
    """An infinitive or gerund as an issue; what is to be introduced is wanted itself: "impose an embargo"."""
    turned = child.verb.negated
    if child.verb.lemma in words("introducing_verbs") and child.object is not None and not child.verb.passive:
        filled = of_issue(slot, child.object, context)
        if not filled.label.little:
            return filled._replace(about=None, turned=turned)
    return Filling(slot, of_gerund(child), reach(child), turned=turned, child=child)


def _gerund(clause: VerbClause, context: Surroundings) -> Filling | None:
    child = _child(clause, "ing")
    if child is not None:
        return _doing("ing", child, context)
    if clause.object is not None and clause.tokens[clause.object.start].lower.endswith("ing"):
        return of_issue("ing", clause.object, context)  # "considering raising taxes", tagged as a phrase
    return None


def _object(clause: VerbClause, frame: StanceEntry) -> NounPhrase | None:
    if clause.verb.passive:
        return clause.subjects[0] if clause.subjects and "obj" in {*frame.issue, *_as_object(frame)} else None
    if clause.object is not None:
        return clause.object
    relative = (
        clause.link == "rel" and clause.antecedent is not None and clause.antecedent not in clause.subjects
    )
    return clause.antecedent if relative else None


def _cleft(clause: VerbClause, context: Surroundings) -> NounPhrase | None:
    """What "what" stands for: "What we oppose is surveillance"."""
    if clause.opener != "what":
        return None
    said = next((c for c in context.parsed.clauses if c.at > clause.at and c.verb.lemma == "be"), None)
    return said.object if said is not None and not said.verb.negated else None


def _as_object(frame: StanceEntry) -> set[str]:
    return {"obj"} if set(frame.issue) & set(_CLASSES) else set()


def _is_of(phrase: NounPhrase, clause: VerbClause, nouns: frozenset[str]) -> bool:
    token = clause.tokens[phrase.head]
    return token.lower in nouns or token.lemma in nouns


def of_issue(slot: str, phrase: NounPhrase, context: Surroundings) -> Filling:
    """A phrase as an issue; an actor alone is at issue as such, "it" is what was named before."""
    phrase = _named_before(phrase, context) or phrase
    label = of_phrase(context.parsed, phrase)
    actor = context.meant(phrase)
    first = context.parsed.sentence.tokens[phrase.start].lower
    actor = None if first in {"a", "an", "another", "any"} else actor
    pronoun = context.parsed.sentence.tokens[phrase.head].tag in {"PNP", "DT0", "PNI"}
    alone = actor is not None and not pronoun and label.end <= phrase.end and actor.kind is not ActorKind.NORM
    return Filling(slot, label, label.end, actor if alone else None)


def _named_before(phrase: NounPhrase, context: Surroundings) -> NounPhrase | None:
    """What "it" takes up: the last thing before it in the sentence that is no actor and no pronoun."""
    tokens = context.parsed.sentence.tokens
    if tokens[phrase.head].lower not in {"it", "them"}:
        return None
    named = (p for c in context.parsed.clauses for p in (c.object, *c.subjects) if p is not None)
    things = [
        p
        for p in named
        if p.end <= phrase.start and tokens[p.head].tag.startswith("NN") and context.meant(p) is None
    ]
    return max(things, key=lambda p: p.start, default=None)


def _child(clause: VerbClause, link: str) -> VerbClause | None:
    """The clause that hangs on the verb, nothing else of its kind before it."""
    return next((child for child in clause.children if child.link == link and child.at > clause.at), None)


def _is_addressee(child: VerbClause, clause: VerbClause, frame: StanceEntry) -> bool:
    """Whether the phrase before an infinitive is who is to do it, and no noun that the infinitive hangs
    on.
    """
    if frame.target == "-":
        return False
    return (
        clause.tokens[child.antecedent.head].lemma not in words("infinitive_nouns")
        if child.antecedent is not None
        else True
    )


def _addressed(frame: StanceEntry, clause: VerbClause, context: Surroundings) -> bool:
    """Whether the addressee that an infinitive needs is there: "urged the minister to", "called on the
    minister to".
    """
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
    governed = any(clause.tokens[p.preposition or 0].lower == frame.target for p in clause.prepositions)
    return governed or _is_stranded(frame.target, clause)


def _is_stranded(preposition: str, clause: VerbClause) -> bool:
    """Whether a preposition stands alone behind a passive verb, before who does it: "was called for by"."""
    after = [token.lower for token in clause.tokens[clause.verb.end : clause.verb.end + _STRANDED]]
    return clause.verb.passive and (preposition, "by") in pairwise(after)


def _clause(slot: str, frame: StanceEntry, clause: VerbClause) -> Filling | None:
    wanted = "that" if slot == "that" else "sub"
    child = next(
        (c for c in clause.children if c.link == wanted and c.at > clause.at and _opens(c, slot)), None
    )
    if child is None or (
        slot == "that" and child.antecedent is not None and child.antecedent is clause.object
    ):
        return None
    if frame.act.value in _SUBJUNCTIVE and not _is_wish(child):
        return None
    if child.verb.negated and frame.act.value in _SUBJUNCTIVE:
        return Filling(slot, of_gerund(child), reach(child), turned=True, child=child)
    label = of_wish(child) if frame.act.value in _SUBJUNCTIVE else of_clause(child)
    return Filling(slot, label, reach(child), child=child)


def _opens(child: VerbClause, slot: str) -> bool:
    return slot == "that" or child.opener == "whether"


def _is_wish(child: VerbClause) -> bool:
    tag = child.tokens[child.verb.start].tag
    return (
        child.verb.modal in {"should", "must", "shall"}
        or tag in {"VVI", "VBI", "VHI", "VDI"}
        or (
            tag == "VVB"
            and bool(child.subjects)
            and child.tokens[child.subjects[0].head].tag in {"NN1", "NP0"}
        )
    )


def _governed(slot: str, clause: VerbClause, context: Surroundings) -> Filling | None:
    """A phrase or gerund with a preposition: the first of that name after the verb; in the passive the
    subject ("was called for by the union").
    """
    tokens = clause.tokens
    if _is_stranded(slot, clause) and clause.subjects:
        return of_issue(slot, clause.subjects[0], context)
    named = (p for p in clause.prepositions if tokens[p.preposition or 0].lower == slot)
    phrase = next((p for p in named if tokens[p.head].lower not in words("time_nouns")), None)
    if phrase is not None:
        doing = next((c for c in clause.children if c.link == "inf" and c.antecedent is phrase), None)
        if doing is not None and context.meant(phrase) is not None:  # "called for Congress to act"
            return _doing("inf", doing, context)
        return of_issue(slot, phrase, context)
    gerunds = (c for c in clause.children if c.link == slot and c.verb.form == "gerund" and c.at > clause.at)
    child = next(gerunds, None)
    if child is None:
        return None
    return _doing(slot, child, context)
