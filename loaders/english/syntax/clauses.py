"""From the units of an English sentence to its clauses: on what each verb hangs, and what may be its
subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.english.syntax.subjects import find_subject
from loaders.english.syntax.units import Constituent, NounPhrase, VerbClause, VerbGroup
from loaders.german.tokens import Sentence

_SKIPPED = frozenset({"adv", "quote"})


@dataclass(slots=True)
class Hanging:
    """How a clause without finite verb hangs on what stands before it."""

    name: str
    parent: VerbClause | None = None
    antecedent: NounPhrase | None = None
    subjects: tuple[NounPhrase, ...] = ()


def clauses_of(sentence: Sentence, units: Sequence[Constituent]) -> tuple[VerbClause, ...]:
    """The clauses of a sentence in the order of their verbs, not yet with what follows the verb."""
    found: list[VerbClause] = []
    for at, unit in enumerate(units):
        if unit.kind != "verb" or unit.verb is None:
            continue
        if unit.verb.form == "finite":
            clause = find_subject(sentence, units, at, found)
        else:
            link = _linked(units, at, found)
            clause = VerbClause(
                unit.verb, sentence, link.name, "", link.subjects, antecedent=link.antecedent,
                parent=link.parent, start=unit.start, at=at,
            )  # fmt: skip
        if clause.parent is not None:
            clause.parent.children.append(clause)
        found.append(clause)
    return tuple(found)


def _linked(units: Sequence[Constituent], at: int, before: list[VerbClause]) -> Hanging:
    """How an infinitive, a gerund or a participle hangs on the clauses before it."""
    verb = units[at].verb
    assert verb is not None
    last = before[-1] if before else None
    j = at - 1
    while j >= 0 and units[j].kind in _SKIPPED:
        j -= 1
    if j < 0:
        return Hanging("subject" if verb.form == "infinitive" else "part")
    return _after(units[j], verb, last)


def _after(left: Constituent, verb: VerbGroup, last: VerbClause | None) -> Hanging:
    """How a verb that is not finite hangs on what stands directly before it."""
    kind = left.kind
    if kind == "cc" and last is not None and last.verb.form == verb.form:
        return Hanging(last.link, last.parent, last.antecedent, last.subjects)
    if kind in {"cc", "mark"}:
        return Hanging("part", None, None, last.subjects if last is not None and kind == "mark" else ())
    if kind in {"prep", "wh", "sub", "rel"}:
        return Hanging(left.word if kind == "prep" else "wh", last)
    phrase = left.phrase if kind == "np" else None
    if verb.form == "infinitive":
        return Hanging("inf", last, phrase) if last is not None else Hanging("subject")
    if phrase is not None:
        return Hanging("rel", last, phrase, (phrase,))
    return Hanging("ing" if verb.form == "gerund" else "part", last)
