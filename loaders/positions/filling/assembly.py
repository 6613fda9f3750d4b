"""Put a position together: polarity, evidence, features."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Span
from loaders.issues.labels.label import Label
from loaders.lexicon.frames import Frame
from loaders.positions.filling.complements import coordinated, with_target
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import Expression, Filled, Found, Held
from loaders.positions.filling.operators import operators
from loaders.positions.filling.polarity import CLAUSE, Sense, polarity
from loaders.syntax.clause import Clause


def position(
    clause: Clause,
    expression: Expression,
    held: Held,
    issue: Filled,
    *,
    span: Span | None = None,
    own: bool = False,
    also: tuple[Label, ...] = (),
    claims: frozenset[int] = frozenset(),
    clauses: Sequence[Clause] = (),
) -> Found:
    """The position that an expression takes; its evidence is the clause with its complement, or ``span``."""
    if issue.label is None:
        raise ValueError("a position needs an issue")
    child = None if issue.whole else issue.child
    around = operators(clause, expression.frame, expression.noun, child, clauses)
    result = polarity(expression.sense, around)
    return Found(
        clause,
        tuple(held.actors),
        expression.rule,
        expression.shown,
        result.act,
        result.stance,
        result.modality,
        issue.label,
        span or span_of(clause, issue.child),
        issue.slot,
        _distance(expression.at, issue.at),
        held.source,
        around,
        claims=claims | ({issue.child.index} if issue.child is not None else frozenset()),
        also=also,
        own=own,
        traces_slot=expression.frame is not None,
    )


def framed(
    clause: Clause,
    frame: Frame,
    held: Held,
    issue: Filled,
    context: Context,
    *,
    at: int | None = None,
    own: bool = False,
    also: tuple[Label, ...] = (),
) -> Found:
    """The position of a verb or adjective of the lexicon, with the complements joined to the first."""
    more = coordinated(issue.child, context) if issue.child is not None else []
    span = span_of(clause, more[-1][0] if more else issue.child)
    if more and issue.label is not None:
        also = (issue.label, *(with_target(clause, frame, other, label) for other, label in more))
    claims = frozenset(other.index for other, _ in more)
    word = at if at is not None else verb_index(clause)
    return position(
        clause,
        of_frame(frame, word),
        held,
        issue,
        span=span,
        own=own,
        also=also,
        claims=claims,
        clauses=context.clauses,
    )


def of_frame(frame: Frame, at: int | None) -> Expression:
    """An entry of the lexicon as what expresses a stance."""
    shown = f"{frame.name} ({frame.kind}: {frame.act.value}, {frame.stance.value})"
    return Expression(frame.name, shown, Sense(frame.act, frame.stance, frame.negated, CLAUSE), at, frame)


def span_of(clause: Clause, extra: Clause | None = None) -> Span:
    """The evidence: a clause with the complement clause that belongs to it."""
    if extra is None:
        return Span(clause.start, clause.end)
    return Span(min(clause.start, extra.start), max(clause.end, extra.end))


def verb_index(clause: Clause) -> int | None:
    """The index of the word that carries the meaning of the verb: the last of its complex."""
    return max(clause.verb.tokens, default=None) if clause.verb is not None else None


def _distance(word: int | None, issue: int | None) -> int | None:
    """Words from the word of stance to the issue; none for an issue that is taken up from before."""
    return abs(issue - word) if word is not None and issue is not None else None
