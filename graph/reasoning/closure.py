"""The closure of a graph as others see it: RDF terms in, inferred triples and their changes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.reasoner import Delta

from . import engine as forward
from .expansion import Expansion, Triple
from .relations import SHIFT


class RLClosure:
    """Asserted triples with all that follows by OWL 2 RL, kept up to date."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._start(triples)

    def _start(self, triples: Iterable[ox.Triple]) -> None:
        self._engine = forward.Engine()
        self._expansion = Expansion(self._engine)
        self._engine.assert_triples(self._encode(triples))
        self._engine.saturate()

    @property
    def inferred(self) -> Iterator[ox.Triple]:
        """The triples that follow and are not asserted."""
        asserted = self._engine.asserted
        empty: set[int] = set()
        terms = self._engine.terms.terms
        for subject, predicate, target in self._expansion.triples():
            if subject << SHIFT | target not in asserted.get(predicate, empty):
                yield ox.Triple(terms[subject], terms[predicate], terms[target])  # type: ignore[arg-type]

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Asserts triples; the cost is in proportion to what they add."""
        before = frozenset(self.inferred)
        self._engine.assert_triples(self._encode(triples))
        self._engine.saturate()
        after = frozenset(self.inferred)
        return Delta(after - before, before - after)

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Takes back the assertion of triples and exactly what no longer follows."""
        before = frozenset(self.inferred)
        gone = set(triples)
        kept = [triple for triple in self.asserted if triple not in gone]
        self._start(kept)
        after = frozenset(self.inferred)
        return Delta(after - before, before - after)

    @property
    def asserted(self) -> Iterator[ox.Triple]:
        """The asserted triples, each once."""
        terms = self._engine.terms.terms
        for predicate, keys in self._engine.asserted.items():
            for key in keys:
                yield ox.Triple(terms[key >> SHIFT], terms[predicate], terms[key & 0xFFFFFFFF])  # type: ignore[arg-type]

    def _encode(self, triples: Iterable[ox.Triple]) -> Iterator[Triple]:
        encode, get = self._engine.terms.encode, self._engine.terms.ids.get
        for subject, predicate, target in triples:
            s, p, o = get(subject), get(predicate), get(target)
            yield (
                encode(subject) if s is None else s,
                encode(predicate) if p is None else p,
                encode(target) if o is None else o,
            )


class RLReasoner:
    """Our own OWL 2 RL engine (entry point `rl`)."""

    name = "rl"

    def close(self, triples: Iterable[ox.Triple]) -> RLClosure:
        """The closure of triples."""
        return RLClosure(triples)
