"""When a position was taken, and whether it is said to hold: since when, at another time, or no longer.

The clause of the position tells, and of what is reported the clause that reports it ("sagte früher, sie
lehne …"): its tense, its date and the words of ``time_words.tsv``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Document, Quotation, Standing, Statement, When
from loaders.facts.dating import date_of
from loaders.lexicon.tables import Row, read_table, words
from loaders.speech.index import QuotationIndex
from loaders.syntax.clause import Clause, ClauseIndex
from ontology.in_force import kept

_TOLD = frozenset({"past", "perfect", "pluperfect"})
_LASTING = frozenset({"present", "perfect"})
_LONG = 365  # days before publication after which a position may no longer be held
_BEFORE_SINCE = frozenset({"schon", "bereits", "erst"})
_NOW: tuple[Standing, When | None] = (Standing.NOW, None)


def with_times(
    statements: Sequence[Statement],
    clauses: ClauseIndex,
    quotations: QuotationIndex,
    document: Document,
) -> list[Statement]:
    """The statements with day, standing and time, where the text names them.

    The day is a single one up to publication in a clause about the past: the clause of the evidence, or, for
    what is quoted, the frame of the quotation ("sagte am Montag, …"). A later day is part of the issue. What
    does not hold now was not taken on the day of publication.
    """

    def timed(statement: Statement) -> Statement:
        start = statement.evidence.span.start
        offsets = [*_frames(quotations.at(start)), start]
        standing, held = statement.standing, statement.held
        for clause in map(clauses.at, reversed(offsets)):
            if clause is not None and standing is Standing.NOW:
                standing, told = standing_of(clause, document)
                held = held or told
        days = (_day(other, document) for offset in offsets if (other := clauses.at(offset)) is not None)
        default = statement.date if standing is Standing.NOW else None
        date = next((day for day in days if day is not None), default)
        return replace(statement, standing=standing, held=held, date=date)

    return [timed(statement) for statement in statements]


def standing_of(clause: Clause, document: Document) -> tuple[Standing, When | None]:
    """Whether what a clause says holds, and since when, when or until when: "früher", "seit 2015"."""
    verb = clause.verb
    if verb is None:
        return _NOW
    when = date_of(clause, document)
    since = _is_since(clause, when)
    if verb.tense not in _TOLD or (verb.tense in _LASTING and since):
        return (Standing.NOW, when) if since else _NOW
    says, word = next(_said(clause), ("", ""))
    if not says and _is_of_a_time(clause):
        says, word = "then", clause.tokens[clause.antecedent.head].text if clause.antecedent else ""
    over = says == "over" or _is_until(clause, when, document)
    if over or says:
        return Standing.OVER if over else Standing.THEN, _named(when, document) or When(word)
    return (Standing.THEN, when) if _is_old(when, document) else _NOW


def _is_of_a_time(clause: Clause) -> bool:
    """Whether a clause tells of a time that is named before it: "die Jahre, in denen …"."""
    named = clause.antecedent
    first = clause.tokens[clause.positions[0]].lower
    return named is not None and first == "in" and clause.tokens[named.head].lemma in words("long_times")


def _said(clause: Clause) -> Iterator[tuple[str, str]]:
    """What the words of time in a clause say, single ones inside a noun phrase aside: (says, words)."""
    assert clause.verb is not None
    inside = {i for p in clause.phrases for i in range(p.first + 1, p.head)}
    spoken = clause.words()
    for place, word in enumerate(spoken):
        before = spoken[place - 1] if place else ""  # "schon lange" goes on
        for row in _time_words().get(word, ()):
            phrase = row["words"].split()
            other = before in _BEFORE_SINCE or before in row["but_not"].split()
            fits = spoken[place : place + len(phrase)] == phrase and not other
            free = len(phrase) > 1 or clause.positions[place] not in inside
            modal = row["modal"] in {"-", clause.verb.modal}
            if fits and free and modal and clause.verb.tense in row["tense"].split():
                yield row["says"], row["words"]


@kept
def _time_words() -> dict[str, tuple[Row, ...]]:
    """The rows of the table by their first word."""
    rows = defaultdict[str, list[Row]](list)
    for row in read_table("time_words"):
        rows[row["words"].split()[0]].append(row)
    return {word: tuple(found) for word, found in rows.items()}


def _is_since(clause: Clause, when: When | None) -> bool:
    """Whether a date says since when, at the beginning of the clause or right behind its verb.

    Elsewhere it belongs to the noun before it: "kritisiert die Zustände seit 2015".
    """
    if when is None or when.start is None or when.end is not None or clause.verb is None:
        return False
    spoken = clause.words()
    first = when.expression.lower().split()[0]
    if first != "seit" or first not in spoken:
        return False
    place = spoken.index(first)
    while place and spoken[place - 1] in _BEFORE_SINCE:
        place -= 1
    finite = clause.verb.finite
    return place == 0 or (finite is not None and clause.positions[place - 1] == finite)


def _is_until(clause: Clause, when: When | None, document: Document) -> bool:
    """Whether a date ends what was held: "Bis Januar lehnte …", "noch 2019 forderte …"."""
    if when is None or when.end is None or not _is_past(when, document):
        return False
    spoken = clause.words()
    first = when.expression.lower().split()[0]
    place = spoken.index(first) if first in spoken else len(spoken)
    if first == "bis" and when.start is None:
        return place == 0 or _is_old(when, document)
    around = (place - 1, place + len(when.expression.split()))
    return when.start != when.end and any(0 <= i < len(spoken) and spoken[i] == "noch" for i in around)


def _is_past(when: When, document: Document) -> bool:
    return when.end is not None and (document.published is None or when.end < document.published)


def _is_old(when: When | None, document: Document) -> bool:
    """Whether a date lies more than a year back, or says so without a day of publication."""
    spelled = when.expression.lower().split() if when is not None else [""]
    if spelled[0] == "vor" and spelled[-1] in {"jahren", "jahrzehnten"}:
        return True
    if when is None or when.end is None or document.published is None:
        return False
    return (document.published - when.end).days > _LONG


def _named(when: When | None, document: Document) -> When | None:
    """The date of a clause, if it can be that of a position which does not hold now."""
    return when if when is not None and _is_past(when, document) else None


def _frames(quotation: Quotation | None) -> list[int]:
    return [span.start for span in quotation.cue_spans] if quotation is not None else []


def _day(clause: Clause, document: Document) -> dt.date | None:
    if clause.verb is None or clause.verb.tense not in _TOLD:
        return None
    when = date_of(clause, document)
    if when is None or when.start is None or when.start != when.end:
        return None
    return when.start if document.published is None or when.start <= document.published else None
