"""Taking assertions back with exactly what no longer follows.

Backward/forward: a fact that may have lost its support is first looked for another proof, backwards down to
assertions, and only if there is none deleted and its consequences looked at in turn (Motik, Nenov, Piro and
Horrocks, Incremental Update of Datalog Materialisation: the Backward/Forward Algorithm, AAAI 2015). A fact
that holds only by an equality that a rule found is not looked for a proof: its clique is dissolved, and what
is asserted of its members is added anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from graph.reasoning.backward.derivations import Derivation, Fact, derivations, premises, values
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.relations import SHIFT, Relation, Triple
from graph.reasoning.forward.atoms import SAME
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.joins import solve, unify


class AnewError(Exception):
    """Raised when everything is to be computed anew: the ontology is reached, or the budget spent."""


_LEAST = 2000
"""A withdrawal may take a step for each fact of the graph, and always so many; beyond that a closure anew is
cheaper."""


class Withdrawal:
    """One withdrawal: what it deletes, and the cliques it dissolves."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.deleted: dict[Fact, None] = {}
        self.dissolved: set[int] = set()
        self._steps = _LEAST + sum(len(relation.facts) for relation in engine.facts.relations())
        self._pending: dict[Relation, set[int]] = {}
        self._forced: set[Fact] = set()
        self._checked: set[Fact] = set()
        self._proved: set[Fact] = set()
        self._watchers: dict[Fact, list[tuple[Fact, list[Fact]]]] = {}

    def run(self, triples: Iterable[Triple]) -> None:
        """Deletes what no longer follows once the triples are not asserted any more.

        Raises AnewError, with all facts as before, when an axiom or what it rests on would go, and when it
        takes too many steps.
        """
        engine = self._engine
        try:
            for subject, predicate, target in triples:
                if engine.equality.find(predicate) == engine.same_as:
                    self._dissolve(engine.equality.find(subject))
                else:
                    relation, key = self._normal(subject, predicate, target)
                    self._await(relation, {key})
            self._propagate()
        except AnewError:
            for relation, key in self.deleted:
                relation.add({key} - relation.facts)
            raise

    def _spend(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise AnewError

    def _normal(self, subject: int, predicate: int, target: int) -> Fact:
        find = self._engine.equality.find
        return self._engine.facts.locate(find(subject), find(predicate), find(target))

    # -------------------------------------------------------------- forward

    def _propagate(self) -> None:
        """Relation by relation: what is lost of its facts goes at once, as they came."""
        while self._pending:
            relation = next(iter(self._pending))
            keys = self._pending.pop(relation) & relation.facts
            lost = {key for key in keys if self._is_lost((relation, key))}
            if not lost:
                continue
            if self._engine.is_schema(relation):
                raise AnewError
            self._look_at_consequences(relation, lost)
            for part in _parts(relation):
                for key in lost:
                    part.discard(key)
            self.deleted.update(dict.fromkeys((relation, key) for key in lost))

    def _is_lost(self, fact: Fact) -> bool:
        self._spend()
        self._question_equalities(fact)
        return fact in self._forced or not self._holds(fact)

    def _look_at_consequences(self, relation: Relation, lost: set[int]) -> None:
        for part in _parts(relation):
            here = lost & part.facts
            for triggers in part.triggers.values():
                for rule, _, fire in triggers:
                    if rule.head is not None and rule.kind != SAME:
                        self._await(rule.head, fire(here) & rule.head.facts)

    def _await(self, relation: Relation, keys: set[int]) -> None:
        """Facts that may have lost their support."""
        if keys:
            self._pending.setdefault(relation, set()).update(keys)

    def _question_equalities(self, fact: Fact) -> None:
        """Dissolves the cliques whose rule-made links may rest on a fact, or that the fact is about."""
        equality = self._engine.equality
        if not equality.members:
            return
        for term in values(*fact):
            if equality.is_derived(term):
                self._dissolve(term)
        relation, key = fact
        for triggers in relation.triggers.values():
            for rule, place, _ in triggers:
                if rule.kind == SAME:
                    bound = unify(rule.full_body[place].terms(), values(relation, key))
                    for binding in solve(rule.full_body, bound) if bound is not None else ():
                        for term in rule.terms:
                            clique = binding[term] if isinstance(term, str) else term
                            if equality.is_derived(clique):
                                self._dissolve(clique)

    def _dissolve(self, representative: int) -> None:
        engine = self._engine
        if representative in self.dissolved or representative not in engine.equality.members:
            return
        for member in engine.equality.clique(representative):
            if engine.is_vocabulary(member):
                raise AnewError
        self.dissolved.add(representative)
        for relation in engine.facts.relations():
            keys = relation.mentions({representative})
            self._forced.update((relation, key) for key in keys)
            self._await(relation, set(keys))

    # -------------------------------------------------------------- backward

    def _holds(self, fact: Fact) -> bool:
        """Whether a fact has a proof from what remains."""
        if fact not in self._checked:
            self._search(fact)
        return fact in self._proved

    def _search(self, goal: Fact) -> None:
        """Looks for a proof depth first; what it finds and does not find is kept for later searches."""
        stack: list[tuple[Fact, Iterator[Derivation]]] = []
        self._open(goal, stack)
        while stack and goal not in self._proved:
            self._spend()
            fact, ways = stack[-1]
            way = None if fact in self._proved else next(ways, None)
            if way is None:
                stack.pop()
                continue
            needed = premises(way)
            if any(self._is_gone(premise) for premise in needed):
                continue
            missing = [premise for premise in dict.fromkeys(needed) if premise not in self._proved]
            if not missing:
                self._prove(fact)
                continue
            for premise in missing:
                self._watchers.setdefault(premise, []).append((fact, missing))
            for premise in missing:
                if premise not in self._checked:
                    self._open(premise, stack)

    def _open(self, fact: Fact, stack: list[tuple[Fact, Iterator[Derivation]]]) -> None:
        self._checked.add(fact)
        if self._is_gone(fact):
            return
        for term in values(*fact):
            if self._engine.equality.is_derived(term):
                self._dissolve(term)
                return
        if self._is_explicit(fact):
            self._prove(fact)
        else:
            stack.append((fact, derivations(self._engine, fact)))

    def _is_gone(self, fact: Fact) -> bool:
        return fact in self._forced or fact[1] not in fact[0].facts

    def _prove(self, fact: Fact) -> None:
        todo = [fact]
        while todo:
            fact = todo.pop()
            if fact in self._proved:
                continue
            self._proved.add(fact)
            for head, missing in self._watchers.pop(fact, ()):
                if all(premise in self._proved for premise in missing) and not self._is_gone(head):
                    todo.append(head)

    def _is_explicit(self, fact: Fact) -> bool:
        """Whether a fact is asserted, or a matter of values (dt-type2)."""
        engine, (relation, key) = self._engine, fact
        subject, predicate, target = engine.facts.triple(relation, key)
        if relation.unary and engine.values.belongs(subject, target):
            return True
        for name in engine.equality.clique(predicate):
            pairs = engine.asserted.get(name)
            if pairs and any(copy in pairs for copy in self._copies(subject, target)):
                return True
        return False

    def _copies(self, subject: int, target: int) -> list[int]:
        clique = self._engine.equality.clique
        return [s << SHIFT | o for s, o in product(clique(subject), clique(target))]

    # -------------------------------------------------------------- afterwards

    def reassert(self) -> None:
        """Takes the dissolved cliques apart and adds what is asserted of their members anew.

        What a linear rule made may have lost the steps it was made of, so that all that remains becomes base.
        """
        engine = self._engine
        for relation in {relation for relation, _ in self.deleted}:
            if relation.base is not None:
                relation.base.add(set(relation.facts) - relation.base.facts)
        raw: dict[int, set[int]] = {}
        for relation, key in self._forced:
            subject, predicate, target = engine.facts.triple(relation, key)
            for name in engine.equality.clique(predicate):
                found = set(self._copies(subject, target)) & engine.asserted.get(name, Numbers())
                raw.setdefault(name, set()).update(found)
        members = {term for clique in self.dissolved for term in engine.equality.dissolve(clique)}
        engine.merger.reconnect(members)
        for name, keys in raw.items():
            engine.add_raw(name, keys)


def _parts(relation: Relation) -> Iterator[Relation]:
    """A relation, and the part of it that its linear rule did not make."""
    yield relation
    if relation.base is not None:
        yield relation.base
