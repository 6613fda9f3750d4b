"""The positions that a question asks for, from the index that follows every write.

The index keeps each position as the pages do, so that no question reads thousands of rows from the store to
show some of them. Beside whoever takes a position it counts as that of the state or body an office holder
speaks for, and of each member of the group that takes it. The query ``ask-positions`` asks the store for the
same; it is what an answer shows as its SPARQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import pyoxigraph as ox

from graph.ask.indexes.index_records import IndexedPosition
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.match import Match, counted
from graph.ask.linking.inquiry import Inquiry, nodes
from graph.ask.linking.value_queries import date_term
from graph.ask.words.asked_acts import AskedAct
from graph.rdf.terms import term
from graph.things.positions.positions import Position

_ELSEWHERE = "http://www.wikidata.org/"
"""How the IRIs of those begin whom the graph has under an IRI of its own."""


def fetch(
    inquiry: Inquiry,
    *,
    holders: Sequence[str] = (),
    issues: Sequence[str] = (),
    positions: Sequence[str] = (),
    documents: Sequence[str] = (),
    act: AskedAct | None = None,
    stance: str = "",
) -> list[Match]:
    """The positions of ``holders`` on ``issues`` (empty means any), within the question's filters.

    With ``act`` or ``stance`` only those that can fit them (see ``fits``). The newest come first, those of an
    article as it tells them.
    """
    documents = documents or inquiry.documents
    acts = _acts_that_fit(act, stance)
    _note(inquiry, holders, issues, positions, documents, acts, stance)
    of = frozenset(holders)
    return [
        match
        for one in _held(inquiry.index, holders, issues, positions, documents)
        if (not acts or one.own.act in acts)
        and (not stance or one.own.stance == stance)
        and _within_filters(inquiry, one.own)
        for match in _counts_as(inquiry.index, one, of)
    ]


def _note(
    inquiry: Inquiry,
    holders: Sequence[str],
    issues: Sequence[str],
    positions: Sequence[str],
    documents: Sequence[str],
    acts: Iterable[str],
    stance: str,
) -> None:
    """Note the query that asks for the same."""
    filters = inquiry.filters
    values: dict[str, Sequence[ox.NamedNode | ox.Literal]] = {
        "holder": nodes(holders),
        "issue": nodes(issues),
        "position": nodes(positions),
        "document": nodes(documents),
        "source": nodes(inquiry.sources),
        "since": [date_term(filters.since)] if filters.since else [],
        "until": [date_term(filters.until)] if filters.until else [],
        "wanted": [ox.Literal(origin) for origin in inquiry.origins],
        "act": [term(f"sp:{name.capitalize()}") for name in sorted(acts)],
        "stance": [term(f"sp:{stance.capitalize()}")] if stance else [],
    }
    inquiry.note("ask-positions", values)


def _acts_that_fit(act: AskedAct | None, stance: str) -> frozenset[str]:
    """The acts that a position must be of to fit; none if any may do."""
    if act is None or (stance and act.instead is None):
        return frozenset()
    return frozenset((*act.acts, *((act.instead or ()) if stance else ())))


def _held(
    index: LabelIndex,
    holders: Sequence[str],
    issues: Sequence[str],
    positions: Sequence[str],
    documents: Sequence[str],
) -> Iterator[IndexedPosition]:
    """The positions that count as those of ``holders`` on ``issues`` in ``documents``, in order."""
    chosen: Iterable[IndexedPosition]
    if positions:
        chosen = (one for iri in dict.fromkeys(positions) if (one := index.positions.get(iri)))
    elif holders:
        chosen = _of_holders(index, holders)
    elif documents:
        chosen = (one for iri in dict.fromkeys(documents) for one in index.by_document.get(iri, ()))
    elif issues:
        chosen = (one for iri in dict.fromkeys(issues) for one in index.by_issue.get(iri, ()))
    else:
        return iter(index.in_order)
    on, of = frozenset(issues), frozenset(documents)
    found = (one for one in chosen if (not on or one.issue in on) and (not of or one.document in of))
    return iter(sorted(found, key=attrgetter("place")))


def _of_holders(index: LabelIndex, holders: Sequence[str]) -> Iterable[IndexedPosition]:
    """The positions that count as those of ``holders``: their own, and those of who speaks for them."""
    found: dict[str, IndexedPosition] = {}
    for holder in holders:
        takers = (holder, *index.links["partOfCollective"].get(holder, ()))
        found |= {one.iri: one for taker in takers for one in index.by_holder.get(taker, ())}
        official = index.links["officialPosition"].get(holder, ())
        found |= {iri: index.positions[iri] for iri in official if iri in index.positions}
    return found.values()


def _counts_as(index: LabelIndex, one: IndexedPosition, holders: frozenset[str]) -> Iterator[Match]:
    """A position as that of each of whom it counts as (among ``holders``, if there are any)."""
    official = index.links["officialPositionOf"].get(one.iri, ())
    members = index.links["collectiveOf"].get(one.holder, ())
    told = {one.holder: "own"}
    if official or members:  # few have any, and to sort for each of many thousands would take twice as long
        others = dict.fromkeys(members, "collective") | dict.fromkeys(official, "official")
        told = dict(sorted((others | told).items()))
    for holder, how in told.items():
        if (not holders or holder in holders) and not holder.startswith(_ELSEWHERE):
            yield one.own if how == "own" else counted(one.position, holder, how)


def _within_filters(inquiry: Inquiry, position: Position) -> bool:
    """Whether a position is of the time, the reporter and the origin that the question is restricted to."""
    since, until = inquiry.filters.since, inquiry.filters.until
    day = position.date or dt.date.min
    return (
        (not since or day >= since)
        and (not until or (position.date is not None and day <= until))
        and (not inquiry.sources or position.reporter in inquiry.sources)
        and (not inquiry.origins or position.origin in inquiry.origins)
    )
