"""Merging equal terms: cliques are joined, and facts rewritten to the representatives that remain."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graph.reasoning.forward import datatypes
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.relations import MASK, SHIFT, Relation

if TYPE_CHECKING:
    from graph.reasoning.forward.engine import Engine


class Merger:
    """The equalities that wait to be taken into one engine, and how they are."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.links: deque[Link] = deque()
        """The equalities that wait."""
        self._literals: dict[int, int] = {}
        """A literal with an understood value for each clique that has one, by representative."""

    def unite(self, known: int = 1 << SHIFT) -> None:
        """Joins the cliques that the waiting links connect; no fact is about terms from number `known` on."""
        engine, find = self._engine, self._engine.equality.find
        if engine.journal is not None:
            engine.journal.note_equal({find(term) for link in self.links for term in (link.one, link.other)})
        losers: set[int] = set()
        while self.links:
            link = self.links.popleft()
            one, other = find(link.one), find(link.other)
            if one == other or self._are_vocabulary(one, other) or self._differ(one, other, link):
                continue
            literal = next((term for term in map(self._valued, (one, other)) if term is not None), None)
            engine.equality.unite(link)
            if literal is not None:
                self._literals[min(one, other)] = literal
            if max(one, other) < known:
                losers.add(max(one, other))
        if losers:
            self._rewrite(losers)

    def reconnect(self, terms: set[int] | None = None) -> None:
        """Queues the asserted equalities among some terms (None: among all), and their equal values."""
        engine = self._engine
        for predicate in engine.equality.clique(engine.same_as):
            for key in engine.asserted.get(predicate, ()):
                if terms is None or key >> SHIFT in terms or key & MASK in terms:
                    self.links.append(Link(key >> SHIFT, key & MASK))
        first: dict[object, int] = {}
        for term in sorted(engine.terms.literals & terms) if terms else ():
            value = datatypes.value_of(engine.terms.literal(term))
            if value is not None and first.setdefault(value, term) != term:
                self.links.append(Link(first[value], term))

    def _are_vocabulary(self, one: int, other: int) -> bool:
        """Whether two terms of the rules themselves would become one, which no rule could bear."""
        return max(one, other) < self._engine.vocabulary and min(one, other) > self._engine.terms.one

    def _differ(self, one: int, other: int, link: Link) -> bool:
        """Whether two cliques hold literals of different values (dt-diff with eq-diff1): a contradiction."""
        engine = self._engine
        left, right = self._valued(one), self._valued(other)
        if left is None or right is None:
            return False
        literals = engine.terms.literal(left), engine.terms.literal(right)
        if not datatypes.are_different(*literals):
            return False
        engine.clashes.note("dt-diff", (link.one, link.other, left, right))
        return True

    def _valued(self, representative: int) -> int | None:
        """A literal of a clique whose value is understood."""
        equality = self._engine.equality
        if representative in equality.members:
            found = self._literals.get(representative)
            return found if found is not None and equality.find(found) == representative else None
        term = self._engine.terms.terms[representative]
        is_valued = isinstance(term, Literal) and datatypes.value_of(term) is not None
        return representative if is_valued else None

    def _rewrite(self, losers: set[int]) -> None:
        """Writes the facts about terms that lost their name under their representatives."""
        engine, key_of = self._engine, self._engine.equality.key
        for relation in engine.facts.relations():
            for key in relation.mentions(losers):
                self._discard(relation, key)
                engine.add(relation, {key_of(key, relation.unary)})
            if relation.base is not None:
                for key in relation.base.mentions(losers):
                    relation.base.discard(key)
                    engine.store(relation.base, {key_of(key, unary=False)} - relation.base.facts)
        for relation in engine.facts.relations():
            if relation.id in losers and relation.facts:
                self._rename(relation)

    def _rename(self, relation: Relation) -> None:
        """Moves the facts of a class or property to its representative; every rule is looked at anew."""
        engine = self._engine
        number = engine.equality.find(relation.id)
        keys = set(relation.facts)
        for key in keys:
            self._discard(relation, key)
            if relation.base is not None:
                relation.base.discard(key)
        if relation.unary:
            engine.add_raw(engine.type_id, {key << SHIFT | number for key in keys})
        else:
            engine.add_raw(number, keys)
        engine.recompile()

    def _discard(self, relation: Relation, key: int) -> None:
        relation.discard(key)
        if self._engine.journal is not None:
            self._engine.journal.note_gone(relation, key)
