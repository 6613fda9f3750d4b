"""The constructions of a position: verbs and adjectives of the lexicon, judgements, calls; each ``(clause,
context) → Found``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.articles.findings import Act, Stance
from loaders.english.lexicon import Judgement, StanceEntry, evaluations, frames_of, manner_of
from loaders.english.positions.context import HeldBy, Stated, Surroundings, holders, speaker_of
from loaders.english.positions.embedding import embedded
from loaders.english.positions.labels import of_clause, of_gerund, reach
from loaders.english.positions.senses import Stand, reported, sense_in
from loaders.english.positions.slots import Filling, fill, of_issue, other
from loaders.english.syntax.units import VerbClause
from loaders.english.vocabulary import words

_BESIDE = 4  # tokens after a verb in which the other words of an entry stand
_EVALUATION = 5  # tokens after a predicate begins in which its judging word stands


def by_verb(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """ "The union rejected the cuts." """
    for frame in frames_of("verb", clause.verb.lemma):
        if frame.rest and not _beside(frame, clause):
            continue
        yield from _framed(frame, clause, context, "verb")


def by_adjective(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """ "The union is against the cuts." """
    if clause.predicate is None:
        return
    low = [token.lower for token in clause.tokens[clause.predicate[0] : clause.predicate[1]]]
    if clause.verb.passive:
        low.insert(0, clause.tokens[clause.verb.head].lower)
    for i, word in enumerate(low[:3]):
        for frame in frames_of("adjective", word):
            if tuple(low[i + 1 : i + 1 + len(frame.rest)]) == frame.rest and not any(
                w in {"too", "so"} for w in low[:i]
            ):
                yield from _framed(frame, clause, context, "adjective")
                return


def _beside(frame: StanceEntry, clause: VerbClause) -> bool:
    """Whether the other words of an entry stand beside its verb: right after it, or as its object."""
    low = [token.lower for token in clause.tokens[clause.verb.end : clause.verb.end + _BESIDE]]
    low = [
        word
        for word in low
        if word
        not in {
            '"',
            "“",
            "”",
            "strong",
            "strongly",
            "deep",
            "full",
            "clear",
            "serious",
            "his",
            "her",
            "its",
            "their",
        }
    ]
    plain = tuple(word.removesuffix("s") for word in low[: len(frame.rest)])
    return tuple(low[: len(frame.rest)]) == frame.rest or plain == frame.rest


def _framed(
    frame: StanceEntry, clause: VerbClause, context: Surroundings, construction: str
) -> Iterator[Stated]:
    held = holders(context, clause)
    if construction == "adjective" and clause.verb.passive:
        held = holders(context, replace_passive(clause))
    if not held.actors:
        return
    filled = (
        _adjective_slot(frame, clause, context)
        if construction == "adjective"
        else fill(frame, clause, context)
    )
    if filled is None or (filled.child is not None and _yields(clause, filled.child, context)):
        return
    sense = Stand(frame.act, frame.stance, frame.negated)
    if filled.turned:
        sense = replace(sense, stance=other(sense.stance), negated=None)
    sense = embedded(sense, clause, own=held.own)
    yield _found(clause, context, filled, sense, frame.words, construction, held)


def _yields(clause: VerbClause, child: VerbClause, context: Surroundings) -> bool:
    """Whether a verb leaves what it says to the word of stance that hangs on it: "refuses to support"."""
    if clause.verb.lemma not in words("transparent_verbs"):
        return False
    return any(True for construction in (by_verb, by_adjective) for _ in construction(child, context))


def replace_passive(clause: VerbClause) -> VerbClause:
    """The clause with its participle read as an adjective ("is opposed to"): its subject is the holder."""
    return replace(clause, verb=replace(clause.verb, passive=False), children=clause.children)


def _adjective_slot(frame: StanceEntry, clause: VerbClause, context: Surroundings) -> Filling | None:
    if frame.issue != ("obj",):
        return fill(frame, replace_passive(clause), context)
    phrase = next(
        (p for p in clause.prepositions if clause.tokens[p.preposition or 0].lower == frame.lemma), None
    )
    return of_issue(frame.lemma, phrase, context) if phrase is not None else None


def _found(
    clause: VerbClause,
    context: Surroundings,
    filled: Filling,
    sense: Stand,
    rule: str,
    construction: str,
    held: HeldBy,
) -> Stated:
    start = min(clause.start, clause.verb.start, filled.label.start)
    if clause.link in {"inf", "ing"} and clause.parent is not None:
        start = min(start, clause.parent.start)
    end = max(filled.end, clause.verb.end, clause.object.end if clause.object is not None else 0)
    return Stated(
        clause, held, filled.label, sense, rule, construction, filled.slot, start, end, filled.about
    )


def by_naming(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
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
        filled = Filling("obj", replace(filled.label, end=clause.object.end), clause.object.end, filled.about)
    sense = embedded(Stand(judged[0].act, judged[0].stance, None), clause, own=held.own)
    yield replace(
        _found(clause, context, filled, sense, f"{clause.verb.lemma} + {judged[0].word}", "judgement", held),
        end=judged[1] + 1,
    )


def _after_object(clause: VerbClause) -> int:
    tokens = clause.tokens
    end = clause.end
    while end < len(tokens) and tokens[end].tag not in {"PUN"} and end - clause.end < _EVALUATION:
        end += 1
    return end


def _judging(clause: VerbClause, start: int, end: int) -> tuple[Judgement, int] | None:
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


def _before_noun(clause: VerbClause, i: int) -> bool:
    """Whether an adjective only describes a noun after it, which may judge otherwise ("a good start" is
    judged by "start").
    """
    after = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    return after is not None and after.tag in {"NN1", "NN2", "AJ0"}


def by_predicate(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
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
    sense = reported(sense_in(Stand(judged[0].act, judged[0].stance, None), clause, own=True), clause)
    start = clause.parent.start if clause.link == "that" and clause.parent is not None else clause.start
    yield replace(
        _found(clause, context, filled, sense, f"be + {judged[0].word}", "judgement", held),
        start=start,
        end=judged[1] + 1,
    )


def _teller(clause: VerbClause, context: Surroundings) -> HeldBy | None:
    """Whose words a clause is; nobody for a clause that hangs on a verb that is none of saying."""
    if clause.link == "that":
        parent = clause.parent
        if parent is None or manner_of(parent.verb.lemma) not in {"say", "think"} or parent.verb.negated:
            return None
    return speaker_of(context, clause)


def by_call(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
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
    sense = reported(sense_in(Stand(Act.DEMAND, stance, None), plain, own=True), clause)
    start = clause.parent.start if clause.link == "that" and clause.parent is not None else clause.start
    yield Stated(
        clause, held, label, sense, verb.modal, "call", "clause", min(start, subject.start), reach(clause)
    )


def by_need(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """ "We need fewer cars." """
    if (
        clause.verb.lemma not in words("necessity_verbs")
        or clause.verb.lemma == "have"
        or clause.object is None
    ):
        return
    if not clause.subjects or not context.is_own(clause.subjects[0]) or clause.verb.negated:
        return
    held = holders(context, clause)
    if held.actors:
        filled = of_issue("obj", clause.object, context)
        sense = reported(sense_in(Stand(Act.DEMAND, Stance.SUPPORT, None), clause, own=True), clause)
        yield _found(clause, context, filled, sense, "need", "call", held)


CONSTRUCTIONS: tuple[tuple[str, Callable[[VerbClause, Surroundings], Iterator[Stated]], str], ...] = (
    ("verb", by_verb, "The union rejected the cuts."),
    ("adjective", by_adjective, "The union is against the cuts."),
    ("naming", by_naming, "The union called the cuts a disgrace."),
    ("predicate", by_predicate, "The union said the cuts were unfair."),
    ("call", by_call, "The union said that the minister must resign."),
    ("need", by_need, "“We need higher wages now,” said the union."),
)
"""Each with its name and a sentence of our own; the first that finds something in a clause is taken."""
