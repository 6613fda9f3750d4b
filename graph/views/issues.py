"""Issues and their special forms: which broadest issue each belongs to."""

from __future__ import annotations

from graph.knowledge import KnowledgeGraph
from graph.views.memory import remembered
from graph.views.positions import text


def broadest(graph: KnowledgeGraph) -> dict[str, str]:
    """For every issue with a broader one the broadest above it, the first by name of several."""

    def build() -> dict[str, str]:
        parents: dict[str, str] = {}
        for row in graph.rows("page-broader"):
            parents.setdefault(text(row["issue"]), text(row["broader"]))
        return {issue: _top(issue, parents) for issue in parents}

    return remembered(graph, "broadest issues", build)


def _top(issue: str, parents: dict[str, str]) -> str:
    passed = {issue}
    while (above := parents.get(issue)) and above not in passed:
        passed.add(above)
        issue = above
    return issue
