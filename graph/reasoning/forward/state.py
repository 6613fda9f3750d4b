"""What the parts of an engine share: its facts, what it knows to be equal, and what waits to be looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Protocol

from pyoxigraph import Literal

from graph.reasoning.facts import datatypes
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.relations import MASK, SHIFT, Facts, Relation
from graph.reasoning.facts.terms import Terms
from graph.reasoning.forward.clashes import Clashes
from graph.reasoning.forward.equality import Equality, Link
from graph.reasoning.forward.templates import RuleInstance, Template


class Witness(Protocol):
    """Who is told of every change while an engine works."""

    def note_new(self, relation: Relation, keys: set[int]) -> None:
        """Facts that are added."""

    def note_gone(self, relation: Relation, key: int) -> None:
        """A fact that is rewritten."""

    def note_equal(self, representatives: set[int]) -> None:
        """Cliques that are about to grow."""


class State:
    """The facts of a graph, normalised by equality, and the work that new ones make."""

    def __init__(self) -> None:
        self.terms = Terms()
        self.type_id = self.terms.named("rdf:type")
        self.same_as = self.terms.named("owl:sameAs")
        self.facts = Facts(self.type_id)
        self.equality = Equality()
        self.asserted: dict[int, Numbers] = {}
        """The pairs that are asserted, by predicate."""
        self.clashes = Clashes()
        self.links: deque[Link] = deque()
        """The equalities that wait to be taken in."""
        self.queue: deque[Relation] = deque()
        """The relations with new facts that wait for the rules that read them."""
        self.dirty: set[str] = set()
        """The templates whose rules are to be made anew, as the axioms that they read have changed."""
        self.schema: dict[tuple[bool, int], list[Template]] = {}
        """The relations that templates read, as (unary, number)."""
        self.rules: dict[str, dict[object, RuleInstance]] = {}
        """The rules in force by template."""
        self.vocabulary = 0
        """Terms below this number are those of the rules themselves."""
        self.witness: Witness | None = None
        self.has_forgotten = False
        """Whether assertions were ever taken back, so that a known literal may be one that no triple has."""
        self.has_types = False
        """Whether rdf:type is kept as a property, too, for rules that read it so."""
        self._datatypes: dict[int, str | None] = {}

    def add_raw(self, predicate: int, keys: set[int]) -> None:
        """Adds the pairs of a predicate, not yet normalised."""
        number = self.equality.find(predicate)
        if number == self.same_as:
            self.links.extend(Link(key >> SHIFT, key & MASK) for key in keys)
        elif number == self.type_id:
            self._add_types(keys)
        else:
            self.add(self.facts.of_property(number), self.equality.keys(keys, unary=False))

    def _add_types(self, keys: Iterable[int]) -> None:
        find = self.equality.representative.get
        members: dict[int, set[int]] = {}
        for key in keys:
            subject, number = key >> SHIFT, key & MASK
            found = members.get(number)
            if found is None:
                found = members[number] = set()
            found.add(find(subject, subject))
        for number, found in members.items():
            self.add(self.facts.of_class(find(number, number)), found)

    def add(self, relation: Relation, keys: set[int], linear: bool = False) -> None:
        """Adds normalised facts and queues those that are new; `linear` as in `owl2rl.toml`."""
        new = keys - relation.facts
        if not new:
            return
        number = relation.id
        if not relation.unary:
            if number == self.type_id:
                self._add_types(new)
                return
            if number == self.same_as:
                self.links.extend(Link(key >> SHIFT, key & MASK) for key in new)
                return
        else:
            self._check_values(number, new)
        self.store(relation, new)
        if relation.base is not None and not linear:
            base_new = new - relation.base.facts
            if base_new:
                self.store(relation.base, base_new)
        if relation.unary and self.has_types:
            self.store(self.facts.properties[self.type_id], {key << SHIFT | number for key in new})
        if self.witness is not None:
            self.witness.note_new(relation, new)
        for template in self.schema.get((relation.unary, number), ()):
            self.dirty.add(template.name)

    def store(self, relation: Relation, new: set[int]) -> None:
        """Adds facts that are new to a relation, and queues them for the rules that read it."""
        relation.add(new)
        if relation.triggers:
            if not relation.pending:
                self.queue.append(relation)
                relation.pending = set(new)
            else:
                relation.pending |= new

    def recompile(self) -> None:
        """Has every rule looked at anew, as names in the axioms have changed."""
        self.dirty |= self.rules.keys()

    def datatype(self, number: int) -> str | None:
        """The IRI of a term, if it is a datatype whose values are understood."""
        if number not in self._datatypes:
            term = self.terms.terms[number]
            known = not isinstance(term, Literal) and term.value in datatypes.DATATYPES
            self._datatypes[number] = term.value if known else None
        return self._datatypes[number]

    def _check_values(self, number: int, members: Iterable[int]) -> None:
        """Rule dt-not-type: literals in a datatype that their value does not belong to."""
        iri = self.datatype(number)
        if iri is None:
            return
        for member in members:
            for term in self.equality.clique(member):
                literal = self.terms.terms[term]
                if isinstance(literal, Literal) and datatypes.belongs(literal, iri) is False:
                    self.clashes.note("dt-not-type", (term, number))
