"""Several who write to one remote store, each with what follows kept in memory: none builds on what is old."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pyoxigraph as ox
import pytest

from graph.knowledge.graph import KnowledgeGraph
from graph.model.reasoner import SupportedClosure
from graph.rdf.terms import term
from graph.reasoning.closure import RLReasoner
from graph.stores.endpoint.writing import STORE, OverwrittenError, Writer
from graph.stores.remote import RemoteQuads
from ontology.errors import StoreError
from tests.endpoints import BadEndpoint, bad_endpoint, never
from tests.waiting import PATIENCE, wait_until

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


# ---------------------------------------------------------------- changes in parts

G = ox.NamedNode(BASE + "g")


def many(number: int) -> list[ox.Quad]:
    return [ox.Quad(ox.NamedNode(f"{BASE}{n}"), term("rdf:value"), ox.Literal(n), G) for n in range(number)]


def notes(endpoint: BadEndpoint) -> int:
    """How much the store notes of writes, besides its version."""
    return sum(quad.graph_name == STORE != quad.subject for quad in endpoint.store)


class Looking:
    """Somebody looks while a change is made in parts, and his request ``late`` comes as the next one is noted."""

    def __init__(self, looker: RemoteQuads, late: int) -> None:
        self._looker, self._late, self._begun = looker, late, 0
        self._is_underway, self._go_on = threading.Event(), threading.Event()
        self._thread = ThreadPoolExecutor(1)
        self.ended: Future[bool] | None = None
        self.was_late = False

    def __call__(self, number: int, _kind: str, text: str) -> str:
        """The fault that a request meets (none): it only waits for its turn."""
        if not self._begun and "urn:standpunkt:done" in text:  # the first step of the writer
            self._begun = number
            self.ended = self._thread.submit(self._looker.look)
            self.ended.add_done_callback(lambda _: self._is_underway.set())
            self._is_underway.wait(PATIENCE)
        elif self._begun and number == self._begun + self._late and not self._is_underway.is_set():
            self.was_late = True
            self._is_underway.set()
            self._go_on.wait(PATIENCE)
        elif self.ended and "COUNT(?part)" in text:  # the parts of the next change are noted
            self._go_on.set()
            self.ended.result(PATIENCE)
        return ""


def test_who_looks_while_another_one_writes_in_parts_does_no_harm_however_late_his_requests_come() -> None:
    quads = many(10_500)
    with bad_endpoint() as (endpoint, address), contextlib.closing(RemoteQuads(address)) as writer:
        for late in range(1, 40):
            with contextlib.closing(RemoteQuads(address)) as looker:
                looking = Looking(looker, late)
                endpoint.fail(looking)
                writer.change(add=quads)
                writer.change(remove=quads)
                endpoint.fail(never)
                assert not set(writer.quads())
                assert notes(endpoint) == 0
            if not looking.was_late:
                break
        assert late > 4, "he read the version and the parts, made the change and took the note out"


def test_where_requests_are_no_transactions_who_looks_leaves_a_change_to_who_is_making_it() -> None:
    """He waits as long as it goes on: a step of his could come when the next change has taken it back."""
    quads = many(3_200)
    with (
        bad_endpoint("Virtuoso/07") as (endpoint, address),
        contextlib.closing(RemoteQuads(address)) as writer,
        contextlib.closing(RemoteQuads(address, seconds=60)) as looker,
        ThreadPoolExecutor(1) as other,
    ):
        looks: list[Future[bool]] = []

        def look(_number: int, _kind: str, text: str) -> str:
            if not looks and "urn:standpunkt:done" in text:
                read = len(endpoint.texts)
                looks.append(other.submit(looker.look))
                wait_until(lambda: len(endpoint.texts) > read)
            return ""

        endpoint.fail(look)
        writer.change(add=quads)
        writer.change(remove=quads)
        assert looks[0].result()
        assert not [text for text in endpoint.texts if "SELECT ?write ?part" in text], "he did not finish it"
        assert not set(writer.quads())


def test_a_note_that_nobody_finished_is_thrown_away_when_it_is_old_and_no_sooner() -> None:
    with bad_endpoint() as (endpoint, address), contextlib.closing(RemoteQuads(address)) as writer:
        endpoint.fail(lambda number, kind, text: "closed" if number > 1 else "")
        with pytest.raises(StoreError):
            writer.change(add=many(10_500))
        endpoint.fail(never)
        with contextlib.closing(RemoteQuads(address)) as other:
            assert notes(endpoint), "it may be somebody's who is noting it just now"
            Writer(other.endpoint).throw_away(dt.timedelta())
        assert notes(endpoint) == 0
