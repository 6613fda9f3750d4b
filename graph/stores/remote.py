"""A store behind any SPARQL 1.1 endpoint: how users grow past one machine.

The endpoint's default graph should be the union of its named graphs, as ours is (Oxigraph:
``--union-default-graph``, Fuseki: ``tdb2:unionDefaultGraph``, Virtuoso: always). Others may write to it too:
see ``graph/stores/endpoint/writing.py`` for how several Standpunkts keep out of each other's way.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph.model.named_graphs import DIGEST, base_in
from graph.model.patience import still_wanted
from graph.model.showing import NOTHING, TEXTS, Withheld
from graph.rdf.changes import DatasetChange
from graph.rdf.queries import query_text, with_values
from graph.rdf.sparql_words import SparqlToken, tokens
from graph.rdf.terms import Term
from graph.serving.requests import Answers, Limits
from graph.stores.endpoint.answers import RemoteAnswers
from graph.stores.endpoint.binding import bound, values_clause
from graph.stores.endpoint.connection import Endpoint, SentRequest
from graph.stores.endpoint.planning import named
from graph.stores.endpoint.results import RESULTS, TRIPLES, rows_in, streamed_rows, triples_in
from graph.stores.endpoint.writing import STORE, Writer
from graph.stores.store import Condition, Listener, QueryResult
from ontology.errors import SettingError, StandpunktError, StoreError

_SHARE = 20
"""What is asked of the store in the background may take one part in so many of the time."""
_Thing = TypeVar("_Thing")


class RemoteQuads:
    """A store (see ``store.Store``) at the query address ``query`` and the update address ``update``.

    ``authorization`` is the value of the header of that name, if the endpoint wants one. ``seconds`` is how
    long one request may take, ``check`` after how many it is looked for writes of others.
    """

    def __init__(
        self, query: str, update: str = "", authorization: str = "", seconds: float = 60, check: float = 10
    ) -> None:
        self.endpoint = Endpoint(query, update or query, authorization, seconds)
        self._writer = Writer(self.endpoint)
        self._check, self._next_check = check, time.monotonic() + check
        self._checking = threading.Lock()
        self._listeners: list[Listener] = []
        self._changes, self._modified = itertools.count(1), dt.datetime.now(dt.UTC)
        self._version = self._writer.seen
        self._counted: tuple[str, int] | None = None
        self._writer.look()
        self._writer.throw_away()

    def limit(self, *, seconds: float, check: float) -> None:
        """See ``FarStore.limit``."""
        self.endpoint.seconds, self._check = seconds, check
        self._next_check = time.monotonic() + check

    # ------------------------------------------------------------ reading

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> QueryResult:
        """See ``Store.query``; bindings become a VALUES clause where the pattern begins."""
        still_wanted()
        text = (f"BASE <{base}>\n" if base else "") + bound(sparql, bindings or {})
        dataset = [("default-graph-uri", g.value) for g in default_graphs or ()]
        dataset += [("named-graph-uri", g.value) for g in named_graphs or ()]
        is_rows = any(word.is_word("SELECT", "ASK") for word in _head(sparql))
        asked = SentRequest("query", text, RESULTS if is_rows else TRIPLES, tuple(dataset), _title(sparql))
        return (rows_in if is_rows else triples_in)(*self.endpoint.whole(asked))

    def solve(
        self, sparql: str, *, bindings: Mapping[str, Term] | None = None, base: str | None = None
    ) -> QueryResult:
        """See ``Store.solve``: as the endpoint does it."""
        return self.query(sparql, bindings=bindings, base=base)

    @functools.cached_property
    def merges(self) -> bool:
        """See ``Store.merges``: asked once, by the classes of the things that several graphs speak of."""
        repeated = self.query(query_text("store-repeats"))
        assert isinstance(repeated, ox.QuerySolutions)
        return next(repeated, None) is None

    def quads(
        self,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
        *,
        subject: Term | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
    ) -> Iterator[ox.Quad]:
        """See ``Store.quads``; the triples outside every named graph are not among them."""
        if isinstance(graph, ox.DefaultGraph):
            return
        still_wanted()
        given = {"g": graph, "s": subject, "p": predicate, "o": object}
        terms = {name: term for name, term in given.items() if term is not None}
        text = query_text("store-quads") + values_clause(terms)
        yield from self._quads(SentRequest("query", text, RESULTS, doing="reading quads"), whole=bool(terms))

    def holding(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
        """See ``store.holding``."""
        for some in _some(triples, self.most_values):
            rows = "\n".join(f"({t.subject} {t.predicate} {t.object})" for t in some)
            text = query_text("store-holding").replace("# triples", rows)
            yield from self._quads(SentRequest("query", text, RESULTS, doing="looking quads up"), whole=True)

    def about(self, subjects: Iterable[ox.NamedNode], predicate: ox.NamedNode | None) -> Iterator[ox.Quad]:
        """See ``store.about``."""
        for some in _some(subjects, self.most_values):
            text = with_values("store-about", {"s": some})
            text += values_clause({"p": predicate} if predicate else {})
            yield from self._quads(
                SentRequest("query", text, RESULTS, doing="reading about things"), whole=True
            )

    @property
    def most_values(self) -> int:
        """See ``FarStore.most_values``."""
        return self._writer.server.values

    def _quads(self, asked: SentRequest, *, whole: bool) -> Iterator[ox.Quad]:
        """The quads of an answer, read ``whole`` first or as they come."""
        found = rows_in(*self.endpoint.whole(asked)) if whole else streamed_rows(self.endpoint.read(asked))
        assert not isinstance(found, ox.QueryBoolean)
        for row in found:
            name = row["g"]
            if not self._is_own(name):
                yield ox.Quad(row["s"], row["p"], row["o"], name)

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """See ``Store.graph_names``."""
        solutions = self.query(query_text("store-graphs"))
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            if isinstance(row["g"], ox.NamedNode) and not self._is_own(row["g"]):
                yield row["g"]

    def _is_own(self, name: Term) -> bool:
        """Whether a graph is the server's own, or ours for what is noted of writes."""
        return name == STORE or (
            isinstance(name, ox.NamedNode) and name.value.startswith(tuple(self._writer.server.own))
        )

    def has_graph(self, name: ox.NamedNode) -> bool:
        """See ``Store.has_graph``; an empty graph does not count."""
        return bool(self.query(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))

    def dataset(self) -> rdflib.Dataset:
        """See ``Store.dataset``."""
        far = self.endpoint
        store = SPARQLUpdateStore(
            far.query_address, far.update_address, method="POST_FORM", headers=far.headers
        )
        return rdflib.Dataset(store=store, default_union=True)

    @property
    def base(self) -> str | None:
        """See ``Store.base``: what the data tells."""
        return base_in(self.quads(predicate=DIGEST))

    def remember(self, base: str) -> None:
        """See ``Store.remember``: the name of the ontology's graph does it."""

    def size(self) -> int:
        """See ``Store.size``; counted once a version."""
        version = self.version
        if self._counted is None or self._counted[0] != version:
            self._counted = (version, self._count())
        return self._counted[1]

    def _count(self) -> int:
        solutions = self.query(query_text("store-count"))
        assert isinstance(solutions, ox.QuerySolutions)
        return int(next(solutions)["n"].value)

    # ------------------------------------------------------------ writing

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See ``Store.update``; whether it is all or nothing is up to the endpoint."""
        self._writer.run((f"BASE <{base}>\n" if base else "") + sparql)
        self._tell(None, self._writer.seen)

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
    ) -> None:
        """See ``Store.change``. Blank nodes are kept as IRIs; raises ``StoreError`` for some to be removed.

        An empty graph is none here, so that there is nothing to create.
        """
        change = DatasetChange(tuple(clear), tuple(drop), tuple(remove), (), tuple(map(named, add)))
        if any(ox.BlankNode in map(type, quad) for quad in change.remove):
            raise StoreError("A remote store cannot remove single triples with blank nodes.")
        if change:
            self._writer.write(change)
            self._tell(change, self._writer.seen)

    def _tell(self, change: DatasetChange | None, version: str) -> None:
        """Let listeners hear of what was written, and then be the store of another ``version``."""
        self._modified = dt.datetime.now(dt.UTC)
        try:
            for listener in reversed(self._listeners):
                listener(change)
        finally:
            self._version = version

    def listen(self, listener: Listener) -> None:
        """See ``store.TellingStore``; who listens first, the graph, hears last, when the others know."""
        self._listeners.append(listener)

    # ------------------------------------------------------------ writes of others

    def look(self) -> bool:
        """See ``FarStore.look``."""
        is_news = self._writer.look()
        if is_news:
            self._heed()
        return is_news

    def _heed(self) -> None:
        """Somebody else wrote, we do not know what."""
        self._tell(None, f"{self._writer.known}-{next(self._changes)}")

    @property
    def version(self) -> str:
        """See ``Store.version``; whether others wrote is found out in the background now and then."""
        if time.monotonic() > self._next_check and self._checking.acquire(blocking=False):
            self._next_check = float("inf")
            threading.Thread(target=self._look_around, name="writes-of-others", daemon=True).start()
        return self._version

    def _look_around(self) -> None:
        """Look for another version, and for another number of quads: not everybody keeps our mark."""
        begun = time.monotonic()
        try:
            if self._writer.look_around():
                self._heed()
            else:
                before, counted = self._version, self._count()
                known, self._counted = self._counted, (before, counted)
                if known and known[0] == before == self._version and known[1] != counted:
                    self._heed()
        except StandpunktError:
            pass  # whoever asks for something will be told
        finally:
            took = time.monotonic() - begun
            self._next_check = time.monotonic() + max(self._check, took * _SHARE)
            self._checking.release()

    # ------------------------------------------------------------ what is up to the endpoint

    def sync(self, always: bool) -> None:
        """See ``Store.sync``: that is up to the endpoint."""

    @property
    def condition(self) -> Condition:
        """See ``Store.condition``: nothing is known of the endpoint's disk."""
        return Condition()

    @property
    def modified(self) -> dt.datetime:
        """See ``Store.modified``: when this process last wrote or saw that others did, or began."""
        return self._modified

    def answers(
        self,
        limits: Limits,
        *,
        network: bool = False,
        union: bool = True,
        withheld: Withheld = NOTHING,
        serve_from: str = "memory",
    ) -> Answers:
        """See ``Store.answers``: requests are passed on; what the default graph is, is up to the endpoint."""
        if withheld & TEXTS:
            raise SettingError(
                "A remote store answers queries itself and shows all it holds: set publish_texts=on if the "
                "texts of the articles may be published, or keep them in an embedded store."
            )
        return RemoteAnswers(self.endpoint, self, limits, network=network, withheld=withheld)

    def rewrite(self) -> bool:
        """See ``Store.rewrite``: that is up to the endpoint."""
        return False

    def close(self) -> None:
        """See ``Store.close``."""
        self._next_check = float("inf")
        self.endpoint.close()


def _some(things: Iterable[_Thing], most: int) -> Iterator[list[_Thing]]:
    waiting = iter(things)
    while some := list(itertools.islice(waiting, most)):
        yield some


def _head(sparql: str) -> Iterator[SparqlToken]:
    """The words of a query up to its first brace, by which one knows its form."""
    return itertools.takewhile(lambda word: word.text != "{", tokens(sparql))


def _title(sparql: str) -> str:
    """What a query is for, by the comment that it begins with."""
    first = sparql.lstrip().partition("\n")[0]
    return first.lstrip("# ").rstrip(". ") if first.startswith("#") else "a query"


def remote(location: str) -> RemoteQuads:
    """The store at ``location``: the address for queries, and after a space the one for updates if another.

    The environment variable STANDPUNKT_STORE_AUTHORIZATION is sent as the header Authorization.
    """
    query, _, update = location.partition(" ")
    return RemoteQuads(query, update.strip(), os.environ.get("STANDPUNKT_STORE_AUTHORIZATION", ""))
