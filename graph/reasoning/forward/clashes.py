"""Contradictions: noted as they are found, and dropped when a withdrawal resolves them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.reasoning.forward.joins import FALSE, SAME, holds, variables
from graph.reasoning.forward.templates import Rule

if TYPE_CHECKING:
    from graph.reasoning.forward.engine import Engine

Clash = tuple["Rule | str", tuple[int, ...]]
"""A rule, or the name of one built into the engine, and the terms that it is about."""
MAX_CLASHES = 1000
"""Contradictions that are kept; a graph with so many has other problems."""


class Clashes:
    """The contradictions in the facts of one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: dict[Clash, None] = {}
        self._is_cut = False

    def __iter__(self) -> Iterator[Clash]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def note(self, rule: Rule | str, terms: tuple[int, ...]) -> None:
        """Notes a contradiction; those beyond MAX_CLASHES are only remembered to exist."""
        if len(self._found) < MAX_CLASHES:
            self._found[rule, terms] = None
        else:
            self._is_cut = True

    def review(self) -> None:
        """Drops the contradictions that a withdrawal resolved, and looks for those that were not kept."""
        engine = self._engine
        again = {FALSE} if self._is_cut else set()
        self._is_cut = False
        for rule, terms in list(self._found):
            if rule == "dt-diff":
                again.add(SAME)
                del self._found[rule, terms]
            elif not self._is_standing(rule, terms):
                del self._found[rule, terms]
        if SAME in again:
            engine.merger.reconnect()
        if again:
            engine.repeat(again)
        engine.saturate()

    def _is_standing(self, rule: Rule | str, terms: tuple[int, ...]) -> bool:
        if isinstance(rule, Rule):
            binding = dict(zip(variables(rule.full_body), terms, strict=True))
            return all(holds(atom, binding) for atom in rule.full_body)
        literal, datatype = terms
        if self._engine.equality.find(literal) in self._engine.facts.of_class(datatype).facts:
            return True
        return self._engine.values.is_ill_typed(literal)
