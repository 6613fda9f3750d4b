"""What is known of one thing: what follows about it, what it is related to, every triple."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.rdf.terms import Term, term, text
from graph.things.following import rows_with
from graph.things.memory import remembered
from graph.things.things import learn

_ELSEWHERE = tuple(
    term(name).value
    for name in ("owl:sameAs", "rdfs:seeAlso", "skos:exactMatch", "schema:sameAs", "schema:url")
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple with the graph that holds it; ``value`` is its other end."""

    property: str
    value: Term
    graph: str
    iri: str | None
    """The IRI at the other end, if it is one."""


def inferred_edges(graph: KnowledgeGraph, iri: str) -> dict[str, list[str]]:
    """What follows about ``iri``: by property the IRIs it leads to."""
    found: dict[str, list[str]] = {}
    inferred = graph.iri(named_graphs.INFERRED).value
    for row in graph.texts("page-inferred", inferred=inferred, subject=iri):
        found.setdefault(row["property"], []).append(row["object"])
    return found


def issue_tree(graph: KnowledgeGraph, iri: str) -> dict[str, list[str]]:
    """Broader, narrower and otherwise related issues, by relation."""
    found: dict[str, list[str]] = {}
    for row in graph.texts("page-issue-tree", issue=iri):
        found.setdefault(row["relation"], []).append(row["other"])
    return found


def statements(graph: KnowledgeGraph, iri: str) -> tuple[Edge, ...]:
    """Every triple about ``iri``."""

    def read() -> tuple[Edge, ...]:
        rows = graph.rows("page-statements", subject=ox.NamedNode(iri))
        return tuple(_edge(row, "object") for row in rows)

    return remembered(graph, ("statements", iri), read, shared=False)


def incoming(graph: KnowledgeGraph, iri: str) -> tuple[Edge, ...]:
    """Every triple that points at ``iri``."""
    rows = graph.rows("page-incoming", object=ox.NamedNode(iri))
    return tuple(_edge(row, "subject") for row in rows)


def learn_names(graph: KnowledgeGraph, edges: Iterable[Edge]) -> None:
    """Have everything at hand that ``edges`` name, to show them."""
    learn(graph, {iri for edge in edges for iri in (edge.iri, edge.property) if iri})


def _edge(row: dict[str, Term], end: str) -> Edge:
    value = row[end]
    iri = value.value if isinstance(value, ox.NamedNode) else None
    return Edge(text(row["property"]), value, text(row["graph"]), iri)


def links_out(graph: KnowledgeGraph, iri: str) -> tuple[str, ...]:
    """Addresses of the same thing elsewhere (Wikidata and others), web addresses only."""
    found: set[str] = set()
    for edge in statements(graph, iri):
        target = edge.iri or ""
        if edge.property in _ELSEWHERE and target.startswith(("http://", "https://")):
            found.update(() if target.startswith(graph.base) else (target,))
    return tuple(sorted(found))


def below(graph: KnowledgeGraph, iri: str) -> list[str]:
    """The issues narrower than ``iri``, at any depth, the nearest first."""
    found, level = [iri], [iri]
    while level:
        forms: dict[str, list[str]] = {}
        for row in rows_with(graph, "page-narrower", {"broader": map(ox.NamedNode, level)}):
            forms.setdefault(row["broader"], []).append(row["issue"])
        below = dict.fromkeys(form for issue in level for form in forms.get(issue, ()))
        level = [form for form in below if form not in found]
        found += level
    return found[1:]
