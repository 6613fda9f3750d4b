"""What actors belong to: parties, states, organisations, offices."""

from __future__ import annotations

from collections.abc import Sequence

from graph.knowledge.graph import KnowledgeGraph
from graph.model.rdf_terms import term
from graph.stores.repository import Row
from graph.things.following import table
from graph.things.memory import remembered
from graph.things.things import kind_of

Affiliations = dict[str, frozenset[str]]
_Belongings = tuple[frozenset[str], frozenset[str]]
_MEMBERS = (term("org:member"), term("org:hasMember"))
_FACET = {"Party": "party", "State": "state"}


def affiliations(graph: KnowledgeGraph, actor: str) -> Affiliations:
    """What ``actor`` counts as by facet (kind, party, state, organisation, office); states as themselves."""
    known = _all_affiliations(graph)
    if actor not in known:
        known[actor] = _closed(graph, actor, {})
    return known[actor]


def _all_affiliations(graph: KnowledgeGraph) -> dict[str, Affiliations]:
    def build() -> dict[str, Affiliations]:
        through = ("group", "tenure", "office", "post")
        found = table(graph, "page-affiliations", "actor", _belongings, through, _MEMBERS)
        return {actor: _closed(graph, actor, _faceted(graph, of)) for actor, of in found.items()}

    return remembered(graph, "affiliations", build)


def _belongings(rows: Sequence[Row]) -> _Belongings:
    """The offices and the groups in the rows of one actor."""
    return frozenset(r["office"] for r in rows if "office" in r), frozenset(
        r["group"] for r in rows if "group" in r
    )


def _faceted(graph: KnowledgeGraph, of: _Belongings) -> dict[str, set[str]]:
    offices, groups = of
    found: dict[str, set[str]] = {"office": set(offices)} if offices else {}
    for group in groups:
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
