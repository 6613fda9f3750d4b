"""What shall be as somebody wants it: "Nach dem Willen der SPD soll …", "Geht es nach den Grünen, soll …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Actor
from loaders.lexicon.tables import words
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.spoken.own_words import demanded
from loaders.syntax.clause import MAIN, Clause
from loaders.syntax.modality import names_will
from loaders.syntax.phrase import Phrase

_BINDING = frozenset({"müssen", "sollen", "dürfen"})


def will(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Nach dem Willen der SPD sollen Vermieter die Abgabe zahlen": who wants it so demands it."""
    verb = clause.verb
    if verb is None or verb.modal not in _BINDING or clause.kind != MAIN or clause.question:
        return
    if verb.modal == "dürfen" and clause.negation is None:
        return
    said, actors = _whose(clause, context)
    named = [actor for actor in actors if actor.id.count("/") < 2]
    if named:
        wanted = _without(clause, said)
        held = Held(named, "speaker")
        yield from demanded(wanted, replace(context, speaker=held), verb, f"will with {verb.modal}")


def _whose(clause: Clause, context: Context) -> tuple[list[Phrase], list[Actor]]:
    """(the phrases that say by whose will something shall be, those who want it)."""
    before = context.clauses[clause.index - 1] if clause.index > 0 else None
    if before is not None and names_will(before):
        nach = next(p for p in before.prepositionals if p.prep == "nach")
        return [], resolve(before, nach, context)
    for phrase in clause.prepositionals:
        if phrase.prep != "nach" or clause.tokens[phrase.head].lemma.lower() not in words("willing_nouns"):
            continue
        by = next((p for p in clause.prepositionals if p.first == phrase.end and p.prep == "von"), None)
        owner = phrase.genitive or by
        if owner is not None:
            return [phrase, owner], resolve(clause, owner, context)
    return [], []


def _without(clause: Clause, said: list[Phrase]) -> Clause:
    """A clause without the phrases that only say whose will it is."""
    inside = {i for phrase in said for i in range(phrase.first, phrase.end)}
    return replace(
        clause,
        positions=[i for i in clause.positions if i not in inside],
        phrases=[p for p in clause.phrases if p not in said],
    )
