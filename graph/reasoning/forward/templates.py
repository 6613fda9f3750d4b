"""The rule table: reads `owl2rl.toml` and instantiates its rules from the axioms of a graph."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import combinations, pairwise

from graph.reasoning.facts.relations import Facts, Relation, Triple
from graph.reasoning.facts.terms import Terms
from graph.reasoning.forward.atoms import FALSE, MAX_ATOMS, SAME, Atom, Slot, variables
from graph.reasoning.forward.joins import solve, solver, unify
from graph.reasoning.forward.lists import Sequences

TemplatePattern = tuple[str, ...]
Binding = dict[str, int | tuple[int, ...]]

_MACROS = {"in": 1, "pair": 2, "twice": 2, "is": 1, "path": 1, "share": 2}
_TABLE = "owl2rl.toml"


@dataclass(frozen=True)
class Template:
    """One rule of the table."""

    name: str
    table: int
    axiom: tuple[TemplatePattern, ...]
    body: tuple[TemplatePattern, ...]
    heads: tuple[TemplatePattern, ...]
    linear: bool
    star: bool
    sentences: dict[str, str]


@dataclass(eq=False, slots=True)
class RuleInstance:
    """An instance of a template: relations and constants in place of what the axioms say.

    Attributes:
        template: the rule of the table.
        binding: what the variables of the axioms stand for.
        axioms: the triples of the ontology that it rests on, list cells included.
        body: the patterns to be joined over the data.
        head: the relation that grows, or None for a contradiction.
        terms: the terms of what follows; for a contradiction all variables.
    """

    template: Template
    binding: Binding
    axioms: tuple[Triple, ...]
    body: tuple[Atom, ...]
    head: Relation | None
    terms: tuple[Slot, ...]
    kind: str = ""
    full_body: tuple[Atom, ...] = field(default=())
    _solver: Callable[[dict[str, int]], Iterator[dict[str, int]]] | None = None

    def matches(self, values: tuple[int, ...]) -> Iterator[dict[str, int]]:
        """The ways in which the body holds where what follows is about given terms."""
        bound = unify(self.terms, values)
        if bound is None:
            return iter(())
        if len(self.full_body) > MAX_ATOMS:
            return solve(self.full_body, bound)
        if self._solver is None:
            self._solver = solver(self.full_body, tuple(bound))
        return self._solver(bound)


def read_table() -> list[Template]:
    """The rules of `owl2rl.toml`."""
    text = resources.files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    return [_template(entry) for entry in tomllib.loads(text)["rule"]]


def _template(entry: dict[str, object]) -> Template:
    def patterns(key: str) -> tuple[TemplatePattern, ...]:
        given = entry.get(key, [])
        texts = [given] if isinstance(given, str) else given
        assert isinstance(texts, list)
        return tuple(tuple(text.split()) for text in texts)

    return Template(
        name=str(entry["name"]),
        table=int(str(entry["table"])),
        axiom=patterns("axiom"),
        body=patterns("if"),
        heads=patterns("then"),
        linear=bool(entry.get("linear")),
        star=bool(entry.get("star")),
        sentences={language: str(entry[language]) for language in ("de", "en")},
    )


class Compiler:
    """Turns templates into rules over the facts of one graph."""

    def __init__(self, table: Sequence[Template], facts: Facts, terms: Terms, sequences: Sequences) -> None:
        self._facts = facts
        self._sequences = sequences
        self._first, self._rest = terms.named("rdf:first"), terms.named("rdf:rest")
        self._same_as = terms.named("owl:sameAs")
        self._numbers = {"0": terms.zero, "1": terms.one, "a": facts.type_id}
        self._terms = terms
        for template in table:
            for pattern in (*template.axiom, *template.body, *template.heads):
                for token in pattern:
                    if ":" in token:
                        self._constant(token)

    def _constant(self, token: str) -> int:
        if token not in self._numbers:
            self._numbers[token] = self._terms.named(token)
        return self._numbers[token]

    def depends_on(self, template: Template) -> set[tuple[bool, int]]:
        """The relations, as (is a class, number), whose change brings new instances of a template."""
        found: set[tuple[bool, int]] = set()
        for pattern in template.axiom:
            if pattern[1] == "a":
                found.add((True, self._constant(pattern[2])))
            elif pattern[1].partition(":")[1]:
                found.add((False, self._constant(pattern[1])))
                if pattern[2].startswith("@"):
                    found |= {(False, self._first), (False, self._rest)}
        return found

    # -------------------------------------------------------------- axioms

    def rules(self, template: Template) -> Iterator[RuleInstance]:
        """Every instance of a template that the present axioms give."""
        for binding, axioms in self._bindings(template.axiom, {}, ()):
            for head in template.heads:
                yield from self._instances(template, binding, axioms, head)

    def _bindings(
        self, patterns: Sequence[TemplatePattern], binding: Binding, axioms: tuple[Triple, ...]
    ) -> Iterator[tuple[Binding, tuple[Triple, ...]]]:
        if not patterns:
            yield binding, axioms
            return
        pattern, rest = patterns[0], patterns[1:]
        for more, used in list(self._match(pattern, binding)):
            yield from self._bindings(rest, binding | more, axioms + used)

    def _match(
        self, pattern: TemplatePattern, binding: Binding
    ) -> Iterator[tuple[Binding, tuple[Triple, ...]]]:
        macro = next((token for token in pattern if token in _MACROS), None)
        if macro is not None:
            for values in _MEMBERS[macro](pattern, binding):
                yield dict(values), ()
            return
        subject, predicate, target = pattern
        if target.startswith("@"):
            for found, axioms in self._match((subject, predicate, "?list"), binding):
                head = found.pop("?list")
                assert isinstance(head, int)
                for members, cells in self._sequences.read(head):
                    yield found | {target: members}, axioms + cells
            return
        atom = self._atom((subject, predicate, target), binding, base=predicate != "a")
        for found_values in solve([atom], {}):
            used = self._ground(atom, found_values)
            yield {f"?{name}": value for name, value in found_values.items()}, (used,)

    def _ground(self, atom: Atom, values: dict[str, int]) -> Triple:
        terms = [values[term] if isinstance(term, str) else term for term in atom.terms()]
        if atom.target is None:
            return terms[0], self._facts.type_id, atom.relation.id
        return terms[0], atom.relation.id, terms[1]

    # -------------------------------------------------------------- instances

    def _instances(
        self, template: Template, binding: Binding, axioms: tuple[Triple, ...], head: TemplatePattern
    ) -> Iterator[RuleInstance]:
        body = [atom for pattern in template.body for atom in self._expand(pattern, binding)]
        if head == ("false",):
            names = variables(body)
            yield RuleInstance(template, binding, axioms, tuple(body), None, names, FALSE, tuple(body))
            return
        atom = self._atom(head, binding)
        if any(atom == other for other in body):
            return
        kind = SAME if atom.target is not None and atom.relation.id == self._same_as else ""
        full = tuple(body)
        if template.linear:
            body[1] = Atom(body[1].relation.split(), body[1].member, body[1].target)
        yield RuleInstance(template, binding, axioms, tuple(body), atom.relation, atom.terms(), kind, full)

    def _expand(self, pattern: TemplatePattern, binding: Binding) -> Iterator[Atom]:
        if "path" in pattern:
            members = binding[pattern[2]]
            assert isinstance(members, tuple)
            steps = [pattern[0], *(f"?via{n}" for n in range(1, len(members))), pattern[3]]
            for number, (one, other) in zip(members, pairwise(steps), strict=True):
                yield self._pair(one, number, other)
        elif "share" in pattern:
            members = binding[pattern[3]]
            assert isinstance(members, tuple)
            for subject in pattern[:2]:
                for place, number in enumerate(members):
                    yield self._pair(subject, number, f"?value{place}")
        elif pattern[2].startswith("@"):
            members = binding[pattern[2]]
            assert isinstance(members, tuple)
            for number in dict.fromkeys(members):
                yield Atom(self._facts.of_class(number), pattern[0].lstrip("?"))
        else:
            yield self._atom(pattern, binding)

    def _pair(self, subject: str, predicate: int, target: str) -> Atom:
        return Atom(self._facts.of_property(predicate), subject.lstrip("?"), target.lstrip("?"))

    def _atom(self, pattern: TemplatePattern, binding: Binding, base: bool = False) -> Atom:
        subject, predicate, target = (self._slot(token, binding) for token in pattern)
        if predicate == self._facts.type_id and isinstance(target, int):
            return Atom(self._facts.of_class(target), subject)
        assert isinstance(predicate, int)
        relation = self._facts.of_property(predicate)
        return Atom(relation.base if base and relation.base else relation, subject, target)

    def _slot(self, token: str, binding: Binding) -> Slot:
        if not token.startswith("?"):
            return self._constant(token)
        value = binding.get(token, token[1:])
        assert not isinstance(value, tuple)
        return value


# ------------------------------------------------------------------ members of lists


def _in(pattern: TemplatePattern, binding: Binding) -> Iterator[Binding]:
    variable, _, name = pattern
    for member in dict.fromkeys(_members(binding, name)):
        yield {variable: member}


def _pairs(pattern: TemplatePattern, binding: Binding) -> Iterator[Binding]:
    one, other, _, name = pattern
    for first, second in combinations(_members(binding, name), 2):
        yield {one: first, other: second}


def _twice(pattern: TemplatePattern, binding: Binding) -> Iterator[Binding]:
    one, other, _, name = pattern
    members = _members(binding, name)
    for member in dict.fromkeys(members):
        if members.count(member) > 1:
            yield {one: member, other: member}


def _is(pattern: TemplatePattern, binding: Binding) -> Iterator[Binding]:
    name, _, *wanted = pattern
    if _members(binding, name) == tuple(binding[variable] for variable in wanted):
        yield {}


def _members(binding: Binding, name: str) -> tuple[int, ...]:
    members = binding[name]
    assert isinstance(members, tuple)
    return members


_MEMBERS: dict[str, Callable[[TemplatePattern, Binding], Iterator[Binding]]] = {
    "in": _in,
    "pair": _pairs,
    "twice": _twice,
    "is": _is,
}
