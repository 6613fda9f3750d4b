"""Issues and their special forms: which broadest issue each belongs to."""

from __future__ import annotations

from collections import Counter

from graph.knowledge.graph import KnowledgeGraph
from graph.things.memory import remembered


def broadest(graph: KnowledgeGraph) -> dict[str, str]:
    """For every issue with a telling broader one the broadest above it, curated ones first, then by name.

    A bare head ("Kontrolle") tells something if several issues are special forms of it.
    """

    def build() -> dict[str, str]:
        rows = graph.texts("page-broader")
        forms = Counter(row["broader"] for row in rows)
        parents: dict[str, str] = {}
        for row in rows:
            if row["curated"] == "true" or forms[row["broader"]] > 1:
                parents.setdefault(row["issue"], row["broader"])
        return {issue: _top(issue, parents) for issue in parents}

    return remembered(graph, "broadest issues", build)


def _top(issue: str, parents: dict[str, str]) -> str:
    passed = {issue}
    while (above := parents.get(issue)) and above not in passed:
        passed.add(above)
        issue = above
    return issue
