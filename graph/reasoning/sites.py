"""Where in a rule a new triple can matter, so that the rule looks again only at what the triple can change.

Every triple pattern of a rule is a *site*. A new triple that fits one binds variables of the rule; those that
every solution binds are the *key*: only solutions with such a key can come, go or change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox
import rdflib
from rdflib.paths import InvPath, Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from graph.rdf.terms import SimpleTerm, from_rdflib

RulePattern = tuple[SimpleTerm | ox.Variable, SimpleTerm | ox.Variable, SimpleTerm | ox.Variable]
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Binding = dict[ox.Variable, Term]
Keys = set[tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class RuleSite:
    """A triple pattern of a rule.

    ``beside`` are patterns that must hold with it, where they are needed to know the ``key``. What
    ``is_absent`` is asked by NOT EXISTS, MINUS or OPTIONAL: there a new triple can undo a solution, too.
    """

    pattern: RulePattern
    beside: tuple[RulePattern, ...]
    key: tuple[ox.Variable, ...]
    is_absent: bool

    def keys(self, triples: Iterable[ox.Triple], store: ox.Store) -> Keys:
        """The keys of the solutions that ``triples``, which are in ``store``, can have changed here."""
        fitting = (bound for triple in triples if (bound := unify(self.pattern, triple)) is not None)
        whole = (one for bound in fitting for one in joined(store, list(self.beside), bound))
        return {tuple(bound[variable] for variable in self.key) for bound in whole}


def unify(pattern: RulePattern, triple: ox.Triple) -> Binding | None:
    """What the variables of ``pattern`` stand for in ``triple``; none where it does not fit."""
    bound: Binding = {}
    for term, value in zip(pattern, triple, strict=True):
        if isinstance(term, ox.Variable):
            if bound.setdefault(term, value) != value:
                return None
        elif term != value:
            return None
    return bound


def joined(store: ox.Store, patterns: list[RulePattern], bound: Binding) -> Iterator[Binding]:
    """Every way in which ``patterns`` hold in ``store`` with what is ``bound``."""
    if not patterns:
        yield bound
        return
    pattern = max(patterns, key=lambda one: sum(not _is_open(term, bound) for term in one))
    others = [one for one in patterns if one is not pattern]
    subject, predicate, target = (bound.get(t) if isinstance(t, ox.Variable) else t for t in pattern)
    if isinstance(subject, ox.Literal) or not (predicate is None or isinstance(predicate, ox.NamedNode)):
        return
    for quad in store.quads_for_pattern(subject, predicate, target, None):
        more = unify(pattern, quad.triple)
        if more is not None and all(bound.get(variable, value) == value for variable, value in more.items()):
            yield from joined(store, others, bound | more)


def _is_open(term: SimpleTerm | ox.Variable, bound: Binding) -> bool:
    return isinstance(term, ox.Variable) and term not in bound


# ------------------------------------------------------------------ reading them from the algebra of rdflib


class _UnknownPartError(Exception):
    """A part of a rule in which it is not known where a triple can matter."""


class _Scope(NamedTuple):
    """Patterns that hold together, with the alternatives beside them and what is asked to be absent."""

    patterns: tuple[RulePattern, ...] = ()
    branches: tuple[CompValue, ...] = ()
    absent: tuple[tuple[CompValue, frozenset[ox.Variable]], ...] = ()
    """Each with the variables by which it is linked to what is beside it."""

    def __add__(self, other: object) -> _Scope:
        assert isinstance(other, _Scope)
        return _Scope(
            self.patterns + other.patterns, self.branches + other.branches, self.absent + other.absent
        )


def sites(body: CompValue) -> tuple[RuleSite, ...] | None:
    """The sites of a rule with this body; none for one with paths, subqueries or the like."""
    try:
        return tuple(_sites(body, (), certain(body), 0))
    except _UnknownPartError:
        return None


def required(body: CompValue) -> tuple[RulePattern, ...]:
    """Patterns of a rule with this body, free of paths, that hold in every solution."""
    return _scope(body).patterns


def turned(triple: tuple[Node, Node | Path, Node]) -> tuple[Node, Node | Path, Node]:
    """A pattern with an inverse predicate, written the other way round."""
    subject, predicate, target = triple
    if isinstance(predicate, InvPath) and isinstance(predicate.arg, rdflib.URIRef):
        return target, predicate.arg, subject
    return triple


def pattern_of(triple: tuple[object, ...]) -> RulePattern:
    """A triple pattern of rdflib in terms of pyoxigraph."""
    subject, predicate, target = (_term(node) for node in triple)
    return subject, predicate, target


def flat_triples(block: CompValue) -> Iterator[tuple[Node, Node | Path, Node]]:
    """The patterns of a block that rdflib left as it was written."""
    for flat in block.triples:
        yield from zip(flat[::3], flat[1::3], flat[2::3], strict=True)


def _term(node: object) -> SimpleTerm | ox.Variable:
    return ox.Variable(str(node)) if isinstance(node, rdflib.Variable) else from_rdflib(node)


def _sites(
    node: CompValue, before: tuple[RulePattern, ...], sure: frozenset[ox.Variable], depth: int
) -> Iterator[RuleSite]:
    """The sites in a part; ``before`` holds together with it, ``depth`` counts what is asked to be absent.

    What is absent in what is absent has no key.
    """
    scope = _scope(node)
    together = before + scope.patterns
    for pattern in scope.patterns:
        key = _key((pattern,), sure) if depth == 0 else ()
        if key and pattern[0] == key[0]:
            key = key[:1]  # few say much about one thing: one question for all patterns about it
        if key or depth > 1:
            yield RuleSite(pattern, (), key, depth > 0)
        else:
            beside = tuple(one for one in together if one is not pattern)
            yield RuleSite(pattern, beside, _key(together, sure), depth > 0)
    for branch in scope.branches:
        yield from _sites(branch, together, sure, depth)
    for absent, links in scope.absent:
        yield from _sites(absent, (), sure & links, depth + 1)


def _key(patterns: Iterable[RulePattern], sure: frozenset[ox.Variable]) -> tuple[ox.Variable, ...]:
    found = {term: None for pattern in patterns for term in pattern if isinstance(term, ox.Variable)}
    return tuple(variable for variable in found if variable in sure)


def certain(node: CompValue) -> frozenset[ox.Variable]:
    """The variables that every solution binds."""
    if node.name == "Union":
        return certain(node.p1) & certain(node.p2)
    if node.name == "Join":
        return certain(node.p1) | certain(node.p2)
    if node.name in ("LeftJoin", "Minus"):
        return certain(node.p1)
    if node.name in ("Filter", "Extend", "Project"):
        return certain(node.p)
    return _variables(_scope(node).patterns)


def _variables(patterns: Iterable[RulePattern]) -> frozenset[ox.Variable]:
    return frozenset(term for pattern in patterns for term in pattern if isinstance(term, ox.Variable))


def _scope(node: CompValue) -> _Scope:
    name = node.name
    if name in ("BGP", "TriplesBlock"):
        triples = [turned(one) for one in (node.triples if name == "BGP" else flat_triples(node))]
        if any(isinstance(predicate, Path) for _, predicate, _ in triples):
            raise _UnknownPartError("a path")
        return _Scope(tuple(map(pattern_of, triples)))
    if name == "Union":
        return _Scope(branches=(node.p1, node.p2))
    if name == "GroupOrUnionGraphPattern":
        return _scope(node.graph[0]) if len(node.graph) == 1 else _Scope(branches=tuple(node.graph))
    if name in ("OptionalGraphPattern", "MinusGraphPattern"):
        return _Scope(absent=((node.graph, frozenset()),))
    inner = [node[part] for part in _INNER.get(name, ()) if node.get(part) is not None]
    inner += node.part if name == "GroupGraphPatternSub" else ()
    if not inner and name not in ("Filter", "Bind"):
        raise _UnknownPartError(str(name))
    links = certain(inner[0]) if inner else frozenset()
    absent = [node.p2] if name in ("LeftJoin", "Minus") else []
    absent += _asked(node.get("expr"))
    return sum(map(_scope, inner), _Scope(absent=tuple((one, links) for one in absent)))


_INNER = {"Join": ("p1", "p2"), "LeftJoin": ("p1",), "Minus": ("p1",)} | dict.fromkeys(
    ("Filter", "Extend", "Project"), ("p",)
)
"""The parts of each kind that hold in every solution of it, where rdflib made an algebra of it."""


def _asked(expression: object) -> Iterator[CompValue]:
    """The groups that an expression asks for by EXISTS or NOT EXISTS."""
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_NOTEXISTS", "Builtin_EXISTS"):
            yield expression.graph
            return
        expression = list(expression.values())
    if isinstance(expression, (list, tuple)) and not isinstance(expression, str):
        for part in expression:
            yield from _asked(part)
