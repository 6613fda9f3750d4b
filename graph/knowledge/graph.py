"""The knowledge graph: a store, a reasoner, and the one way to change what it holds.

Every change of a named graph and what follows from it are written in one transaction, so that the
inferred graph always fits the asserted ones, whenever the process ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TypeVar

import pyoxigraph as ox

from graph.decisions.persons import hidden_persons, veiled_quads
from graph.knowledge import freshness
from graph.knowledge.tombstones import tombstones
from graph.knowledge.writing import Writing, in_one_turn
from graph.model import named_graphs
from graph.model.collecting import collecting_seldom
from graph.model.patience import waiting
from graph.model.reasoner import Closure, Reasoner
from graph.model.wording import WordingEncoder
from graph.rdf.changes import DatasetChange
from graph.rdf.terms import Term, term
from graph.reasoning.political_closure import RuledClosure
from graph.reasoning.political_rules import read_rules
from graph.stores import repository
from graph.stores.repository import Row
from graph.stores.store import FarStore, QueryResult, Store, holding
from ontology.errors import NotFoundError, StoreError
from ontology.knowledge import PLAIN, Knowledge
from ontology.terms import SP
from ontology.turtle import vocabulary

SAME_AS = term("owl:sameAs")
_ATTEMPTS = 60
"""Times that a reader looks again while others write."""
Computed = TypeVar("Computed")


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did: triples added to and removed from the asserted and the inferred graphs."""

    added: int = 0
    removed: int = 0
    inferred: int = 0
    retracted: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.inferred or self.retracted)


class KnowledgeGraph:
    """A store with its closure. ``base`` is the data base IRI; without a reasoner nothing is inferred.

    ``knowledge`` has the rules and queries that are laid over the package's. By the ``encoder``, if there is
    one, questions find matters that are named in other words.
    """

    def __init__(
        self,
        store: Store,
        base: str,
        reasoner: Reasoner | None,
        knowledge: Knowledge = PLAIN,
        encoder: WordingEncoder | None = None,
    ) -> None:
        self.encoder = encoder
        self.store = store
        self.base = base
        self.reasoner = reasoner
        self.knowledge = knowledge
        self.writing = Writing()
        self._closure: Closure | None = None
        self._closing, self._keeping = Lock(), Lock()
        self._writes = 0
        """Odd while a write is under way, so that a reader of the closure knows whether it saw one."""
        self.revision = 0
        """Grows with every write, so that what was computed from the graph knows when it is old."""
        if isinstance(store, FarStore):
            store.listen(self._hear)

    def iri(self, identifier: str) -> ox.NamedNode:
        """The IRI of an identifier such as ``actor/nato``."""
        return named_graphs.node(self.base, identifier)

    @property
    def version(self) -> str:
        """A mark of what the graph holds: what is read after taking it is good for as long as it is the same.

        After a write it changes last, so that nothing of before the write comes under the mark of after it.
        """
        return f"{self.store.version}.{self.revision}"

    @property
    def closure(self) -> Closure | None:
        """The closure of everything asserted, computed when first needed."""
        with self._closing, waiting(None), collecting_seldom():  # for it serves whoever comes next
            closure, revision = self._closure, self.revision
            if closure is None and self.reasoner is not None:
                closure = RuledClosure(self.reasoner.close, self.asserted(), read_rules(self.knowledge))
                with self._keeping:
                    if self.revision == revision:  # else somebody wrote meanwhile, which it may not know
                        self._closure = closure
            return closure

    def _hear(self, change: DatasetChange | None) -> None:
        """Somebody else wrote something: what was computed of the graph is old."""
        if change is None:
            with self._keeping:
                self._closure = None
                self.revision += 1

    def steadily(self, read: Callable[[], Computed]) -> Computed:
        """The value of ``read``, which looks into the closure, from a moment at which no write changed it.

        It holds no writer up: where one came between, it reads again. Raises ``StoreError`` where writes
        leave no such moment.
        """
        for attempt in range(_ATTEMPTS):
            before = self._writes
            if before % 2 == 0:
                try:
                    value = read()
                except Exception:
                    if self._writes == before:
                        raise
                else:
                    if self._writes == before:
                        return value
            time.sleep(0.005 * (attempt + 1))
        raise StoreError("The graph is being written just now; please try again.")

    def asserted(self) -> Iterator[ox.Triple]:
        """Every triple of every graph but the inferred one, and the one that only tells what was removed.

        Those of the ontology come first, so that its rules are there for all that comes. Where each graph
        would be a request of its own, all come as they are.
        """
        if isinstance(self.store, FarStore):
            return self._of_asserted(self.store.quads())
        first = self.iri(named_graphs.ONTOLOGY)
        others = (name for name in self.store.graph_names() if name not in {first, *self._others})
        graphs: Iterable[ox.NamedNode | ox.DefaultGraph] = (first, *others, ox.DefaultGraph())
        return (quad.triple for name in graphs for quad in self.store.quads(name))

    def _of_asserted(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
        others = self._others
        return (quad.triple for quad in quads if quad.graph_name not in others)

    @property
    def _others(self) -> set[ox.NamedNode]:
        """The graphs that assert nothing."""
        return {self.iri(named_graphs.INFERRED), self.iri(named_graphs.PROVENANCE)}

    def put(self, identifier: str, triples: Iterable[ox.Triple]) -> Change:
        """Make the graph ``identifier`` hold exactly ``triples``, with what follows, in one transaction."""
        return self.put_all({identifier: triples})

    def put_all(self, graphs: dict[str, Iterable[ox.Triple]]) -> Change:
        """Like ``put`` for several graphs at once; all of them change, or none."""
        add: list[ox.Quad] = []
        remove: list[ox.Quad] = []
        with self.writing.turn():
            for identifier, triples in graphs.items():
                graph = self.iri(identifier)
                new = {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples}
                old = set(self.store.quads(graph))
                add += new - old
                remove += old - new
            return self._write(add, remove)

    def change(
        self,
        *,
        add: Iterable[ox.Quad] = (),
        remove: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
        is_burying: bool = True,
    ) -> Change:
        """Add and remove quads and the names of graphs, with what follows, in one transaction.

        Documents that go leave tombstones if it ``is_burying``. Names of hidden persons are masked.
        The quads of dropped graphs must be among those removed. What is said about the inferred graph is
        left out where a reasoner keeps it.
        """
        kept = self.iri(named_graphs.INFERRED) if self.reasoner is not None else None
        return self._write(
            [quad for quad in add if quad.graph_name != kept],
            [quad for quad in remove if quad.graph_name != kept],
            [name for name in create if name != kept],
            [name for name in drop if name != kept],
            is_burying=is_burying,
        )

    def remove(self, identifier: str) -> Change:
        """Take a graph back with all that no longer follows; of a document, a tombstone stays.

        Raises ``NotFoundError`` if there is no such graph.
        """
        with self.writing.turn():
            quads = list(self.store.quads(self.iri(identifier)))
            if not quads:
                raise NotFoundError(
                    f"There is no {identifier} in this store; `standpunkt documents` lists them."
                )
            return self._write([], quads)

    def refresh(self) -> Change:
        """Bring the inferred graph in line with what is asserted (a new ontology, another reasoner)."""
        with self.writing.turn():
            self._closure = None
            return self._write([], [])

    def holds(self, identifier: str) -> bool:
        """Whether the graph ``identifier`` holds anything."""
        return next(self.store.quads(self.iri(identifier)), None) is not None

    def run(self, name: str, **bindings: Term) -> QueryResult:
        """The named query ``graph/queries/<name>.rq`` with its parameters bound."""
        return repository.run(self, name, **bindings)

    def rows(self, name: str, **bindings: Term) -> list[dict[str, Term]]:
        """The solutions of a named SELECT query, unbound variables left out."""
        return repository.rows(self, name, **bindings)

    def texts(self, name: str, **bindings: str) -> list[Row]:
        """The same in plain strings, with the ``bindings`` (IRIs) in every row."""
        return repository.texts(self, name, **bindings)

    def close(self) -> None:
        """Release the store, once who is writing is done."""
        self.writing.close()
        self.store.close()

    @in_one_turn
    def _write(
        self,
        add: list[ox.Quad],
        remove: list[ox.Quad],
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
        *,
        is_burying: bool = True,
    ) -> Change:
        self._writes += 1
        try:
            return self._written(add, remove, create, drop, is_burying=is_burying)
        finally:
            self._writes += 1

    def _written(
        self,
        add: list[ox.Quad],
        remove: list[ox.Quad],
        create: Iterable[ox.NamedNode],
        drop: Iterable[ox.NamedNode],
        *,
        is_burying: bool,
    ) -> Change:
        if isinstance(self.store, FarStore):
            self.store.look()
        hidden = hidden_persons(self)
        add = list(veiled_quads(hidden, add)) if hidden else add
        buried, raised = tombstones(self.store, self.base, add, remove) if is_burying else ([], [])
        if any(quad.predicate == SAME_AS for quad in (*add, *remove)):
            self._closure = None  # whom a merger makes one may have been linked to himself
        known = self._closure
        fresh = known is None
        closure = self.closure if known is None else known
        inferred = self.iri(named_graphs.INFERRED)
        new: set[ox.Quad] = set()
        gone: set[ox.Quad] = set()
        try:
            if closure is not None:
                leaving = {*self._of_asserted(remove)}
                leaving.difference_update(self._of_asserted(add) if leaving else ())
                lost = leaving - self._asserted_elsewhere(leaving, set(remove))
                deltas = [closure.remove(lost), closure.add(self._of_asserted(add))]
                if fresh:
                    new = _in_graph(closure.inferred, inferred, closure)
                    stored = set(self.store.quads(inferred))
                    new, gone = new - stored, stored - new
                else:
                    for delta in deltas:
                        plus, minus = (_in_graph(t, inferred, closure) for t in (delta.added, delta.removed))
                        new, gone = (new - minus) | (plus - gone), (gone - plus) | (minus - new)
            come, leave = [*add, *new, *buried], [*remove, *gone, *raised]
            if fresh:
                come, leave = self._marked(come, leave)
            self.store.change(remove=leave, add=come, create=create, drop=drop)
            with self._keeping:
                if self._closure is not closure:
                    self._closure = None  # somebody else wrote meanwhile
                if add or remove or new or gone:
                    self.revision += 1
        except BaseException:
            with self._keeping:  # it may be in the store nevertheless
                self._closure = None
                self.revision += 1
            raise
        return Change(len(add), len(remove), len(new), len(gone))

    def _marked(self, come: list[ox.Quad], leave: list[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """The same write with the mark of what everything was inferred by, or, without a reasoner, none."""
        old = freshness.marks(self.store, self.base)
        new = [freshness.mark(self.base, self.reasoner, self.knowledge)] if self.reasoner else []
        if old == new or not (come or leave or new):
            return come, leave
        return [*come, *new], [*leave, *old]

    @property
    def is_fresh(self) -> bool:
        """Whether what is inferred was inferred by the rules and the reasoner that are installed."""
        if self.reasoner is None:
            return True
        return freshness.marks(self.store, self.base) == [
            freshness.mark(self.base, self.reasoner, self.knowledge)
        ]

    def _asserted_elsewhere(self, triples: set[ox.Triple], leaving: set[ox.Quad]) -> set[ox.Triple]:
        """Those of ``triples`` that another quad asserts than those that are ``leaving``."""
        found = holding(self.store, triples)
        return set(self._of_asserted(quad for quad in found if quad not in leaving))


def _in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode, closure: Closure) -> set[ox.Quad]:
    """``triples`` as quads of ``graph``, as far as they belong there.

    Left out are those on blank nodes, which no other graph could share, and those by which an actor would
    agree or disagree with himself, under whatever name.
    """
    different = _linking_different()
    return {
        ox.Quad(t.subject, t.predicate, t.object, graph)
        for t in triples
        if not isinstance(t.subject, ox.BlankNode)
        and not isinstance(t.object, ox.BlankNode)
        and not (t.predicate in different and _is_one(t, closure))
    }


def _is_one(triple: ox.Triple, closure: Closure) -> bool:
    """Whether subject and object are the same, or known to be (``owl:sameAs``)."""
    same = triple.subject == triple.object
    return same or closure.holds(ox.Triple(triple.subject, SAME_AS, triple.object))


@cache
def _linking_different() -> frozenset[ox.NamedNode]:
    """The properties by which nobody is linked to himself (``sp:linksDifferent``)."""
    marked = (term for term, said in vocabulary().items() if str(SP.linksDifferent) in said)
    return frozenset(map(ox.NamedNode, marked))


def skolemise(triples: Iterable[ox.Triple], base: str, scope: str) -> Iterator[ox.Triple]:
    """``triples`` with blank nodes replaced by IRIs under ``base`` that are the same on every run.

    The scheme is RDF 1.1 Concepts, section 3.5; ``scope`` keeps the nodes of two files apart.
    """
    known: dict[str, ox.NamedNode] = {}

    def named(
        term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
    ) -> ox.NamedNode | ox.Literal | ox.Triple:
        if not isinstance(term, ox.BlankNode):
            return term
        return known.setdefault(term.value, ox.NamedNode(f"{base}.well-known/genid/{scope}-{len(known) + 1}"))

    for triple in triples:
        subject, value = named(triple.subject), named(triple.object)
        assert isinstance(subject, ox.NamedNode)
        yield ox.Triple(subject, triple.predicate, value)
