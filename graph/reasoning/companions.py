"""What nearly everything has, labels and sources, is shown to rules only of things that they ask more about.

A rule that asks for the label of an office asks by another pattern of the same group what makes it one. Of
things about which nothing of that kind is said the label cannot matter, so the mirror that rules look at need
not hold it: that is the greater part of it. Whether rules ask so is read from them; where one does not, all
is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.rdf.terms import LABEL, SimpleTerm, term
from graph.reasoning.political_rules import PoliticalRule

HELD_BACK = (LABEL, term("prov:wasDerivedFrom"))
"""The properties that nearly everything has."""


class HeldBack:
    """Which properties some rules let be held back, and of what they are shown."""

    def __init__(self, rules: Iterable[PoliticalRule]) -> None:
        self.beside = _beside(tuple(rules))
        """The properties to hold back, each with those of which a thing must have one for it to be shown."""
        self._told_by: dict[ox.NamedNode, list[ox.NamedNode]] = {}
        for name, others in self.beside.items():
            for one in (name, *others):
                self._told_by.setdefault(one, []).append(name)

    def parted(
        self, triples: Iterable[ox.Triple]
    ) -> tuple[list[ox.Triple], dict[ox.NamedNode, set[SimpleTerm]]]:
        """What of ``triples`` is not held back, and for each property the things it may be shown of."""
        shown: list[ox.Triple] = []
        about: dict[ox.NamedNode, set[SimpleTerm]] = {name: set() for name in self.beside}
        for triple in triples:
            predicate = triple.predicate
            for name in self._told_by.get(predicate, ()):
                if not isinstance(triple.subject, ox.Triple):
                    about[name].add(triple.subject)
            if predicate not in self.beside:
                shown.append(triple)
        return shown, about

    def asked(
        self, name: ox.NamedNode, subjects: Iterable[SimpleTerm], mirror: ox.Store
    ) -> Iterator[SimpleTerm]:
        """Those of ``subjects`` of which a property is shown beside what ``mirror`` holds."""
        for subject in subjects:
            assert not isinstance(subject, ox.Literal), "a literal is never a subject"
            found = (mirror.quads_for_pattern(subject, other, None) for other in self.beside[name])
            if any(next(quads, None) is not None for quads in found):
                yield subject

    def all_asked(self, name: ox.NamedNode, mirror: ox.Store) -> set[SimpleTerm]:
        """All things of which a property is shown beside what ``mirror`` holds."""
        others = self.beside[name]
        quads = (quad for other in others for quad in mirror.quads_for_pattern(None, other, None))
        return {quad.subject for quad in quads if not isinstance(quad.subject, ox.Triple)}


def _beside(rules: tuple[PoliticalRule, ...]) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    if any(rule.reads is None for rule in rules):
        return {}
    found: dict[ox.NamedNode, frozenset[ox.NamedNode]] = {}
    asked = [pair for rule in rules for pair in rule.asked]
    for name in HELD_BACK:
        beside = [others.difference(HELD_BACK) for one, others in asked if one == name]
        if all(beside):
            found[name] = frozenset().union(*beside)
    return found
