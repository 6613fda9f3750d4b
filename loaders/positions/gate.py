"""The gate before the graph: which statements may be asserted of somebody, and why others not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from loaders.articles.findings import Skipped, Statement


def _without_issue(statement: Statement) -> str:
    return "" if statement.issue.label.strip() else "a stance without an issue"


CHECKS: tuple[Callable[[Statement], str], ...] = (_without_issue,)
"""Each says why a statement must not pass, or nothing."""


def gate(statement: Statement) -> Skipped | None:
    """Why a statement does not reach the graph, by the first check that stops it; ``None`` if it is kept."""
    reason = next((reason for check in CHECKS if (reason := check(statement))), "")
    return Skipped(statement.evidence, reason) if reason else None


def through_gate(statements: Iterable[Statement]) -> tuple[list[Statement], tuple[Skipped, ...]]:
    """(statements that are kept, the others with the reason)."""
    kept: list[Statement] = []
    skipped: list[Skipped] = []
    for statement in statements:
        stopped = gate(statement)
        if stopped is None:
            kept.append(statement)
        else:
            skipped.append(stopped)
    return kept, tuple(skipped)
