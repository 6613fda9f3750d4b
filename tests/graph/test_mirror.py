"""Serving from the disk: the mirror always holds what the store shows, and nothing is promised less there."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.mirror import room
from graph.mirror.building import DEFAULT, mirrored
from graph.mirror.keeping import COPIES
from graph.mirror.mirror import Mirror, fill
from graph.rdf.changes import DatasetChange
from graph.serving.evaluation import Query
from graph.serving.pool import Replica
from graph.serving.requests import Dump, Limits, RefusedError, TimeLimitError, never
from graph.serving.updates import Update
from graph.stores.embedded import OxigraphQuads, memory
from ontology.errors import QueryError, SettingError, StoreError
from tests.waiting import PATIENCE, wait_until

BASE = "http://127.0.0.1:5000/"
SECRET = ox.NamedNode("urn:secret")
GRAPHS = [DEFAULT, *(ox.NamedNode(f"urn:graph:{number}") for number in range(3))]
NAMED = [graph for graph in GRAPHS if isinstance(graph, ox.NamedNode)]
QUADS = [
    ox.Quad(subject, predicate, ox.Literal(str(value)), graph)
    for subject in (ox.NamedNode("urn:a"), ox.BlankNode("b"))
    for predicate in (ox.NamedNode("urn:p"), SECRET)
    for value in range(2)
    for graph in GRAPHS
]


def some(chance: random.Random, most: int) -> list[ox.Quad]:
    return chance.sample(QUADS, chance.randrange(most))


def a_change(chance: random.Random) -> DatasetChange:
    """Anything a writer may do at once, in no order that makes sense."""
    clear, drop, create = (chance.sample(NAMED, int(chance.random() < 0.15)) for _ in range(3))
    return DatasetChange(clear, drop, some(chance, 6), create, some(chance, 6))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OxigraphQuads]:
    store = OxigraphQuads(tmp_path / "store")
    store.change(add=random.Random(4).sample(QUADS, 12))
    yield store
    store.close()


@pytest.fixture
def served(store: OxigraphQuads) -> Iterator[Replica]:
    limits = Limits(query_time=PATIENCE, update_time=PATIENCE)
    with contextlib.closing(
        store.answers(limits, withheld=frozenset({SECRET}), serve_from="disk")
    ) as answers:
        assert isinstance(answers, Replica)
        yield answers


def ask(answers: Replica, text: str) -> list[str]:
    body = answers.answer(Query(text, BASE, solutions="text/csv"), never).body
    assert isinstance(body, bytes)
    return sorted(body.decode().splitlines()[1:])


@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize("withheld", [frozenset(), frozenset({SECRET})])
def test_whatever_is_changed_the_mirror_holds_what_a_new_one_would(
    store: OxigraphQuads, tmp_path: Path, union: bool, withheld: frozenset[ox.NamedNode]
) -> None:
    store.inner.backup(tmp_path / "source")
    fill(tmp_path / "source", tmp_path / "mirror", union=union, withheld=withheld)
    mirror = Mirror(tmp_path / "mirror", store, union=union, withheld=withheld)
    store.listen(lambda change: mirror.follow(change or DatasetChange()))
    chance = random.Random(5)
    for number in range(150):
        change = a_change(chance)
        store.change(**{name: getattr(change, name) for name in ("clear", "drop", "remove", "create", "add")})
        if not number % 30:
            mirror.save(tmp_path / f"state-{number}")
            assert set(ox.Store.read_only(str(tmp_path / f"state-{number}"))) == expected(
                store, union, withheld
            )
    mirror.save(tmp_path / "end")
    found = ox.Store.read_only(str(tmp_path / "end"))
    assert set(found) == expected(store, union, withheld)
    assert set(found.named_graphs()) >= {quad.graph_name for quad in found} - {DEFAULT}
    assert set(found.named_graphs()) <= set(store.inner.named_graphs())


def expected(store: OxigraphQuads, union: bool, withheld: frozenset[ox.NamedNode]) -> set[ox.Quad]:
    return set(mirrored(store.quads(), union=union, withheld=withheld))


QUERIES = [
    "SELECT * { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <urn:graph:0> { ?s ?p ?o }",
    "SELECT * FROM <urn:graph:0> FROM <urn:graph:1> FROM <urn:graph:2> { ?s ?p ?o }",
    "SELECT * FROM <urn:graph:0> FROM <urn:graph:1> FROM NAMED <urn:graph:2> { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?o { <urn:a> <urn:p>+ ?o FILTER(?o = TRUE || ?o != '7') }",
]


@pytest.mark.parametrize("union", [True, False])
def test_every_query_has_the_answer_that_the_copy_in_memory_gives(store: OxigraphQuads, union: bool) -> None:
    withheld = frozenset({SECRET})
    chance = random.Random(6)
    with contextlib.ExitStack() as stack:
        both = [
            stack.enter_context(
                contextlib.closing(
                    store.answers(
                        Limits(query_time=PATIENCE), union=union, withheld=withheld, serve_from=place
                    )
                )
            )
            for place in ("memory", "disk")
        ]
        for _ in range(3):
            store.change(remove=some(chance, 9), add=some(chance, 9))
            for text in QUERIES:
                in_memory, on_disk = (ask(answers, text) for answers in both)
                assert in_memory == on_disk, text
            for graph in (None, "", "urn:graph:1"):
                form = "application/n-quads" if graph is None else "application/n-triples"
                dumps = [answers.answer(Dump(graph, form), never).body for answers in both]
                assert len({frozenset(body.splitlines()) for body in dumps}) == 1
            for text in UPDATES:
                in_memory, on_disk = (answers.plan(Update(text, BASE), never) for answers in both)
                assert sets(in_memory) == sets(on_disk), text


UPDATES = [
    "INSERT DATA { GRAPH <urn:graph:0> { <urn:new> <urn:p> 1 } GRAPH <urn:graph:9> {} }",
    "DELETE DATA { GRAPH <urn:graph:0> { <urn:a> <urn:p> '1' . <urn:a> <urn:secret> '1' } }",
    "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s <urn:q> ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH <urn:graph:1> DELETE { ?s ?p ?o } INSERT { ?o2 ?p ?s } WHERE { ?s ?p ?o BIND(IRI('urn:x') AS ?o2) }",
    "DELETE WHERE { ?s ?p ?o } ; CLEAR GRAPH <urn:graph:2>",
    "DROP ALL",
    "COPY <urn:graph:0> TO <urn:graph:8> ; CREATE GRAPH <urn:graph:7>",
]


def sets(change: DatasetChange) -> list[set[object]]:
    return [set(getattr(change, name)) for name in ("clear", "drop", "remove", "create", "add")]


def test_a_write_is_seen_by_every_later_query(store: OxigraphQuads, served: Replica) -> None:
    for number in range(8):
        subject = ox.NamedNode(f"urn:{number}")
        store.change(add=[ox.Quad(subject, ox.NamedNode("urn:p"), ox.Literal("new"), NAMED[0])])
        assert ask(served, f"SELECT ?o {{ {subject} ?p ?o }}") == ["new"]


def test_an_answer_that_has_begun_ends_as_it_began(store: OxigraphQuads, served: Replica) -> None:
    many = " ".join(map(str, range(1000)))
    text = f"SELECT ?a ?b {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} }} LIMIT 300000"
    began = served.answer(Query(text, BASE), never).body
    assert not isinstance(began, bytes)
    next(began)
    for number in range(3):
        store.change(add=[ox.Quad(ox.NamedNode(f"urn:{number}"), SECRET, ox.Literal("x"), NAMED[0])])
        ask(served, "SELECT * { ?s ?p ?o }")
    assert b"".join(began).endswith(b"}]}}")


def test_what_is_not_shown_is_in_no_file_that_a_query_can_reach(
    store: OxigraphQuads, served: Replica, tmp_path: Path
) -> None:
    """Also where it is written while the server runs."""
    hidden = "Zwetschgendatschi"
    quad = ox.Quad(ox.NamedNode("urn:a"), SECRET, ox.Literal(f"{hidden} um elf"), NAMED[0])
    store.change(add=[quad])
    assert not any(hidden in row for row in ask(served, "SELECT * { ?s ?p ?o }"))
    assert not files_with(hidden, tmp_path / "store" / COPIES)
    assert files_with(hidden, tmp_path / "store" / "quads")
    removal = served.plan(Update("DELETE WHERE { GRAPH <urn:graph:0> { ?s <urn:secret> ?o } }", BASE), never)
    assert quad in removal.remove


def files_with(word: str, folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


def test_an_endless_query_ends_and_others_go_on(store: OxigraphQuads) -> None:
    many = " ".join(map(str, range(1000)))
    endless = (
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} VALUES ?c {{ {many} }} }}"
    )
    with contextlib.closing(store.answers(Limits(query_time=1), serve_from="disk")) as answers:
        with pytest.raises(TimeLimitError):
            answers.answer(Query(endless, BASE), never)
        assert answers.answer(Query("ASK {}", BASE), never).body


def test_no_connection_is_opened(served: Replica) -> None:
    with pytest.raises(RefusedError):
        ask(served, "SELECT * { SERVICE <http://127.0.0.1:9999/sparql> { ?s ?p ?o } }")
    with pytest.raises(RefusedError):
        served.plan(Update("LOAD <http://127.0.0.1:9999/data.ttl>", BASE), never)
    with pytest.raises(QueryError):
        served.plan(Update("INSERT NONSENSE", BASE), never)


def test_files_of_states_and_copies_go_with_their_readers(
    store: OxigraphQuads, served: Replica, tmp_path: Path
) -> None:
    for number in range(4):
        store.change(add=[ox.Quad(ox.NamedNode(f"urn:{number}"), SECRET, ox.Literal("x"), NAMED[0])])
        ask(served, "SELECT * { ?s ?p ?o }")
        served.plan(Update("DELETE WHERE { ?s ?p ?o }", BASE), never)
    folder = tmp_path / "store" / COPIES
    wait_until(lambda: sorted(place.name[:5] for place in folder.glob("*/*")) == ["mirro", "state"])
    served.close()
    assert [place.name for place in folder.iterdir()] == ["kept"]


def test_whoever_opens_the_store_takes_away_what_a_killed_server_left(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from graph.stores.embedded import OxigraphQuads\n"
        "from graph.serving.requests import Limits\n"
        "OxigraphQuads(Path(sys.argv[1])).answers(Limits(), serve_from='disk'); os.kill(os.getpid(), 9)"
    )
    place = tmp_path / "store"
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", code, str(place)], check=False, cwd=root, env={**os.environ}
    )
    assert killed.returncode == -9
    assert list((place / COPIES).iterdir())
    OxigraphQuads(place).close()
    assert not list((place / COPIES).iterdir())


def test_a_mirror_that_cannot_follow_is_made_anew(store: OxigraphQuads, served: Replica) -> None:
    """As after a full disk: no answer lacks the write that the store has made."""

    def fail(_change: DatasetChange) -> None:
        raise RuntimeError("Corruption: no space left")

    served._copy._mirror.follow = fail
    store.change(add=[ox.Quad(ox.NamedNode("urn:later"), ox.NamedNode("urn:p"), ox.Literal("1"), NAMED[0])])
    assert ask(served, "SELECT ?o { <urn:later> ?p ?o }") == ["1"]


def test_written_anew_the_store_is_mirrored_anew(store: OxigraphQuads, served: Replica) -> None:
    before = ask(served, "SELECT * { ?s ?p ?o }")
    store.rewrite()
    assert ask(served, "SELECT * { ?s ?p ?o }") == before


def mirrors(place: Path, before: Callable[[OxigraphQuads], None] = lambda _: None, **more: Any) -> set[str]:
    """The identity of the mirror that a server of the store in ``place`` has, which answers right."""
    store = OxigraphQuads(place)
    before(store)
    with contextlib.closing(store.answers(Limits(), serve_from="disk", **more)) as answers:
        assert isinstance(answers, Replica)
        assert ask(answers, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == sorted(
            q.object.value for q in store.quads()
        )
        found = {file.read_text() for file in (place / COPIES).glob("*/mirror/IDENTITY")}
    store.close()
    return found


def test_the_next_server_takes_the_mirror_over_where_nothing_was_written_since(tmp_path: Path) -> None:
    place = tmp_path / "store"

    def write(store: OxigraphQuads) -> None:
        store.change(add=[ox.Quad(ox.NamedNode("urn:a"), SECRET, ox.Literal(os.urandom(4).hex()), NAMED[0])])

    first = mirrors(place, write)
    assert mirrors(place) == first
    OxigraphQuads(place).close()
    assert mirrors(place) == first, "who opens the store and writes nothing changes nothing"
    other = mirrors(place, union=False)
    assert other != first
    last = mirrors(place)
    assert last not in (first, other)
    store = OxigraphQuads(place)
    write(store)
    store.close()
    written = mirrors(place)
    assert written != last
    assert mirrors(place, write) != written
    store = OxigraphQuads(place)
    assert list((place / COPIES).glob("*/*"))
    store.rewrite()
    assert not list((place / COPIES).glob("*/*")), "what is written anew is in no old file"
    store.close()


def test_where_the_copy_lies_is_a_choice_of_three(store: OxigraphQuads) -> None:
    with pytest.raises(SettingError, match="choose memory, disk or auto"):
        store.answers(Limits(), serve_from="cloud")
    with pytest.raises(SettingError, match="a store in a directory"):
        memory().answers(Limits(), serve_from="disk")


def test_a_copy_that_takes_more_than_half_of_the_free_memory_lies_on_the_disk() -> None:
    gigabyte = 1 << 30
    assert not room.is_too_large(1_000_000, 4 * gigabyte)
    assert room.is_too_large(10_000_000, 4 * gigabyte)
    assert not room.is_too_large(10_000_000, None)
    free = room.free_memory()
    assert free is None or free > 0


def test_a_mirror_that_cannot_be_filled_is_no_mirror(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        fill(tmp_path / "nothing", tmp_path / "mirror", union=True, withheld=frozenset())
