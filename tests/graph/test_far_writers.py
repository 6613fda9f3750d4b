"""Several who write to one remote store, each with what follows kept in memory: none builds on what is old."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
import pytest

from graph.knowledge.graph import KnowledgeGraph
from graph.model.reasoner import SupportedClosure
from graph.rdf.terms import term
from graph.reasoning.closure import RLReasoner
from graph.stores.endpoint.writing import OverwrittenError
from graph.stores.remote import RemoteQuads
from tests.endpoints import bad_endpoint
from tests.waiting import wait_until

BASE = "http://example.org/"


def said(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(BASE + subject), term(predicate), ox.NamedNode(BASE + target))


A_IS_B, B_IN_C, A_IS_C = (
    said("a", "rdf:type", "B"),
    said("B", "rdfs:subClassOf", "C"),
    said("a", "rdf:type", "C"),
)


class Disturbed(RLReasoner):
    """The reasoner, while which works something happens, once."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.meanwhile: Callable[[], object] | None = meanwhile

    def close(self, triples: Iterable[ox.Triple]) -> SupportedClosure:
        found = super().close(triples)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return found


@contextlib.contextmanager
def another_writes_while_it_infers() -> Iterator[KnowledgeGraph]:
    """A graph over a store into which somebody else writes while all is inferred, which its background hears of."""
    with bad_endpoint() as (_, address), contextlib.closing(RemoteQuads(address)) as mine:
        mine.limit(seconds=60, check=0)

        def write() -> None:
            with contextlib.closing(RemoteQuads(address)) as other:
                before = mine.version
                KnowledgeGraph(other, BASE, RLReasoner()).put("graph/document/other", [B_IN_C])
                wait_until(lambda: mine.version != before)

        yield KnowledgeGraph(mine, BASE, Disturbed(write))


def test_what_was_inferred_without_the_write_of_another_one_is_not_written() -> None:
    with another_writes_while_it_infers() as graph:
        with pytest.raises(OverwrittenError, match="nothing of this change was written"):
            graph.put("graph/document/mine", [A_IS_B])
        graph.put("graph/document/mine", [A_IS_B])
        assert A_IS_C in {quad.triple for quad in graph.store.quads(graph.iri("graph/inferred"))}
        assert not graph.refresh()


def test_what_was_inferred_without_the_write_of_another_one_is_not_kept() -> None:
    with another_writes_while_it_infers() as graph:
        first = graph.closure
        assert first is not None
        assert not first.holds(B_IN_C)
        second = graph.closure
        assert second is not None
        assert second.holds(B_IN_C)
