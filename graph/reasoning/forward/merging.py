"""Merging equal terms: cliques are joined, and facts rewritten to the representatives that remain."""

from __future__ import annotations

from pyoxigraph import Literal

from graph.reasoning.facts import datatypes
from graph.reasoning.facts.relations import MASK, SHIFT, Relation
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.state import State


class Merger:
    """The equalities that wait to be taken into one engine, and how they are."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._literals: dict[int, int] = {}
        """A literal with an understood value for each clique that has one, by representative."""

    def unite(self, known: int = 1 << SHIFT) -> None:
        """Joins the cliques that the waiting links connect; no fact is about terms from number `known` on."""
        state, find = self._state, self._state.equality.find
        if state.witness is not None:
            state.witness.note_equal({find(term) for link in state.links for term in (link.one, link.other)})
        losers: set[int] = set()
        while state.links:
            link = state.links.popleft()
            one, other = find(link.one), find(link.other)
            if one == other or self._are_vocabulary(one, other) or self._differ(one, other, link):
                continue
            literal = next((term for term in map(self._valued, (one, other)) if term is not None), None)
            state.equality.unite(link)
            if literal is not None:
                self._literals[min(one, other)] = literal
            if max(one, other) < known:
                losers.add(max(one, other))
        if losers:
            self._rewrite(losers)

    def reconnect(self, terms: set[int] | None = None) -> None:
        """Queues the asserted equalities among some terms (None: among all), and their equal values."""
        state = self._state
        for predicate in state.equality.clique(state.same_as):
            for key in state.asserted.get(predicate, ()):
                if terms is None or key >> SHIFT in terms or key & MASK in terms:
                    state.links.append(Link(key >> SHIFT, key & MASK))
        first: dict[object, int] = {}
        for term in sorted(terms & state.terms.literals) if terms else ():
            value = datatypes.value_of(state.terms.literal(term))
            if value is not None and first.setdefault(value, term) != term:
                state.links.append(Link(first[value], term))

    def _are_vocabulary(self, one: int, other: int) -> bool:
        """Whether two terms of the rules themselves would become one, which no rule could bear."""
        return max(one, other) < self._state.vocabulary and min(one, other) > self._state.terms.one

    def _differ(self, one: int, other: int, link: Link) -> bool:
        """Whether two cliques hold literals of different values (dt-diff with eq-diff1): a contradiction."""
        state = self._state
        left, right = self._valued(one), self._valued(other)
        if left is None or right is None:
            return False
        literals = state.terms.literal(left), state.terms.literal(right)
        if not datatypes.are_different(*literals):
            return False
        state.clashes.note("dt-diff", (link.one, link.other, left, right))
        return True

    def _valued(self, representative: int) -> int | None:
        """A literal of a clique whose value is understood."""
        equality = self._state.equality
        if representative in equality.members:
            found = self._literals.get(representative)
            return found if found is not None and equality.find(found) == representative else None
        term = self._state.terms.terms[representative]
        is_valued = isinstance(term, Literal) and datatypes.value_of(term) is not None
        return representative if is_valued else None

    def _rewrite(self, losers: set[int]) -> None:
        """Writes the facts about terms that lost their name under their representatives."""
        state, key_of = self._state, self._state.equality.key
        for relation in state.facts.relations():
            for key in relation.mentions(losers):
                self._discard(relation, key)
                state.add(relation, {key_of(key, relation.unary)})
            if relation.base is not None:
                for key in relation.base.mentions(losers):
                    relation.base.discard(key)
                    state.store(relation.base, {key_of(key, unary=False)} - relation.base.facts)
        for relation in state.facts.relations():
            if relation.id in losers and relation.facts:
                self._rename(relation)

    def _rename(self, relation: Relation) -> None:
        """Moves the facts of a class or property to its representative; every rule is looked at anew."""
        state = self._state
        number = state.equality.find(relation.id)
        keys = set(relation.facts)
        for key in keys:
            self._discard(relation, key)
            if relation.base is not None:
                relation.base.discard(key)
        if relation.unary:
            state.add_raw(state.type_id, {key << SHIFT | number for key in keys})
        else:
            state.add_raw(number, keys)
        state.recompile()

    def _discard(self, relation: Relation, key: int) -> None:
        relation.discard(key)
        if self._state.witness is not None:
            self._state.witness.note_gone(relation, key)
