"""The forward engine: facts in, everything that follows by the rules of `owl2rl.toml`.

Semi-naive and set at a time: every relation collects its new facts, and every rule that reads it turns them
into new facts of another. Rules come from the axioms (`templates.Compiler`) and are compiled anew where an
axiom arrives or follows.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from . import datatypes
from .equality import Equality, Link
from .joins import FALSE, MAX_ATOMS, SAME, forward, holds, solve, variables
from .lists import Sequences
from .relations import MASK, SHIFT, Facts, Relation
from .templates import Compiler, Rule, Template, read_table
from .terms import Terms

if TYPE_CHECKING:
    from .journal import Journal

Triple = tuple[int, int, int]
Clash = tuple["Rule | str", tuple[int, ...]]
MAX_CLASHES = 1000
"""Contradictions that are kept; a graph with so many has other problems."""


@functools.cache
def _table() -> tuple[Template, ...]:
    return tuple(read_table())


class Engine:
    """The facts of a graph, normalised by equality and closed under the rules after `saturate`."""

    def __init__(self) -> None:
        self.terms = Terms()
        self.type_id = self.terms.named("rdf:type")
        self.same_as = self.terms.named("owl:sameAs")
        self.facts = Facts(self.type_id)
        self.equality = Equality()
        rdf = self.terms.named
        self.sequences = Sequences(
            self.facts.of_property(rdf("rdf:first")), self.facts.of_property(rdf("rdf:rest")), rdf("rdf:nil")
        )
        for name in ("rdfs:subClassOf", "rdfs:subPropertyOf"):
            self.facts.of_property(rdf(name)).split()
        self.compiler = Compiler(self.facts, self.terms, self.sequences)
        self.schema: dict[tuple[bool, int], list[Template]] = {}
        for template in _table():
            for dependency in self.compiler.depends_on(template):
                self.schema.setdefault(dependency, []).append(template)
        self.rules: dict[str, dict[object, Rule]] = {template.name: {} for template in _table()}
        self.deriving: dict[Relation, dict[int, Rule]] = {}
        """The rules whose head is a relation."""
        self.clashes: dict[Clash, None] = {}
        self.clashes_cut = False
        self.asserted: dict[int, set[int]] = {}
        self.vocabulary = len(self.terms.terms)
        self.journal: Journal | None = None
        """What is told of every change, while there is one."""
        self.has_forgotten = False
        """Whether assertions were ever taken back, so that a known literal may be one that no triple has."""
        self._queue: deque[Relation] = deque()
        self._links: deque[Link] = deque()
        self._dirty: set[str] = {template.name for template in _table()}
        self._datatypes: dict[int, str] = {}
        self._demanded: dict[int, str] = {}
        self._literals_seen = 0
        self._reflected: int | None = None
        self._serial = count()
        self._serials: dict[Rule, int] = {}

    # -------------------------------------------------------------- facts

    def assert_triples(self, triples: Iterable[Triple], known: int | None = None) -> None:
        """Adds asserted triples (numbers of terms); call `saturate` afterwards.

        Terms from number `known` on are new with these triples.
        """
        known = len(self.terms.terms) if known is None else known
        fresh: dict[int, set[int]] = {}
        asserted = self.asserted
        for subject, predicate, target in triples:
            key = subject << SHIFT | target
            pairs = asserted.get(predicate)
            if pairs is None:
                pairs = asserted[predicate] = set()
            if key not in pairs:
                pairs.add(key)
                found = fresh.get(predicate)
                if found is None:
                    found = fresh[predicate] = set()
                found.add(key)
        self._links.extend(Link(key >> SHIFT, key & MASK) for key in sorted(fresh.get(self.same_as, ())))
        self._take_values()
        self._unite(known)
        for predicate, keys in fresh.items():
            if predicate != self.same_as:
                self.add_raw(predicate, keys)

    def add_raw(self, predicate: int, keys: set[int]) -> None:
        """Adds the pairs of a predicate, not yet normalised."""
        number = self.equality.find(predicate)
        if number == self.same_as:
            self._links.extend(Link(key >> SHIFT, key & MASK) for key in keys)
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
                self._links.extend(Link(key >> SHIFT, key & MASK) for key in new)
                return
        elif number in self._datatypes or self._is_datatype(number):
            self._check_values(number, new)
        self._store(relation, new)
        if relation.base is not None and not linear:
            base_new = new - relation.base.facts
            if base_new:
                self._store(relation.base, base_new)
        if relation.unary and self.type_id in self.facts.properties:
            self._store(self.facts.properties[self.type_id], {key << SHIFT | number for key in new})
        if self.journal is not None:
            self.journal.note_new(relation, new)
        for template in self.schema.get((relation.unary, number), ()):
            self._dirty.add(template.name)

    def _store(self, relation: Relation, new: set[int]) -> None:
        relation.add(new)
        if relation.triggers:
            if not relation.pending:
                self._queue.append(relation)
                relation.pending = set(new)
            else:
                relation.pending |= new

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
        return self._reflected is not None or self.type_id in self.facts.properties

    def is_value_in(self, term: int, datatype: int) -> bool:
        """Rule dt-type2: whether a term is a literal whose value lies in a datatype that some rule reads."""
        iri = self._demanded.get(datatype)
        literals = [n for n in self.equality.clique(term) if n in self.terms.literals] if iri else []
        return any(datatypes.belongs(self.terms.terms[n], iri) for n in literals)  # type: ignore[arg-type]

    # -------------------------------------------------------------- rules

    def saturate(self) -> None:
        """Runs every rule until nothing new follows."""
        while True:
            while self._queue:
                relation = self._queue.popleft()
                delta, relation.pending = relation.pending, set()
                for triggers in list(relation.triggers.values()):
                    for rule, _, fire in triggers:
                        self._emit(rule, fire(delta))
            self._take_values()
            if self._links:
                self._unite()
            elif self._dirty:
                self._compile()
            elif not self._queue:
                return

    def _compile(self) -> None:
        names, self._dirty = self._dirty, set()
        for template in _table():
            if template.name not in names:
                continue
            old = self.rules[template.name]
            found: dict[object, Rule] = {}
            for rule in self.compiler.rules(template):
                found.setdefault(_identity(rule), rule)
            for key in old.keys() - found.keys():
                self._retire(old[key])
            self.rules[template.name] = {key: old.get(key, rule) for key, rule in found.items()}
            for key, rule in found.items():
                if key not in old:
                    self._engage(rule)

    def _engage(self, rule: Rule) -> None:
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

    def _emit(self, rule: Rule, found: set[Any]) -> None:
        if not found:
            return
        if rule.kind == SAME:
            self._links.extend(Link(key >> SHIFT, key & MASK, rule) for key in found)
        elif rule.head is not None:
            self.add(rule.head, found, rule.template.linear)
        else:
            for values in found:
                self.clash(rule, values)

    def review_clashes(self) -> None:
        """Drops the contradictions that a withdrawal resolved, and looks for those that were not kept."""
        again: set[str] = {FALSE} if self.clashes_cut else set()
        self.clashes_cut = False
        for rule, values in list(self.clashes):
            if rule == "dt-diff":
                again.add(SAME)
                del self.clashes[rule, values]
            elif not self._is_standing(rule, values):
                del self.clashes[rule, values]
        if SAME in again:
            for predicate in self.equality.clique(self.same_as):
                self._links.extend(Link(key >> SHIFT, key & MASK) for key in self.asserted.get(predicate, ()))
        for rules in self.rules.values() if again else ():
            for rule in rules.values():
                if rule.kind in again and rule.body:
                    relation = rule.body[0].relation
                    self._emit(rule, _trigger(rule, 0)(set(relation.facts)))
        self.saturate()

    def _is_standing(self, rule: Rule | str, values: tuple[int, ...]) -> bool:
        if isinstance(rule, Rule):
            binding = dict(zip(variables(rule.full_body), values, strict=True))
            return all(holds(atom, binding) for atom in rule.full_body)
        literal, datatype = values
        members = self.facts.of_class(datatype).facts
        if self.equality.find(literal) in members:
            return True
        term = self.terms.terms[literal]
        return isinstance(term, Literal) and datatypes.is_ill_typed(term) and self.is_used(literal)

    def clash(self, rule: Rule | str, values: tuple[int, ...]) -> None:
        """Notes a contradiction; those beyond MAX_CLASHES are only remembered to exist."""
        if len(self.clashes) < MAX_CLASHES:
            self.clashes[rule, values] = None
        else:
            self.clashes_cut = True

    def _retire(self, rule: Rule) -> None:
        serial = self._serials.pop(rule)
        for atom in rule.body:
            atom.relation.triggers.pop(serial, None)
        if rule.head is not None:
            self.deriving[rule.head].pop(serial, None)

    def _demand(self, relation: Relation) -> None:
        """Fills what a rule is the first to read: a datatype, or rdf:type or owl:sameAs as a property."""
        if relation.unary and self._is_datatype(relation.id) and relation.id not in self._demanded:
            self._demanded[relation.id] = self._datatypes[relation.id]
            self._literals_seen = 0
        elif not relation.unary and relation.id == self.type_id and not relation.facts:
            keys = {m << SHIFT | c.id for c in self.facts.classes.values() for m in c.facts}
            self._store(relation, keys)
        elif not relation.unary and relation.id == self.same_as and self._reflected is None:
            self._reflected = self.vocabulary

    # -------------------------------------------------------------- values

    def _is_datatype(self, number: int) -> bool:
        iri = getattr(self.terms.terms[number], "value", "")
        if iri in datatypes.DATATYPES and not self.terms.is_literal(number):
            self._datatypes[number] = iri
            return True
        return False

    def _check_values(self, datatype: int, members: Iterable[int]) -> None:
        """Rule dt-not-type: literals in a datatype that their value does not belong to."""
        iri = self._datatypes[datatype]
        for member in members:
            for term in self.equality.clique(member):
                literal = self.terms.terms[term]
                if isinstance(literal, Literal) and datatypes.belongs(literal, iri) is False:
                    self.clash("dt-not-type", (term, datatype))

    def _take_values(self) -> None:
        """Rules dt-eq, dt-type2 and dt-not-type for the literals that arrived since the last call."""
        terms = self.terms
        for one, other in terms.equal:
            self._links.append(Link(one, other))
            if self.has_forgotten and not self.is_used(one):
                terms.hidden.add(one)
        terms.equal.clear()
        for number in terms.ill_typed:
            literal = terms.terms[number]
            assert isinstance(literal, Literal)
            self.clash("dt-not-type", (number, terms.encode(literal.datatype)))
        terms.ill_typed.clear()
        if self._demanded and self._literals_seen < len(terms.terms):
            arrived = range(self._literals_seen, len(terms.terms))
            self._literals_seen = len(terms.terms)
            literals = [number for number in arrived if number in terms.literals]
            for datatype, iri in list(self._demanded.items()):
                values = {self.equality.find(n) for n in literals if datatypes.belongs(terms.terms[n], iri)}  # type: ignore[arg-type]
                self.add(self.facts.of_class(datatype), values)
        if self._reflected is not None and self._reflected < len(terms.terms):
            arrived = range(self._reflected, len(terms.terms))
            self._reflected = len(terms.terms)
            same = {self.equality.find(n) for n in arrived if n not in terms.literals}
            relation = self.facts.of_property(self.same_as)
            self._store(relation, {n << SHIFT | n for n in same} - relation.facts)

    def is_used(self, literal: int) -> bool:
        """Whether a literal stands in an asserted triple."""
        return any(key & MASK == literal for keys in self.asserted.values() for key in keys)

    # -------------------------------------------------------------- equality

    def _unite(self, known: int = 1 << SHIFT) -> None:
        """Merges the cliques that the waiting links join; no fact is about terms from number `known` on."""
        losers: set[int] = set()
        if self.journal is not None:
            find = self.equality.find
            self.journal.note_equal({find(term) for link in self._links for term in (link.one, link.other)})
        while self._links:
            link = self._links.popleft()
            one, other = self.equality.find(link.one), self.equality.find(link.other)
            if one == other or self._differ(one, other, link):
                continue
            if max(one, other) < self.vocabulary and min(one, other) > self.terms.one:
                continue
            united = self.equality.unite(link)
            assert united is not None
            losers.add(united[1])
        losers = {term for term in losers if term < known}
        if losers:
            self._rewrite(losers)

    def reconnect(self, terms: set[int]) -> None:
        """Queues the asserted equalities and the equal values among terms whose cliques were dissolved."""
        for predicate in self.equality.clique(self.same_as):
            for key in self.asserted.get(predicate, ()):
                if key >> SHIFT in terms or key & MASK in terms:
                    self._links.append(Link(key >> SHIFT, key & MASK))
        first: dict[object, int] = {}
        for term in sorted(terms & self.terms.literals):
            value = datatypes.value_of(self.terms.terms[term])  # type: ignore[arg-type]
            if value is not None and first.setdefault(value, term) != term:
                self._links.append(Link(first[value], term))

    def _differ(self, one: int, other: int, link: Link) -> bool:
        """Whether two cliques hold literals of different values (dt-diff with eq-diff1): a contradiction."""
        literals = self.terms.literals
        left = [term for term in self.equality.clique(one) if term in literals]
        right = [term for term in self.equality.clique(other) if term in literals]
        for first in left[:1]:
            for second in right[:1]:
                a, b = self.terms.terms[first], self.terms.terms[second]
                if datatypes.are_different(a, b):  # type: ignore[arg-type]
                    self.clash("dt-diff", (link.one, link.other, first, second))
                    return True
        return False

    def _rewrite(self, losers: set[int]) -> None:
        equality = self.equality
        for relation in self.facts.relations():
            for part in (relation, relation.base):
                if part is None:
                    continue
                for key in part.mentions(losers):
                    part.discard(key)
                    if part is relation:
                        if self.journal is not None:
                            self.journal.note_gone(relation, key)
                        self.add(relation, {equality.key(key, relation.unary)})
                    else:
                        self._store(part, {equality.key(key, False)} - part.facts)
        for relation in self.facts.relations():
            if relation.id in losers and relation.facts:
                self._rename(relation)

    def _rename(self, relation: Relation) -> None:
        """Moves the facts of a class or property to its representative; every rule is looked at anew."""
        number = self.equality.find(relation.id)
        keys = set(relation.facts)
        for key in keys:
            relation.discard(key)
            if relation.base is not None:
                relation.base.discard(key)
            if self.journal is not None:
                self.journal.note_gone(relation, key)
        if relation.unary:
            self._add_types(key << SHIFT | number for key in keys)
        else:
            self.add_raw(number, keys)
        self._dirty |= self.rules.keys()


def _identity(rule: Rule) -> object:
    """What tells two instances of a template apart; lists are left out, as the body says their members."""
    scalars = tuple(item for item in rule.binding.items() if isinstance(item[1], int))
    return rule.head, rule.terms, rule.body, scalars


def _trigger(rule: Rule, index: int) -> Callable[[set[int]], set[Any]]:
    """The function from new facts of one pattern of a rule to what follows from them."""
    if len(rule.body) > MAX_ATOMS:
        return lambda _delta: _slowly(rule)
    if _is_copy(rule):
        return lambda delta: delta
    return forward(rule.body, rule.terms, rule.kind, index, rule.template.star)


def _is_copy(rule: Rule) -> bool:
    """Whether a rule passes facts on unchanged, as cax-sco and prp-spo1 do."""
    terms = rule.terms
    distinct = len(set(terms)) == len(terms) and all(isinstance(term, str) for term in terms)
    return not rule.kind and distinct and len(rule.body) == 1 and rule.body[0].terms() == terms


def _key(terms: tuple[Any, ...]) -> int:
    number: int = terms[0] if len(terms) == 1 else terms[0] << SHIFT | terms[1]
    return number


def _slowly(rule: Rule) -> set[Any]:
    """What a rule with very many patterns derives."""
    found: set[Any] = set()
    for binding in solve(rule.body, {}):
        terms = tuple(binding[term] if isinstance(term, str) else term for term in rule.terms)
        found.add(terms if rule.kind == FALSE else _key(terms))
    return found
