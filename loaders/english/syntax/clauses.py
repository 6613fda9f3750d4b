"""From the units of an English sentence to its clauses: on what each verb hangs, and what may be its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.english.syntax.subjects import find_subject
from loaders.english.syntax.units import Clause, Phrase, Unit
from loaders.german.tokens import Sentence

_SKIPPED = frozenset({"adv", "quote"})


@dataclass(slots=True)
class Link:
    """How a clause without finite verb hangs on what stands before it."""

    name: str
    parent: Clause | None = None
    antecedent: Phrase | None = None
    subjects: tuple[Phrase, ...] = ()


def clauses_of(sentence: Sentence, units: Sequence[Unit]) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their verbs, not yet with what follows the verb."""
    found: list[Clause] = []
    for at, unit in enumerate(units):
        if unit.kind != "verb" or unit.verb is None:
            continue
        if unit.verb.form == "finite":
            clause = find_subject(sentence, units, at, found)
        else:
            link = _linked(units, at, found)
            clause = Clause(
                unit.verb, sentence, link.name, "", link.subjects, antecedent=link.antecedent,
                parent=link.parent, start=unit.start, at=at,
            )  # fmt: skip
        if clause.parent is not None:
            clause.parent.children.append(clause)
        found.append(clause)
    return tuple(found)


def _linked(units: Sequence[Unit], at: int, before: list[Clause]) -> Link:
    """How an infinitive, a gerund or a participle hangs on the clauses before it."""
    verb = units[at].verb
    assert verb is not None
    last = before[-1] if before else None
    j = at - 1
    while j >= 0 and units[j].kind in _SKIPPED:
        j -= 1
    left = units[j] if j >= 0 else None
    if left is None:
        return Link("subject" if verb.form == "infinitive" else "part")
    if left.kind == "cc" and last is not None:
        return Link(last.link, last.parent, last.antecedent, last.subjects) if _alike(last, verb.form) else Link("part")
    if left.kind == "prep":
        return Link(left.word, last)
    if left.kind in {"wh", "sub", "rel"}:
        return Link("wh", last)
    if left.kind == "mark":
        return Link("part", None, None, last.subjects if last is not None else ())
    if verb.form == "infinitive":
        phrase = left.phrase if left.kind == "np" else None
        return Link("inf", last, phrase) if last is not None else Link("subject")
    if left.kind == "np" and left.phrase is not None:
        return Link("rel", last, left.phrase, (left.phrase,))
    return Link("ing" if verb.form == "gerund" else "part", last)


def _alike(clause: Clause, form: str) -> bool:
    return clause.verb.form == form
