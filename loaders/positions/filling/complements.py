"""Clauses that are the issue of another one: "dass", "zu", "ob", and words that a verb of speech frames."""

from __future__ import annotations

from loaders.articles.findings import Act
from loaders.issues.cases import as_agent
from loaders.issues.clause_labels import of_clause
from loaders.issues.label import Label
from loaders.issues.phrase_labels import of_phrase
from loaders.lexicon.frames import Frame, verb_frames
from loaders.positions.filling.context import Context
from loaders.syntax.clause import INFINITIVE, MAIN, RELATIVE, SUB, Clause

_OWN_DEEDS = frozenset({Act.PROMISE, Act.OFFER, Act.THREATEN})
"""Acts about what the holder will do, not the addressee."""

LONG = 6  # words of a label that is given no further ones


def is_complement(clause: Clause, slot: str) -> bool:
    """Whether a clause is of the form of ``slot``: "dass", "ob", or "zu" for an infinitive."""
    if slot == "zu":
        return clause.kind == INFINITIVE and clause.connector not in {"um", "ohne", "statt", "anstatt"}
    return clause.kind == SUB and clause.connector == slot


def complement(clause: Clause, slot: str, context: Context) -> Clause | None:
    """The dass-, ob- or zu-clause that depends on ``clause``."""
    for other in context.clauses:
        if other.index <= clause.index and other.parent is not clause:
            continue
        if not is_complement(other, slot) or other.index in context.claimed or other.noun_takes:
            continue
        if other.parent is clause or (
            other.parent is not None and other.parent.parent is clause and other.parent.kind == RELATIVE
        ):
            return other
    return _in_front(clause, context) if slot == "dass" else None


def _in_front(clause: Clause, context: Context) -> Clause | None:
    """The dass-clause before its verb: "Dass die Steuer steigt, begrüßen wir"."""
    other = before(clause, context)
    fits = other is not None and other.parent in {None, clause} and is_complement(other, "dass")
    return other if fits and clause.accusative is None else None


def before(clause: Clause, context: Context) -> Clause | None:
    """The clause that fills the first place of a main clause, whose verb then comes first."""
    if clause.index == 0 or not clause.verb_first or clause.question:
        return None
    other = context.clauses[clause.index - 1]
    free = other.index not in context.claimed and not other.noun_takes
    return other if free and context.quotation_of(other) is context.quotation_of(clause) else None


def coordinated(first: Clause, context: Context) -> list[tuple[Clause, Label]]:
    """Further complements joined to one by "und": "…, Steuern zu senken und Straßen zu bauen"."""
    found: list[tuple[Clause, Label]] = []
    governs = any("zu" in frame.issue for frame in verb_frames(first.verb.lemma if first.verb else ""))
    parents = [first.parent] if governs else [first.parent, first]  # lists hang on their first member
    for other in context.clauses[first.index + 1 :]:
        alike = other.kind == first.kind and other.connector == first.connector
        label = of_clause(other) if alike and other.parent in parents else None
        if label is None or other.index in context.claimed or bool(other.negation) != bool(first.negation):
            break
        found.append((other, label))
    joined = bool(found) and found[-1][0].words()[0] in {"und", "sowie", "oder"}
    return found if joined else []


def content(clause: Clause, context: Context) -> Clause | None:
    """The clause of speech that the verb frames: "…, kritisierte X", "X warnte: …"."""
    if clause.verb is not None and clause.verb.voice != "active":
        return None
    clauses = context.clauses
    before = clauses[clause.index - 1] if clause.index > 0 and clause.verb_first else None
    after = clauses[clause.index + 1] if clause.index + 1 < len(clauses) else None
    for other in (before, after):
        if other is None or other.kind != MAIN or other.shares is not None:
            continue
        if context.quotation_of(other) is not None:
            return other
    return None


def with_target(clause: Clause, frame: Frame, child: Clause, label: Label) -> Label:
    """Add who shall do it: "forderte die Länder auf, zu zahlen" is about payment by the Länder."""
    target = None
    if frame.target == "akk":
        target = clause.accusative
    elif frame.target == "dat":
        target = clause.dative
    elif frame.target is not None:
        target = next((p for p in clause.prepositionals if p.prep == frame.target), None)
    if frame.act in _OWN_DEEDS or target is None or child.kind != INFINITIVE or target.kind != "NP":
        return label
    if len(label.text.split()) > LONG:
        return label
    named = of_phrase(clause.tokens, target)
    agent = as_agent(clause.tokens, target, named.text)
    return Label(f"{label.text} {agent}", (*label.lemmas, "durch", *named.lemmas), label.head)
