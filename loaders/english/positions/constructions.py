"""The constructions of a position: verbs and adjectives of the lexicon, judgements, calls; each ``(clause,
context) → Found``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.english.lexicon import Judgement, evaluations, manner_of
from loaders.english.positions.context import HeldBy, Stated, Surroundings, holders, speaker_of
from loaders.english.positions.embedding import embedded
from loaders.english.positions.labels import Wording, of_clause, of_gerund, of_wish, reach
from loaders.english.positions.matching import Matching, as_adjective, composed, first_match, matches
from loaders.english.positions.senses import Stand, reported, sense_in
from loaders.english.positions.slots import Filling, of_issue
from loaders.english.syntax.units import VerbClause
from loaders.english.vocabulary import words

_EVALUATION = 5  # tokens after a predicate begins in which its judging word stands


def by_verb(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """ "The union rejected the cuts." """
    for match in matches(clause, context, "verb"):
        yield from _framed(match, clause, context)


def by_adjective(clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    """ "The union is against the cuts." """
    for match in matches(clause, context, "adjective"):
        yield from _framed(match, clause, context)


def _framed(match: Matching, clause: VerbClause, context: Surroundings) -> Iterator[Stated]:
    described = match.entry.kind == "adjective" and clause.verb.passive
    held = holders(context, as_adjective(clause) if described else clause)
    if match.entry.holder == ("authority",):
        held = held._replace(actors=tuple(actor for actor in held.actors if actor.kind in _AUTHORITIES))
    if not held.actors or (match.filled.child is not None and _yields(clause, match.filled.child, context)):
        return
    stance, filled = composed(match, context)
    negated = match.entry.negated if stance is match.entry.stance else None
    sense = embedded(Stand(match.entry.act, stance, negated), clause, own=held.own)
    yield _found(clause, context, filled, sense, match.entry.words, match.entry.kind, held)


def _yields(clause: VerbClause, child: VerbClause, context: Surroundings) -> bool:
    """Whether a verb leaves what it says to the word of stance that hangs on it: "refuses to support"."""
    return clause.verb.lemma in words("transparent_verbs") and first_match(child, context) is not None


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
        if low in {"not", "no", "never", "less", "hardly", "neither", "n't", "too", "anything", "nothing"}:
            return None
        noun = tokens[i].tag in {"NN1", "NN2"}
        table = evaluations("noun" if noun else "adjective")
        found = table.get(low) or table.get(tokens[i].lemma)
        if found is not None and (noun or not _is_limited(clause, i)):
            return found, i
    return None


def _is_limited(clause: VerbClause, i: int) -> bool:
    """Whether an adjective is limited, or describes a noun that judges instead ("a good start")."""
    after = clause.tokens[i + 1] if i + 1 < len(clause.tokens) else None
    compared = clause.tokens[i].tag == "AJC" and clause.tokens[i].lower not in {"better", "worse"}
    if after is None or compared:
        return compared
    return after.tag in {"NN1", "NN2", "AJ0"} or after.lower in words("limiting_words")


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
    if clause.link in {"wh", "rel", "sub"}:
        return
    held = _teller(clause, context)
    own = context.is_own(clause.subjects[0])
    inner = first_match(clause, context) if not verb.passive else None
    if held is None or not held.actors or (own and inner is not None):
        return
    turned = verb.negated != (clause.tokens[clause.subjects[0].start].lower in words("nobody_words"))
    label = _undone(clause, own=own) if turned or own else of_clause(clause)
    if clause.tokens[clause.subjects[0].head].tag in {"PNP", "DT0", "EX0"} and not own:
        label = replace(label, little=True)  # "it must be pointed out"
    stance, filled = Stance.OPPOSE if turned else Stance.SUPPORT, Filling("clause", label, reach(clause))
    if inner is not None:
        stance, filled = composed(inner, context, turned=turned)
    plain = replace(clause, verb=replace(verb, modal="", negated=False), subjects=())
    sense = reported(sense_in(Stand(Act.DEMAND, stance, None), plain, own=True), clause)
    start = clause.parent.start if clause.link == "that" and clause.parent is not None else clause.start
    first = min(start, clause.subjects[0].start)
    yield replace(
        _found(clause, context, filled, sense, verb.modal, "call", held), start=first, end=reach(clause)
    )


def _undone(clause: VerbClause, *, own: bool) -> Wording:
    """What is not to be done, or by oneself: without who would do it, unless something is done to it."""
    done_to = not own and (clause.verb.passive or clause.object is None)
    return of_wish(clause) if done_to else of_gerund(clause)


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


_AUTHORITIES = frozenset(
    {
        ActorKind.NORM,
        ActorKind.COURT,
        ActorKind.GOVERNMENT,
        ActorKind.MINISTRY,
        ActorKind.PARLIAMENT,
        ActorKind.STATE,
        ActorKind.ALLIANCE,
    }
)
"""Who can require, order and forbid."""

CONSTRUCTIONS: tuple[tuple[str, Callable[[VerbClause, Surroundings], Iterator[Stated]], str], ...] = (
    ("call", by_call, "The union said that the minister must resign."),
    ("verb", by_verb, "The union rejected the cuts."),
    ("adjective", by_adjective, "The union is against the cuts."),
    ("naming", by_naming, "The union called the cuts a disgrace."),
    ("predicate", by_predicate, "The union said the cuts were unfair."),
    ("need", by_need, "“We need higher wages now,” said the union."),
)
"""Each with its name and a sentence of our own; the first that finds something in a clause is taken."""
