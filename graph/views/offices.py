"""The offices of a person, each once: what the background and all texts say of it, taken together.

The query ``offices-of`` says the same in SPARQL; ``tests/graph/questions/test_offices.py`` holds the two
together.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.knowledge.graph import KnowledgeGraph
from graph.things.affiliations import groups_of_offices
from graph.things.facts import Tenure, tenures
from graph.things.things import kind_of
from graph.views.documents import document_cards

Term = tuple[dt.date | None, dt.date | None]
_UNDATED = dt.date.min


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office that ``actor`` holds or held, with everything that says so; things are IRIs.

    ``groups`` are the state and the bodies it belongs to.
    ``terms`` are the periods that are known by day, ``seen`` the first and the last day on which a text says
    that the office is held. It is ``former`` where the latest word on it is that it is over.
    """

    actor: str
    office: str
    groups: tuple[str, ...]
    former: bool
    terms: tuple[Term, ...]
    seen: tuple[dt.date, dt.date] | None
    proofs: tuple[Tenure, ...]

    @property
    def sentences(self) -> tuple[Tenure, ...]:
        """What texts say of it."""
        return tuple(tenure for tenure in self.proofs if tenure.passage)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the background has it from, each once."""
        return tuple(dict.fromkeys(tenure.source for tenure in self.proofs if tenure.source))


def held_offices(graph: KnowledgeGraph, actor: str) -> tuple[HeldOffice, ...]:
    """The offices of ``actor`` (IRI), those held now first, the latest before others."""
    said: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures(graph):
        if tenure.actor == actor:
            said[tenure.office].append(tenure)
    found = [_together(graph, proofs) for proofs in said.values()]
    found.sort(key=_latest, reverse=True)
    return tuple(sorted(found, key=lambda held: held.former))


def _together(graph: KnowledgeGraph, proofs: Sequence[Tenure]) -> HeldOffice:
    cards = document_cards(graph)

    def issued(tenure: Tenure) -> dt.date | None:
        card = cards.get(tenure.passage.document) if tenure.passage else None
        return card.issued if card else None

    def said_on(tenure: Tenure) -> dt.date:
        return tenure.finish or issued(tenure) or tenure.begin or _UNDATED

    over = [said_on(tenure) for tenure in proofs if tenure.former or tenure.finish]
    held = [said_on(tenure) for tenure in proofs if not (tenure.former or tenure.finish)]
    seen = [day for tenure in proofs if not tenure.former and (day := issued(tenure))]
    terms = {(tenure.begin, tenure.finish) for tenure in proofs if tenure.begin or tenure.finish}
    return HeldOffice(
        actor=proofs[0].actor,
        office=proofs[0].office,
        groups=_groups(graph, proofs[0].office),
        former=bool(over) and max(over) >= max(held, default=_UNDATED),
        terms=tuple(sorted(terms, key=lambda term: term[0] or _UNDATED)),
        seen=(min(seen), max(seen)) if seen else None,
        proofs=tuple(sorted(proofs, key=said_on)),
    )


def _groups(graph: KnowledgeGraph, office: str) -> tuple[str, ...]:
    """The states, then the bodies, that an office belongs to, or that somebody holds it in."""
    groups = groups_of_offices(graph).get(office, frozenset())
    return tuple(sorted(groups, key=lambda group: (kind_of(graph, group) != "State", group)))


def _latest(held: HeldOffice) -> dt.date:
    """The latest day that is known of an office."""
    days = [day for term in held.terms for day in term if day]
    return max((*days, *(held.seen or ())), default=_UNDATED)
