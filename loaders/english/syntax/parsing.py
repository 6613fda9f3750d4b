"""A sentence parsed once: its units, its clauses, and what stands after each verb."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.english.syntax.clauses import clauses_of
from loaders.english.syntax.phrases import units_of
from loaders.english.syntax.units import Constituent, NounPhrase, Parsed, VerbClause
from loaders.english.vocabulary import words
from loaders.german.tokens import Sentence

_ENDS = frozenset({"verb", "aux", "sub", "that", "rel", "wh", "mark"})


def parse(sentence: Sentence) -> Parsed:
    """The sentence with its units and clauses; linear in its tokens but for the few units of a subject."""
    units = units_of(sentence.tokens)
    clauses = clauses_of(sentence, units)
    for clause in clauses:
        _complete(clause, units)
    return Parsed(sentence, units, clauses)


def _complete(clause: VerbClause, units: Sequence[Constituent]) -> None:
    """Fill in what follows the verb: object, phrases with prepositions, predicate, end."""
    at = clause.at + 1 + clause.inverted
    governed: list[NounPhrase] = []
    clause.end = units[at - 1].end
    while at < len(units):
        unit = units[at]
        if unit.kind in _ENDS or (unit.kind == "cc" and not _goes_on(units, at)):
            break
        phrase = unit.phrase
        if phrase is not None and phrase.preposition is not None:
            governed.append(phrase)
        elif phrase is not None and clause.object is None and not governed and not clause.inverted:
            if _begins_clause(units, at) and not _takes_object(clause):
                break
            if unit.word not in words("time_nouns"):
                clause.object = phrase
        elif phrase is not None and _begins_clause(units, at):
            break
        clause.end = unit.end
        at += 1
    clause.prepositions = tuple(governed)
    if clause.verb.lemma in words("be_verbs") or clause.verb.passive:
        clause.predicate = (clause.verb.end, clause.end)


def _takes_object(clause: VerbClause) -> bool:
    """Whether a phrase is the object of an infinitive or gerund even before a verb: "to block it is …"."""
    return clause.verb.form in {"infinitive", "gerund"} and clause.verb.lemma not in words("inverting_verbs")


def _goes_on(units: Sequence[Constituent], at: int) -> bool:
    """Whether a conjunction joins another phrase to the object, and no clause begins after it."""
    following = at + 1
    return (
        following < len(units)
        and units[following].kind in {"np", "adj", "adv"}
        and not _begins_clause(units, following)
    )


def _begins_clause(units: Sequence[Constituent], at: int) -> bool:
    """Whether the phrase at ``at`` is the subject of the next finite verb: "said the plan would fail"."""
    j = at + 1
    while j < len(units) and (units[j].kind == "adv" or _governed(units[j])):
        j += 1
    verb = units[j].verb if j < len(units) and units[j].kind in {"verb", "aux"} else None
    return verb is not None and verb.form == "finite"


def _governed(unit: Constituent) -> bool:
    return unit.phrase is not None and unit.phrase.preposition is not None
