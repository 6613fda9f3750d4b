"""Small graphs with all that follows from them: axioms by the RL engine, rules by plain SPARQL to a fixpoint."""

import re
from collections.abc import Callable
from importlib.resources import files

import pyoxigraph as ox
import pytest

from graph.knowledge.graph import KnowledgeGraph, skolemise
from graph.model.plugins import find_plugin
from graph.rdf.queries import query_text
from graph.reasoning.closure import RLReasoner
from graph.stores.embedded import memory
from graph.stores.store import Store
from loaders.triples.document_graph import document_triples
from loaders.triples.shapes import validate
from ontology.files import background_files, ontology_files
from ontology.terms import PREFIXES
from ontology.turtle import read_turtle
from tests.graph.questions.world import world
from tests.worlds import document_graphs

BASE = "http://127.0.0.1:5000/"
Closed = Callable[[str], "Facts"]
WORLD_CURATION = """
<matter/tempo> a sp:Matter ; skos:prefLabel "Streit ums Tempo" .
<matter/autobahn> dcterms:isReplacedBy <matter/tempo> .
<issue/tempolimit> dcterms:subject <matter/autobahn> .
"""
WORLD_BACKGROUND = """
<office/praesidentin-nordland> a sp:Office ; sp:represents <actor/nordland> .
<office/praesident-suedland> a sp:Office ; sp:represents <actor/suedland> .
<norm/verfassung-von-nordland> sp:binds <actor/nordland> .
<tenure/wern> a sp:Tenure ; org:member <actor/karl-wern> ; sp:office <office/praesident-suedland> ;
    org:memberDuring <tenure/wern/i> ; dcterms:source <https://example.org/suedland> .
<tenure/wern/i> time:hasBeginning <tenure/wern/b> .
<tenure/wern/b> time:inXSDDate "2024-01-01"^^xsd:date .
"""


class Facts:
    """A closed graph that answers in short names: ``("actor/a", "supports", "issue/x") in facts``."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def __contains__(self, edge: tuple[str, str, str]) -> bool:
        subject, predicate, target = edge
        prefix, name = predicate.split(":") if ":" in predicate else ("sp", predicate)
        pattern = (
            ox.NamedNode(BASE + subject),
            ox.NamedNode(PREFIXES[prefix] + name),
            ox.NamedNode(BASE + target),
        )
        return next(self.store.quads_for_pattern(*pattern), None) is not None


def rules() -> dict[str, str]:
    """The rule files by name."""
    found = sorted(
        (f for f in (files("graph.reasoning") / "rules").iterdir() if f.name.endswith(".rq")),
        key=lambda f: f.name,
    )
    return {f.name.removesuffix(".rq"): f.read_text(encoding="utf-8") for f in found}


STAGES = sorted(set(re.findall(r"^# stage: (\d+)$", "\n".join(rules().values()), re.MULTILINE)))


@pytest.fixture(scope="session")
def schema() -> list[ox.Triple]:
    text = ontology_files()["standpunkt"]
    return list(skolemise(read_turtle(text, BASE), BASE, "standpunkt"))


@pytest.fixture(scope="session")
def closed(schema: list[ox.Triple]) -> Closed:
    """Closes a Turtle text (prefixes given, relative IRIs under the base) under the axioms and the rules."""

    def close(turtle: str) -> Facts:
        data = [*schema, *read_turtle(_head() + turtle, BASE)]
        closure = RLReasoner().close(data)
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in [*data, *closure.inferred])
        for stage in STAGES:
            while new := _derived(store, stage):
                delta = closure.add(new)
                store.extend(ox.Quad(*triple) for triple in new | delta.added)
        return Facts(store)

    return close


def _head() -> str:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def _derived(store: ox.Store, stage: str) -> set[ox.Triple]:
    """What the rules of a stage make that is not there yet."""
    found: set[ox.Triple] = set()
    for text in rules().values():
        if f"# stage: {stage}\n" not in text:
            continue
        answer = store.query(text)
        assert isinstance(answer, ox.QueryTriples)
        found |= {triple for triple in answer if ox.Quad(*triple) not in store}
    return found


class Ask:
    """A dataset of named graphs that answers the named queries, as the store does."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, name: str, columns: str, **parameters: str) -> set[tuple[str, ...]]:
        """The rows of ``graph/queries/<name>.rq``, cut to ``columns``; identifiers are relative to the base."""
        answer = self.store.query(
            query_text(name),
            bindings={k: ox.NamedNode(BASE + v) for k, v in parameters.items()},
        )
        assert isinstance(answer, ox.QuerySolutions)
        return {tuple(_short(row[column]) for column in columns.split()) for row in answer}


def _short(term: object) -> str:
    value = str(getattr(term, "value", "–" if term is None else term))
    return value.removeprefix(BASE).removeprefix(PREFIXES["sp"])


@pytest.fixture(scope="session")
def world_triples(schema: list[ox.Triple]) -> dict[str, list[ox.Triple]]:
    """The world of ``world.py`` with ontology, issues and norms, by named graph."""
    background = read_turtle(background_files()["norms"], BASE)
    graphs = {
        "graph/ontology": [*schema, *read_turtle(ontology_files()["issues"], BASE)],
        "graph/background": [*background, *read_turtle(_head() + WORLD_BACKGROUND, BASE)],
    }
    graphs["graph/curation"] = list(read_turtle(_head() + WORLD_CURATION, BASE))
    articles = world()
    for extraction in articles:
        validate(document_triples(extraction, BASE), extraction.document.id)
    return graphs | document_graphs(articles, BASE)


@pytest.fixture(scope="session")
def ask(world_triples: dict[str, list[ox.Triple]]) -> Ask:
    """The world with all that follows, ready for the named queries."""
    return Ask(_closed_dataset(world_triples))


@pytest.fixture(scope="session")
def world_graph(world_triples: dict[str, list[ox.Triple]]) -> KnowledgeGraph:
    """The world in a knowledge graph with the default reasoner, one article after the other."""
    graph = KnowledgeGraph(memory(), BASE, find_plugin("reasoners", "rl")())
    for name, triples in world_triples.items():
        graph.put(name, triples)
    return graph


def _closed_dataset(graphs: dict[str, list[ox.Triple]]) -> Store:
    union = ox.Store()
    asserted = [triple for triples in graphs.values() for triple in triples]
    closure = RLReasoner().close(asserted)
    union.extend(ox.Quad(*triple) for triple in [*asserted, *closure.inferred])
    for stage in STAGES:
        while new := _derived(union, stage):
            union.extend(ox.Quad(*triple) for triple in new | closure.add(new).added)
    inferred = {quad.triple for quad in union} - set(asserted)
    store = memory()
    named = {**graphs, "graph/inferred": inferred}
    store.change(
        add=[ox.Quad(*t, ox.NamedNode(BASE + name)) for name, triples in named.items() for t in triples]
    )
    return store
