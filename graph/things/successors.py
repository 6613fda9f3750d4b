"""What became of an IRI that many documents shared before issues and nameless groups belonged to one."""

from __future__ import annotations

from collections import defaultdict

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered


def successors(graph: KnowledgeGraph, iri: str) -> tuple[str, ...]:
    """The IRIs of single documents that go by the name of ``iri`` (``issue/<slug>``), sorted; often none."""
    return _locals(graph).get(iri, ())


def _locals(graph: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    def build() -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in graph.texts("page-locals"):
            kind, _, slug = row["thing"].removeprefix(graph.base).split("/", 2)
            found[f"{graph.base}{kind}/{slug}"].append(row["thing"])
        return {old: tuple(new) for old, new in found.items()}

    return remembered(graph, "things of documents by their former IRI", build)
