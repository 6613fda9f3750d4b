"""Proofs: why a triple holds, shortest first, down to what is asserted.

Facts stand under representatives of equal terms; proofs are about the terms themselves, with the steps
eq-rep-*, eq-sym and eq-trans written out (`equations.py`). The search deepens step by step, so that a proof
of least depth is found first; among those a little deeper the one with the fewest steps wins. No branch
repeats its conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from graph.model.reasoner import ASSERTED
from graph.reasoning.backward.equations import Equations
from graph.reasoning.backward.steps import MadeElsewhere, ProofNode, Way
from graph.reasoning.facts.relations import SHIFT, Relation, Triple
from graph.reasoning.forward.atoms import Atom
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.equality import Link
from graph.reasoning.forward.templates import RuleInstance

ALL = 1 << 62
MAX_DEPTH = 200
MAX_WAYS = 400
"""Derivations of one fact that are tried at each depth, where a shorter search fails."""
MAX_MEMBERS = 12
EXTRA_DEPTH = 2


class Search:
    """Looks for proofs in the facts of one engine; good for as long as the engine does not change."""

    def __init__(self, engine: Engine, made: MadeElsewhere | None = None) -> None:
        self._engine = engine
        self._made = made
        self._equations = Equations(engine)
        self._found: dict[tuple[Triple, int], ProofNode | None] = {}
        self._ways: dict[Triple, tuple[list[Way], Iterator[Way]]] = {}

    # -------------------------------------------------------------- shortest

    def shortest(self, triple: Triple) -> ProofNode | None:
        """A proof with few steps, or None where the triple has none."""
        for width in (MAX_WAYS // 10, MAX_WAYS, ALL):
            depths = [*range(13), 24, 48, 96, MAX_DEPTH] if width == ALL else [*range(13)]
            for depth in depths:
                best = self._prove(triple, depth, width)
                if best is not None:
                    for deeper in range(depth + 1, min(depth + 1 + EXTRA_DEPTH, best.size)):
                        best = min(
                            best, self._prove(triple, deeper, width) or best, key=lambda node: node.size
                        )
                    return best
            if width != ALL:
                self._found = {key: node for key, node in self._found.items() if node is not None}
        return None

    def _prove(self, triple: Triple, depth: int, width: int) -> ProofNode | None:
        if self._is_asserted(triple):
            return ProofNode(triple, ASSERTED)
        if depth == 0:
            return None
        key = (triple, depth)
        if key in self._found:
            return self._found[key]
        self._found[key] = None
        least = depth if self._found.get((triple, depth - 1), triple) is None else 1
        best: ProofNode | None = None
        for way in self._all_ways(triple, width):
            node = self._try(triple, way, depth, width, best.size if best else ALL)
            if node is not None:
                best = node
                if best.size <= least:
                    break
        self._found[key] = best
        return best

    def _try(self, triple: Triple, way: Way, depth: int, width: int, limit: int) -> ProofNode | None:
        """The proof by one rule application, if it takes fewer steps than `limit`."""
        proofs: list[ProofNode] = []
        size = 1
        for premise in way.premises:
            if premise == triple:
                return None
            node = self._prove(premise, depth - 1, width)
            if node is None or (size := size + node.size) >= limit:
                return None
            proofs.append(node)
        return way.node(triple, tuple(proofs))

    # -------------------------------------------------------------- all

    def all(self, triple: Triple, limit: int) -> list[ProofNode]:
        """Up to `limit` proofs, the shortest first."""
        first = self.shortest(triple)
        if first is None or limit <= 1:
            return [] if first is None else [first]
        depth = _depth(first) + EXTRA_DEPTH
        others = islice(self._enumerate(triple, depth, frozenset()), 20 * limit)
        found = dict.fromkeys([first, *others])
        return sorted(found, key=lambda node: node.size)[:limit]

    def _enumerate(self, triple: Triple, depth: int, above: frozenset[Triple]) -> Iterator[ProofNode]:
        if self._is_asserted(triple):
            yield ProofNode(triple, ASSERTED)
        if depth == 0:
            return
        path = above | {triple}
        for way in self._all_ways(triple, MAX_WAYS):
            if path.isdisjoint(way.premises):
                choices = [list(islice(self._enumerate(p, depth - 1, path), 3)) for p in way.premises]
                for proofs in islice(product(*choices), 5):
                    yield way.node(triple, proofs)

    # -------------------------------------------------------------- one step

    def _is_asserted(self, triple: Triple) -> bool:
        keys = self._engine.asserted.get(triple[1])
        if keys is None or triple[0] << SHIFT | triple[2] not in keys:
            return False
        return self._made is None or not self._made.is_made(triple)

    def _all_ways(self, triple: Triple, width: int) -> Iterator[Way]:
        """The first `width` ways to make a triple, looked for as they are asked for and kept."""
        found, rest = self._ways.setdefault(triple, ([], self._generate(triple)))
        for index in range(width):
            if index == len(found):
                way = next(rest, None)
                if way is None:
                    return
                found.append(way)
            yield found[index]

    def _generate(self, triple: Triple) -> Iterator[Way]:
        if self._made is not None and self._made.is_made(triple):
            yield from self._made.ways(triple)
        find = self._engine.equality.find
        subject, predicate, target = triple
        if find(predicate) == self._engine.same_as and find(subject) == find(target):
            yield from self._equal(triple)
        yield from self._copies(triple)
        yield from self._derived(triple)

    def _derived(self, triple: Triple) -> Iterator[Way]:
        """By the rules of the table, their variables bound to the terms of the triple itself."""
        engine = self._engine
        subject, predicate, target = triple
        if predicate == engine.type_id:
            if subject in engine.terms.literals and engine.values.belongs(subject, target):
                yield Way("dt-type2", (("x", subject), ("y", target)), ())
            if target in engine.facts.classes:
                yield from self._by_rules(engine.facts.classes[target], (subject,))
        if predicate in engine.facts.properties:
            yield from self._by_rules(engine.facts.properties[predicate], (subject, target))

    def _by_rules(self, relation: Relation, given: tuple[int, ...]) -> Iterator[Way]:
        find = self._engine.equality.find
        for rule in list(self._engine.deriving.get(relation, {}).values()):
            if all(t == v for t, v in zip(rule.terms, given, strict=True) if isinstance(t, int)):
                named = {t: v for t, v in zip(rule.terms, given, strict=True) if isinstance(t, str)}
                for binding in rule.matches(tuple(find(term) for term in given)):
                    yield from self.instances(rule, binding, named)

    def instances(self, rule: RuleInstance, binding: dict[str, int], named: dict[str, int]) -> Iterator[Way]:
        """A derivation over representatives, written with the terms themselves."""
        clique = self._engine.equality.members
        open_names = [name for name, value in binding.items() if name not in named and value in clique]
        choices = [self._members(rule, binding, name) for name in open_names]
        for members in islice(product(*choices), MAX_MEMBERS):
            actual = binding | named | dict(zip(open_names, members, strict=True))
            body = tuple(self._ground(atom, actual) for atom in rule.full_body)
            said = {name[1:]: value for name, value in rule.binding.items() if isinstance(value, int)}
            yield Way(rule.template.name, tuple((said | actual).items()), body + rule.axioms)

    def _members(self, rule: RuleInstance, binding: dict[str, int], name: str) -> list[int]:
        """The members of a clique that a variable may stand for, those with an asserted premise first."""
        hidden = self._engine.terms.hidden
        members = [member for member in self._engine.equality.clique(binding[name]) if member not in hidden]
        atoms = [atom for atom in rule.full_body if name in atom.terms()]

        def rank(member: int) -> bool:
            return not any(self._is_asserted(self._ground(atom, binding | {name: member})) for atom in atoms)

        return sorted(members, key=rank)[:MAX_MEMBERS] if len(members) <= 1000 else members[:MAX_MEMBERS]

    def _ground(self, atom: Atom, binding: dict[str, int]) -> Triple:
        found = [self._shown(binding[term] if isinstance(term, str) else term) for term in atom.terms()]
        if atom.target is None:
            return found[0], self._engine.type_id, atom.relation.id
        return found[0], atom.relation.id, found[1]

    def _shown(self, term: int) -> int:
        """A term, or an equal one where it stands in no triple of the graph."""
        hidden = self._engine.terms.hidden
        if term not in hidden:
            return term
        return next((m for m in self._engine.equality.clique(term) if m not in hidden), term)

    # -------------------------------------------------------------- equality

    def _copies(self, triple: Triple) -> Iterator[Way]:
        """From the same triple about an equal term (eq-rep-s, eq-rep-p, eq-rep-o)."""
        same_as = self._engine.same_as
        if self._engine.equality.find(triple[1]) == same_as:
            return
        for place, rule in enumerate(("eq-rep-s", "eq-rep-p", "eq-rep-o")):
            for other in self._others(triple, place):
                equation = (other, same_as, triple[place])
                binding = (("x", other), ("y", triple[place]))
                yield Way(rule, binding, (_put(triple, place, other), equation))

    def _others(self, triple: Triple, place: int) -> list[int]:
        """Equal terms to put in one place of a triple, those that make an asserted one first."""
        clique = self._engine.equality.clique(triple[place])
        if len(clique) == 1:
            return []
        hidden, literals = self._engine.terms.hidden, self._engine.terms.literals
        others = [
            other
            for other in clique
            if other != triple[place] and other not in hidden and not (place == 0 and other in literals)
        ]
        asserted = [other for other in others if self._is_asserted(_put(triple, place, other))]
        representative = self._shown(clique[0])
        candidates = dict.fromkeys([*asserted[:MAX_MEMBERS], representative, *others[:MAX_MEMBERS]])
        return [other for other in candidates if other != triple[place]]

    def _equal(self, triple: Triple) -> Iterator[Way]:
        """owl:sameAs: along the links of the clique."""
        subject, predicate, target = triple
        names = (("x", subject), ("y", target))
        if predicate != self._engine.same_as:
            return
        if subject == target:
            yield Way("eq-ref", (("x", subject),), ())
            return
        for path in self._equations.paths(subject, target):
            if len(path) > 1:
                yield Way("eq-trans", names, tuple((one, predicate, other) for one, other, _ in path))
            else:
                yield from self._link(triple, path[0][2])

    def _link(self, triple: Triple, link: Link) -> Iterator[Way]:
        subject, predicate, target = triple
        names = (("x", subject), ("y", target))
        if link.reason is None and not self._is_asserted((link.one, predicate, link.other)):
            yield Way("dt-eq", names, ())
        elif link.one != subject:
            yield Way("eq-sym", names, ((target, predicate, subject),))
        elif link.reason is not None:
            yield from self._linked(link.reason, link.one, link.other)

    def _linked(self, rule: RuleInstance, one: int, other: int) -> Iterator[Way]:
        find = self._engine.equality.find
        named = {t: v for t, v in zip(rule.terms, (one, other), strict=True) if isinstance(t, str)}
        for binding in rule.matches((find(one), find(other))):
            yield from self.instances(rule, binding, named)


def _put(triple: Triple, place: int, term: int) -> Triple:
    subject, predicate, target = (term if n == place else old for n, old in enumerate(triple))
    return subject, predicate, target


def _depth(node: ProofNode) -> int:
    return 1 + max((_depth(premise) for premise in node.premises), default=0)
