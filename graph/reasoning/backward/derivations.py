"""Rules read backwards: the one-step derivations of a fact."""

from __future__ import annotations

from collections.abc import Iterator

from graph.reasoning.facts.relations import MASK, SHIFT, Relation
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.joins import ground
from graph.reasoning.forward.templates import RuleInstance

Fact = tuple[Relation, int]
Derivation = tuple[RuleInstance, dict[str, int]]


def values(relation: Relation, key: int) -> tuple[int, ...]:
    """The member, or the subject and object, of a fact."""
    return (key,) if relation.unary else (key >> SHIFT, key & MASK)


def derivations(engine: Engine, fact: Fact) -> Iterator[Derivation]:
    """Every rule instance that makes a fact out of present facts, with the values of its variables."""
    relation, key = fact
    for rule in list(engine.deriving.get(relation, {}).values()):
        if not all(atom.relation.facts for atom in rule.full_body):
            continue
        for binding in rule.matches(values(relation, key)):
            yield rule, binding


def premises(derivation: Derivation) -> list[Fact]:
    """The facts of the data that a derivation uses."""
    rule, binding = derivation
    return [ground(atom, binding) for atom in rule.full_body]
