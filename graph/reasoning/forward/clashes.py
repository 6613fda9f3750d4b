"""Contradictions: noted as they are found."""

from __future__ import annotations

from collections.abc import Iterator

from graph.reasoning.forward.templates import RuleInstance

Clash = tuple[RuleInstance | str, tuple[int, ...]]
"""A rule, or the name of one built into the engine, and the terms that it is about."""
MAX_CLASHES = 1000
"""Contradictions that are kept; a graph with so many has other problems."""


class Clashes:
    """The contradictions in the facts of one engine."""

    def __init__(self) -> None:
        self._found: dict[Clash, None] = {}
        self.is_cut = False
        """Whether there were more than are kept."""

    def __iter__(self) -> Iterator[Clash]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def note(self, rule: RuleInstance | str, terms: tuple[int, ...]) -> None:
        """Notes a contradiction; those beyond MAX_CLASHES are only remembered to exist."""
        if len(self._found) < MAX_CLASHES:
            self._found[rule, terms] = None
        else:
            self.is_cut = True

    def drop(self, clash: Clash) -> None:
        """Forgets a contradiction that is none any more."""
        del self._found[clash]
