"""Verdicts without a verb, and what is said of an argument: "Gut, dass …", "Das stimmt nicht".

They count in the words of a known speaker or in a text of one voice only.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import Act, Stance
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
from loaders.syntax.clause import FRAGMENT, Clause

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
