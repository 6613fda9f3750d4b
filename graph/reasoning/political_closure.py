"""A closure with the political rules (``rules/``) run over it, to a common fixpoint with the reasoner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import thread_time

import pyoxigraph as ox

from graph.model.reasoner import Application, Delta, Ignored, Inconsistency, Proof, SupportedClosure
from graph.rdf.terms import RDF_TYPE, Term
from graph.reasoning.companions import HeldBack
from graph.reasoning.effort import Effort
from graph.reasoning.feeding import RuleGroup, feeding_order, may_read, symbols
from graph.reasoning.news import Output, construct, made_where
from graph.reasoning.political_rules import PoliticalRule
from graph.reasoning.sites import Binding, RulePattern, unify
from ontology.errors import LimitError, SettingError

MAX_ROUNDS = 100
"""Times that the rules of one stage may build on each other; no sensible rules need so many."""
_PART = 10_000
"""Triples that are looked at together at the start."""
_TOGETHER = 100_000
"""Triples that are added together: on their way they take ten times as much room as where they stay."""


@dataclass(slots=True)
class Changes:
    """A sequence of changes as one."""

    added: set[ox.Triple] = field(default_factory=set)
    removed: set[ox.Triple] = field(default_factory=set)

    def include(self, delta: Delta) -> None:
        """Appends a change; what it takes back of earlier ones cancels out."""
        gone, new = set(delta.removed), set(delta.added)
        self.removed |= gone - self.added
        self.added -= gone
        self.added |= new - self.removed
        self.removed -= new

    def delta(self) -> Delta:
        """The change they amount to."""
        return Delta(frozenset(self.added), frozenset(self.removed))


class RuledClosure:
    """What follows from asserted triples by a reasoner and by rules together.

    The rules see a mirror of the closure that holds only what some rule reads. What they make is given to the
    reasoner like assertions and counts as inferred.
    """

    def __init__(
        self,
        close: Callable[[Iterable[ox.Triple]], SupportedClosure],
        asserted: Iterable[ox.Triple],
        rules: Sequence[PoliticalRule],
    ) -> None:
        self._rules = rules
        self._made: dict[ox.Triple, set[str]] = {}
        """What rules made, and which did."""
        self._output: dict[str, Output] = {rule.name: Output() for rule in rules}
        """The same by rule."""
        self._mirror = ox.Store()
        self._size = 0
        """Triples in the mirror."""
        self._readers_and_makers: dict[object, tuple[frozenset[str], frozenset[str]]] = {}
        """The rules that may read and those that may make a triple, by its property and class."""
        self._dirty: set[str] = set()
        """The rules to run again,"""
        self._whole: set[str] = set()
        """those of them that must look at everything,"""
        self._news: dict[str, list[ox.Triple]] = {}
        """and what is new for the others."""
        self._doubt(rule.name for rule in rules)
        self._efforts = {rule.name: Effort() for rule in rules}
        self._held_back = HeldBack(rules)
        """What the mirror does not show of everything."""
        self._inner = close(self._reflected(asserted))
        for _ in self._reflected(self._inner.inferred_about(self._is_read)):
            pass
        for name in self._held_back.beside:
            self._show(self._inner.about(self._held_back.all_asked(name, self._mirror), name))
        self._derive(Changes())

    # -------------------------------------------------------------- what follows

    @property
    def inferred(self) -> Iterator[ox.Triple]:
        """The triples that follow and are not asserted."""
        yield from self._inner.inferred
        yield from self._made

    def holds(self, triple: ox.Triple) -> bool:
        """Whether a triple is asserted or follows."""
        return self._inner.holds(triple)

    @property
    def inconsistencies(self) -> Sequence[Inconsistency]:
        """The contradictions in the graph."""
        return self._inner.inconsistencies

    @property
    def ignored(self) -> Sequence[Ignored]:
        """What no rule of the reasoner uses."""
        return self._inner.ignored

    # -------------------------------------------------------------- changes

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Asserts triples; the rules that read what is new run again."""
        coming, changes = iter(triples), Changes()
        while given := set(islice(coming, _TOGETHER)):
            taken = {triple for triple in given if triple in self._made}
            for triple in taken:
                for name in self._made.pop(triple):
                    self._output[name].discard([triple])
            changes.include(Delta(removed=frozenset(taken)))
            self._add(given - taken, changes)
        self._derive(changes)
        return changes.delta()

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Takes back assertions and exactly what no longer follows."""
        gone = {triple for triple in triples if triple not in self._made}
        changes = Changes()
        if gone:
            self._remove(gone, changes)
            self._review(gone, changes)
        return changes.delta()

    def _add(self, triples: set[ox.Triple], changes: Changes) -> None:
        delta = self._inner.add(triples)
        changes.include(delta)
        self._reflect([*triples, *delta.added], ())

    def _remove(self, triples: set[ox.Triple], changes: Changes) -> None:
        delta = self._inner.remove(triples)
        changes.include(delta)
        self._reflect((), [*(triples - delta.added), *delta.removed])

    def _reflected(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The same triples, of which the mirror shows what rules read."""
        coming = iter(triples)
        while part := list(islice(coming, _PART)):
            self._show(self._held_back.parted(part)[0])
            yield from part

    def _reflect(self, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> None:
        """Brings the mirror in line, and notes which rules read what changed or make what went."""
        for triple in removed:
            readers, makers = self._concerned(triple)
            self._doubt(makers)
            if readers and (quad := ox.Quad(*triple)) in self._mirror:
                self._mirror.remove(quad)
                self._size -= 1
            elif triple.predicate in self._held_back.beside:
                continue
            self._doubt(readers)
        shown, about = self._held_back.parted(added)
        self._show(shown)
        for name, subjects in about.items():
            asked = self._held_back.asked(name, subjects, self._mirror)
            self._show(self._inner.about(asked, name))

    def _show(self, triples: Iterable[ox.Triple]) -> None:
        """The mirror shows those of ``triples`` that rules read, and these see what is new."""
        new = {quad: readers for triple in triples for quad, readers in self._read(triple)}
        for quad, readers in new.items():
            self._dirty |= readers
            for name in readers - self._whole:
                self._news.setdefault(name, []).append(quad.triple)
        self._mirror.extend(new)
        self._size += len(new)

    def _read(self, triple: ox.Triple) -> Iterator[tuple[ox.Quad, frozenset[str]]]:
        """A triple with the rules that read it, where some do and it is not in the mirror."""
        readers, _ = self._concerned(triple)
        if readers and (quad := ox.Quad(*triple)) not in self._mirror:
            yield quad, readers

    def _doubt(self, names: Iterable[str]) -> None:
        """Rules must look at everything again."""
        for name in names:
            self._dirty.add(name)
            self._whole.add(name)
            self._news.pop(name, None)

    def _concerned(self, triple: ox.Triple) -> tuple[frozenset[str], frozenset[str]]:
        """The rules that may read a triple, and those that may make it, by its property and class."""
        predicate = triple.predicate
        return self._concerned_by(predicate, triple.object if predicate == RDF_TYPE else None)

    def _concerned_by(
        self, predicate: ox.NamedNode, kind: Term | None
    ) -> tuple[frozenset[str], frozenset[str]]:
        found = self._readers_and_makers.get((predicate, kind))
        if found is None:
            readers = (rule.name for rule in self._rules if rule.is_about(predicate, kind))
            makers = (
                rule.name for rule in self._rules if any(p in (predicate, None) for p in _properties(rule))
            )
            found = self._readers_and_makers[predicate, kind] = frozenset(readers), frozenset(makers)
        return found

    def _is_read(self, predicate: ox.NamedNode, kind: Term | None) -> bool:
        readers, _ = self._concerned_by(predicate, kind)
        return bool(readers) and predicate not in self._held_back.beside

    # -------------------------------------------------------------- rules

    def _review(self, gone: set[ox.Triple], changes: Changes) -> None:
        """Looks again at the rules that read what went, each after all that may feed it.

        Rules in a circle are looked at even if all that they read is still there, for it may be so only
        because of what they made.
        """
        groups = feeding_order(self._rules, self._inner.reach)
        circular = [rule for group in groups if group.is_circular for rule in group.rules]
        if any(self._output[rule.name].triples for rule in circular):
            read = symbols(gone)
            follows = None if read is None else self._inner.reach(read)
            self._doubt(rule.name for rule in circular if may_read(rule, follows))
        for _ in range(MAX_ROUNDS):
            if not self._dirty:
                return
            for group in groups:
                names = {rule.name for rule in group.rules}
                if not self._dirty.isdisjoint(names) and not self._settle(group, changes):
                    break
        self._derive_anew(changes)

    def _settle(self, group: RuleGroup, changes: Changes) -> bool:
        """Takes back what the rules of a group no longer make; False where they come to no end.

        What rules in a circle made is taken back first, so that nothing holds itself up, and made anew.
        """
        names = {rule.name for rule in group.rules}
        if group.is_circular:
            for rule in group.rules:
                self._take_back(rule, set(self._output[rule.name].triples), changes)
            self._doubt(names)
        for _ in range(MAX_ROUNDS):
            dirty = [rule for rule in group.rules if rule.name in self._dirty]
            if not dirty:
                return True
            self._dirty -= names
            for rule in dirty:
                if not self._run(rule, changes):
                    if group.is_circular:
                        return False
                    self._take_back(rule, self._output[rule.name].triples - self._found(rule), changes)
                    self._run(rule, changes)
        return False

    def _take_back(self, rule: PoliticalRule, triples: set[ox.Triple], changes: Changes) -> None:
        """A rule no longer makes ``triples``; those that none makes go."""
        self._output[rule.name].discard(triples)
        gone = set()
        for triple in triples:
            self._made[triple].discard(rule.name)
            if not self._made[triple]:
                del self._made[triple]
                gone.add(triple)
        if gone:
            changes.include(Delta(removed=frozenset(gone)))
            self._remove(gone, changes)

    def _derive_anew(self, changes: Changes) -> None:
        made = set(self._made)
        self._made.clear()
        self._output = {rule.name: Output() for rule in self._rules}
        changes.include(Delta(removed=frozenset(made)))
        self._remove(made, changes)
        self._doubt(rule.name for rule in self._rules)
        self._derive(changes, is_anew=True)

    def _derive(self, changes: Changes, is_anew: bool = False) -> None:
        """Runs the rules that read what changed, stage by stage, until nothing new follows."""
        for stage in sorted({rule.stage for rule in self._rules}):
            rules = [rule for rule in self._rules if rule.stage == stage]
            for _ in range(MAX_ROUNDS):
                dirty = [rule for rule in rules if rule.name in self._dirty]
                if not dirty:
                    break
                self._dirty -= {rule.name for rule in dirty}
                for rule in dirty:
                    if not self._run(rule, changes):
                        if is_anew:
                            raise SettingError(
                                f"The rule {rule.name} asks what its own stage makes: raise its stage."
                            )
                        self._derive_anew(changes)
                        return
            else:
                raise LimitError(
                    f"The rules of stage {stage} do not come to an end after {MAX_ROUNDS} rounds."
                )

    def _run(self, rule: PoliticalRule, changes: Changes) -> bool:
        """Adds what a rule makes; False if it no longer makes something that it made before."""
        news, output = self._news.pop(rule.name, []), self._output[rule.name]
        found, is_all = self._look(rule, news)
        if is_all and not output.triples <= found:
            self._whole.add(rule.name)
            return False
        come = found - output.triples
        new = {triple for triple in come if triple in self._made or not self._inner.holds(triple)}
        fresh = {triple for triple in new if triple not in self._made}
        output.add(new)
        for triple in new:
            self._made.setdefault(triple, set()).add(rule.name)
        if fresh:
            changes.include(Delta(added=frozenset(fresh)))
            self._add(fresh, changes)
        return True

    def _look(self, rule: PoliticalRule, news: list[ox.Triple]) -> tuple[set[ox.Triple], bool]:
        """What a rule makes, and whether that is all or what it makes where ``news`` can matter."""
        effort, size = self._efforts[rule.name], self._size
        is_all = rule.name in self._whole or rule.ways is None
        is_all = is_all or effort.is_less_for_everything(len(news), size)
        self._whole.discard(rule.name)
        began = thread_time()
        found = None if is_all else made_where(rule, news, self._mirror, self._output[rule.name])
        made = self._found(rule) if found is None else found
        if is_all:
            effort.took_for_everything(thread_time() - began, size)
        else:
            effort.took_for_news(thread_time() - began, len(news))
        return made, found is None

    def _found(self, rule: PoliticalRule) -> set[ox.Triple]:
        """What a rule makes of what is there now."""
        return construct(self._mirror, rule.construct)

    # -------------------------------------------------------------- why

    def explain(self, triple: ox.Triple, limit: int = 1) -> list[Proof]:
        """Proofs of a triple, the shortest first, at most ``limit``; none where it does not hold."""
        return self._inner.explain(triple, limit, self)

    def is_made(self, triple: ox.Triple) -> bool:
        """Whether a triple was made by a rule and is not asserted."""
        return triple in self._made

    def applications(self, triple: ox.Triple) -> Iterator[Application]:
        """Every way in which the rules make a triple."""
        for rule in self._rules:
            if rule.name in self._made.get(triple, ()):
                for pattern in rule.template:
                    bound = unify(pattern, triple)
                    if bound is not None:
                        yield from self._solutions(rule, bound)

    def _solutions(self, rule: PoliticalRule, bound: Binding) -> Iterator[Application]:
        for binding in self._bindings(rule, bound):
            premises = (_ground(pattern, binding) for pattern in rule.premises)
            held = tuple(
                premise for premise in dict.fromkeys(premises) if premise and self._is_there(premise)
            )
            yield Application(rule.name, rule.sentences, tuple(binding.items()), held)

    def _bindings(self, rule: PoliticalRule, bound: Binding) -> list[dict[str, _Term]]:
        """What a rule's body binds; all at once, as an open answer may end only in the thread that asked."""
        answer = self._mirror.query(rule.select, substitutions=dict(bound))
        assert isinstance(answer, ox.QuerySolutions)
        given = {variable.value: term for variable, term in bound.items()}
        names = [variable.value for variable in answer.variables]
        return [{name: one[name] for name in names if one[name] is not None} | given for one in answer]

    def _is_there(self, triple: ox.Triple) -> bool:
        return ox.Quad(*triple) in self._mirror


_Term = ox.NamedNode | ox.BlankNode | ox.Literal


def _properties(rule: PoliticalRule) -> Iterator[ox.NamedNode | None]:
    """The properties of what a rule makes; ``None`` for one that its data decide."""
    for _, predicate, _ in rule.template:
        yield predicate if isinstance(predicate, ox.NamedNode) else None


def _ground(pattern: RulePattern, binding: dict[str, _Term]) -> ox.Triple | None:
    """The triple that a pattern stands for, or None where a part of it is unbound."""
    terms = [binding.get(term.value) if isinstance(term, ox.Variable) else term for term in pattern]
    subject, predicate, target = terms
    if subject is None or isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        return None
    return None if target is None else ox.Triple(subject, predicate, target)
