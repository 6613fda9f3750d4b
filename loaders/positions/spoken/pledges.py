"""What a speaker pledges without saying so: "Wir sorgen dafür, dass …", "Wir senken die Gebühren"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.lexicon.frames import verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position, verb_index
from loaders.positions.filling.complements import ensured, said_in
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found
from loaders.positions.filling.polarity import Sense
from loaders.syntax.clause import MAIN, Clause

_NEGATION = frozenset({"negation"})
_PERSONS = frozenset({ActorKind.PERSON, ActorKind.AUTHOR})


def pledge(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Wir sorgen dafür, dass jede Schule eine Küche bekommt", "wir senken die Gebühren": what is promised.

    What is done already, or only now and then, is no pledge.
    """
    verb = clause.verb
    if (
        verb is None
        or clause.question
        or clause.kind != MAIN
        or verb.tense != "present"
        or verb.modal is not None
    ):
        return
    if verb.voice != "active" or verb.mood != "ind" or not _is_we(clause):
        return
    if not words("doing_adverbs").isdisjoint(clause.words()):
        return
    aim = ensured(clause, context)
    label = said_in(aim) if aim is not None else _deed(clause, context)
    if label is None:
        return
    at = verb_index(clause)
    sense = Sense(Act.PROMISE, Stance.SUPPORT, Act.REJECT, _NEGATION)
    expression = Expression(verb.lemma, f"speech: wir + {verb.lemma}", sense, at)
    yield position(
        clause, expression, context.speaker, Filled("clause", label, aim, at, whole=aim is not None), own=True
    )


def _is_we(clause: Clause) -> bool:
    return clause.subject is not None and clause.tokens[clause.subject.head].lower == "wir"


def _deed(clause: Clause, context: Context) -> Label | None:
    """What a body does by a verb of what politics does."""
    verb, thing = clause.verb, clause.accusative
    if verb is None or thing is None or thing.kind != "NP" or verb.lemma not in words("policy_verbs"):
        return None
    if verb_frames(verb.lemma) or any(a.kind in _PERSONS for a in context.speaker.actors):
        return None
    return of_clause(clause)
