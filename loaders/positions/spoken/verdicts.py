"""Verdicts without a verb, and what is said of an argument: "Gut, dass …", "Das stimmt nicht".

They count in the words of a known speaker or in a text of one voice only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Span, Stance
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import evaluation
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position, verb_index
from loaders.positions.filling.complements import clause_issue, complement, said_in
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Expression, Filled, Found, Held
from loaders.positions.filling.phrases import pronoun_label
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.spoken.calls import without_verb
from loaders.positions.spoken.voices import outright
from loaders.syntax.clause import FRAGMENT, MAIN, SUB, Clause

_STRESSES = frozenset({"ADV", "PTKIFG", "PTKMA", "PIAT"})
"""What may stand beside a verdict: "längst überfällig", "schlimm genug"."""


def verdict(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Gut, dass der Bund zahlt", "Höchste Zeit, die Steuer zu senken", "Längst überfällig: ein Radweg"."""
    said = without_verb(clause, context, opening=True) if clause.kind == FRAGMENT else None
    if said is None:
        return
    speaker, inside = said
    at = _word(clause, inside)
    if at is None:
        yield from _graded(clause, inside, Held([speaker], "speaker"), context)
        return
    word = clause.tokens[at].lemma
    judged = evaluation(word)
    if word == "Zeit":
        sense = Sense(Act.DEMAND, Stance.SUPPORT, heeds=frozenset({"complement"}))
    elif judged is not None and clause.negation is None:
        sense = Sense(judged.act, judged.stance, heeds=NONE)
    else:
        return
    issue = _judged(clause, word, context)
    if issue.label is not None:
        expression = Expression(word, f"speech: {word}", sense, at)
        yield position(clause, expression, Held([speaker], "speaker"), issue, own=True)


def _graded(clause: Clause, inside: list[int], held: Held, context: Context) -> Iterator[Found]:
    """ "Bürgerbeteiligung: mangelhaft": a thing with its mark behind a colon."""
    after = next((c for c in context.clauses if c.index == clause.index + 1), None)
    thing = next((p for p in clause.phrases if p.first == inside[0] and p.prep is None), None)
    if after is None or after.kind != FRAGMENT or thing is None or thing.kind != "NP":
        return
    ends = clause.tokens[after.positions[0] - 1].text == ":" and after.index == context.clauses[-1].index
    at = _word(after, list(after.positions)) if ends and clause.tokens[thing.head].tag == "NN" else None
    judged = evaluation(clause.tokens[at].lemma) if at is not None else None
    if at is None or judged is None or after.negation is not None:
        return
    if clause.tokens[thing.head].lemma.lower() in words("no_matters"):
        return  # "Wetter: schlecht"
    sense = Sense(judged.act, judged.stance, heeds=NONE)
    expression = Expression(judged.word, f"speech: {judged.word}", sense, at)
    label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
    span = Span(clause.tokens[inside[0]].start, clause.tokens[at].end)
    yield position(after, expression, held, Filled("nom", label, None, thing.head), span=span, own=True)


def refutation(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Die Rechnung geht nicht auf", "das stimmt nicht": what somebody argued is denied."""
    verb, thing = clause.verb, clause.subject
    if verb is None or thing is None or clause.question or verb.modal is not None:
        return
    if verb.tense != "present" or not _fails(clause):
        return
    if thing.kind == "NP":
        if clause.tokens[thing.head].lemma.lower() not in words("arguing_nouns"):
            return
        label = of_phrase(clause.tokens, thing, tail_of(clause, thing))
    elif verb.lemma in words("truth_verbs") and thing.kind == "PRON" and thing.person == 3:
        taken = pronoun_label(clause, thing, context)
        if taken is None:
            return
        label = taken
    else:
        return
    expression = Expression(
        verb.lemma,
        f"speech: nicht {verb.lemma}",
        Sense(Act.DENY, Stance.OPPOSE, heeds=NONE),
        verb_index(clause),
    )
    yield position(clause, expression, context.speaker, Filled("nom", label, None, thing.head), own=True)


def _fails(clause: Clause) -> bool:
    """Whether a clause says that an argument does not hold: a verb of holding is denied."""
    lemma = clause.verb.lemma if clause.verb is not None else ""
    if clause.negation is not None:
        return lemma in words("holding_verbs") | words("truth_verbs")
    return lemma in words("limping_verbs")


def _word(clause: Clause, inside: list[int]) -> int | None:
    """The one word of a verdict: an adjective, or "Zeit"; ``None`` where there is more than one."""
    telling = [i for i in inside if clause.tokens[i].tag not in _STRESSES | {"$,", "$.", "ADJA", "ART"}]
    if len(telling) != 1:
        return None
    token = clause.tokens[telling[0]]
    return telling[0] if token.tag == "ADJD" or token.lemma == "Zeit" else None


def _judged(clause: Clause, word: str, context: Context) -> Filled:
    """What a verdict is about: the clause after it, or after a colon what is due."""
    for slot in ("dass", "zu"):
        child = complement(clause, slot, context)
        if child is None:
            continue
        if child.subject is not None and clause.tokens[child.subject.head].text == "Sie":
            return NOTHING  # "Schön, dass Sie da sind"
        if word == "Zeit":
            return clause_issue(slot, Act.DEMAND, child)
        return Filled(slot, said_in(child), child, child.positions[0], whole=True)
    return _introduced(clause, context) if word.lower() in words("due_adjectives") else NOTHING


def _introduced(clause: Clause, context: Context) -> Filled:
    """The thing that a clause without a verb names behind a colon."""
    after = next((c for c in context.clauses if c.index == clause.index + 1), None)
    if after is None or after.kind != FRAGMENT or clause.tokens[after.positions[0] - 1].text != ":":
        return NOTHING
    thing = next((p for p in after.phrases if p.prep is None and p.kind == "NP"), None)
    if thing is None or clause.tokens[thing.head].tag != "NN":
        return NOTHING
    return Filled("nom", of_phrase(after.tokens, thing, tail_of(after, thing)), None, thing.head)


def forbidden(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Was nicht passieren darf: dass Heime verfallen": the clause behind the colon is what must not be."""
    verb = clause.verb
    opens = clause.words()[:1] == ["was"] and verb is not None and verb.modal in {"dürfen", "sollen"}
    speaker = outright(clause, context)
    if not opens or verb is None or verb.lemma not in words("happening_verbs") or clause.negation is None:
        return
    child = complement(clause, "dass", context) if speaker is not None else None
    label = said_in(child) if child is not None else None
    if speaker is not None and child is not None and label is not None:
        sense = Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE)
        expression = Expression("nicht dürfen", "speech: nicht dürfen", sense, verb_index(clause))
        issue = Filled("dass", label, child, child.positions[0], whole=True)
        yield position(clause, expression, Held([speaker], "speaker"), issue, own=True)


def unseemly(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Einen Stadtwald verkauft man nicht": what nobody does who knows what is right."""
    verb, who, first = clause.verb, clause.subject, clause.positions[0]
    if verb is None or who is None or clause.tokens[who.head].lower != "man" or clause.kind != MAIN:
        return
    if verb.modal is not None or verb.tense != "present" or verb.lemma not in words("policy_verbs"):
        return
    thing = next((p for p in clause.phrases if p.first == first and p.prep is None and p.kind == "NP"), None)
    denied = clause.negation is not None and clause.tokens[clause.negation].lower == "nicht"
    if thing is None or not denied or not thing.may_be("a") or clause.question:
        return
    label = of_clause(replace(clause, subject=None, accusative=thing))
    if label is not None:
        sense = Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE)
        expression = Expression("man nicht", "speech: man nicht", sense, verb_index(clause))
        issue = Filled("clause", label, None, thing.head)
        yield position(clause, expression, context.speaker, issue, own=True)


def until(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Wir geben keine Ruhe, bis die Schule saniert ist": what is to come before a speaker rests."""
    verb = clause.verb
    if verb is None or clause.negation is None or clause.subject is None or clause.subject.person != 1:
        return
    there = {verb.lemma, *clause.words()}
    resting = any(
        {*entry.split("_")} <= there and verb.lemma in entry.split("_") for entry in words("resting")
    )
    child = next((c for c in clause.children if c.kind == SUB and c.connector in _UNTIL), None)
    label = of_clause(_whole_subject(child)) if resting and child is not None else None
    if child is not None and label is not None and child.negation is None:
        sense = Sense(Act.DEMAND, Stance.SUPPORT, heeds=NONE)
        expression = Expression("nicht ruhen", "speech: nicht ruhen, bis …", sense, verb_index(clause))
        issue = Filled("clause", label, child, child.positions[0], whole=True)
        yield position(clause, expression, context.speaker, issue, own=True)


_UNTIL = frozenset({"bis", "ehe", "bevor"})


def _whole_subject(child: Clause) -> Clause:
    """A clause with its subject, where "bis" was read as the preposition of it."""
    thing = next((p for p in child.phrases if p.prep == "bis" and p.first == child.positions[0]), None)
    if child.subject is not None or thing is None:
        return child
    plain = replace(thing, prep=None, first=thing.first + 1)
    phrases = [plain if p is thing else p for p in child.phrases]
    return replace(child, positions=child.positions[1:], phrases=phrases, subject=plain)
