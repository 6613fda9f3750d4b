"""Whether a graph plainly satisfies SHACL shapes: a fast yes, or a doubt that a SHACL engine must settle.

The shapes are compiled from their graph, for the part of SHACL Core (W3C 2017) that our own use; shapes with
anything else are refused, so that none is ever passed over. Each test is as strict as the engine or stricter:
what it lets pass, the engine lets pass. Where failing counts (``sh:xone``), only exact tests may stand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

Nodes = frozenset[Node] | set[Node]
Said = tuple[Node, Node, Node]


class Described:
    """A graph by subject and property; ``has_subclasses``: whether it says anything about classes."""

    def __init__(self, graph: Iterable[Said]) -> None:
        self._said: dict[Node, dict[Node, set[Node]]] = {}
        self._pairs: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        self._instances: dict[Node, set[Node]] = defaultdict(set)
        for subject, predicate, value in graph:
            self._said.setdefault(subject, {}).setdefault(predicate, set()).add(value)
            self._pairs[predicate].append((subject, value))
            if predicate == RDF.type:
                self._instances[value].add(subject)
        self.has_subclasses = RDFS.subClassOf in self._pairs

    def values(self, subject: Node, predicate: Node) -> Nodes:
        """What is said of ``subject`` by ``predicate``."""
        return self._said.get(subject, {}).get(predicate, _NOTHING)

    def instances(self, target: Node) -> Nodes:
        """What is said to be of the class ``target``."""
        return self._instances.get(target, _NOTHING)

    def pairs(self, predicate: Node) -> Sequence[tuple[Node, Node]]:
        """What is said by ``predicate``: subject and value."""
        return self._pairs.get(predicate, ())

    def subjects_of(self, target: Node) -> Nodes:
        """What has the property ``target``."""
        return {subject for subject, _ in self._pairs.get(target, ())}

    def objects_of(self, target: Node) -> Nodes:
        """What is a value of the property ``target``."""
        return {value for _, value in self._pairs.get(target, ())}


_NOTHING: frozenset[Node] = frozenset()
Test = Callable[[Described, Node, Nodes], bool]
"""Whether the values of a focus node pass; those of a node shape are the focus node itself."""
Maker = Callable[["ShapeCompiler", Node], Test]
"""Makes the test of a constraint from its parameter."""
Walk = Callable[[Described, Node], Nodes]
"""The values at the end of a path from a focus node."""


class UnknownShapeError(Exception):
    """The shapes say something that is not compiled here."""


class Check(NamedTuple):
    """A shape: whom it is about, and what must be true of each of them."""

    targets: tuple[tuple[Callable[[Described, Node], Nodes], Node], ...]
    test: Test


def compiled(shapes: Graph) -> Callable[[Described], bool]:
    """Whether a graph plainly satisfies ``shapes``.

    Raises ``UnknownShapeError`` for what is not known here, to be added below.
    """
    compiler = ShapeCompiler(shapes)
    checks = [compiler.check(node) for node in sorted(compiler.targeted(), key=str)]

    def satisfied(described: Described) -> bool:
        return not described.has_subclasses and all(
            check.test(described, focus, {focus})
            for check in checks
            for select, target in check.targets
            for focus in select(described, target)
        )

    return satisfied


class ShapeCompiler:
    """Reads shapes out of their graph."""

    def __init__(self, shapes: Graph) -> None:
        self._graph = shapes
        unheard = set(shapes.predicates()) - _CONSTRAINTS.keys() - _TARGETS.keys() - _HEARD
        shacl = [str(term) for term in unheard if str(term).startswith(str(SH))]
        is_class = any((None, RDF.type, kind) in shapes for kind in (RDFS.Class, OWL.Class))
        if shacl or is_class:
            raise UnknownShapeError(", ".join(sorted(shacl)) or "a shape that is a class")

    def targeted(self) -> set[Node]:
        """The shapes that say whom they are about."""
        return {node for target in _TARGETS for node in self._graph.subjects(target)}

    def check(self, shape: Node) -> Check:
        """The shape with its targets."""
        targets = ((select, node) for p, select in _TARGETS.items() for node in self._graph.objects(shape, p))
        return Check(tuple(targets), self.test(shape))

    def test(self, shape: Node, *, exactly: bool = False) -> Test:
        """All constraints of a node shape as one; ``exactly``: only such as tell truly that they fail."""
        if self._graph.value(shape, SH.path) is not None:
            raise UnknownShapeError("a property shape that stands alone")
        return self._test(shape, exactly=exactly)

    def _test(self, shape: Node, *, exactly: bool) -> Test:
        said = list(self._graph.predicate_objects(shape))
        tests: list[Test] = []
        for predicate, parameter in said:
            if exactly and predicate in _CONSTRAINTS and predicate not in _EXACT:
                raise UnknownShapeError(f"{predicate} where failing counts")
            if predicate == SH.property:
                tests.append(self._nested(parameter, exactly=exactly))
            elif predicate in _CONSTRAINTS:
                tests.append(_CONSTRAINTS[predicate](self, parameter))
        return _all_of(tests)

    def _nested(self, shape: Node, *, exactly: bool) -> Test:
        walk, test = self._path(self._graph.value(shape, SH.path)), self._test(shape, exactly=exactly)
        return lambda graph, _, values: all(test(graph, value, walk(graph, value)) for value in values)

    def listed(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        return list(self._graph.items(head))

    def _path(self, path: Node | None) -> Walk:
        if isinstance(path, URIRef):
            return lambda graph, focus: graph.values(focus, path)
        if path is None:
            raise UnknownShapeError("a property shape without a path")
        either = self._graph.value(path, SH.alternativePath)
        steps = [self._path(step) for step in self.listed(path if either is None else either)]
        if not steps:
            raise UnknownShapeError("a path that is no property, sequence or alternative")
        return _choice(steps) if either is not None else _sequence(steps)


def _choice(steps: list[Walk]) -> Walk:
    return lambda graph, focus: {value for step in steps for value in step(graph, focus)}


def _sequence(steps: list[Walk]) -> Walk:
    def walk(graph: Described, focus: Node) -> Nodes:
        reached: Nodes = {focus}
        for step in steps:
            reached = {value for node in reached for value in step(graph, node)}
        return reached

    return walk


def _all_of(tests: list[Test]) -> Test:
    return lambda graph, focus, values: all(test(graph, focus, values) for test in tests)


# ------------------------------------------------------------------ constraints


def _each(passes: Callable[[Node], bool]) -> Test:
    return lambda _, __, values: all(map(passes, values))


def _count(parameter: Node) -> int:
    if isinstance(parameter, Literal) and isinstance(parameter.value, int):
        return parameter.value
    raise UnknownShapeError(f"{parameter} as a number")


def _minimum(_: ShapeCompiler, parameter: Node) -> Test:
    least = _count(parameter)
    return lambda _, __, values: len(values) >= least


def _maximum(_: ShapeCompiler, parameter: Node) -> Test:
    most = _count(parameter)
    return lambda _, __, values: len(values) <= most


def _length(_: ShapeCompiler, parameter: Node) -> Test:
    least = _count(parameter)
    return _each(lambda value: not isinstance(value, BNode) and len(str(value)) >= least)


def _pattern(_: ShapeCompiler, parameter: Node) -> Test:
    search = re.compile(str(parameter)).search
    return _each(lambda value: not isinstance(value, BNode) and search(str(value)) is not None)


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_KINDS: dict[Node, Callable[[Literal], bool]] = {
    XSD.string: lambda value: isinstance(value.value, str),
    XSD.integer: lambda value: isinstance(value.value, int),
    XSD.decimal: lambda value: isinstance(value.value, Decimal),
    XSD.date: lambda value: isinstance(value.value, dt.date) and _DAY.fullmatch(str(value)) is not None,
}


def _datatype(_: ShapeCompiler, parameter: Node) -> Test:
    if parameter not in _KINDS:
        raise UnknownShapeError(f"the datatype {parameter}")
    fits = _KINDS[parameter]

    def passes(value: Node) -> bool:
        if not isinstance(value, Literal) or value.ill_typed:
            return False
        return (value.datatype or (None if value.language else XSD.string)) == parameter and fits(value)

    return _each(passes)


def _kind(_: ShapeCompiler, parameter: Node) -> Test:
    if parameter != SH.IRI:
        raise UnknownShapeError(f"the kind of node {parameter}")
    return _each(lambda value: isinstance(value, URIRef))


def _in(compiler: ShapeCompiler, parameter: Node) -> Test:
    allowed = frozenset(compiler.listed(parameter))
    return lambda _, __, values: values <= allowed


def _has(_: ShapeCompiler, parameter: Node) -> Test:
    return lambda _, __, values: parameter in values


def _number(value: Node) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype not in (XSD.integer, XSD.decimal):
        return None
    number = Decimal(value.value) if isinstance(value.value, (int, Decimal)) else None
    return number if number is not None and number.is_finite() else None


def _bound(parameter: Node) -> Decimal:
    bound = _number(parameter)
    if bound is None:
        raise UnknownShapeError(f"{parameter} as a bound")
    return bound


def _from(_: ShapeCompiler, parameter: Node) -> Test:
    bound = _bound(parameter)
    return _each(lambda value: (number := _number(value)) is not None and number >= bound)


def _to(_: ShapeCompiler, parameter: Node) -> Test:
    bound = _bound(parameter)
    return _each(lambda value: (number := _number(value)) is not None and number <= bound)


def _below(_: ShapeCompiler, parameter: Node) -> Test:
    def test(graph: Described, focus: Node, values: Nodes) -> bool:
        numbers = [_number(value) for value in values]
        others = [_number(value) for value in graph.values(focus, parameter)]
        return all(a is not None and b is not None and a < b for a in numbers for b in others)

    return test


def _equal(_: ShapeCompiler, parameter: Node) -> Test:
    return lambda graph, focus, values: values == graph.values(focus, parameter)


def _disjoint(_: ShapeCompiler, parameter: Node) -> Test:
    return lambda graph, focus, values: values.isdisjoint(graph.values(focus, parameter))


def _languages(_: ShapeCompiler, parameter: Node) -> Test:
    if not (isinstance(parameter, Literal) and parameter.value is True):
        raise UnknownShapeError("sh:uniqueLang that is not true")

    def test(_: Described, __: Node, values: Nodes) -> bool:
        tags = [v.language.lower() for v in values if isinstance(v, Literal) and v.language]
        return len(tags) == len(set(tags))

    return test


def _class(_: ShapeCompiler, parameter: Node) -> Test:
    return lambda graph, _, values: all(parameter in graph.values(value, RDF.type) for value in values)


def _any(compiler: ShapeCompiler, parameter: Node) -> Test:
    tests = [compiler.test(shape) for shape in compiler.listed(parameter)]
    return lambda graph, _, values: all(any(t(graph, v, {v}) for t in tests) for v in values)


def _exactly_one(compiler: ShapeCompiler, parameter: Node) -> Test:
    tests = [compiler.test(shape, exactly=True) for shape in compiler.listed(parameter)]
    return lambda graph, _, values: all(sum(t(graph, v, {v}) for t in tests) == 1 for v in values)


_CONSTRAINTS: dict[Node, Maker] = {
    SH.minCount: _minimum,
    SH.maxCount: _maximum,
    SH.minLength: _length,
    SH.pattern: _pattern,
    SH.datatype: _datatype,
    SH.nodeKind: _kind,
    SH["in"]: _in,
    SH.hasValue: _has,
    SH.minInclusive: _from,
    SH.maxInclusive: _to,
    SH.lessThan: _below,
    SH.equals: _equal,
    SH.disjoint: _disjoint,
    SH.uniqueLang: _languages,
    SH["class"]: _class,
    SH["or"]: _any,
    SH.xone: _exactly_one,
}
_EXACT = {SH.minCount, SH.maxCount, SH.hasValue, SH["in"]}
"""Constraints whose test fails only where that of a SHACL engine does."""
_TARGETS: dict[Node, Callable[[Described, Node], Nodes]] = {
    SH.targetClass: Described.instances,
    SH.targetSubjectsOf: Described.subjects_of,
    SH.targetObjectsOf: Described.objects_of,
}
_HEARD = {SH.property, SH.path, SH.alternativePath, SH.message, SH.declare, SH.prefix, SH.namespace}
"""What else may be said: paths and property shapes, and what says nothing about conformance."""
