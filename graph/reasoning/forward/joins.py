"""Joins compiled to Python: a rule body of a given shape becomes one function of nested loops.

A shape names variables and leaves constants open, so that the thousands of instances of one rule share one
compiled function (`functools.cache`) and differ only in the relations and constants bound to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.reasoning.facts.relations import MASK, SHIFT, Relation
from graph.reasoning.forward.atoms import FALSE, MAX_ATOMS, SAME, Atom, AtomShape, Slot, variables

# ------------------------------------------------------------------ planning


@dataclass(frozen=True, slots=True)
class JoinStep:
    """How one pattern is looked up: `has` (membership), `out` (objects), `in` (subjects) or `scan`."""

    index: int
    access: str


@cache
def plan(shapes: tuple[AtomShape, ...], first: int | None, bound: frozenset[str]) -> list[JoinStep]:
    """An order in which every pattern is looked up with as much bound as possible."""
    known = set(bound)
    if first is not None:
        known.update(name for name in shapes[first] if name)
    left = [index for index in range(len(shapes)) if index != first]
    steps = []
    while left:
        ranked = sorted(left, key=lambda index: (_rank(shapes[index], known)[0], index))
        chosen = ranked[0]
        steps.append(JoinStep(chosen, _rank(shapes[chosen], known)[1]))
        known.update(name for name in shapes[chosen] if name)
        left.remove(chosen)
    return steps


def _rank(shape: AtomShape, known: set[str]) -> tuple[int, str]:
    free = [name is not None and name not in known for name in shape]
    if not any(free):
        return 0, "has"
    if len(shape) == 1:
        return 3, "scan"
    if all(free):
        return 4, "scan"
    return (1, "in") if free[0] else (1, "out")


# ------------------------------------------------------------------ code


class _Writer:
    """Writes the nested loops of one join."""

    def __init__(self, shapes: Sequence[AtomShape]) -> None:
        self.shapes = shapes
        self.lines: list[str] = []
        self.depth = 2
        self.loops: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def open(self, text: str, binds: str = "") -> None:
        self.line(text)
        self.depth += 1
        if text.startswith("for "):
            self.loops.append(binds)

    def name(self, index: int, place: int) -> str:
        """The Python expression of a term: the variable's name, or the constant's parameter."""
        term = self.shapes[index][place]
        return term if term is not None else f"c{index}_{place}"

    def unpack(self, index: int, known: set[str]) -> None:
        """Binds the terms of a pattern to the number `k` just read, and checks those already known."""
        shape = self.shapes[index]
        parts = ["k"] if len(shape) == 1 else [f"k >> {SHIFT}", f"k & {MASK}"]
        for place, part in enumerate(parts):
            term = shape[place]
            if term is None or term in known:
                self.open(f"if {self.name(index, place)} == {part}:")
            else:
                self.line(f"{term} = {part}")
                known.add(term)

    def step(self, step: JoinStep, known: set[str]) -> None:
        index = step.index
        shape = self.shapes[index]
        if step.access == "has":
            names = [self.name(index, place) for place in range(len(shape))]
            key = names[0] if len(shape) == 1 else f"{names[0]} << {SHIFT} | {names[1]}"
            self.open(f"if {key} in a{index}:")
        elif step.access == "scan":
            self.open(f"for k in a{index}:", " ".join(name for name in shape if name and name not in known))
            self.unpack(index, known)
        else:
            given, found = (0, 1) if step.access == "out" else (1, 0)
            new = self.name(index, found)
            self.open(f"for {new} in a{index}({self.name(index, given)}, ()):", new)
            known.add(new)


def _parameters(shapes: Sequence[AtomShape], head: AtomShape | None) -> list[str]:
    names = []
    for index, shape in enumerate(shapes):
        names.append(f"a{index}")
        names += [f"c{index}_{place}" for place, term in enumerate(shape) if term is None]
    if head:
        names += [f"h{place}" for place, term in enumerate(head) if term is None]
    return names


def _compile(parameters: list[str], lines: list[str], header: str) -> Callable[..., Any]:
    source = "\n".join(
        [f"def make({', '.join(parameters)}):", f"    def run({header}):", *lines, "    return run"]
    )
    space: dict[str, Any] = {}
    exec(source, space)
    made: Callable[..., Any] = space["make"]
    return made


@cache
def _forward(
    shapes: tuple[AtomShape, ...], head: AtomShape, kind: str, first: int, star: bool
) -> Callable[..., Callable[[set[int]], set[Any]]]:
    """A maker of functions from new facts of pattern `first` to the facts that follow."""
    writer = _Writer(shapes)
    writer.line("out = set(); add = out.add")
    known: set[str] = set()
    writer.open("for k in delta:", "k")
    writer.unpack(first, known)
    for step in plan(shapes, first, frozenset()):
        writer.step(step, known)
    names = [term if term is not None else f"h{place}" for place, term in enumerate(head)]
    if kind == FALSE:
        writer.line(f"add(({''.join(name + ', ' for name in names)}))")
    elif len(names) == 1:
        writer.line(f"add({names[0]})")
    elif kind == SAME:
        writer.open(f"if {names[0]} != {names[1]}:")
        writer.line(f"add({names[0]} << {SHIFT} | {names[1]})")
    else:
        writer.line(f"add({names[0]} << {SHIFT} | {names[1]})")
    if star and len(writer.loops) > 1 and writer.loops[-1] in names:
        writer.line("break")
    writer.depth = 2
    writer.line("return out")
    return _compile(_parameters(shapes, head), writer.lines, "delta")


@cache
def _backward(shapes: tuple[AtomShape, ...], bound: tuple[str, ...]) -> Callable[..., Any]:
    """A maker of generators of all bindings of a body, given the values of some variables."""
    writer = _Writer(shapes)
    known = set(bound)
    for step in plan(shapes, None, frozenset(bound)):
        writer.step(step, known)
    order = tuple(dict.fromkeys(name for shape in shapes for name in shape if name))
    names = dict.fromkeys((*order, *bound))
    writer.line(f"yield ({''.join(name + ', ' for name in names)})")
    return _compile(_parameters(shapes, None), writer.lines, ", ".join(bound))


def _accessors(atoms: Sequence[Atom], steps: Sequence[JoinStep], first: int) -> dict[int, Any]:
    found: dict[int, Any] = {first: None}
    for step in steps:
        relation = atoms[step.index].relation
        if step.access in ("has", "scan"):
            found[step.index] = relation.facts
        else:
            index = relation.by_subject() if step.access == "out" else relation.by_object()
            found[step.index] = index.get
    return found


def _patient_accessors(atoms: Sequence[Atom], steps: Sequence[JoinStep]) -> dict[int, Any]:
    """Like `_accessors`, but without building indexes that one question does not pay for."""
    found: dict[int, Any] = {}
    for step in steps:
        relation = atoms[step.index].relation
        if step.access in ("has", "scan"):
            found[step.index] = relation.facts
        else:
            found[step.index] = relation.objects if step.access == "out" else relation.subjects
    return found


def _arguments(atoms: Sequence[Atom], accessors: dict[int, Any], head: Sequence[Slot]) -> list[Any]:
    values: list[Any] = []
    for index, atom in enumerate(atoms):
        values.append(accessors[index])
        values += [term for term in atom.terms() if not isinstance(term, str)]
    return values + [term for term in head if not isinstance(term, str)]


def forward(
    atoms: Sequence[Atom], head: tuple[Slot, ...], kind: str, first: int, star: bool
) -> Callable[[set[int]], set[Any]]:
    """A function from new facts of `atoms[first]` to what follows.

    Args:
        atoms: the body of the rule.
        head: the terms of what follows: one (class), two (property), or all variables (contradiction).
        kind: SAME, FALSE or "".
        first: the pattern that takes the new facts.
        star: stop at the first partner that a new fact is equal to.
    """
    shapes = tuple(atom.shape() for atom in atoms)
    shape = tuple(term if isinstance(term, str) else None for term in head)
    make = _forward(shapes, shape, kind, first, star)
    accessors = _accessors(atoms, plan(shapes, first, frozenset()), first)
    return make(*_arguments(atoms, accessors, head))


def solve(atoms: Sequence[Atom], bound: dict[str, int]) -> Iterator[dict[str, int]]:
    """Every way in which a body holds, as values of its variables, given the values of some."""
    if len(atoms) > MAX_ATOMS:
        return _solve_long(atoms, bound)
    return solver(atoms, tuple(bound))(bound)


def solver(
    atoms: Sequence[Atom], names: tuple[str, ...]
) -> Callable[[dict[str, int]], Iterator[dict[str, int]]]:
    """`solve` made ready for one body and the variables that will be bound, in the order of their names."""
    shapes = tuple(atom.shape() for atom in atoms)
    make = _backward(shapes, names)
    accessors = _patient_accessors(atoms, plan(shapes, None, frozenset(names)))
    run = make(*_arguments(atoms, accessors, ()))
    order = tuple(dict.fromkeys((*variables(atoms), *names)))
    return lambda bound: (dict(zip(order, values, strict=True)) for values in run(*bound.values()))


def unify(terms: tuple[str | int, ...], values: tuple[int, ...]) -> dict[str, int] | None:
    """The variables of a pattern for given values, or None where it cannot match."""
    binding: dict[str, int] = {}
    for term, value in zip(terms, values, strict=True):
        if isinstance(term, int):
            if term != value:
                return None
        elif binding.setdefault(term, value) != value:
            return None
    return binding


def ground(atom: Atom, binding: dict[str, int]) -> tuple[Relation, int]:
    """The fact that a pattern stands for, as its relation and number."""
    found = [binding[term] if isinstance(term, str) else term for term in atom.terms()]
    return atom.relation, found[0] if len(found) == 1 else found[0] << SHIFT | found[1]


def holds(atom: Atom, binding: dict[str, int]) -> bool:
    """Whether the fact that a pattern stands for is there."""
    relation, key = ground(atom, binding)
    return key in relation.facts


def _solve_long(atoms: Sequence[Atom], bound: dict[str, int]) -> Iterator[dict[str, int]]:
    if not atoms:
        yield dict(bound)
        return
    steps = plan(tuple(atom.shape() for atom in atoms), None, frozenset(bound))
    rest = list(atoms)
    atom = rest.pop(steps[0].index)
    names = {term for term in atom.terms() if isinstance(term, str)}
    for binding in list(solve([atom], {name: bound[name] for name in bound if name in names})):
        yield from _solve_long(rest, bound | binding)
