"""Reasoners: what follows from what is asserted; looked up by name (``standpunkt.reasoners``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from graph.rdf.terms import SimpleTerm


@dataclass(frozen=True, slots=True)
class Delta:
    """What a change did to the inferred triples."""

    added: frozenset[ox.Triple] = field(default_factory=frozenset)
    removed: frozenset[ox.Triple] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in the two languages of the project."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """The German sentence for ``de``, the English one for anything else."""
        return self.de if language == "de" else self.en


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction: the rule that reports it, by its W3C name, and the triples that clash."""

    rule: str
    triples: tuple[ox.Triple, ...]
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in the graph that no rule uses, and why; ``kind`` is a stable name for programs."""

    kind: str
    subject: ox.NamedNode | ox.BlankNode | ox.Literal
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a triple holds: the rule that made it and a proof of each premise.

    An asserted triple has the rule ``asserted`` and no premises; so a tree ends in what somebody wrote.
    """

    triple: ox.Triple
    rule: str
    sentence: Bilingual
    premises: tuple[Proof, ...] = ()

    @property
    def is_asserted(self) -> bool:
        """Whether the triple is asserted."""
        return self.rule == ASSERTED

    @property
    def steps(self) -> int:
        """How many rule applications the proof takes."""
        return (0 if self.is_asserted else 1) + sum(premise.steps for premise in self.premises)

    def leaves(self) -> Iterator[Proof]:
        """The asserted triples it rests on, from left to right."""
        if self.is_asserted:
            yield self
        for premise in self.premises:
            yield from premise.leaves()


ASSERTED = "asserted"
"""The rule of a proof that is none: somebody wrote the triple."""


@dataclass(frozen=True, slots=True)
class Application:
    """One application of a rule that a reasoner does not know itself: what it makes a triple from.

    ``sentences`` are templates by language with ``{variable}`` for the label of what ``binding`` says.
    """

    rule: str
    sentences: tuple[tuple[str, str], ...]
    binding: tuple[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal], ...]
    premises: tuple[ox.Triple, ...]


class Support(Protocol):
    """Says which of the triples given to a closure were made by other rules, and how."""

    def is_made(self, triple: ox.Triple) -> bool:
        """Whether a triple was made by a rule and is not asserted."""
        ...

    def applications(self, triple: ox.Triple) -> Iterator[Application]:
        """Every way in which the rules make a triple."""
        ...


class Closure(Protocol):
    """Asserted triples with all that follows from them, kept up to date."""

    @property
    def inferred(self) -> Iterable[ox.Triple]:
        """The triples that follow and are not asserted."""
        ...

    def holds(self, triple: ox.Triple) -> bool:
        """Whether a triple is asserted or follows."""
        ...

    @property
    def inconsistencies(self) -> Sequence[Inconsistency]:
        """The contradictions in the graph, at most a thousand."""
        ...

    @property
    def ignored(self) -> Sequence[Ignored]:
        """What no rule uses: broken lists, axioms beyond OWL 2 RL, numbers that are none."""
        ...

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Assert ``triples``; cost in proportion to what they add."""
        ...

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Take back the assertion of ``triples`` and exactly what no longer follows."""
        ...

    def explain(self, triple: ox.Triple, limit: int = 1) -> list[Proof]:
        """Proofs of a triple, the shortest first, at most ``limit``; none where it does not hold."""
        ...


class SupportedClosure(Closure, Protocol):
    """A closure that other rules may be run over."""

    def explain(self, triple: ox.Triple, limit: int = 1, support: Support | None = None) -> list[Proof]:
        """Like ``Closure.explain``; triples that ``support`` calls made are explained by its applications."""
        ...

    def inferred_about(
        self, is_read: Callable[[ox.NamedNode, SimpleTerm | None], bool]
    ) -> Iterable[ox.Triple]:
        """Those of ``inferred`` with a property, or for ``rdf:type`` with a class, that ``is_read``."""
        ...

    def about(self, subjects: Iterable[SimpleTerm], predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        """All that holds of ``subjects`` by one property; what holds of others by it may be among it."""
        ...

    def reach(self, terms: Iterable[SimpleTerm]) -> frozenset[ox.NamedNode] | None:
        """The properties and classes whose triples may follow from triples with ``terms``; ``None``: any."""
        ...


class Reasoner(Protocol):
    """Makes closures."""

    name: str

    def close(self, triples: Iterable[ox.Triple]) -> SupportedClosure:
        """The closure of ``triples``."""
        ...
