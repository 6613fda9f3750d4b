"""In which order rules are looked at again, so that what feeds a rule is settled before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.rdf.terms import RDF_TYPE, SimpleTerm
from graph.reasoning.political_rules import PoliticalRule
from graph.reasoning.sites import RulePattern

Reach = Callable[[Iterable[SimpleTerm]], frozenset[ox.NamedNode] | None]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that may feed one another, so that what they make could hold itself up, or a single rule."""

    rules: tuple[PoliticalRule, ...]
    is_circular: bool


def feeding_order(rules: Sequence[PoliticalRule], reach: Reach) -> list[RuleGroup]:
    """``rules`` in groups, each after all that may feed it, as ``reach`` says what may follow from what."""
    fed = {rule.name: _fed_by(rule, rules, reach) for rule in rules}
    for through, further in fed.items():  # the transitive closure, by Warshall
        for names in fed.values():
            if through in names:
                names.update(further)
    feeders = {name: {other for other in fed if name in fed[other]} for name in fed}
    groups: dict[frozenset[str], list[PoliticalRule]] = {}
    for rule in rules:
        circle = frozenset({rule.name} | (fed[rule.name] & feeders[rule.name]))
        groups.setdefault(circle, []).append(rule)
    ordered = sorted(groups.values(), key=lambda group: len(feeders[group[0].name] | {group[0].name}))
    return [RuleGroup(tuple(group), group[0].name in fed[group[0].name]) for group in ordered]


def _fed_by(rule: PoliticalRule, rules: Sequence[PoliticalRule], reach: Reach) -> set[str]:
    """The rules that may read what follows from what ``rule`` makes."""
    made = symbols(rule.template)
    follows = None if made is None else reach(made)
    return {other.name for other in rules if may_read(other, follows)}


def symbols(patterns: Iterable[RulePattern | ox.Triple]) -> set[SimpleTerm] | None:
    """The properties and, of types, the classes of triples or patterns; ``None`` where a variable is one."""
    found: set[SimpleTerm] = set()
    for _, predicate, target in patterns:
        for name in (predicate, target) if predicate == RDF_TYPE else (predicate,):
            if isinstance(name, ox.Variable):
                return None
            if not isinstance(name, ox.Triple):
                found.add(name)
    return found


def may_read(rule: PoliticalRule, terms: frozenset[ox.NamedNode] | None) -> bool:
    """Whether ``rule`` reads triples with one of ``terms`` (``None``: any)."""
    return terms is None or rule.reads is None or bool(terms & rule.reads)
