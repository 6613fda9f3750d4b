"""A store behind any SPARQL 1.1 endpoint: how users grow past one machine.

The endpoint's default graph should be the union of its named graphs, as ours is (Oxigraph:
``--union-default-graph``, Fuseki: ``tdb2:unionDefaultGraph``, Virtuoso: always).
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import os
import time
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from graph.model.patience import still_wanted
from graph.model.queries import query_text
from graph.model.rdf_terms import Term
from graph.model.showing import NOTHING, TEXTS, Withheld
from graph.serving.requests import (
    Answers,
    Limits,
)
from graph.serving.sparql_words import SparqlToken, tokens
from graph.stores.endpoint import Endpoint
from graph.stores.mark import DIGEST, base_in
from graph.stores.remote_answers import RemoteAnswers
from graph.stores.store import Condition
from ontology.errors import QueryError, SettingError, StoreError

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"


class RemoteQuads:
    """A store (see ``store.Store``) at the query address ``query`` and the update address ``update``.

    ``authorization`` is the value of the header of that name, if the endpoint wants one. ``seconds`` is how
    long one request may take.
    """

    def __init__(self, query: str, update: str = "", authorization: str = "", seconds: float = 60) -> None:
        self.endpoint = Endpoint(query, update or query, authorization, seconds)
        self._writes = itertools.count(1)
        self.endpoint.select("ASK {}", RESULTS)

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        base: str | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """See ``Store.query``; bindings become a VALUES clause at the end."""
        still_wanted()
        text = (f"BASE <{base}>\n" if base else "") + sparql + _values(bindings or {})
        dataset = [("default-graph-uri", g.value) for g in default_graphs or ()]
        dataset += [("named-graph-uri", g.value) for g in named_graphs or ()]
        accept = RESULTS if any(word.is_word("SELECT", "ASK") for word in _head(sparql)) else TRIPLES
        media_type, data = self.endpoint.select(text, accept, dataset)
        if accept == RESULTS:
            return _results(data)
        scratch = ox.Store()
        scratch.load(data, ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES)
        return scratch.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def solve(
        self, sparql: str, *, bindings: Mapping[str, Term] | None = None, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """See ``Store.solve``: as the endpoint does it."""
        return self.query(sparql, bindings=bindings, base=base)

    @functools.cached_property
    def merges(self) -> bool:
        """See ``Store.merges``: asked once, by the classes of the things that several graphs speak of."""
        repeated = self.query(query_text("store-repeats"))
        assert isinstance(repeated, ox.QuerySolutions)
        return next(repeated, None) is None

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """See ``Store.update``; whether it is all or nothing is up to the endpoint."""
        self.endpoint.update((f"BASE <{base}>\n" if base else "") + sparql)
        next(self._writes)

    def change(
        self,
        *,
        clear: Iterable[ox.NamedNode] = (),
        remove: Iterable[ox.Quad] = (),
        add: Iterable[ox.Quad] = (),
        create: Iterable[ox.NamedNode] = (),
        drop: Iterable[ox.NamedNode] = (),
    ) -> None:
        """See ``Store.change``; one update request. Raises ``StoreError`` for blank nodes to be removed."""
        operations = [f"CLEAR SILENT GRAPH {name}" for name in clear]
        operations += [f"DROP SILENT GRAPH {name}" for name in drop]
        operations += _data("DELETE DATA", remove)
        operations += [f"CREATE SILENT GRAPH {name}" for name in create]
        operations += _data("INSERT DATA", add)
        if operations:
            self.update(";\n".join(operations))

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
        given = {"g": graph, "s": subject, "p": predicate, "o": object}
        bound = {name: term for name, term in given.items() if term is not None}
        solutions = self.query(query_text("store-quads"), bindings=bound)
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def graph_names(self) -> Iterator[ox.NamedNode]:
        """See ``Store.graph_names``."""
        solutions = self.query(query_text("store-graphs"))
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            if isinstance(row["g"], ox.NamedNode):
                yield row["g"]

    def has_graph(self, name: ox.NamedNode) -> bool:
        """See ``Store.has_graph``; an empty graph does not count."""
        return bool(self.query(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))

    def dataset(self) -> rdflib.Dataset:
        """See ``Store.dataset``."""
        store = SPARQLUpdateStore(self.endpoint.query_address, self.endpoint.update_address)
        return rdflib.Dataset(store=store, default_union=True)

    @property
    def base(self) -> str | None:
        """See ``Store.base``: what the data tells."""
        return base_in(self.quads(predicate=DIGEST))

    def remember(self, base: str) -> None:
        """See ``Store.remember``: the name of the ontology's graph does it."""

    def sync(self, always: bool) -> None:
        """See ``Store.sync``: that is up to the endpoint."""

    @property
    def condition(self) -> Condition:
        """See ``Store.condition``: nothing is known of the endpoint's disk."""
        return Condition()

    def size(self) -> int:
        """See ``Store.size``."""
        solutions = self.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(solutions, ox.QuerySolutions)
        return int(next(solutions)["n"].value)

    @property
    def version(self) -> str:
        """See ``Store.version``: always another, because others may write to the endpoint too."""
        return f"{time.monotonic_ns()}-{next(self._writes)}"

    @property
    def modified(self) -> dt.datetime:
        """See ``Store.modified``: the endpoint does not say, so now."""
        return dt.datetime.now(dt.UTC)

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
        return RemoteAnswers(self.endpoint, limits, network=network)

    def rewrite(self) -> bool:
        """See ``Store.rewrite``: that is up to the endpoint."""
        return False

    def close(self) -> None:
        """See ``Store.close``: nothing is held."""


def _results(data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results in a JSON document; Virtuoso 7 answers ASK with a row of one number."""
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean) or [v.value for v in found.variables] != ["__ASK_RETVAL"]:
        return found
    holds = any(row[0] is not None and row[0].value in ("1", "true") for row in found)
    document = b'{"head":{},"boolean":%s}' % (b"true" if holds else b"false")
    return ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)


def _head(sparql: str) -> Iterator[SparqlToken]:
    """The words of a query up to its first brace, by which one knows its form."""
    return itertools.takewhile(lambda word: word.text != "{", tokens(sparql))


def _values(bindings: Mapping[str, Term]) -> str:
    if not bindings:
        return ""
    if any(isinstance(term, ox.BlankNode) for term in bindings.values()):
        raise QueryError("A blank node of a remote store cannot be asked for.")
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(map(str, bindings.values()))}) }}"


def _data(operation: str, quads: Iterable[ox.Quad]) -> list[str]:
    """``quads`` as one INSERT DATA or DELETE DATA operation, or nothing if there are none."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        if operation.startswith("DELETE") and ox.BlankNode in map(type, quad):
            raise StoreError("A remote store cannot remove single triples with blank nodes.")
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    if not by_graph:
        return []
    blocks = (
        "\n".join(lines)
        if name == str(ox.DefaultGraph())
        else f"GRAPH {name} {{\n" + "\n".join(lines) + "\n}"
        for name, lines in by_graph.items()
    )
    return [f"{operation} {{\n" + "\n".join(blocks) + "\n}"]


def remote(location: str) -> RemoteQuads:
    """The store at ``location``: the address for queries, and after a space the one for updates if another.

    The environment variable STANDPUNKT_STORE_AUTHORIZATION is sent as the header Authorization.
    """
    query, _, update = location.partition(" ")
    return RemoteQuads(query, update.strip(), os.environ.get("STANDPUNKT_STORE_AUTHORIZATION", ""))
