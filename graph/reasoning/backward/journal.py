"""What one change does to the triples that follow, without looking at the rest of the graph."""

from __future__ import annotations

from collections.abc import Iterable

from graph.reasoning.backward.expansion import Expansion
from graph.reasoning.facts.relations import SHIFT, Relation, Triple
from graph.reasoning.forward.engine import Engine


class Journal:
    """Records, while an engine works, which facts are new and how those that change read before."""

    def __init__(self, engine: Engine, expansion: Expansion) -> None:
        self._engine = engine
        self._expansion = expansion
        self.known = len(engine.terms.terms)
        """Terms from this number on are new, so that no fact was about them before."""
        self._fresh: dict[Relation, set[int]] = {}
        self._touched: set[int] = set()
        self.before: set[Triple] = set()
        """Triples that held and may not hold any more."""

    def note_new(self, relation: Relation, keys: set[int]) -> None:
        """Facts that an engine adds."""
        self._fresh.setdefault(relation, set()).update(keys)

    def note_gone(self, relation: Relation, key: int) -> None:
        """A fact that an engine rewrites."""
        self._fresh.get(relation, set()).discard(key)

    def note_equal(self, representatives: set[int]) -> None:
        """Cliques that are about to grow: how they and the facts about them read now."""
        engine = self._engine
        untouched = {
            term
            for term in representatives
            if term < self.known and self._touched.isdisjoint(engine.equality.clique(term))
        }
        if untouched:
            for relation in engine.facts.relations():
                keys = set(relation.mentions(untouched)) - self._fresh.get(relation, set())
                self.note_before(relation, (key for key in keys if not self._is_touched(relation, key)))
        for term in representatives:
            self.note_clique(term)

    def note_before(self, relation: Relation, keys: Iterable[int]) -> None:
        """Facts about to change their reading or to go."""
        self.before.update(self._expansion.of_facts(relation, keys))

    def note_clique(self, representative: int) -> None:
        """A clique about to change."""
        members = self._engine.equality.clique(representative)
        if representative < self.known and self._touched.isdisjoint(members):
            self.before.update(self._expansion.links(representative))
        self._touched.update(members)

    def _is_touched(self, relation: Relation, key: int) -> bool:
        if relation.unary:
            return key in self._touched
        return key >> SHIFT in self._touched or key & 0xFFFFFFFF in self._touched

    def after(self) -> set[Triple]:
        """The triples that the new facts and the changed cliques stand for now."""
        engine, expansion = self._engine, self._expansion
        expansion.review()
        found: set[Triple] = set()
        for relation, keys in self._fresh.items():
            found.update(expansion.of_facts(relation, keys & relation.facts))
        cliques = {engine.equality.find(term) for term in self._touched}
        for representative in cliques:
            found.update(expansion.links(representative))
        old = {term for term in cliques if term < self.known}
        if old:
            for relation in engine.facts.relations():
                found.update(expansion.of_facts(relation, relation.mentions(old)))
        return found
