"""Values of literals in an engine: rules dt-type2, dt-eq and dt-not-type; owl:sameAs read as a property."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graph.reasoning.forward import datatypes
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.relations import MASK, SHIFT, Relation

if TYPE_CHECKING:
    from graph.reasoning.forward.engine import Engine


class Values:
    """What one engine knows of the values of its literals.

    A datatype has members only where some rule reads them, as every literal belongs to several.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._datatypes: dict[int, str | None] = {}
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
            iri = self._datatype(relation.id)
            if iri is not None and relation.id not in self._demanded:
                self._demanded[relation.id] = iri
                self._seen = 0
        elif relation.id == self._engine.same_as and self._reflected is None:
            self._reflected = self._engine.vocabulary

    def belongs(self, term: int, datatype: int) -> bool:
        """Rule dt-type2: whether a term is a literal whose value lies in a datatype that some rule reads."""
        iri = self._demanded.get(datatype)
        terms = self._engine.terms
        clique = self._engine.equality.clique(term) if iri is not None else ()
        return any(datatypes.belongs(terms.literal(n), str(iri)) for n in clique if n in terms.literals)

    def check(self, datatype: int, members: Iterable[int]) -> None:
        """Rule dt-not-type: literals in a datatype that their value does not belong to."""
        iri = self._datatype(datatype)
        if iri is None:
            return
        for member in members:
            for term in self._engine.equality.clique(member):
                literal = self._engine.terms.terms[term]
                if isinstance(literal, Literal) and datatypes.belongs(literal, iri) is False:
                    self._engine.clashes.note("dt-not-type", (term, datatype))

    def take(self) -> None:
        """Rules dt-eq, dt-type2 and dt-not-type for the literals that arrived since the last call."""
        engine, terms = self._engine, self._engine.terms
        for one, other in terms.equal:
            engine.merger.links.append(Link(one, other))
            if engine.has_forgotten and not self.is_used(one):
                terms.hidden.add(one)
        terms.equal.clear()
        for number in terms.ill_typed:
            engine.clashes.note("dt-not-type", (number, terms.encode(terms.literal(number).datatype)))
        terms.ill_typed.clear()
        self._fill_datatypes()
        self._reflect()

    def is_used(self, literal: int) -> bool:
        """Whether a literal stands in an asserted triple."""
        return any(key & MASK == literal for keys in self._engine.asserted.values() for key in keys)

    def is_ill_typed(self, literal: int) -> bool:
        """Whether a literal that stands in the graph has no value in its own datatype."""
        return datatypes.is_ill_typed(self._engine.terms.literal(literal)) and self.is_used(literal)

    def _datatype(self, number: int) -> str | None:
        """The IRI of a term, if it is a datatype whose values are understood."""
        if number not in self._datatypes:
            term = self._engine.terms.terms[number]
            known = not isinstance(term, Literal) and term.value in datatypes.DATATYPES
            self._datatypes[number] = term.value if known else None
        return self._datatypes[number]

    def _fill_datatypes(self) -> None:
        engine, terms = self._engine, self._engine.terms
        if not self._demanded or self._seen == len(terms.terms):
            return
        literals = [number for number in range(self._seen, len(terms.terms)) if number in terms.literals]
        self._seen = len(terms.terms)
        find = engine.equality.find
        for datatype, iri in list(self._demanded.items()):
            members = {find(n) for n in literals if datatypes.belongs(terms.literal(n), iri)}
            engine.add(engine.facts.of_class(datatype), members)

    def _reflect(self) -> None:
        engine, terms = self._engine, self._engine.terms
        if self._reflected is None or self._reflected == len(terms.terms):
            return
        arrived = range(self._reflected, len(terms.terms))
        self._reflected = len(terms.terms)
        same = {engine.equality.find(number) for number in arrived if number not in terms.literals}
        relation = engine.facts.of_property(engine.same_as)
        engine.store(relation, {number << SHIFT | number for number in same} - relation.facts)
