"""The forward engine: facts in, everything that follows by the rules of `owl2rl.toml`.

Semi-naive and set at a time: every relation collects its new facts, and every rule that reads it turns them
into new facts of another. Rules come from the axioms (`templates.Compiler`) and are compiled anew where an
axiom arrives or follows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from graph.model.patience import still_wanted
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.relations import MASK, SHIFT, Relation, Triple
from graph.reasoning.forward.atoms import FALSE, MAX_ATOMS, SAME, variables
from graph.reasoning.forward.clashes import Clash
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.joins import forward, holds, solve
from graph.reasoning.forward.lists import Sequences
from graph.reasoning.forward.merging import Merger
from graph.reasoning.forward.state import State
from graph.reasoning.forward.templates import Compiler, RuleInstance, Template, read_table
from graph.reasoning.forward.values import LiteralValues


@functools.cache
def _table() -> tuple[Template, ...]:
    return tuple(read_table())


class Engine(State):
    """The facts of a graph, normalised by equality and closed under the rules after `saturate`."""

    def __init__(self) -> None:
        super().__init__()
        rdf = self.terms.named
        self.sequences = Sequences(
            self.facts.of_property(rdf("rdf:first")), self.facts.of_property(rdf("rdf:rest")), rdf("rdf:nil")
        )
        for name in ("rdfs:subClassOf", "rdfs:subPropertyOf"):
            self.facts.of_property(rdf(name)).split()
        self.compiler = Compiler(_table(), self.facts, self.terms, self.sequences)
        for template in _table():
            for dependency in self.compiler.depends_on(template):
                self.schema.setdefault(dependency, []).append(template)
        self.rules = {template.name: {} for template in _table()}
        self.dirty = set(self.rules)
        self.deriving: dict[Relation, dict[int, RuleInstance]] = {}
        """The rules whose head is a relation."""
        self.merger = Merger(self)
        self.values = LiteralValues(self)
        self.vocabulary = len(self.terms.terms)
        self._serial = count()
        self._serials: dict[RuleInstance, int] = {}

    # -------------------------------------------------------------- facts

    def assert_triples(self, triples: Iterable[Triple], known: int | None = None) -> None:
        """Adds asserted triples (numbers of terms); call `saturate` afterwards.

        Terms from number `known` on are new with these triples.
        """
        known = len(self.terms.terms) if known is None else known
        given: dict[int, set[int]] = {}
        for subject, predicate, target in triples:
            given.setdefault(predicate, set()).add(subject << SHIFT | target)
        fresh = {predicate: self._asserted(predicate, keys) for predicate, keys in given.items()}
        self.links.extend(Link(key >> SHIFT, key & MASK) for key in sorted(fresh.get(self.same_as, ())))
        self.values.take()
        self.merger.unite(known)
        for predicate, keys in fresh.items():
            if predicate != self.same_as:
                self.add_raw(predicate, keys)

    def _asserted(self, predicate: int, keys: set[int]) -> set[int]:
        """Notes the pairs of a predicate as asserted; those that are so only now."""
        pairs = self.asserted.setdefault(predicate, Numbers())
        new = keys - pairs
        pairs.update(new)
        return new

    def is_schema(self, relation: Relation) -> bool:
        """Whether rules are made from a relation, or read it in a way that only the whole graph tells."""
        return (relation.unary, relation.id) in self.schema or relation.id in (self.type_id, self.same_as)

    def is_vocabulary(self, term: int) -> bool:
        """Whether a term is one of the vocabulary, or a class or property that holds something."""
        classes, properties = self.facts.classes, self.facts.properties
        return (
            self.terms.one < term < self.vocabulary
            or (term in classes and bool(classes[term].facts))
            or (term in properties and bool(properties[term].facts))
        )

    @property
    def is_exotic(self) -> bool:
        """Whether rules read rdf:type or owl:sameAs as a property, which withdrawals do not follow."""
        return self.values.is_reflexive or self.type_id in self.facts.properties

    # -------------------------------------------------------------- contradictions

    def review_clashes(self) -> None:
        """Drops the contradictions that a withdrawal resolved, and looks for those that were not kept."""
        again = {FALSE} if self.clashes.is_cut else set()
        self.clashes.is_cut = False
        for clash in list(self.clashes):
            if clash[0] == "dt-diff":
                again.add(SAME)
                self.clashes.drop(clash)
            elif not self._is_standing(clash):
                self.clashes.drop(clash)
        if SAME in again:
            self.merger.reconnect()
        if again:
            self.repeat(again)
        self.saturate()

    def _is_standing(self, clash: Clash) -> bool:
        rule, terms = clash
        if isinstance(rule, RuleInstance):
            binding = dict(zip(variables(rule.full_body), terms, strict=True))
            return all(holds(atom, binding) for atom in rule.full_body)
        literal, datatype = terms
        if self.equality.find(literal) in self.facts.of_class(datatype).facts:
            return True
        return self.values.is_ill_typed(literal)

    # -------------------------------------------------------------- rules

    def saturate(self) -> None:
        """Runs every rule until nothing new follows."""
        while True:
            while self.queue:
                relation = self.queue.popleft()
                delta, relation.pending = relation.pending, set()
                for triggers in list(relation.triggers.values()):
                    for rule, _, fire in triggers:
                        self._emit(rule, fire(delta))
            self.values.take()
            if self.links:
                self.merger.unite()
            elif self.dirty:
                self._compile()
            elif not self.queue:
                return

    def repeat(self, kinds: set[str]) -> None:
        """Runs the rules of some kinds (SAME, FALSE) over all facts again."""
        for rules in self.rules.values():
            for rule in rules.values():
                if rule.kind in kinds and rule.body:
                    self._emit(rule, _trigger(rule, 0)(set(rule.body[0].relation.facts)))

    def _compile(self) -> None:
        names, self.dirty = self.dirty, set()
        for template in _table():
            if template.name not in names:
                continue
            old = self.rules[template.name]
            found: dict[object, RuleInstance] = {}
            for rule in self.compiler.rules(template):
                found.setdefault(_identity(rule), rule)
            for key in old.keys() - found.keys():
                self._retire(old[key])
            self.rules[template.name] = {key: old.get(key, rule) for key, rule in found.items()}
            for key, rule in found.items():
                if key not in old:
                    self._engage(rule)

    def _engage(self, rule: RuleInstance) -> None:
        serial = self._serials[rule] = next(self._serial)
        if rule.head is not None:
            self.deriving.setdefault(rule.head, {})[serial] = rule
        if not rule.body:
            self._emit(rule, {tuple(rule.terms)} if rule.head is None else {_key(rule.terms)})
            return
        for index, atom in enumerate(rule.body):
            relation = atom.relation
            self._demand(relation)
            relation.triggers.setdefault(serial, []).append((rule, index, _trigger(rule, index)))
        relation = rule.body[0].relation
        self._emit(rule, relation.triggers[serial][0][2](set(relation.facts)))

    def _emit(self, rule: RuleInstance, found: set[Any]) -> None:
        still_wanted()
        if not found:
            return
        if rule.kind == SAME:
            self.links.extend(Link(key >> SHIFT, key & MASK, rule) for key in found)
        elif rule.head is not None:
            self.add(rule.head, found, rule.template.linear)
        else:
            for values in found:
                self.clashes.note(rule, values)

    def _retire(self, rule: RuleInstance) -> None:
        serial = self._serials.pop(rule)
        for atom in rule.body:
            atom.relation.triggers.pop(serial, None)
        if rule.head is not None:
            self.deriving[rule.head].pop(serial, None)

    def _demand(self, relation: Relation) -> None:
        """Fills what a rule is the first to read: rdf:type as a property, or what `Values.demand` says."""
        if not relation.unary and relation.id == self.type_id and not self.has_types:
            self.has_types = True
            keys = {m << SHIFT | c.id for c in self.facts.classes.values() for m in c.facts}
            self.store(relation, keys)
        self.values.demand(relation)


def _identity(rule: RuleInstance) -> object:
    """What tells two instances of a template apart; lists are left out, as the body says their members."""
    scalars = tuple(item for item in rule.binding.items() if isinstance(item[1], int))
    return rule.head, rule.terms, rule.body, scalars


def _trigger(rule: RuleInstance, index: int) -> Callable[[set[int]], set[Any]]:
    """The function from new facts of one pattern of a rule to what follows from them."""
    if len(rule.body) > MAX_ATOMS:
        return lambda _delta: _slowly(rule)
    if _is_copy(rule):
        return lambda delta: delta
    return forward(rule.body, rule.terms, rule.kind, index, rule.template.star)


def _is_copy(rule: RuleInstance) -> bool:
    """Whether a rule passes facts on unchanged, as cax-sco and prp-spo1 do."""
    terms = rule.terms
    distinct = len(set(terms)) == len(terms) and all(isinstance(term, str) for term in terms)
    return not rule.kind and distinct and len(rule.body) == 1 and rule.body[0].terms() == terms


def _key(terms: tuple[Any, ...]) -> int:
    number: int = terms[0] if len(terms) == 1 else terms[0] << SHIFT | terms[1]
    return number


def _slowly(rule: RuleInstance) -> set[Any]:
    """What a rule with very many patterns derives."""
    found: set[Any] = set()
    for binding in solve(rule.body, {}):
        terms = tuple(binding[term] if isinstance(term, str) else term for term in rule.terms)
        found.add(terms if rule.kind == FALSE else _key(terms))
    return found
