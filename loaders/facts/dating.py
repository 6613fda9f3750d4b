"""The date of a clause, and whether it looks ahead."""

from __future__ import annotations

from itertools import pairwise

from loaders.articles.findings import Document, When
from loaders.facts.dates import find_dates
from loaders.lexicon.tables import words
from loaders.syntax.clause import Clause

_PLANNING_MODALS = frozenset({"sollen", "wollen", "werden"})


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
