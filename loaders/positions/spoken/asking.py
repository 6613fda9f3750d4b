"""Questions that want no answer: "Wo bleibt das Gesetz?", "Wer braucht eine dritte Landebahn?".

What they say is told as what is asked: it takes no side in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position, verb_index
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.spoken.voices import outright
from loaders.syntax.clause import MAIN, Clause
from loaders.syntax.phrase import Phrase

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.AUTHOR, ActorKind.COLLECTIVE})


def rhetorical(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Wo bleibt die Entlastung?" wants it, "Wer braucht den Tunnel?", "Was soll das bringen?" do not."""
    verb = clause.verb
    if verb is None or not clause.question or clause.kind != MAIN or clause.negation is not None:
        return
    speaker = outright(clause, context)
    if speaker is None or verb.tense != "present":
        return
    thing, wants = _asked_for(clause, clause.words()[0])
    if thing is None or thing.kind != "NP" or clause.tokens[thing.head].tag != "NN":
        return
    if clause.tokens[thing.head].lemma.lower() in words("no_matters") | words("no_calls"):
        return
    if any(actor.kind in _PERSONS for actor in resolve(clause, thing, context)):
        return  # "Wo bleibt die Ministerin?"
    act, stance = (Act.DEMAND, Stance.SUPPORT) if wants else (Act.DOUBT, Stance.OPPOSE)
    expression = Expression(
        verb.lemma, "speech: question", Sense(act, stance, heeds=NONE), verb_index(clause)
    )
    label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
    issue = Filled("nom", label, None, thing.head)
    yield position(clause, expression, Held([speaker], "speaker"), issue, own=True)


def _asked_for(clause: Clause, first: str) -> tuple[Phrase | None, bool]:
    """(what a question is about, whether it is missed or thought of no use)."""
    verb = clause.verb
    lemma = verb.lemma if verb is not None else ""
    modal = verb.modal if verb is not None else None
    if first == "wo" and lemma == "bleiben":
        return clause.subject, True
    if first in {"wer", "wozu", "wofür"} and lemma in {"brauchen", "benötigen"}:
        return clause.accusative, False
    if first in {"was", "wem"} and modal == "sollen" and lemma in {"bringen", "nützen", "nutzen", "helfen"}:
        return clause.subject, False
    return None, False
