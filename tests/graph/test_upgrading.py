"""A store of an older version of the ontology is brought up to the installed one; one of a newer is refused."""

import datetime as dt
import re

import pyoxigraph as ox
import pytest

import standpunkt
from graph.knowledge import upgrading
from graph.knowledge.graph import KnowledgeGraph
from graph.stores.embedded import embedded, memory
from ontology import versions
from ontology.errors import StoreError
from ontology.terms import SP
from ontology.versions import IRI, Version, current

BASE = "http://127.0.0.1:5000/"
PLACE = ox.NamedNode(BASE + "graph/ontology")
VERSION = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
REPORTED, ATTRIBUTED = ox.NamedNode(f"{IRI}#reportedBy"), ox.NamedNode(str(SP.attributedTo))
DOCUMENT = ox.NamedNode(BASE + "graph/document/probe")
POSITION, ANNA = ox.NamedNode(BASE + "position/1"), ox.NamedNode(BASE + "actor/anna")
DECISION, BEFORE = ox.NamedNode(BASE + "curation/1"), ox.NamedNode(str(SP.statementBefore))
CURATION = ox.NamedNode(BASE + "graph/curation")
EXAMPLE = re.search(
    r"```sparql\n(.*?)```",
    (upgrading.files("graph.knowledge") / "migrations" / "README.md").read_text("utf-8"),
    re.DOTALL,
)[1]


def older_store(location) -> None:
    """A store that a version 0.0.1 wrote, with a property that the version after it renamed."""
    store = embedded(str(location))
    quads = [
        ox.Quad(ox.NamedNode(IRI), VERSION, ox.Literal("0.0.1"), PLACE),
        ox.Quad(POSITION, REPORTED, ANNA, DOCUMENT),
        ox.Quad(POSITION, ox.NamedNode(str(SP.holder)), ANNA, DOCUMENT),
        ox.Quad(DECISION, BEFORE, ox.Literal(f"{POSITION} {REPORTED} {ANNA} .\n"), CURATION),
    ]
    store.change(add=quads)
    store.close()


@pytest.fixture
def older_version_known(monkeypatch, tmp_path):
    """A world in which 0.0.1 was before today's version, and the README's example is the migration."""
    known = (Version("0.0.1", dt.date(2025, 1, 1), "", ""), *versions.versions())
    monkeypatch.setattr(versions, "versions", lambda: known)
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / f"{current().number}.ru").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setattr(upgrading, "files", lambda _: tmp_path)


def test_a_new_store_says_its_version():
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as graph:
        assert upgrading.written_version(graph) == current().number


def test_an_older_store_is_migrated_once_with_the_new_ontology(older_version_known, tmp_path):
    older_store(tmp_path / "store")
    for _ in range(2):
        with standpunkt.open_graph(store=str(tmp_path / "store")) as graph:
            assert upgrading.written_version(graph) == current().number
            held = {(q.subject, q.predicate, q.object) for q in graph.store.quads(DOCUMENT)}
            assert held == {(POSITION, ATTRIBUTED, ANNA), (POSITION, ox.NamedNode(str(SP.holder)), ANNA)}
            [kept] = graph.store.quads(CURATION)
            assert kept.object.value == f"{POSITION} {ATTRIBUTED} {ANNA} .\n"
            assert next(graph.store.quads(graph.iri("graph/inferred"), subject=ANNA), None)


def test_a_graph_that_a_migration_empties_is_gone_and_others_are_not_touched(older_version_known, tmp_path):
    older_store(tmp_path / "store")
    graph = KnowledgeGraph(embedded(str(tmp_path / "store")), BASE, None)
    changed = upgrading.migrated(graph, [f"DROP GRAPH <{CURATION.value}>"])
    assert changed == {CURATION.value: []}


def test_a_store_of_a_newer_version_is_refused_and_stays_as_it_is(tmp_path):
    older_store(tmp_path / "store")  # 0.0.1 is unknown here, as a newer one would be
    for _ in range(2):
        with (
            pytest.raises(StoreError, match=r"version 0\.0\.1 .* update Standpunkt"),
            standpunkt.open_graph(store=str(tmp_path / "store")),
        ):
            pass
    assert embedded(str(tmp_path / "store")).size() == 4


def test_migrations_are_named_after_versions():
    known = {version.number for version in versions.versions()}
    folder = upgrading.files("graph.knowledge") / "migrations"
    assert {f.name.removesuffix(".ru") for f in folder.iterdir() if f.name.endswith(".ru")} <= known


def test_a_store_without_ontology_needs_no_migration():
    assert upgrading.due_migrations(upgrading.written_version(KnowledgeGraph(memory(), BASE, None))) == []
