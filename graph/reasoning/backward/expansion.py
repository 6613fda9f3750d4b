"""Facts written out as triples: every member of a clique in place of its representative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from pyoxigraph import NamedNode

from graph.reasoning.facts.relations import MASK, SHIFT, Relation, Triple
from graph.reasoning.forward.engine import Engine

MAX_CLIQUE = 1000
"""In larger cliques every member is linked to the representative, not to every other member."""
MAX_COPIES = 1_000_000
"""Triples that the members of one large clique may add; beyond it only the representative's are given."""


class Expansion:
    """Writes out the facts of an engine, without those with a literal as subject or no IRI as predicate."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._terms = engine.terms
        self._crowds: dict[int, int] = {}
        """Cliques too large to write out what holds of them for every member, and whom it is written for."""

    @property
    def has_crowds(self) -> bool:
        """Whether there ever was a clique so large that how it reads depends on the rest of the graph."""
        return self._engine.equality.largest > MAX_CLIQUE

    def review(self) -> None:
        """Finds the cliques that are too large to be written out. To be called when facts have changed."""
        engine = self._engine
        self._crowds = {}
        if self.has_crowds:
            for representative, members in engine.equality.members.items():
                if len(members) > MAX_CLIQUE:
                    count = sum(len(r.mentions({representative})) for r in engine.facts.relations())
                    if count * len(members) > MAX_COPIES:
                        self._crowds[representative] = self._subjects(representative)[0]

    def triples(self) -> Iterator[Triple]:
        """All that is asserted or follows, except reflexive owl:sameAs; each triple once.

        What holds of a crowd is written for one member only, beside what is asserted of the others.
        """
        self.review()
        for relation in self._engine.facts.relations():
            yield from self.of_facts(relation, relation.facts)
        for representative in list(self._engine.equality.members):
            yield from self.links(representative)

    def holds(self, triple: Triple) -> bool:
        """Whether a triple is among `triples`."""
        engine = self._engine
        subject, _, target = triple
        if subject in self._terms.literals or target in self._terms.hidden:
            return False
        s, p, o = (engine.equality.find(term) for term in triple)
        if p != engine.same_as and any(
            self._crowds.get(r, t) != t for r, t in zip((s, p, o), triple, strict=True)
        ):
            return False
        if p == engine.same_as:
            return s == o and subject != target and triple in self.links(s)
        if p == engine.type_id:
            return o in engine.facts.classes and s in engine.facts.classes[o].facts
        return p in engine.facts.properties and s << SHIFT | o in engine.facts.properties[p].facts

    def of_facts(self, relation: Relation, keys: Iterable[int]) -> Iterator[Triple]:
        """The triples of some facts of one relation."""
        engine = self._engine
        if not relation.unary and relation.id in (engine.type_id, engine.same_as):
            return
        if not engine.equality.members:
            yield from self._plain(relation, keys)
            return
        names = self._names(relation)
        cliques = engine.equality.members
        literals = self._terms.literals
        if relation.unary:
            types = self._predicates(engine.type_id)
            for key in keys:
                subjects = self._subjects(key) if key in cliques else (key,) if key not in literals else ()
                yield from product(subjects, types, names)
            return
        for key in keys:
            subject, target = key >> SHIFT, key & MASK
            if subject in cliques or target in cliques:
                yield from product(self._subjects(subject), names, self._members(target))
            elif subject not in literals:
                for name in names:
                    yield subject, name, target

    def _plain(self, relation: Relation, keys: Iterable[int]) -> Iterator[Triple]:
        literals, number, type_id = self._terms.literals, relation.id, self._engine.type_id
        if relation.unary:
            yield from ((key, type_id, number) for key in keys if key not in literals)
        elif isinstance(self._terms.terms[number], NamedNode):
            for key in keys:
                if key >> SHIFT not in literals:
                    yield key >> SHIFT, number, key & MASK

    def links(self, representative: int) -> Iterator[Triple]:
        """The owl:sameAs triples of a clique, reflexive ones left out."""
        same_as = self._engine.same_as
        members = self._visible(representative)
        subjects = [member for member in members if member not in self._terms.literals]
        if len(members) > MAX_CLIQUE:
            first = subjects[0] if subjects else representative
            for member in members:
                if member != first:
                    yield first, same_as, member
                    if member not in self._terms.literals:
                        yield member, same_as, first
            return
        for one in subjects:
            for other in members:
                if one != other:
                    yield one, same_as, other

    def _members(self, term: int) -> list[int]:
        if term in self._crowds:
            return [self._crowds[term]]
        return self._visible(term)

    def _visible(self, term: int) -> list[int]:
        hidden = self._terms.hidden
        return [member for member in self._engine.equality.clique(term) if member not in hidden]

    def _subjects(self, term: int) -> list[int]:
        return [member for member in self._members(term) if member not in self._terms.literals]

    def _names(self, relation: Relation) -> list[int]:
        return self._members(relation.id) if relation.unary else self._predicates(relation.id)

    def _predicates(self, term: int) -> list[int]:
        return [name for name in self._members(term) if isinstance(self._terms.terms[name], NamedNode)]
