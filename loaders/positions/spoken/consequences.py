"""Positions on a matter by what would be with or without it, in the words of a speaker.

"Ohne Zuwanderung geht es nicht", "das kann nicht sein", "Waffen gehören nicht in Schulen".
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import speech_frames
from loaders.lexicon.tables import read_table, words
from loaders.positions.filling.assembly import position, verb_index
from loaders.positions.filling.complements import as_said, complement
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.operators import is_nobody
from loaders.positions.filling.phrases import pronoun_label
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.lexical.evaluations import predicate_judges
from loaders.syntax.clause import MAIN, Clause
from loaders.syntax.phrase import Phrase
from ontology.in_force import kept

_ABOVE = frozenset({"embedding"})
_NEGATION = _ABOVE | {"negation"}
_WANTED = Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE)
_ENDED = Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE)
_SUFFIX = 5
"""Letters from which on a noun of value stands for its compounds too: "altersarmut"."""


def without(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Ohne die Reform geht es nicht", "… droht der Kollaps": what would be missed is demanded."""
    verb = clause.verb
    if verb is None or clause.question or clause.kind != MAIN or verb.tense not in {"present", "future"}:
        return
    phrase = next((p for p in clause.prepositionals if p.prep == "ohne" and _is_matter(clause, p)), None)
    if phrase is None or phrase.first > clause.positions[0] + 1 or not _goes_wrong(clause):
        return
    if _is_somebody(clause, phrase, context):
        return
    label = of_phrase(clause.tokens, phrase, tail_of(clause, phrase))
    expression = Expression("ohne", "speech: ohne", _WANTED, phrase.first)
    yield _spoken(clause, context, expression, Filled("ohne", label, None, phrase.head))


def consequence(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das Gesetz führt zu Armut", "die Reform schafft Vertrauen": for or against it by what it brings."""
    verb, cause = clause.verb, clause.subject
    if verb is None or clause.question or verb.voice != "active" or cause is None or cause.kind != "NP":
        return
    if verb.modal not in {None, "können"} or clause.tokens[cause.head].tag != "NN":
        return
    outcome = _outcome(clause, verb.lemma) if not is_nobody(clause, cause) else None
    slight = not words("slight_adverbs").isdisjoint(clause.words())
    if outcome is None or slight or _is_somebody(clause, cause, context):
        return  # what somebody does is no consequence of a matter
    phrase, good = outcome
    sense = Sense(Act.PRAISE, Stance.SUPPORT, Act.CRITICISE, _NEGATION)
    sense = sense if good else Sense(Act.CRITICISE, Stance.OPPOSE, heeds=_NEGATION)
    rule = f"{verb.lemma} + {clause.tokens[phrase.head].lemma}"
    expression = Expression(rule, f"speech: {rule}", sense, phrase.head)
    tail = tail_of(clause, cause, frozenset({"durch", phrase.prep or ""}))
    issue = Filled("nom", of_phrase(clause.tokens, cause, tail), None, cause.head)
    yield _spoken(clause, context, expression, issue)


def unthinkable(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das darf nicht sein", "es kann nicht sein, dass …": what must not be is rejected."""
    verb = clause.verb
    if verb is None or verb.lemma != "sein" or verb.modal not in {"dürfen", "können"} or clause.question:
        return
    told = clause.predicative is not None or clause.adjective is not None
    if told or clause.negation is None or any(p.kind == "NP" for p in clause.prepositionals):
        return
    issue = _what_must_not_be(clause, context)
    if issue.label is not None:
        rule = f"nicht sein {verb.modal}"
        sense = Sense(Act.REJECT, Stance.OPPOSE, heeds=_ABOVE)
        expression = Expression(rule, f"speech: {rule}", sense, clause.negation)
        yield _spoken(clause, context, expression, issue)


def groundless(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Es gibt keinen Grund für Verbote", "sie hat kein Recht, …": what nothing speaks for is rejected."""
    verb = clause.verb
    if (
        verb is None
        or clause.negation is None
        or clause.question
        or verb.lemma not in words("existence_verbs")
    ):
        return
    for phrase in (clause.accusative, clause.subject):
        if phrase is None or clause.tokens[phrase.head].lemma.lower() not in words("ground_nouns"):
            continue
        issue = _grounded(clause, phrase, context)
        if issue.label is not None:
            rule = f"kein {clause.tokens[phrase.head].lemma}"
            expression = Expression(
                rule, f"speech: {rule}", Sense(Act.REJECT, Stance.OPPOSE, heeds=_ABOVE), phrase.head
            )
            yield _spoken(clause, context, expression, issue)
            return


def ending(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Dieser Raubbau muss ein Ende haben", "die Gebühr muss weg": what must end is rejected."""
    verb, end, thing = clause.verb, clause.accusative, clause.subject
    if verb is not None and verb.lemma == verb.modal == "müssen" and "weg" in clause.words():
        yield from _must_go(clause, context)
        return
    if verb is None or end is None or thing is None or thing.kind != "NP" or clause.question:
        return
    if verb.modal not in {"müssen", "sollen"} or verb.lemma not in {"haben", "finden", "nehmen"}:
        return
    if clause.tokens[end.head].lower not in words("ending_nouns") or clause.negation is not None:
        return
    yield _of_subject(clause, context, thing, "ein Ende haben", _ENDED, end.head)


def _must_go(clause: Clause, context: Context) -> Iterator[Found]:
    """What must go, which is said of a thing: "Die Gebühr muss weg", not "wir müssen weg"."""
    thing = clause.subject
    if thing is None or thing.kind != "NP" or clause.question or clause.negation is not None:
        return
    yield _of_subject(clause, context, thing, "weg müssen", _ENDED, verb_index(clause))


def remaining(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Das Freibad muss bleiben": what is to stay is wanted."""
    verb, thing = clause.verb, clause.subject
    if verb is None or verb.lemma != "bleiben" or verb.modal not in {"müssen", "sollen"} or clause.question:
        return
    if thing is None or thing.kind != "NP" or clause.negation is not None or clause.adjective is not None:
        return
    if clause.predicative is not None or any(p.prep is not None for p in clause.phrases):
        return  # "muss in städtischer Hand bleiben"
    yield _of_subject(clause, context, thing, "bleiben müssen", _WANTED, verb_index(clause))


def endangered(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Dörfer dürfen nicht veröden": what must not go down is to stay."""
    verb, thing = clause.verb, clause.subject
    if verb is None or verb.modal != "dürfen" or verb.lemma not in words("failing_verbs") or clause.question:
        return
    if clause.negation is None or clause.accusative is not None or clause.kind != MAIN:
        return
    if thing is not None and thing.kind == "NP" and verb.voice == "active":
        sense = Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE)
        yield _of_subject(clause, context, thing, "nicht dürfen", sense, clause.negation)


def belonging(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Waffen gehören nicht in Schulen", "das Thema gehört in den Unterricht": what should be where."""
    verb = clause.verb
    thing = clause.subject
    if verb is None or clause.question or thing is None or thing.kind != "NP":
        return
    outside = _has_no_business(clause)
    if not outside and (verb.lemma != "gehören" or verb.auxiliary):
        return
    there = [p for p in clause.prepositionals if p.prep in words("belonging_prepositions")]
    place = next((p for p in there if p.kind == "NP" and p.first >= thing.last), None)
    if place is None:
        return
    if outside:
        label = _somewhere(clause, thing, place)
        sense = Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE)
        expression = Expression(
            "nichts zu suchen haben", "speech: nichts zu suchen haben", sense, place.first
        )
        yield _spoken(clause, context, expression, Filled("nom", label, None, thing.head))
        return
    what = of_phrase(clause.tokens, thing, [p for p in tail_of(clause, thing) if p is not place])
    if clause.tokens[place.head].lemma.lower() in words("bad_places"):
        sense = Sense(Act.REJECT, Stance.OPPOSE, Act.AGREE, _NEGATION)
        expression = Expression("gehören", "speech: gehören", sense, place.first)
        yield _spoken(clause, context, expression, Filled("nom", what, None, thing.head))
        return
    label = _somewhere(clause, thing, place)
    sense = Sense(Act.DEMAND, Stance.SUPPORT, Act.REJECT, _NEGATION)
    expression = Expression("gehören", "speech: gehören", sense, place.first)
    yield _spoken(clause, context, expression, Filled("nom", label, None, thing.head))


def _of_subject(
    clause: Clause, context: Context, thing: Phrase, rule: str, sense: Sense, place: int | None
) -> Found:
    """A position of whoever speaks on what a subject names; the word at ``place`` says which."""
    return _spoken(clause, context, Expression(rule, f"speech: {rule}", sense, place), _named(clause, thing))


def _named(clause: Clause, thing: Phrase) -> Filled:
    """What a subject names, with all that belongs to it."""
    return Filled("nom", of_phrase(clause.tokens, thing, tail_of(clause, thing)), None, thing.head)


def _has_no_business(clause: Clause) -> bool:
    """Whether something has "nichts zu suchen" or "nichts verloren" where it is."""
    verb = clause.verb
    if verb is None or "nichts" not in clause.words() or verb.auxiliary != "haben":
        return False
    return (verb.lemma == "suchen" and verb.with_zu) or (
        verb.lemma == "verlieren" and verb.tense == "perfect"
    )


def _somewhere(clause: Clause, thing: Phrase, place: Phrase) -> Label:
    """A thing with where it is or should be: "Waffen in Schulen"."""
    what = of_phrase(clause.tokens, thing, [p for p in tail_of(clause, thing) if p is not place])
    where = of_phrase(clause.tokens, place)
    spelled = " ".join(t.text for t in clause.tokens[place.first : place.end])
    return Label(f"{what.text} {spelled}", (*what.lemmas, place.prep or "", *where.lemmas), what.head)


def _spoken(clause: Clause, context: Context, expression: Expression, issue: Filled) -> Found:
    """A position of whoever speaks the words."""
    return position(clause, expression, context.speaker, issue, own=True, clauses=context.clauses)


def _outcome(clause: Clause, lemma: str) -> tuple[Phrase, bool] | None:
    """(what a clause says to come or to go, whether that is good)."""
    for row in (r for r in read_table("outcomes") if r["verb"] == lemma):
        places = [clause.accusative] if row["place"] == "akk" else clause.prepositionals
        for phrase in places:
            if phrase is None or phrase.kind != "NP" or (phrase.prep or "akk") != row["place"]:
                continue
            good = value_of(clause.tokens[phrase.head].lemma)
            if good is not None:
                return phrase, good ^ (row["effect"] == "removes") ^ _is_lessened(clause, phrase)
    return None


def _is_lessened(clause: Clause, phrase: Phrase) -> bool:
    """Whether there is less of what a phrase names: "geringe Produktivität", "weniger Bürokratie"."""
    around = (clause.tokens[i] for i in range(max(phrase.first - 1, 0), phrase.head))
    lessening = words("lacking_adjectives") | words("lessening_words")
    return any(token.lower in lessening or token.lemma.lower() in lessening for token in around)


@kept
def value_of(lemma: str) -> bool | None:
    """Whether what a noun names is good (peace) or bad (poverty); ``None`` where opinions differ."""
    low = lemma.lower()
    table = _values()
    ends = (low[k:] for k in range(len(low)))
    known = next((end for end in ends if end in table and (end == low or len(end) >= _SUFFIX)), None)
    return table[known] if known is not None else None


@kept
def _values() -> dict[str, bool]:
    return {row["nouns"]: row["value"] == "good" for row in read_table("values")}


def _grounded(clause: Clause, noun: Phrase, context: Context) -> Filled:
    """What a noun of ground or right is for: a phrase after it, or a clause."""
    child = complement(clause, "zu", context) or complement(clause, "dass", context)
    if child is not None:
        return as_said("zu", child)
    tail = next((p for p in tail_of(clause, noun) if p.prep in words("ground_prepositions")), None)
    if tail is None:
        return Filled("")
    return Filled(tail.prep or "", of_phrase(clause.tokens, tail, tail_of(clause, tail)), None, tail.head)


def _is_somebody(clause: Clause, phrase: Phrase, context: Context) -> bool:
    return any(actor.kind is not ActorKind.NORM for actor in resolve(clause, phrase, context))


def _is_matter(clause: Clause, phrase: Phrase) -> bool:
    head = clause.tokens[phrase.head]
    return phrase.kind == "NP" and head.tag == "NN" and head.lemma.lower() not in words("no_withouts")


def _goes_wrong(clause: Clause) -> bool:
    """Whether a clause says that something fails, is bad or does not come about."""
    verb = clause.verb
    if verb is None:
        return False
    if clause.negation is not None:
        return True
    blames = any(f.stance is Stance.OPPOSE and not f.required for f in speech_frames(verb.lemma))
    judged = predicate_judges(clause)
    return (
        blames
        or verb.lemma in words("failing_verbs")
        or (judged is not None and judged[1].stance is Stance.OPPOSE)
    )


def _what_must_not_be(clause: Clause, context: Context) -> Filled:
    child = complement(clause, "dass", context)
    if child is not None:
        return as_said("dass", child)
    thing = clause.subject
    if thing is None:
        return Filled("nom")
    if thing.kind == "PRON":
        return Filled("nom", pronoun_label(clause, thing, context), None, thing.head)
    return _named(clause, thing)
