"""Equal individuals (owl:sameAs) kept as one: rules eq-sym, eq-trans and eq-rep-* without copying facts.

Every clique of equal terms has a representative, its smallest number. Facts stand under representatives only;
`Expansion` (expansion.py) writes them out for every member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.reasoning.forward.templates import RuleInstance


@dataclass(frozen=True, slots=True)
class Link:
    """Why two terms are equal: `reason` is None where it is asserted or a matter of values (dt-eq).

    A link that a rule made rests only on links with a smaller number.
    """

    one: int
    other: int
    reason: RuleInstance | None = None
    number: int = 0


class Equality:
    """Cliques of equal terms and the links that made them, in the order in which they were found."""

    def __init__(self) -> None:
        self.representative: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self._count = 0
        self.largest = 1
        """The size of the largest clique there ever was."""
        self.links: dict[int, list[Link]] = {}
        """The links that tie a clique together, by its representative."""

    def find(self, term: int) -> int:
        """The representative of a term."""
        return self.representative.get(term, term)

    def clique(self, term: int) -> list[int]:
        """All terms equal to a term, itself included."""
        return self.members.get(self.find(term), [term])

    def unite(self, link: Link) -> None:
        """Makes two different cliques one, under the smaller of their representatives."""
        one, other = self.find(link.one), self.find(link.other)
        winner, loser = min(one, other), max(one, other)
        moved = self.members.pop(loser, [loser])
        clique = self.members.setdefault(winner, [winner])
        clique.extend(moved)
        self.largest = max(self.largest, len(clique))
        for term in moved:
            self.representative[term] = winner
        self._count += 1
        numbered = replace(link, number=self._count)
        self.links.setdefault(winner, []).extend([*self.links.pop(loser, []), numbered])

    def dissolve(self, representative: int) -> list[int]:
        """Takes a clique apart; its members."""
        members = self.members.pop(representative, [representative])
        for term in members:
            self.representative.pop(term, None)
        self.links.pop(representative, None)
        return members

    def is_derived(self, representative: int) -> bool:
        """Whether some link of a clique follows from a rule."""
        return any(link.reason is not None for link in self.links.get(representative, ()))

    def key(self, key: int, unary: bool) -> int:
        """A fact's number with representatives in place of members."""
        get = self.representative.get
        if unary:
            return get(key, key)
        one, other = key >> 32, key & 0xFFFFFFFF
        return get(one, one) << 32 | get(other, other)

    def keys(self, keys: Iterable[int], unary: bool) -> set[int]:
        """`key` for many facts."""
        if not self.representative:
            return keys if isinstance(keys, set) else set(keys)
        return {self.key(key, unary) for key in keys}
