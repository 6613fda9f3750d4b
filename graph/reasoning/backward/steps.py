"""Steps of proofs in numbers, and those that rules outside the engine contribute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from graph.model.reasoner import ASSERTED, Support
from graph.reasoning.facts.relations import Triple
from graph.reasoning.forward.engine import Engine


@dataclass(frozen=True)
class ProofNode:
    """A proof in numbers: the triple, the rule, what its variables stand for, the proofs of its premises."""

    triple: Triple
    rule: str
    binding: tuple[tuple[str, int], ...] = ()
    premises: tuple[ProofNode, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()

    @cached_property
    def size(self) -> int:
        """The number of rule applications."""
        return (0 if self.rule == ASSERTED else 1) + sum(premise.size for premise in self.premises)


@dataclass(frozen=True, slots=True)
class Way:
    """One rule application: what it would take."""

    rule: str
    binding: tuple[tuple[str, int], ...]
    premises: tuple[Triple, ...]
    sentences: tuple[tuple[str, str], ...] = ()

    def node(self, triple: Triple, proofs: tuple[ProofNode, ...]) -> ProofNode:
        """The proof that the application makes of proofs of its premises."""
        return ProofNode(triple, self.rule, self.binding, proofs, self.sentences)


class MadeElsewhere:
    """What rules outside the engine made, in its numbers."""

    def __init__(self, engine: Engine, support: Support) -> None:
        self._terms = engine.terms
        self._support = support

    def is_made(self, triple: Triple) -> bool:
        """Whether a triple counts as asserted in the engine, but was made by a rule."""
        return self._support.is_made(self._decode(triple))

    def ways(self, triple: Triple) -> Iterator[Way]:
        """The applications that make a triple."""
        encode = self._terms.encode
        for application in self._support.applications(self._decode(triple)):
            yield Way(
                application.rule,
                tuple((name, encode(term)) for name, term in application.binding),
                tuple(self._encode(premise) for premise in application.premises),
                application.sentences,
            )

    def _decode(self, triple: Triple) -> ox.Triple:
        subject, predicate, target = (self._terms.terms[number] for number in triple)
        return ox.Triple(subject, predicate, target)  # type: ignore[arg-type]

    def _encode(self, triple: ox.Triple) -> Triple:
        encode = self._terms.encode
        return encode(triple.subject), encode(triple.predicate), encode(triple.object)  # type: ignore[arg-type]
