"""What a rule makes where news can matter to it, without looking at everything."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph.reasoning.political_rules import PoliticalRule, RuleWay
from graph.reasoning.sites import Keys, RulePattern, RuleSite, Term, joined, unify

Names = tuple[ox.Variable, ...]
_NOT_IN_VALUES = (ox.BlankNode, ox.Triple)
"""Terms that SPARQL's VALUES cannot name; a rule looks at everything for them."""


class Output:
    """What a rule made, found also by what it is about."""

    def __init__(self) -> None:
        self.triples: set[ox.Triple] = set()
        self._about: dict[object, set[ox.Triple]] = {}

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """It made ``triples``, too."""
        for triple in triples:
            self.triples.add(triple)
            for end in (triple.subject, triple.object):
                self._about.setdefault(end, set()).add(triple)

    def discard(self, triples: Iterable[ox.Triple]) -> None:
        """It does not make ``triples`` any more."""
        for triple in triples:
            self.triples.discard(triple)
            for end in (triple.subject, triple.object):
                about = self._about.get(end, set())
                about.discard(triple)
                if not about:
                    self._about.pop(end, None)

    def fitting(
        self, pattern: RulePattern, variables: list[ox.Variable], values: Keys
    ) -> dict[ox.Triple, dict[ox.Variable, Term]]:
        """What fits ``pattern`` with ``values`` for ``variables``, and what all its variables stand for."""
        ends = [place for place in (0, 2) if pattern[place] in variables]
        near: Iterable[ox.Triple] = self.triples
        if ends:
            place = variables.index(pattern[ends[0]])  # type: ignore[arg-type]
            near = (triple for end in {one[place] for one in values} for triple in self._about.get(end, ()))
        bound = {triple: found for triple in near if (found := unify(pattern, triple)) is not None}
        return {t: found for t, found in bound.items() if tuple(found[v] for v in variables) in values}


def construct(store: ox.Store, query: str) -> set[ox.Triple]:
    """What a CONSTRUCT query makes of a store."""
    answer = store.query(query)
    assert isinstance(answer, ox.QueryTriples)
    return set(answer)


def made_where(
    rule: PoliticalRule, news: Iterable[ox.Triple], store: ox.Store, output: Output
) -> set[ox.Triple] | None:
    """What ``rule`` makes of ``store`` where ``news`` can matter; none where it must look at everything.

    It must where it may no longer make something of its ``output`` so far.
    """
    concerned: dict[tuple[RuleWay, RuleSite], list[ox.Triple]] = {}
    by_property = rule.sites_by_property
    for triple in news:
        for place in (*by_property.get(triple.predicate, ()), *by_property.get(None, ())):
            concerned.setdefault(place, []).append(triple)
    questions: dict[tuple[RuleWay, Names], Keys] = {}
    doubts: dict[Names, Keys] = {}
    for (way, site), triples in concerned.items():
        if keys := site.keys(triples, store):
            if not site.key or not _can_be_named(keys):
                return None
            questions.setdefault((way, site.key), set()).update(keys)
            if site.is_absent:
                names, named = _told_by_template(rule, way, site.key, keys, store)
                doubts.setdefault(names, set()).update(named)
    found: set[ox.Triple] = set()
    for (way, names), keys in questions.items():
        found |= construct(store, way.construct_for(names, keys))
    may_lose = any(_may_lose(rule, names, keys, found, store, output) for names, keys in doubts.items())
    return None if may_lose else found


def _told_by_template(
    rule: PoliticalRule, way: RuleWay, names: Names, keys: Keys, store: ox.Store
) -> tuple[Names, Keys]:
    """``names`` and ``keys`` by which what the rule made is found.

    Where its template has none of the names, they are others that it has, with their values beside ``keys``.
    """
    said = {term for pattern in rule.template for term in pattern}
    if not said.isdisjoint(names):
        return names, keys
    others = tuple(v for v in way.certain if v in said and any(v in pattern for pattern in way.required))
    solutions = (
        bound
        for key in keys
        for bound in joined(store, list(way.required), dict(zip(names, key, strict=True)))
    )
    return others, {tuple(bound[variable] for variable in others) for bound in solutions}


def _can_be_named(keys: Keys) -> bool:
    return not any(isinstance(term, _NOT_IN_VALUES) for key in keys for term in key)


def _may_lose(
    rule: PoliticalRule, names: Names, keys: Keys, made: set[ox.Triple], store: ox.Store, output: Output
) -> bool:
    """Whether something of the ``output`` with one of ``keys`` for ``names`` is no longer made in any way."""
    for pattern in rule.template:
        shared = [variable for variable in names if variable in pattern]
        parts = {tuple(key[names.index(variable)] for variable in shared) for key in keys}
        suspects = output.fitting(pattern, shared, parts)
        for triple in made & suspects.keys():
            del suspects[triple]
        for way in rule.ways or ():
            if suspects:
                for triple in _made_still(way, suspects, store) & suspects.keys():
                    del suspects[triple]
        if suspects:
            return True
    return False


def _made_still(
    way: RuleWay, suspects: dict[ox.Triple, dict[ox.Variable, Term]], store: ox.Store
) -> set[ox.Triple]:
    """Which triples, each with what variables stand for in it, are made in one ``way``."""
    first = next(iter(suspects.values()))
    names = tuple(variable for variable in first if variable in way.certain)
    keys = {tuple(bound[name] for name in names) for bound in suspects.values()}
    return construct(store, way.construct_for(names, keys)) if names and _can_be_named(keys) else set()
