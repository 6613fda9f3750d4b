"""The patterns of a rule: atoms over relations, with variables and constants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.reasoning.facts.relations import Relation

Slot = str | int
"""A variable (its name) or a constant (its number)."""
FALSE = "false"
SAME = "same"


@dataclass(frozen=True, slots=True)
class Atom:
    """A pattern over one relation: `member` of a class (`target` is None), or a pair of a property."""

    relation: Relation
    member: Slot
    target: Slot | None = None

    def terms(self) -> tuple[Slot, ...]:
        """Its one or two terms."""
        return (self.member,) if self.target is None else (self.member, self.target)

    def shape(self) -> AtomShape:
        """The pattern without its constants and its relation."""
        return tuple(term if isinstance(term, str) else None for term in self.terms())


AtomShape = tuple[str | None, ...]
MAX_ATOMS = 16
"""Longer bodies would nest more loops than Python allows; they are joined by `solve` instead."""


def variables(atoms: Sequence[Atom]) -> tuple[str, ...]:
    """The variables of a body in the order in which they first appear."""
    return tuple(dict.fromkeys(term for atom in atoms for term in atom.terms() if isinstance(term, str)))
