"""Reasoners: what follows from what is asserted; looked up by name (``standpunkt.reasoners``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Delta:
    """What a change did to the inferred triples."""

    added: frozenset[ox.Triple] = field(default_factory=frozenset)
    removed: frozenset[ox.Triple] = field(default_factory=frozenset)


class Closure(Protocol):
    """Asserted triples with all that follows from them, kept up to date."""

    @property
    def inferred(self) -> Iterable[ox.Triple]:
        """The triples that follow and are not asserted."""
        ...

    def add(self, triples: Iterable[ox.Triple]) -> Delta:
        """Assert ``triples``; cost in proportion to what they add."""
        ...

    def remove(self, triples: Iterable[ox.Triple]) -> Delta:
        """Take back the assertion of ``triples`` and exactly what no longer follows."""
        ...


class Reasoner(Protocol):
    """Makes closures."""

    name: str

    def close(self, triples: Iterable[ox.Triple]) -> Closure:
        """The closure of ``triples``."""
        ...
