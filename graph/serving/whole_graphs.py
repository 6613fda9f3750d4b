"""Requests about whole graphs: to write one out, to read one in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ontology.errors import InputError


@dataclass(frozen=True, slots=True)
class Dump:
    """A request for the quads of a graph (empty: the default graph; ``None``: the whole dataset)."""

    graph: str | None
    media_type: str
    network = False


@dataclass(frozen=True, slots=True)
class Parse:
    """A request to read RDF that a client sent; the answer is N-Triples, its blank nodes are new ones."""

    data: bytes
    media_type: str
    base: str
    network = False

    def triples(self) -> Iterator[ox.Triple]:
        """The triples; raises ``InputError`` for what is no RDF, or names graphs."""
        form = ox.RdfFormat.from_media_type(self.media_type)
        assert form is not None, self.media_type
        try:
            for quad in ox.parse(self.data, format=form, base_iri=self.base, rename_blank_nodes=True):
                if not isinstance(quad.graph_name, ox.DefaultGraph):
                    raise InputError(
                        f"The body names the graph {quad.graph_name}: send one graph, without names."
                    )
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            raise InputError(f"The body is no valid {self.media_type}: {error}") from None
