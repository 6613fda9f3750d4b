"""What no rule uses, and why: axioms beyond OWL 2 RL, broken lists, numbers that are none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pyoxigraph import Literal

from graph.model.reasoner import Bilingual, Ignored
from graph.reasoning.backward.expansion import MAX_CLIQUE
from graph.reasoning.facts.datatypes import value_of
from graph.reasoning.facts.relations import MASK, SHIFT
from graph.reasoning.forward.engine import Engine

_ABOVE = ("rdfs:subClassOf", "owl:equivalentClass", "rdfs:domain", "rdfs:range", "owl:allValuesFrom")
_BELOW = ("rdfs:subClassOf", "owl:equivalentClass")
_MAXIMA = ("owl:maxCardinality", "owl:maxQualifiedCardinality")
_CLASSES = (
    "rdfs:domain",
    "rdfs:range",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "owl:onProperty",
    "owl:inverseOf",
)
MAX_EACH = 100
"""How many of one kind are told."""


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files(__package__).joinpath("beyond.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Review:
    """Goes through the ontology of one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ignored(self) -> list[Ignored]:
        """Everything that no rule uses, at most MAX_EACH of a kind."""
        counts: dict[str, int] = {}
        found: dict[Ignored, None] = {}
        for kind, term, texts in self._all():
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= MAX_EACH:
                found[Ignored(kind, self._engine.terms.terms[term], Bilingual(texts["de"], texts["en"]))] = (
                    None
                )
        return list(found)

    def _all(self) -> Iterator[tuple[str, int, dict[str, str]]]:
        table = _table()
        for name, texts in table["predicates"].items():
            yield from ((name, subject, texts) for subject, _ in self._pairs(name))
        for name, texts in table["types"].items():
            number = self._engine.terms.named(name)
            members = self._engine.facts.classes.get(number)
            yield from ((name, member, texts) for member in (members.facts if members else ()))
        yield from self._placed(table["above"], _ABOVE, 1)
        yield from self._placed(table["below"], _BELOW, 0)
        faults = table["faults"]
        for head, fault in self._engine.sequences.faults.items():
            yield fault, head, faults[fault]
        for name in _MAXIMA:
            for subject, target in self._pairs(name):
                if (problem := self._number(target)) is not None:
                    yield problem, subject, faults[problem]
        for name in _CLASSES:
            for subject, target in self._pairs(name):
                if target in self._engine.terms.literals:
                    yield "literal", subject, faults["literal"]
        for representative, clique in self._engine.equality.members.items():
            if len(clique) > MAX_CLIQUE:
                yield "clique", representative, faults["clique"]

    def _placed(
        self, table: dict[str, dict[str, str]], axioms: tuple[str, ...], place: int
    ) -> Iterator[tuple[str, int, dict[str, str]]]:
        marked = {name: {subject for subject, _ in self._pairs(name)} for name in table}
        used = {pair[place] for axiom in axioms for pair in self._pairs(axiom) if pair[0] != pair[1]}
        for name, texts in table.items():
            yield from ((f"{name} {place}", term, texts) for term in sorted(marked[name] & used))

    def _number(self, target: int) -> str | None:
        literals = self._engine.terms.literals
        members = [member for member in self._engine.equality.clique(target) if member in literals]
        for member in members:
            literal = self._engine.terms.terms[member]
            assert isinstance(literal, Literal)
            value = value_of(literal)
            if value is not None and value[0] == "number":
                return None if value[1] in (0, 1) else "limit" if value[1] in range(2, 1 << 62) else "number"
        return "number"

    def _pairs(self, name: str) -> list[tuple[int, int]]:
        """What is asserted with a predicate: what follows from other axioms is not anybody's fault."""
        keys = self._engine.asserted.get(self._engine.terms.named(name), ())
        return sorted((key >> SHIFT, key & MASK) for key in keys)
