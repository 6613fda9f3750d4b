"""With whom a speaker sides: "Zu Recht fordert der Bund …", "die Kammer hat recht", "teilen wir".

What somebody else wants or rejects is told in the same words as ever; beside it a speaker says that he
thinks so too, or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loaders.articles.findings import Act, Actor, Modality, Stance
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import noun_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position, verb_index
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.phrases import pronoun_label
from loaders.positions.filling.polarity import NONE, OPPOSITE, Sense
from loaders.positions.lexical.verbs import verb_frame
from loaders.positions.spoken.voices import outright
from loaders.syntax.clause import SUB, Clause
from loaders.syntax.phrase import Phrase

_NEGATION = frozenset({"negation"})
_LATELY = 3
"""Sentences within which "er hat recht" is about what was said."""


class _Side(NamedTuple):
    """A side that somebody takes, as far as another one joins it."""

    label: Label
    stance: Stance


def echo(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Zu Recht warnt der Städtetag vor …": the speaker thinks so too; "zu Unrecht": he does not."""
    head = context.head
    speaker = outright(clause, context)
    if head is None or speaker is None or head.modality is not Modality.ASSERTED:
        return
    if head.clause is not clause or any(actor.id == speaker.id for actor in head.holders):
        return
    agrees = _says_rightly(clause)
    if agrees is not None:
        yield _taken(clause, _Side(head.label, head.stance), agrees, Held([speaker], "speaker"), "zu Recht")


def siding(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Kammer hat recht", "Weber irrt": for or against what somebody else has just said."""
    verb = clause.verb
    if verb is None or clause.question or clause.subject is None or verb.tense != "present" or verb.modal:
        return
    said = set(clause.words())
    right, wrong = (_says(name, verb.lemma, said) for name in ("right_words", "wrong_words"))
    if right == wrong or not said.isdisjoint(words("restricting_adverbs") | words("doubt_adverbs")):
        return
    own = {actor.id for actor in context.speaker.actors}
    others = [a for a in resolve(clause, clause.subject, context) if a.id not in own]
    side = _side_of(clause, others, context) if others else None
    if side is not None:
        agrees = right != (clause.negation is not None)
        yield _taken(clause, side, agrees, context.speaker, "recht haben" if right else "irren")


def sharing(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Diese Sorge teilen wir", "den Einwand teile ich nicht": a view that the speaker has too, or not."""
    verb, thing = clause.verb, clause.accusative
    if verb is None or verb.lemma != "teilen" or thing is None or clause.question or verb.modal is not None:
        return
    if clause.subject is None or clause.subject.person != 1:
        return
    if thing.kind == "NP" and clause.tokens[thing.head].lemma.lower() not in words("view_nouns"):
        return  # "wir teilen das Brot"
    label = _named(clause, thing, context)
    if label is not None:
        sense = Sense(Act.AGREE, Stance.SUPPORT, Act.REJECT, _NEGATION)
        expression = Expression("teilen", "speech: teilen", sense, verb_index(clause))
        yield position(clause, expression, context.speaker, Filled("akk", label, None, thing.head), own=True)


def ours(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Der Plan findet unsere Zustimmung", "hat unsere Unterstützung", "stößt auf unseren Widerstand"."""
    verb, matter = clause.verb, clause.subject
    if verb is None or matter is None or clause.question or verb.modal is not None:
        return
    if verb.tense not in {"present", "future", "perfect"}:
        return
    taker = _ours(clause, clause.accusative) if verb.lemma in words("taking_verbs") else None
    if taker is None and verb.lemma in words("meeting_verbs"):
        taker = next((p for p in clause.prepositionals if p.prep == "auf" and _ours(clause, p)), None)
    if taker is None and verb.lemma == "gelten" and _ours(clause, matter) is not None:
        taker, matter = matter, clause.dative or matter
    if taker is None or taker is matter:
        return
    frame = next(iter(noun_frames(clause.tokens[taker.head].lemma)[0]), None)
    label = _named(clause, matter, context)
    if frame is None or label is None or frame.act not in _TAKING:
        return
    negated = Act.REJECT if frame.stance is Stance.SUPPORT else None
    sense = Sense(frame.act, frame.stance, negated, _NEGATION)
    expression = Expression(frame.lemma, f"speech: unser + {frame.lemma}", sense, taker.head)
    yield position(clause, expression, context.speaker, Filled("nom", label, None, matter.head), own=True)


_TAKING = frozenset(Act) - {Act.DEMAND, Act.PROPOSE, Act.PROMISE, Act.OFFER, Act.CONSIDER, Act.THREATEN}
"""Acts that answer to something that is there."""


def _says_rightly(clause: Clause) -> bool | None:
    """Whether a clause calls right or wrong what somebody does; ``None`` if it says neither."""
    said = f" {' '.join(clause.words())} "
    right, wrong = (
        any(f" {entry.replace('_', ' ')} " in said for entry in words(name))
        for name in ("rightly", "wrongly")
    )
    return right if right != wrong else None


def _says(name: str, lemma: str, said: set[str]) -> bool:
    """Whether a clause with these words has an entry of a class that ends with its verb: "recht_haben"."""
    entries = (entry.split("_") for entry in words(name))
    return any(last == lemma and said.issuperset(before) for *before, last in entries)


def _side_of(clause: Clause, others: list[Actor], context: Context) -> _Side | None:
    """What one of ``others`` said: in the clause that says wherein, or just before."""
    ids = {actor.id for actor in others}
    for child in clause.children:
        if child.kind == SUB and child.connector in {"wenn", "dass"} and child.index not in context.claimed:
            found = next(verb_frame(child, context), None)
            if found is not None and any(a.id in ids for a in found.holders):
                return _Side(found.label, found.stance)
    for said in reversed(context.discourse.said):
        if context.sentence - said.sentence > _LATELY:
            return None
        if said.holders & ids:
            return _Side(said.label, said.stance)
    return None


def _taken(clause: Clause, side: _Side, agrees: bool, held: Held, rule: str) -> Found:
    """The same side as another's, or the other one."""
    stance = side.stance if agrees else OPPOSITE[side.stance]
    act = Act.AGREE if stance is Stance.SUPPORT else Act.REJECT
    expression = Expression(rule, f"speech: {rule}", Sense(act, stance, heeds=NONE), verb_index(clause))
    return position(clause, expression, held, Filled("omitted", side.label), own=True)


def _ours(clause: Clause, phrase: Phrase | None) -> Phrase | None:
    """A phrase with "unser" or "mein" before a noun of stance."""
    if phrase is None or phrase.kind != "NP":
        return None
    inside = range(phrase.first, phrase.head)
    mine = any(
        clause.tokens[i].tag == "PPOSAT" and clause.tokens[i].lower.startswith(("unser", "mein"))
        for i in inside
    )
    return phrase if mine else None


def _named(clause: Clause, phrase: Phrase, context: Context) -> Label | None:
    """What a phrase names, or what a pronoun takes up."""
    if phrase.kind != "NP":
        return pronoun_label(clause, phrase, context)
    return of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
