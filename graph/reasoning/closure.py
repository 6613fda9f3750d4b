"""The closure of a graph as others see it: RDF terms in, inferred triples and their changes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

import pyoxigraph as ox

from graph.model.reasoner import Delta, Ignored, Inconsistency, Proof, Support
from graph.rdf.terms import RDF_TYPE, SimpleTerm
from graph.reasoning.backward.expansion import Expansion
from graph.reasoning.backward.journal import Journal
from graph.reasoning.backward.proofs import Search
from graph.reasoning.backward.saying import Speaker
from graph.reasoning.backward.steps import MadeElsewhere, ProofNode
from graph.reasoning.backward.withdrawal import AnewError, Withdrawal
from graph.reasoning.facts.numbers import Numbers
from graph.reasoning.facts.relations import MASK, SHIFT, Relation, Triple
from graph.reasoning.forward.atoms import SAME, variables
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.templates import RuleInstance
from graph.reasoning.ignored import Review

_PART = 100_000
"""Triples that are taken in at once at the start: what waits for rules takes ten times as much room."""


class RLClosure:
    """Asserted triples with all that follows by OWL 2 RL, kept up to date.

    A triple counts as asserted once, however often it is added: whoever keeps several graphs removes it only
    when the last of them lets it go.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._start(self._encoded_by(Engine(), triples))

    def _encoded_by(self, engine: Engine, triples: Iterable[ox.Triple]) -> Iterator[Triple]:
        self._engine = engine
        return self._encode(triples)

    def _start(self, triples: Iterable[Triple]) -> None:
        self._expansion = Expansion(self._engine)
        self._speaker = Speaker(self._engine)
        self._search: Search | None = None
        coming, is_begun = iter(triples), False
        while (part := list(islice(coming, _PART))) or not is_begun:
            self._engine.assert_triples(part)
            self._engine.saturate()
            is_begun = True

    # -------------------------------------------------------------- what follows

    @property
    def inferred(self) -> Iterator[ox.Triple]:
        """The triples that follow and are not asserted; reflexive owl:sameAs is left out."""
        return self._decode(self._inferred())

    def inferred_about(
        self, is_read: Callable[[ox.NamedNode, SimpleTerm | None], bool]
    ) -> Iterator[ox.Triple]:
        """Those of `inferred` with a property, or for rdf:type with a class, that `is_read`."""
        terms, type_id = self._engine.terms.terms, self._engine.type_id

        @cache
        def is_asked(predicate: int, kind: int | None) -> bool:
            name = terms[predicate]
            return isinstance(name, ox.NamedNode) and is_read(name, None if kind is None else terms[kind])

        return self._decode(
            triple
            for triple in self._expansion.triples()
            if is_asked(triple[1], triple[2] if triple[1] == type_id else None)
            and not self._is_asserted(triple)
        )

    def about(self, subjects: Iterable[SimpleTerm], predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        """What holds of ``subjects``, and perhaps of what equals them, by one property."""
        engine = self._engine
        name = engine.terms.terms.get(predicate)
        numbers = {n for subject in subjects if (n := engine.terms.terms.get(subject)) is not None}
        if name is None:
            return
        said = engine.asserted.get(name, Numbers()).headed(numbers, SHIFT)
        yield from self._decode((key >> SHIFT, name, key & MASK) for key in said)
        relation = engine.facts.properties.get(engine.equality.find(name))
        if relation is not None:
            keys = relation.facts.headed({engine.equality.find(number) for number in numbers}, SHIFT)
            triples = (triple for triple in self._expansion.of_facts(relation, keys) if triple[1] == name)
            yield from self._decode(triple for triple in triples if not self._is_asserted(triple))

    @property
    def asserted(self) -> Iterator[ox.Triple]:
        """The asserted triples."""
        pairs = self._engine.asserted.items()
        return self._decode((key >> SHIFT, name, key & MASK) for name, keys in pairs for key in keys)

    def holds(self, triple: ox.Triple) -> bool:
        """Whether a triple is asserted or follows."""
        numbers = next(self._encode_known([triple]), None)
        return numbers is not None and (self._is_asserted(numbers) or self._expansion.holds(numbers))

    def _inferred(self) -> Iterator[Triple]:
        return (triple for triple in self._expansion.triples() if not self._is_asserted(triple))

    def _is_asserted(self, triple: Triple) -> bool:
        keys = self._engine.asserted.get(triple[1])
        return keys is not None and triple[0] << SHIFT | triple[2] in keys

    # -------------------------------------------------------------- why

    def explain(self, triple: ox.Triple, limit: int = 1, support: Support | None = None) -> list[Proof]:
        """Proofs of a triple, the shortest first, at most `limit`; none where it does not hold.

        Triples that `support` calls made are explained by its applications.
        """
        numbers = next(self._encode_known([triple]), None)
        if numbers is None:
            return []
        if self._search is None:
            made = MadeElsewhere(self._engine, support) if support is not None else None
            self._search = Search(self._engine, made)
        return [self._proof(node) for node in self._search.all(numbers, limit)]

    def _proof(self, node: ProofNode) -> Proof:
        (triple,) = self._decode([node.triple])
        binding = dict(node.binding)
        told = dict(node.sentences)
        sentence = self._speaker.fill(told, binding) if told else self._speaker.say(node.rule, binding)
        return Proof(triple, node.rule, sentence, tuple(self._premises(node)))

    def _premises(self, node: ProofNode) -> Iterator[Proof]:
        """The premises of a proof; one about a literal, which RDF cannot say, gives way to its own."""
        for premise in node.premises:
            if premise.triple[0] in self._engine.terms.literals:
                yield from self._premises(premise)
            else:
                yield self._proof(premise)

    @property
    def inconsistencies(self) -> list[Inconsistency]:
        """The contradictions in the graph, at most a thousand."""
        return [self._inconsistency(rule, values) for rule, values in self._engine.clashes]

    def _inconsistency(self, rule: RuleInstance | str, values: tuple[int, ...]) -> Inconsistency:
        triples: tuple[Triple, ...] = ()
        if isinstance(rule, str):
            name = rule
            binding = dict(zip("xy", values[-2:], strict=True))
        else:
            name = rule.template.name
            search = Search(self._engine)
            way = next(search.instances(rule, dict(zip(variables(rule.full_body), values, strict=True)), {}))
            binding, triples = dict(way.binding), way.premises
        literals = self._engine.terms.literals
        sayable = [triple for triple in triples if triple[0] not in literals]
        return Inconsistency(name, tuple(self._decode(sayable)), self._speaker.say(name, binding))

    @property
    def ignored(self) -> list[Ignored]:
        """What no rule uses: broken lists, axioms beyond OWL 2 RL, numbers that are none."""
        return Review(self._engine).ignored()

    def reach(self, terms: Iterable[SimpleTerm]) -> frozenset[ox.NamedNode] | None:
        """See ``SupportedClosure.reach``, by the rules that the axioms give now."""
        engine = self._engine
        known = (engine.terms.terms.get(term) for term in terms)
        numbers = {engine.equality.find(number) for number in known if number is not None}
        kinds = (engine.facts.classes, engine.facts.properties)
        ends = [kind[number] for kind in kinds for number in numbers if number in kind]
        found: dict[Relation, None] = {}
        while ends:
            relation = ends.pop()
            if relation in found:
                continue
            found[relation] = None
            if engine.is_schema(relation) or (relation.unary and engine.has_types):
                return None
            for rule in _readers(relation):
                if rule.kind == SAME:
                    return None
                if rule.head is not None:
                    ends.append(rule.head)
        names = (engine.terms.terms[n] for one in found for n in engine.equality.clique(one.id))
        types = {RDF_TYPE} if any(relation.unary for relation in found) else set()
        named = (term for term in terms if isinstance(term, ox.NamedNode))
        return frozenset({*named, *types, *(name for name in names if isinstance(name, ox.NamedNode))})

    # -------------------------------------------------------------- changes

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Asserts triples; the cost is in proportion to what they add."""
        engine = self._engine
        self._search = None
        if self._expansion.has_crowds:
            before = set(self._inferred())
            engine.assert_triples(self._encode(triples))
            engine.saturate()
            return self._difference(before, set(self._inferred()))
        journal = engine.witness = Journal(engine, self._expansion)
        given = list(self._encode(triples))
        old = [triple for triple in given if max(triple) < journal.known]  # nothing held of what is new here
        held = {triple for triple in old if not self._is_asserted(triple) and self._expansion.holds(triple)}
        self._show(given, journal)
        engine.assert_triples(given, journal.known)
        engine.saturate()
        engine.witness = None
        return self._delta(journal, gone=held)

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Takes back the assertion of triples and exactly what no longer follows.

        What an axiom rests on cannot go without computing everything anew; data can.
        """
        engine = self._engine
        gone = {triple for triple in self._encode_known(triples) if self._is_asserted(triple)}
        if not gone:
            return Delta()
        engine.has_forgotten = True
        self._search = None
        is_vast = engine.is_exotic or self._expansion.has_crowds
        before: set[Triple] | None = set(self._inferred()) if is_vast else None
        self._unassert(gone)
        if before is None:
            journal = Journal(engine, self._expansion)
            withdrawal = Withdrawal(engine)
            try:
                withdrawal.run(gone)
            except AnewError:
                self._reassert(gone)
                before = set(self._inferred())
                self._unassert(gone)
            else:
                return self._withdraw(withdrawal, journal, gone)
        return self._restart(before)

    def _withdraw(self, withdrawal: Withdrawal, journal: Journal, gone: set[Triple]) -> Delta:
        engine = self._engine
        for relation, key in withdrawal.deleted:
            journal.note_before(relation, (key,))
        for representative in withdrawal.dissolved:
            journal.note_clique(representative)
        self._hide(gone, journal)
        engine.witness = journal
        withdrawal.reassert()
        engine.saturate()
        engine.witness = None
        engine.review_clashes()
        return self._delta(journal, gone=gone, unasserted=gone)

    def _hide(self, gone: set[Triple], journal: Journal) -> None:
        """Keeps literals that no triple has any more from being written in place of equal ones."""
        engine = self._engine
        for _, _, target in gone:
            clique = engine.equality.find(target)
            is_equal = target in engine.terms.literals and clique in engine.equality.members
            if is_equal and not engine.values.is_used(target):
                journal.note_equal({clique})
                engine.terms.hidden.add(target)

    def _show(self, given: Iterable[Triple], journal: Journal) -> None:
        hidden = self._engine.terms.hidden
        for _, _, target in given:
            if target in hidden:
                journal.note_equal({self._engine.equality.find(target)})
                hidden.discard(target)

    def _restart(self, before: set[Triple]) -> Delta:
        """Computes everything anew."""
        terms = self._engine.terms.terms
        old = {ox.Triple(terms[s], terms[p], terms[o]) for s, p, o in before}  # type: ignore[arg-type]
        kept = list(self.asserted)
        self._start(self._encoded_by(Engine(), kept))
        new = set(self.inferred)
        return Delta(frozenset(new - old), frozenset(old - new))

    def _delta(self, journal: Journal, gone: set[Triple], unasserted: set[Triple] = frozenset()) -> Delta:  # type: ignore[assignment]
        after = journal.after()
        before = journal.before - unasserted
        added = self._not_asserted(after - before)
        if unasserted:
            added |= {triple for triple in unasserted if self._expansion.holds(triple)}
        removed = self._not_asserted(before - after)
        if not unasserted:
            removed |= gone
        return Delta(frozenset(self._decode(added)), frozenset(self._decode(removed)))

    def _not_asserted(self, triples: Iterable[Triple]) -> set[Triple]:
        """Those that are not asserted; many are looked up together."""
        pairs: dict[int, set[int]] = {}
        for subject, predicate, target in triples:
            pairs.setdefault(predicate, set()).add(subject << SHIFT | target)
        asserted = self._engine.asserted
        return {
            (key >> SHIFT, predicate, key & MASK)
            for predicate, keys in pairs.items()
            for key in (keys - asserted[predicate] if predicate in asserted else keys)
        }

    def _difference(self, before: set[Triple], after: set[Triple]) -> Delta:
        return Delta(frozenset(self._decode(after - before)), frozenset(self._decode(before - after)))

    def _unassert(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, target in triples:
            self._engine.asserted[predicate].discard(subject << SHIFT | target)

    def _reassert(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, target in triples:
            self._engine.asserted[predicate].add(subject << SHIFT | target)

    # -------------------------------------------------------------- terms and numbers

    def _encode(self, triples: Iterable[ox.Triple]) -> Iterator[Triple]:
        """Triples as numbers; nothing follows from triple terms, which OWL 2 does not know."""
        encode, get = self._engine.terms.encode, self._engine.terms.terms.get
        for subject, predicate, target in triples:
            s, p, o = get(subject), get(predicate), get(target)
            if o is None and isinstance(target, ox.Triple):
                continue
            yield (
                encode(subject) if s is None else s,
                encode(predicate) if p is None else p,
                encode(target) if o is None else o,
            )

    def _encode_known(self, triples: Iterable[ox.Triple]) -> Iterator[Triple]:
        get = self._engine.terms.terms.get
        for subject, predicate, target in triples:
            numbers = get(subject), get(predicate), get(target)
            if None not in numbers:
                yield numbers  # type: ignore[misc]

    def _decode(self, triples: Iterable[Triple]) -> Iterator[ox.Triple]:
        terms = self._engine.terms.terms
        for subject, predicate, target in triples:
            yield ox.Triple(terms[subject], terms[predicate], terms[target])  # type: ignore[arg-type]


def _readers(relation: Relation) -> Iterator[RuleInstance]:
    """The rules that read a relation, also those that read only what linear rules did not make."""
    for part in (relation, relation.base):
        if part is not None:
            for triggers in part.triggers.values():
                yield from (rule for rule, _, _ in triggers)


class RLReasoner:
    """Our own OWL 2 RL engine (entry point `rl`)."""

    name = "rl"

    def close(self, triples: Iterable[ox.Triple]) -> RLClosure:
        """The closure of triples."""
        return RLClosure(triples)
