"""The constructions of a position: verbs and adjectives of the lexicon, judgements, calls; each ``(clause, context) → Found``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Modality, Stance
from loaders.english.lexicon import Evaluation, Frame, evaluations, frames_of, manner_of, operators
from loaders.english.positions.context import Context, Found, holders, speaker_of
from loaders.english.positions.labels import Label, of_clause, of_gerund, reach
from loaders.english.positions.senses import Sense, applied, reported, sense_in
from loaders.english.positions.slots import Filled, fill, of_issue, other
from loaders.english.syntax.units import Clause, Phrase
from loaders.english.vocabulary import words

_BESIDE = 4  # tokens after a verb in which the other words of an entry stand
_EVALUATION = 5  # tokens after a predicate begins in which its judging word stands


def by_verb(clause: Clause, context: Context) -> Iterator[Found]:
    """ "The union rejected the cuts." """
    for frame in frames_of("verb", clause.verb.lemma):
        if frame.rest and not _beside(frame, clause):
            continue
        yield from _framed(frame, clause, context, "verb")


def by_adjective(clause: Clause, context: Context) -> Iterator[Found]:
    """ "The union is against the cuts." """
    if clause.predicate is None:
        return
    low = [token.lower for token in clause.tokens[clause.predicate[0] : clause.predicate[1]]]
    if clause.verb.passive:
        low.insert(0, clause.tokens[clause.verb.head].lower)
    for i, word in enumerate(low[:3]):
        for frame in frames_of("adjective", word):
            if tuple(low[i + 1 : i + 1 + len(frame.rest)]) == frame.rest and not any(w in {"too", "so"} for w in low[:i]):
                yield from _framed(frame, clause, context, "adjective")
                return


def _beside(frame: Frame, clause: Clause) -> bool:
    """Whether the other words of an entry stand beside its verb: right after it, or as its object."""
    low = [token.lower for token in clause.tokens[clause.verb.end : clause.verb.end + _BESIDE]]
    low = [word for word in low if word not in {'"', "“", "”", "strong", "strongly", "deep", "full", "clear", "serious", "his", "her", "its", "their"}]
    plain = tuple(word.removesuffix("s") for word in low[: len(frame.rest)])
    return tuple(low[: len(frame.rest)]) == frame.rest or plain == frame.rest


def _framed(frame: Frame, clause: Clause, context: Context, construction: str) -> Iterator[Found]:
    held = holders(context, clause)
    if construction == "adjective" and clause.verb.passive:
        held = holders(context, replace_passive(clause))
    if not held.actors:
        return
    filled = _adjective_slot(frame, clause, context) if construction == "adjective" else fill(frame, clause, context)
    if filled is None:
        return
    sense = Sense(frame.act, frame.stance, frame.negated)
    if filled.turned:
        sense = replace(sense, stance=other(sense.stance), negated=None)
    sense = _embedded(sense, clause, own=held.own)
    yield _found(clause, context, filled, sense, frame.words, construction, held)


def replace_passive(clause: Clause) -> Clause:
    """The clause with its participle read as an adjective ("is opposed to"): its subject is the holder."""
    return replace(clause, verb=replace(clause.verb, passive=False), children=clause.children)


def _adjective_slot(frame: Frame, clause: Clause, context: Context) -> Filled | None:
    if frame.issue != ("obj",):
        return fill(frame, replace_passive(clause), context)
    phrase = next((p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == frame.lemma), None)
    return of_issue(frame.lemma, phrase, context) if phrase is not None else None


def _embedded(sense: Sense, clause: Clause, *, own: bool) -> Sense:
    """The sense of a clause with what the verbs that govern it make of it: "refused to support"."""
    if clause.link in {"main", "rel", "sub", "that", "wh"} or clause.link in operators("opener"):
        return reported(sense_in(sense, clause, own=own), clause)
    governor = clause.parent
    if clause.link == "part":
        return sense_in(sense, clause, own=own)
    if governor is None or clause.link not in {"inf", "ing"}:
        return sense.withheld(Modality.HYPOTHETICAL, clause.link)
    sense = sense_in(sense, clause, own=own)
    operator = operators("verb").get(governor.verb.lemma)
    if operator is None or clause.antecedent is not None:
        return sense.withheld(Modality.HYPOTHETICAL, governor.verb.lemma)
    passive = governor.verb.passive
    if passive and operator.effect != "suppose":
        return sense.withheld(Modality.HYPOTHETICAL, governor.verb.lemma)
    if operator.words == "say" and not passive:
        return sense.withheld(Modality.HYPOTHETICAL, "say")
    effect = operator.negated if governor.verb.negated else operator.effect
    sense = applied(sense, effect, operator.words)
    plain = replace(governor, verb=replace(governor.verb, negated=False))
    return _embedded(sense, plain, own=own)


def _found(
    clause: Clause, context: Context, filled: Filled, sense: Sense, rule: str, construction: str, held: object
) -> Found:
    start = min(clause.start, clause.verb.start, filled.label.start)
    if clause.link in {"inf", "ing"} and clause.parent is not None:
        start = min(start, clause.parent.start)
    end = max(filled.end, clause.verb.end, clause.object.end if clause.object is not None else 0)
    return Found(clause, held, filled.label, sense, rule, construction, filled.slot, start, end, filled.about)  # type: ignore[arg-type]


def by_naming(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Its lawyers consider the cap unconstitutional." """
    if clause.verb.lemma not in words("naming_verbs") or clause.object is None or clause.verb.negated:
        return
    held = holders(context, clause)
    if not held.actors or clause.verb.passive:
        return
    judged = _judging(clause, clause.object.end, _after_object(clause))
    if judged is None:
        return
    filled = of_issue("obj", clause.object, context)
    if filled.label.end > judged[1]:
        filled = Filled("obj", replace(filled.label, end=clause.object.end), clause.object.end, filled.about)
    sense = _embedded(Sense(judged[0].act, judged[0].stance, None), clause, own=held.own)
    yield replace(
        _found(clause, context, filled, sense, f"{clause.verb.lemma} + {judged[0].word}", "judgement", held), end=judged[1] + 1
    )


def _after_object(clause: Clause) -> int:
    tokens = clause.tokens
    end = clause.end
    while end < len(tokens) and tokens[end].tag not in {"PUN"} and end - clause.end < _EVALUATION:
        end += 1
    return end


def _judging(clause: Clause, start: int, end: int) -> tuple[Evaluation, int] | None:
    """The first judging word between two tokens, and its place; none where it is negated."""
    tokens = clause.tokens
    for i in range(start, min(end, start + 2 * _EVALUATION)):
        low = tokens[i].lower
        if low in {"not", "no", "never", "less", "hardly", "neither", "n't", "too"}:
            return None
        noun = tokens[i].tag in {"NN1", "NN2"}
        table = evaluations("noun" if noun else "adjective")
        found = table.get(low) or table.get(tokens[i].lemma)
        if found is not None and (noun or not _before_noun(clause, i)):
            return found, i
    return None


def _before_noun(clause: Clause, i: int) -> bool:
    """Whether an adjective only describes a noun after it, which may judge otherwise ("a good start" is judged by "start")."""
    after = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    return after is not None and after.tag in {"NN1", "NN2", "AJ0"}


def by_predicate(clause: Clause, context: Context) -> Iterator[Found]:
    """ "She said the ruling was a mistake": what somebody says that something is."""
    if clause.verb.lemma != "be" or clause.predicate is None or not clause.subjects or clause.verb.negated:
        return
    held = _teller(clause, context)
    if held is None or not held.actors or clause.verb.modal not in {"", "will", "would"}:
        return
    judged = _judging(clause, clause.predicate[0], _after_object(clause))
    subject = clause.subjects[0]
    if judged is None or context.is_own(subject) or clause.verb.passive:
        return
    filled = of_issue("subject", subject, context)
    sense = reported(sense_in(Sense(judged[0].act, judged[0].stance, None), clause, own=True), clause)
    start = clause.parent.start if clause.link == "that" and clause.parent is not None else clause.start
    yield replace(
        _found(clause, context, filled, sense, f"be + {judged[0].word}", "judgement", held), start=start, end=judged[1] + 1
    )


def _teller(clause: Clause, context: Context):  # type: ignore[no-untyped-def]
    """Whose words a clause is; nobody for a clause that hangs on a verb that is none of saying."""
    if clause.link == "that":
        parent = clause.parent
        if parent is None or manner_of(parent.verb.lemma) not in {"say", "think"} or parent.verb.negated:
            return None
    return speaker_of(context, clause)


def by_call(clause: Clause, context: Context) -> Iterator[Found]:
    """ "A minister who ignores the law must go": what somebody says must or should be done."""
    verb = clause.verb
    if verb.modal not in words("call_modals") or not clause.subjects or verb.form != "finite" or verb.perfect:
        return
    held = _teller(clause, context)
    if held is None or not held.actors:
        return
    subject = clause.subjects[0]
    low = clause.tokens[subject.start].lower
    nobody = low in {"nobody", "no", "none"}
    turned = verb.negated != nobody
    own = context.is_own(subject)
    label = of_gerund(clause) if turned or own else of_clause(clause)
    stance = Stance.OPPOSE if turned else Stance.SUPPORT
    plain = replace(clause, verb=replace(verb, modal="", negated=False), subjects=())
    sense = reported(sense_in(Sense(Act.DEMAND, stance, None), plain, own=True), clause)
    start = clause.parent.start if clause.link == "that" and clause.parent is not None else clause.start
    yield Found(clause, held, label, sense, verb.modal, "call", "clause", min(start, subject.start), reach(clause))


def by_need(clause: Clause, context: Context) -> Iterator[Found]:
    """ "We need fewer cars." """
    if clause.verb.lemma not in words("necessity_verbs") or clause.verb.lemma == "have" or clause.object is None:
        return
    if not clause.subjects or not context.is_own(clause.subjects[0]) or clause.verb.negated:
        return
    held = holders(context, clause)
    if held.actors:
        filled = of_issue("obj", clause.object, context)
        sense = reported(sense_in(Sense(Act.DEMAND, Stance.SUPPORT, None), clause, own=True), clause)
        yield _found(clause, context, filled, sense, "need", "call", held)


CONSTRUCTIONS: tuple[tuple[str, Callable[[Clause, Context], Iterator[Found]], str], ...] = (
    ("verb", by_verb, "The union rejected the cuts."),
    ("adjective", by_adjective, "The union is against the cuts."),
    ("naming", by_naming, "The union called the cuts a disgrace."),
    ("predicate", by_predicate, "The union said the cuts were unfair."),
    ("call", by_call, "The union said that the minister must resign."),
    ("need", by_need, "“We need higher wages now,” said the union."),
)
"""Each with its name and a sentence of our own; the first that finds something in a clause is taken."""

