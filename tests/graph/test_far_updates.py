"""Updates of clients over a remote store: what they change is found out by questions, and is what SPARQL says."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from graph.serving.requests import Limits, RefusedError, never
from graph.serving.updates import Update
from graph.stores.remote import RemoteQuads, remote
from graph.stores.store import Store
from ontology.errors import QueryError
from tests.peers import MAKERS

HELD = """
<urn:anna> <urn:holds> <urn:office> <urn:g> .
<urn:anna> <urn:age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .
<urn:bert> <urn:holds> <urn:office> <urn:g> .
<urn:bert> <urn:age> "39"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:h> .
"""
SAME = [
    "INSERT DATA { GRAPH <urn:g> { <urn:anna> <urn:age> 41, 42 } }",
    "DELETE DATA { GRAPH <urn:g> { <urn:anna> <urn:age> 41 . <urn:nobody> <urn:age> 1 } }",
    "DELETE { GRAPH ?g { ?who <urn:age> ?old } } INSERT { GRAPH ?g { ?who <urn:age> ?new } } "
    "WHERE { GRAPH ?g { ?who <urn:age> ?old BIND (?old + 1 AS ?new) } }",
    "PREFIX u: <urn:> WITH u:g DELETE { ?who u:holds ?what } WHERE { ?who u:holds ?what ; u:age ?age }",
    "INSERT { GRAPH <urn:new> { ?who <urn:is> 'old ö\\n' } } WHERE { GRAPH ?g { ?who <urn:age> ?a } FILTER (?a > 40) }",
    "INSERT { GRAPH <urn:new> { ?who <urn:perhaps> ?age } } "
    "WHERE { GRAPH <urn:g> { ?who <urn:holds> ?what OPTIONAL { ?who <urn:age> ?age } } }",
    "DELETE WHERE { GRAPH <urn:g> { <urn:anna> ?p ?o } }",
    "DELETE WHERE { GRAPH ?any { <urn:bert> ?p ?o } } ; INSERT DATA { GRAPH <urn:h> { <urn:bert> <urn:age> 39 } }",
    "CLEAR GRAPH <urn:g>",
    "CLEAR NAMED",
    "DROP SILENT GRAPH <urn:none>",
    "PREFIX u: <urn:> COPY u:g TO u:h",
    "MOVE <urn:g> TO <urn:other>",
    "ADD <urn:h> TO <urn:g>",
    "INSERT { GRAPH <urn:yes> { <urn:a> <urn:b> <urn:c> } } WHERE { GRAPH <urn:g> { <urn:anna> <urn:holds> <urn:office> } }",
    "INSERT { GRAPH <urn:no> { <urn:a> <urn:b> <urn:c> } } WHERE { GRAPH <urn:g> { <urn:anna> <urn:holds> <urn:nil> } }",
    "INSERT { GRAPH <urn:u> { ?who <urn:seen> true } } USING <urn:h> WHERE { ?who <urn:age> ?age }",
]


def held() -> list[ox.Quad]:
    return list(ox.parse(HELD, format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def far(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteQuads]:
    with (
        MAKERS[request.param](tmp_path_factory.mktemp("far")) as location,
        contextlib.closing(remote(location)) as store,
    ):
        yield store


def test_a_given_term_holds_for_a_path_that_may_be_empty(far: RemoteQuads) -> None:
    refill(far)
    text = "SELECT DISTINCT ?who ?what WHERE { ?who <urn:holds>* ?what . ?who <urn:age> ?age }"
    rows = far.query(text, bindings={"what": ox.NamedNode("urn:anna")})
    assert isinstance(rows, ox.QuerySolutions)
    assert [str(row["who"]) for row in rows] == ["<urn:anna>"]


def refill(store: Store) -> None:
    store.change(clear=[name for name in store.graph_names() if name.value.startswith("urn:")], add=held())


def changed(store: RemoteQuads, text: str) -> set[ox.Quad]:
    """What the store would hold after an update of a client."""
    change = store.answers(Limits(query_time=60, update_time=60)).plan(Update(text, "http://x/"), never)
    store.change(remove=change.remove, add=change.add)
    return {quad for quad in store.quads() if quad.graph_name.value.startswith("urn:")}


@pytest.mark.parametrize("text", SAME, ids=range(len(SAME)))
def test_an_update_changes_what_sparql_says(far: RemoteQuads, text: str) -> None:
    refill(far)
    here = ox.Store()
    here.extend(held())
    here.update(text, base_iri="http://x/")
    assert changed(far, text) == set(here)


def test_only_what_changes_anything_is_a_change(far: RemoteQuads) -> None:
    refill(far)
    text = "INSERT DATA { GRAPH <urn:g> { <urn:anna> <urn:age> 41, 42 } }"
    change = far.answers(Limits()).plan(Update(text, "http://x/"), never)
    assert [str(quad.object) for quad in change.add] == ['"42"^^<http://www.w3.org/2001/XMLSchema#integer>']


def test_blank_nodes_of_clients_are_kept_as_iris_that_can_be_removed_again(far: RemoteQuads) -> None:
    refill(far)
    new = changed(far, "INSERT DATA { GRAPH <urn:b> { _:x <urn:p> _:y . _:y <urn:p> 1 } }") - set(held())
    subjects = {quad.subject for quad in new}
    assert len(new) == 2
    assert all(isinstance(subject, ox.NamedNode) for subject in subjects)
    assert {quad.object for quad in new} & subjects
    far.change(remove=list(new))
    assert not list(far.quads(ox.NamedNode("urn:b")))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {",
        "FROB <urn:g>",
        "DELETE { ?s } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o } nonsense",
        "",
    ],
)
def test_what_is_no_update_is_told(far: RemoteQuads, text: str) -> None:
    if not text:
        assert not far.answers(Limits()).plan(Update(text, "http://x/"), never)
        return
    with pytest.raises(QueryError):
        far.answers(Limits()).plan(Update(text, "http://x/"), never)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:1/x.ttl> INTO GRAPH <urn:g>",
        "INSERT { GRAPH <urn:g> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } } ; DELETE WHERE { GRAPH <urn:g> { ?s <urn:b> ?o } }",
    ],
)
def test_what_cannot_be_found_out_beforehand_is_refused(far: RemoteQuads, text: str) -> None:
    with pytest.raises(RefusedError):
        far.answers(Limits()).plan(Update(text, "http://x/"), never)
