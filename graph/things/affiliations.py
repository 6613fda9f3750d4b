"""What actors belong to: parties, states, organisations, offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.knowledge.graph import KnowledgeGraph
from graph.rdf.terms import term
from graph.stores.repository import Row
from graph.things.facts import tenures
from graph.things.following import table
from graph.things.memory import remembered
from graph.things.things import kind_of

Affiliations = dict[str, frozenset[str]]
_MEMBERS = (term("org:member"), term("org:hasMember"))
_FACET = {"Party": "party", "State": "state"}


class _Belongings(NamedTuple):
    """The offices and the groups of an actor, and each office with a group that it belongs to."""

    offices: frozenset[str]
    groups: frozenset[str]
    posts: frozenset[tuple[str, str]]


def affiliations(graph: KnowledgeGraph, actor: str) -> Affiliations:
    """What ``actor`` counts as by facet (kind, party, state, organisation, office); states as themselves."""
    known = _all_affiliations(graph)
    if actor not in known:
        known[actor] = _closed(graph, actor, {})
    return known[actor]


def groups_of_offices(graph: KnowledgeGraph) -> Mapping[str, frozenset[str]]:
    """The bodies and states that each office with a holder belongs to, or that somebody holds it in."""

    def build() -> dict[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for of in _all_belongings(graph).values():
            for office, group in of.posts:
                found[office].add(group)
        for tenure in tenures(graph):
            if tenure.organisation:
                found[tenure.office].add(tenure.organisation)
        return {office: frozenset(groups) for office, groups in found.items()}

    return remembered(graph, "groups of offices", build)


def _all_affiliations(graph: KnowledgeGraph) -> dict[str, Affiliations]:
    def build() -> dict[str, Affiliations]:
        found = _all_belongings(graph)
        return {actor: _closed(graph, actor, _faceted(graph, of)) for actor, of in found.items()}

    return remembered(graph, "affiliations", build)


def _all_belongings(graph: KnowledgeGraph) -> Mapping[str, _Belongings]:
    through = ("group", "tenure", "office", "post")
    return table(graph, "page-affiliations", "actor", _belongings, through, _MEMBERS)


def _belongings(rows: Sequence[Row]) -> _Belongings:
    """What is said in the rows of one actor."""
    return _Belongings(
        frozenset(r["office"] for r in rows if "office" in r),
        frozenset(r["group"] for r in rows if "group" in r),
        frozenset((r["post"], r["group"]) for r in rows if "post" in r),
    )


def _faceted(graph: KnowledgeGraph, of: _Belongings) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"office": set(of.offices)} if of.offices else {}
    for group in of.groups:
        found.setdefault(_FACET.get(kind_of(graph, group), "organisation"), set()).add(group)
    return found


def _closed(graph: KnowledgeGraph, actor: str, found: dict[str, set[str]]) -> Affiliations:
    kind = kind_of(graph, actor)
    if own := _FACET.get(kind):
        found = {**found, own: found.get(own, set()) | {actor}}
    return {
        "kind": frozenset([kind or "Actor"]),
        **{name: frozenset(values) for name, values in found.items()},
    }
