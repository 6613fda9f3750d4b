"""Which phrases are subject and accusative object: the trained weights have the last word.

The rules of ``functions`` propose; what they propose is one sign among many (``signs``). A log-linear model
adds up the weights of the signs of every candidate, and of having no subject and no object; the best pair of
the clause is taken. The weights (``model/weights.tsv``) are trained by ``benchmarks/train_syntax.py``;
``model/README.md`` tells on what, how well, and under which licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from loaders.lexicon.frames import frame_class, verb_frames
from loaders.lexicon.person_verbs import person_verbs
from loaders.syntax.clause import Animate, Clause
from loaders.syntax.phrase import Phrase
from loaders.syntax.signs import absence, agrees, candidates, signs
from ontology.in_force import kept

Weights = Mapping[str, tuple[float, float]]
MOST = 10  # candidates of a clause that are looked at


def choose(clause: Clause, animate: Animate) -> None:
    """Set subject, accusative and reflexive of a clause with a verb, and free the cases they leave."""
    bare = candidates(clause)[:MOST]
    if not bare:
        return
    at_subject, at_object = best_pair(weights(), list(signs(clause, bare, animate)), absence(clause, bare))
    subject = bare[at_subject] if at_subject is not None else None
    thing = bare[at_object] if at_object is not None else None
    if subject is not None and thing is not None and _turned_round(clause, subject, thing, animate):
        subject, thing = thing, subject
    if subject is not None or clause.subject in bare:
        clause.subject = subject
    clause.reflexive = thing if thing is not None and clause.tokens[thing.head].tag == "PRF" else None
    clause.accusative = thing if clause.reflexive is None else None
    taken = (clause.subject, clause.accusative)
    clause.dative = None if clause.dative in taken else clause.dative
    clause.genitive = None if clause.genitive in taken else clause.genitive


def _turned_round(clause: Clause, subject: Phrase, thing: Phrase, animate: Animate) -> bool:
    """Whether only the object can do what the verb says: "Die Senkung fordert Ministerin Beispiel".

    The treebanks that the weights come from have few such clauses; both phrases must fit either case.
    """
    if clause.verb is None or clause.verb.voice != "active" or not _minds(clause.verb.lemma):
        return False
    fits = thing.may_be("n") and subject.may_be("a") and agrees(clause, thing) == "y" and thing.kind == "NP"
    return fits and animate(thing, clause.tokens) and not animate(subject, clause.tokens)


@kept
def _minds(verb: str) -> bool:
    """Whether only somebody can be the subject of a verb, as of one that takes a position by saying so."""
    says = (f for f in verb_frames(verb) if frame_class(f.name) == "say" and "nom" in f.holder)
    return verb in person_verbs() or next(says, None) is not None


def best_pair(
    known: Weights, found: Sequence[Iterable[str]], absent: tuple[Iterable[str], Iterable[str]]
) -> tuple[int | None, int | None]:
    """The places of the most likely subject and object among candidates with the signs ``found``."""
    both = [_sums(known, s) for s in found]
    subjects = [pair[0] for pair in both] + [_sums(known, absent[0])[0]]
    objects = [pair[1] for pair in both] + [_sums(known, absent[1])[1]]
    none = len(both)
    pairs = ((i, k) for i in range(none + 1) for k in range(none + 1) if i != k or i == none)
    i, k = max(pairs, key=lambda pair: subjects[pair[0]] + objects[pair[1]])
    return (None if i == none else i), (None if k == none else k)


def _sums(known: Weights, found: Iterable[str]) -> tuple[float, float]:
    """The weights of the signs added up: for the subject, for the object."""
    subject = thing = 0.0
    for sign in found:
        pair = known.get(sign)
        if pair is not None:
            subject += pair[0]
            thing += pair[1]
    return subject, thing


@cache
def weights() -> Weights:
    """The weights of the signs: for the subject, for the object."""
    text = (files("loaders.syntax") / "model" / "weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {sign: (float(subject), float(thing)) for sign, subject, thing in rows}
