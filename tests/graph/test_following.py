"""What is read from the whole graph follows every write, and comes to what reading it anew gives."""

import datetime as dt

import pyoxigraph as ox

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from graph.things.affiliations import affiliations
from graph.things.facts import events, norm_rules, tenures
from graph.things.following import Writes, followed
from graph.things.issues import broadest
from graph.things.positions.positions import all_inferred_stances, all_positions, positions
from graph.things.things import kind_of, thing
from graph.views.directories import COLUMNS, counts, directory
from graph.views.documents import document_cards
from loaders.articles.findings import Document

ARTICLES = {
    "maut": "Die Verkehrsministerin Ida Falk (Waldpartei) fordert eine Maut. Der Verband Freie Straße lehnt die "
    "Maut ab. Am 3. Mai 2025 trafen sich Ida Falk und Ole Berg in Bern.",
    "tempo": "Der Senator Ole Berg kritisiert das Tempolimit auf Autobahnen. Ida Falk fordert ein Tempolimit auf "
    "Autobahnen. Das Straßengesetz verbietet die Maut.",
}


def article(name: str, day: int, text: str = "") -> Document:
    return Document(
        f"document/{name}",
        name.title(),
        f"{name.title()}\n\n{text or ARTICLES[name]}\n",
        published=dt.date(2025, 5, day),
    )


def everything(graph: KnowledgeGraph) -> dict[str, object]:
    """All that pages read of the whole graph."""
    held = all_positions(graph)
    holders = sorted({position.holder for position in held})
    return {
        "positions": held,
        "of holders": [positions(graph, holder=iri) for iri in holders],
        "stances": all_inferred_stances(graph),
        "events": events(graph),
        "tenures": tenures(graph),
        "rules": norm_rules(graph),
        "documents": document_cards(graph),
        "directories": [directory(graph, kind) for kind in COLUMNS],
        "affiliations": [affiliations(graph, iri) for iri in holders],
        "kinds": [kind_of(graph, iri) for iri in holders],
        "names": [thing(graph, iri).label("de") for iri in holders],
        "broadest": broadest(graph),
        "counts": counts(graph),
    }


def test_pages_follow_a_load_a_correction_and_a_removal():
    with standpunkt.open_graph(store_kind="memory") as session:
        graph = session.graph

        def anew() -> KnowledgeGraph:
            return KnowledgeGraph(graph.store, graph.base, graph.reasoner)

        everything(graph)
        steps = [
            ("maut", 1, ""),
            ("tempo", 2, ""),
            ("maut", 3, "Ida Falk lehnt die Maut ab."),
            ("maut", 1, ""),
        ]
        for name, day, text in steps:
            session.load_document(article(name, day, text), replace=True)
            found = everything(graph)
            assert found["positions"]
            assert found == everything(anew())
        for name in ARTICLES:
            graph.remove(named_graphs.document_graph(f"document/{name}"))
            assert everything(graph) == everything(anew())
        assert not all_positions(graph)


def test_only_what_changed_is_read_again():
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        told: list[frozenset[str]] = []

        def renew(old: int, changed: frozenset[str]) -> int:
            told.append(changed)
            return old + 1

        assert followed(session.graph, "test", lambda: 0, renew) == 0
        assert followed(session.graph, "test", lambda: 0, renew) == 0
        one = ox.Triple(ox.NamedNode("urn:one"), ox.NamedNode("urn:is"), ox.Literal("1"))
        session.graph.put("graph/test", [one])
        assert followed(session.graph, "test", lambda: 0, renew) == 1
        assert told == [frozenset({"urn:one"})]


def test_a_log_of_writes_forgets_the_oldest_and_says_so():
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        writes = Writes(session.graph.store)
        assert writes.since(0) == frozenset()
        blank = ox.Triple(ox.BlankNode("b"), ox.NamedNode("urn:is"), ox.Literal("1"))
        session.graph.put("graph/test", [blank])
        assert writes.since(0) is None
        assert writes.since(writes.count) == frozenset()
        assert Writes(session.graph.store).since(-1) is None
