"""The date of a clause, whether it looks ahead, and the day on which a position was taken."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.articles.findings import Document, Quotation, Statement, When
from loaders.facts.dates import find_dates
from loaders.lexicon.tables import words
from loaders.speech.index import QuotationIndex
from loaders.syntax.clause import Clause

_PLANNING_MODALS = frozenset({"sollen", "wollen", "werden"})
_TOLD = frozenset({"past", "perfect", "pluperfect"})
_LONG = 365  # days before publication after which a position may no longer be held
_DEPTH = 6  # clauses before an offset that may still cover it


def date_of(clause: Clause, document: Document) -> When | None:
    """The date expression of ``clause`` itself (not of clauses inside it), a resolved one first."""
    places = {clause.tokens[i].start for i in clause.positions}
    text = document.text[clause.start : clause.end]
    dates = find_dates(text, document.published, ahead=looks_ahead(clause), offset=clause.start)
    own = [m.when for m in dates if m.span.start in places]
    return next((w for w in own if w.start is not None or w.end is not None), own[0] if own else None)


def looks_ahead(clause: Clause) -> bool | None:
    """Whether dates of the clause lie ahead: future, present, or a plan; ``None`` without a verb."""
    verb = clause.verb
    if verb is None:
        return None
    if verb is not None and verb.modal == "sollen" and is_hearsay(clause):
        return False
    return is_planned(clause) or (verb is not None and verb.tense in {"present", "future"})


def is_hearsay(clause: Clause) -> bool:
    """Whether "soll" tells what is said to have happened: "soll … getroffen haben"."""
    tags = [(clause.tokens[i].tag, clause.tokens[i].lower) for i in clause.positions]
    return any(a[0] == "VVPP" and b[1] in {"haben", "sein"} for a, b in pairwise(tags))


def is_planned(clause: Clause) -> bool:
    """Whether a clause speaks of a plan: future, sollen, wollen, or a word such as "geplant"."""
    verb = clause.verb
    if verb is not None and verb.tense == "present" and verb.modal in _PLANNING_MODALS:
        return not (verb.modal == "sollen" and is_hearsay(clause))
    if verb is not None and (verb.tense == "future" or verb.lemma in words("plans")):
        return True
    plans = tuple(words("planning"))
    return any(clause.tokens[i].lower.startswith(plans) for i in clause.positions)


def with_dates(
    statements: Sequence[Statement],
    clauses: Sequence[Sequence[Clause]],
    quotations: QuotationIndex,
    document: Document,
) -> list[Statement]:
    """The statements, each with the day on which it was made where the text names one.

    That is a single day up to publication in a clause about the past: the clause of the evidence, or, for
    what is quoted, the frame of the quotation ("sagte am Montag, …"). A later day is part of the issue.
    """
    flat = [clause for sentence in clauses for clause in sentence]
    flat.sort(key=lambda clause: clause.start)
    starts = [clause.start for clause in flat]

    def at(offset: int) -> Clause | None:
        last = bisect_right(starts, offset)
        around = [c for c in flat[max(0, last - _DEPTH) : last] if c.end > offset]
        return around[-1] if around else None

    dated = []
    for statement in statements:
        start = statement.evidence.span.start
        offsets = [*_frames(quotations.at(start)), start]
        days = (_day(clause, document) for offset in offsets if (clause := at(offset)) is not None)
        day = next((day for day in days if day is not None), None)
        dated.append(_in_time(replace(statement, date=day or statement.date), at(start), document))
    return dated


def _in_time(statement: Statement, clause: Clause | None, document: Document) -> Statement:
    """A statement with the feature ``time``, the words that say that it was held long ago."""
    past = long_ago(clause, document) if clause is not None else ""
    return replace(statement, features=(*statement.features, ("time", past))) if past else statement


def long_ago(clause: Clause, document: Document) -> str:
    """The words that say that a clause tells of another time: "früher", "1998"; else empty."""
    if clause.verb is None or clause.verb.tense not in _TOLD:
        return ""
    inside = {i for p in clause.phrases for i in range(p.first + 1, p.head)}
    spoken = [clause.tokens[i].lower for i in clause.positions if i not in inside]
    over = words("past_adverbs") | words("lasting_adverbs")
    if clause.verb.tense == "pluperfect":
        over |= {"noch"}  # "hatte die Maut noch befürwortet"
    word = next((word for word in spoken if word in over), "") or _once(clause)
    when = date_of(clause, document)
    if word or when is None or when.end is None or document.published is None:
        return word
    return when.expression if (document.published - when.end).days > _LONG else ""


def _once(clause: Clause) -> str:
    """ "bis vor Kurzem", "in den neunziger Jahren", "wollte eigentlich": what is not said to hold."""
    said = clause.words()
    decade = next((word for word in said if word in words("decades")), "") if "jahren" in said else ""
    recent = "vor kurzem" if "bis" in said and "kurzem" in said else ""
    meant = clause.verb is not None and clause.verb.modal == "wollen" and "eigentlich" in said
    return decade or recent or ("eigentlich" if meant else "")


def _frames(quotation: Quotation | None) -> list[int]:
    return [span.start for span in quotation.cue_spans] if quotation is not None else []


def _day(clause: Clause, document: Document) -> dt.date | None:
    if clause.verb is None or clause.verb.tense not in _TOLD:
        return None
    when = date_of(clause, document)
    if when is None or when.start is None or when.start != when.end:
        return None
    return when.start if document.published is None or when.start <= document.published else None
