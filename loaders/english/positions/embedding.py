"""What the verbs above a word of stance make of it: "refused to support", "is said to oppose"."""

from __future__ import annotations

from dataclasses import replace

from loaders.articles.findings import Modality
from loaders.english.lexicon import Altering, operators
from loaders.english.positions.senses import Stand, applied, reported, sense_in
from loaders.english.syntax.units import VerbClause

_STANDING = frozenset({"main", "rel", "sub", "that", "wh"})


def embedded(sense: Stand, clause: VerbClause, *, own: bool) -> Stand:
    """The sense of the verb of a clause with all that stands around and above it.

    Below a verb that no operator knows nothing is asserted.
    """
    inner = sense_in(sense, clause, own=own)
    if clause.link in _STANDING or clause.link in operators("opener"):
        return reported(inner, clause)
    governor = clause.parent
    if clause.link == "part":
        return inner
    if governor is None or clause.link not in {"inf", "ing"}:
        return sense.withheld(Modality.HYPOTHETICAL, clause.link)
    passive = governor.verb.passive
    operator = operators("verb").get(governor.verb.lemma)
    if operator is None or clause.antecedent is not None or not _fits(operator, passive=passive):
        return inner.withheld(Modality.HYPOTHETICAL, governor.verb.lemma)
    effect = operator.negated if governor.verb.negated else operator.effect
    plain = replace(governor, verb=replace(governor.verb, negated=False))
    return embedded(applied(inner, effect, operator.words), plain, own=own)


def _fits(operator: Altering, *, passive: bool) -> bool:
    """Whether a verb governs in this voice: "is said to", but "says to" is another thing."""
    return passive if operator.words == "say" else not passive or operator.effect == "suppose"
