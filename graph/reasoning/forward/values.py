"""Values of literals in an engine: rules dt-type2, dt-eq and dt-not-type; owl:sameAs read as a property."""

from __future__ import annotations

from graph.reasoning.facts import datatypes
from graph.reasoning.facts.relations import MASK, SHIFT, Relation
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.state import State


class LiteralValues:
    """What one engine knows of the values of its literals.

    A datatype has members only where some rule reads them, as every literal belongs to several.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._demanded: dict[int, str] = {}
        self._seen = 0
        self._reflected: int | None = None

    @property
    def is_reflexive(self) -> bool:
        """Whether some rule reads owl:sameAs as a property, so that eq-ref makes facts."""
        return self._reflected is not None

    def demand(self, relation: Relation) -> None:
        """Prepares what a rule is the first to read: a datatype, or owl:sameAs as a property."""
        if relation.unary:
            iri = self._state.datatype(relation.id)
            if iri is not None and relation.id not in self._demanded:
                self._demanded[relation.id] = iri
                self._seen = 0
        elif relation.id == self._state.same_as and self._reflected is None:
            self._reflected = self._state.vocabulary

    def belongs(self, term: int, datatype: int) -> bool:
        """Rule dt-type2: whether a term is a literal whose value lies in a datatype that some rule reads."""
        iri = self._demanded.get(datatype)
        terms = self._state.terms
        clique = self._state.equality.clique(term) if iri is not None else ()
        return any(datatypes.belongs(terms.literal(n), str(iri)) for n in clique if n in terms.literals)

    def take(self) -> None:
        """Rules dt-eq, dt-type2 and dt-not-type for the literals that arrived since the last call."""
        state, terms = self._state, self._state.terms
        for one, other in terms.equal:
            state.links.append(Link(one, other))
            if state.has_forgotten and not self.is_used(one):
                terms.hidden.add(one)
        terms.equal.clear()
        for number in terms.ill_typed:
            state.clashes.note("dt-not-type", (number, terms.encode(terms.literal(number).datatype)))
        terms.ill_typed.clear()
        self._fill_datatypes()
        self._reflect()

    def is_used(self, literal: int) -> bool:
        """Whether a literal stands in an asserted triple."""
        return any(key & MASK == literal for keys in self._state.asserted.values() for key in keys)

    def is_ill_typed(self, literal: int) -> bool:
        """Whether a literal that stands in the graph has no value in its own datatype."""
        return datatypes.is_ill_typed(self._state.terms.literal(literal)) and self.is_used(literal)

    def _fill_datatypes(self) -> None:
        state, terms = self._state, self._state.terms
        if not self._demanded or self._seen == len(terms.terms):
            return
        literals = [number for number in range(self._seen, len(terms.terms)) if number in terms.literals]
        self._seen = len(terms.terms)
        find = state.equality.find
        for datatype, iri in list(self._demanded.items()):
            members = {find(n) for n in literals if datatypes.belongs(terms.literal(n), iri)}
            state.add(state.facts.of_class(datatype), members)

    def _reflect(self) -> None:
        state, terms = self._state, self._state.terms
        if self._reflected is None or self._reflected == len(terms.terms):
            return
        arrived = range(self._reflected, len(terms.terms))
        self._reflected = len(terms.terms)
        same = {state.equality.find(number) for number in arrived if number not in terms.literals}
        relation = state.facts.of_property(state.same_as)
        state.store(relation, {number << SHIFT | number for number in same} - relation.facts)
