"""Issues and their special forms: which broadest issue each belongs to."""

from __future__ import annotations

from collections import Counter

from graph.knowledge.graph import KnowledgeGraph
from graph.things.following import table
from graph.things.memory import remembered


def broadest(graph: KnowledgeGraph) -> dict[str, str]:
    """For every issue with a telling broader one the broadest above it, curated ones first, then by name.

    A bare head ("Kontrolle") tells something if several issues are special forms of it.
    """

    def build() -> dict[str, str]:
        found = table(graph, "page-broader", "issue", tuple, ("broader",))
        forms = Counter(row["broader"] for rows in found.values() for row in rows)
        parents: dict[str, str] = {}
        for issue, rows in found.items():
            telling = (r for r in rows if r["curated"] == "true" or forms[r["broader"]] > 1)
            if first := next(telling, None):
                parents[issue] = first["broader"]
        return {issue: _top(issue, parents) for issue in parents}

    return remembered(graph, "broadest issues", build)


def _top(issue: str, parents: dict[str, str]) -> str:
    passed = {issue}
    while (above := parents.get(issue)) and above not in passed:
        passed.add(above)
        issue = above
    return issue
