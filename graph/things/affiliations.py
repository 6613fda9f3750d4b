"""What actors belong to: parties, states, organisations, offices."""

from __future__ import annotations

from collections import defaultdict

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered
from graph.things.things import kind_of

Affiliations = dict[str, frozenset[str]]
_FACET = {"Party": "party", "State": "state"}


def affiliations(graph: KnowledgeGraph, actor: str) -> Affiliations:
    """What ``actor`` counts as by facet (kind, party, state, organisation, office); states as themselves."""
    known = _all_affiliations(graph)
    if actor not in known:
        known[actor] = _closed(graph, actor, {})
    return known[actor]


def _all_affiliations(graph: KnowledgeGraph) -> dict[str, Affiliations]:
    def build() -> dict[str, Affiliations]:
        groups: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        for row in graph.texts("page-affiliations"):
            actor = row["actor"]
            if "office" in row:
                groups[actor].setdefault("office", set()).add(row["office"])
            if "group" in row:
                group = row["group"]
                facet = _FACET.get(kind_of(graph, group), "organisation")
                groups[actor].setdefault(facet, set()).add(group)
        return {actor: _closed(graph, actor, found) for actor, found in groups.items()}

    return remembered(graph, "affiliations", build)


def _closed(graph: KnowledgeGraph, actor: str, found: dict[str, set[str]]) -> Affiliations:
    kind = kind_of(graph, actor)
    if own := _FACET.get(kind):
        found = {**found, own: found.get(own, set()) | {actor}}
    return {
        "kind": frozenset([kind or "Actor"]),
        **{name: frozenset(values) for name, values in found.items()},
    }
