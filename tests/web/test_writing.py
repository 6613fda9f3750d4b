"""Writing over the web: update, Graph Store Protocol, tokens, shapes, one transaction each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from ontology.errors import SettingError, ShapeError
from standpunkt.commands import commands
from web import create_app

RIGHT = {"Authorization": "Bearer correct horse battery"}
G = "http://example.org/g"
TEXT_FIELD = '--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n<urn:a> <urn:b> 2 .\r\n--x--\r\n'
"""What ``curl --form-string`` sends: a form that holds a graph, but not as a file."""


@pytest.fixture
def checked(knowledge: KnowledgeGraph) -> Iterator[FlaskClient]:
    """A server whose shapes refuse every graph that says sp:forbidden."""

    def check(name: str, triples) -> None:
        if any(t.predicate.value.endswith("ontology#forbidden") for t in triples):
            raise ShapeError(f"The graph <{name}> violates the shapes.", "forbidden is forbidden")

    app = create_app(knowledge, read_settings({"token": "correct horse battery"}), check=check)
    yield app.test_client()
    app.extensions["standpunkt"].close()


def update(client: FlaskClient, text: str, headers=RIGHT, **parameters):
    return client.post(
        "/update",
        data=text,
        content_type="application/sparql-update",
        headers=headers,
        query_string=parameters,
    )


def ask(client: FlaskClient, text: str) -> bool:
    return client.get("/sparql", query_string={"query": text}).get_json()["boolean"]


# ---------------------------------------------------------------- who may


def test_a_token_that_can_be_guessed_is_refused(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(SettingError, match="standpunkt token new"):
        create_app(knowledge, read_settings({"token": "x" * 15}))
    made = CliRunner().invoke(commands, ["token", "new"]).stdout.strip()
    create_app(knowledge, read_settings({"token": made}))


@pytest.mark.parametrize(
    "header", [None, "Bearer wrong", "Basic Y29ycmVjdCBob3JzZTo=", "Bearer", "correct horse battery"]
)
def test_without_the_token_nobody_writes(client: FlaskClient, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    for response in (
        update(client, f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }}", headers),
        client.put(
            f"/data?graph={G}", data="<urn:a> <urn:b> 1 .", content_type="text/turtle", headers=headers
        ),
        client.post("/documents", data="Text", content_type="text/plain", headers=headers),
        client.delete("/document/probe", headers=headers),
    ):
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert not ask(client, f"ASK {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")


def test_a_server_without_a_token_takes_no_writes(knowledge: KnowledgeGraph) -> None:
    client = create_app(knowledge, read_settings()).test_client()
    response = update(client, "CLEAR ALL", {"Authorization": "Bearer "})
    assert response.status_code == 403
    assert "token" in response.text
    assert knowledge.store.size() == 14


# ---------------------------------------------------------------- updates


def test_an_update_is_seen_by_the_next_query(client: FlaskClient) -> None:
    assert update(client, f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }}").status_code == 204
    assert ask(client, "ASK { <urn:a> <urn:b> 1 }")
    assert update(client, f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}").status_code == 204
    assert not ask(client, "ASK { <urn:a> <urn:b> 1 }")


def test_an_update_is_all_or_nothing(client: FlaskClient) -> None:
    text = f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }} ; LOAD <http://127.0.0.1:9/x>"
    assert update(client, text).status_code == 403
    assert not ask(client, "ASK { <urn:a> <urn:b> 1 }")


def test_an_update_by_get_is_refused(client: FlaskClient) -> None:
    response = client.get("/update", query_string={"update": "CLEAR ALL"}, headers=RIGHT)
    assert response.status_code == 400
    assert ask(client, "ASK { ?s ?p ?o }")


def test_using_parameters_give_the_dataset_of_the_where_clause(client: FlaskClient) -> None:
    update(
        client, "INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:b> 1 } GRAPH <urn:g2> { <urn:a> <urn:b> 2 } }"
    )
    text = "INSERT { GRAPH <urn:g3> { ?s <urn:copy> ?o } } WHERE { ?s <urn:b> ?o }"
    assert update(client, text, **{"using-graph-uri": "urn:g1"}).status_code == 204
    assert ask(client, "ASK { <urn:a> <urn:copy> 1 }")
    assert not ask(client, "ASK { <urn:a> <urn:copy> 2 }")
    clash = "INSERT { <urn:a> <urn:c> ?o } USING <urn:g2> WHERE { ?s ?p ?o }"
    assert update(client, clash, **{"using-graph-uri": "urn:g1"}).status_code == 400


def test_blank_nodes_survive_an_update_that_touches_their_graph(client: FlaskClient) -> None:
    update(
        client,
        f'INSERT DATA {{ GRAPH <{G}> {{ _:x <urn:name> "x" ; <urn:knows> _:y . _:y <urn:name> "y" }} }}',
    )
    update(
        client,
        f'DELETE {{ GRAPH <{G}> {{ ?x <urn:name> "x" }} }} INSERT {{ GRAPH <{G}> {{ ?x <urn:name> "z" }} }}'
        f' WHERE {{ GRAPH <{G}> {{ ?x <urn:name> "x" }} }}',
    )
    assert ask(client, 'ASK { ?x <urn:name> "z" ; <urn:knows> ?y . ?y <urn:name> "y" FILTER(ISBLANK(?x)) }')
    assert not ask(client, 'ASK { ?x <urn:name> "x" }')


def test_data_that_violates_the_shapes_is_refused_with_the_report(checked: FlaskClient) -> None:
    bad = f"PREFIX sp: <https://w3id.org/standpunkt/ontology#> INSERT DATA {{ GRAPH <{G}> {{ <urn:a> sp:forbidden 1 }} }}"
    response = update(checked, bad)
    assert (response.status_code, "forbidden is forbidden" in response.text) == (422, True)
    assert not ask(checked, f"ASK {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")
    assert update(checked, f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:other> 1 }} }}").status_code == 204


# ---------------------------------------------------------------- whole graphs


def turtle(response) -> set[ox.Triple]:
    return {q.triple for q in ox.parse(response.data, ox.RdfFormat.TURTLE)}


def test_a_graph_is_made_replaced_extended_and_deleted(client: FlaskClient) -> None:
    address = f"/data?graph={G}"

    def send(method: str, text: str) -> int:
        return client.open(
            address, method=method, data=text, content_type="text/turtle", headers=RIGHT
        ).status_code

    assert send("PUT", "<urn:a> <urn:b> 1 .") == 201
    assert send("PUT", "<urn:a> <urn:b> 2 .") == 204
    assert send("POST", "<urn:a> <urn:b> 3 .") == 204
    values = {
        triple.object.value for triple in turtle(client.get(address, headers={"Accept": "text/turtle"}))
    }
    assert values == {"2", "3"}
    assert client.delete(address, headers=RIGHT).status_code == 204
    assert client.get(address).status_code == client.delete(address, headers=RIGHT).status_code == 404


def test_a_graph_that_is_no_rdf_leaves_everything_as_it_was(client: FlaskClient) -> None:
    client.put(f"/data?graph={G}", data="<urn:a> <urn:b> 1 .", content_type="text/turtle", headers=RIGHT)
    for body, media_type, status in (
        ("<urn:a> <urn:b> 2 . nonsense", "text/turtle", 400),
        ("{}", "application/x-unknown", 415),
        ("<urn:a> <urn:b> 1 <urn:other> .", "application/n-quads", 400),
    ):
        response = client.put(f"/data?graph={G}", data=body, content_type=media_type, headers=RIGHT)
        assert response.status_code == status
    assert ask(client, f"ASK {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }}")


CUT = TEXT_FIELD.replace("data", 'data"; filename="a.ttl')[:-12]
LEFT_OPEN = "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
"""Of a file that is cut short werkzeug leaves what it had read to the garbage collector."""


@pytest.mark.filterwarnings(LEFT_OPEN)
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(
    ("boundary", "body"),
    [("x", TEXT_FIELD), ("x", CUT), ("y", TEXT_FIELD), ("", TEXT_FIELD), ("x", "--x--\r\n"), ("x", "")],
    ids=["a text field", "a file cut short", "another boundary", "no boundary", "no part", "nothing"],
)
def test_a_form_without_a_whole_file_leaves_the_graph_as_it_was(
    client: FlaskClient, method: str, boundary: str, body: str
) -> None:
    media_type = f"multipart/form-data; boundary={boundary}" if boundary else "multipart/form-data"
    client.put(f"/data?graph={G}", data="<urn:a> <urn:b> 1 .", content_type="text/turtle", headers=RIGHT)
    for address in (f"/data?graph={G}", "/data?graph=urn:new"):
        sent = client.open(address, method=method, data=body, content_type=media_type, headers=RIGHT)
        assert (sent.status_code, "as a file" in sent.text) == (415, True)
    assert ask(client, f"ASK {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }}")
    assert client.get("/data?graph=urn:new").status_code == 404


def test_every_file_of_a_form_is_taken_also_under_one_name(client: FlaskClient) -> None:
    files = [(io.BytesIO(f"<urn:a> <urn:b> {n} .".encode()), f"{n}.ttl", "text/turtle") for n in (1, 2)]
    sent = client.put(
        f"/data?graph={G}", data={"file": files}, content_type="multipart/form-data", headers=RIGHT
    )
    assert sent.status_code == 201
    assert len(turtle(client.get(f"/data?graph={G}", headers={"Accept": "text/turtle"}))) == 2


def test_entities_that_grow_without_end_are_ended(knowledge: KnowledgeGraph) -> None:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    body = (
        f'<!DOCTYPE x [<!ENTITY a "ha">{entities}]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="urn:a"><x:p xmlns:x="urn:">&j;</x:p></rdf:Description></rdf:RDF>'
    )
    app = create_app(
        knowledge, read_settings({"token": "correct horse battery", "query_memory": 200_000_000})
    )
    client = app.test_client()
    response = client.put(f"/data?graph={G}", data=body, content_type="application/rdf+xml", headers=RIGHT)
    assert response.status_code in (400, 503)
    assert ask(client, "ASK { ?s ?p ?o }")
    app.extensions["standpunkt"].close()


def test_posting_without_a_name_makes_a_new_graph(client: FlaskClient) -> None:
    response = client.post("/data", data="<urn:a> <urn:b> 1 .", content_type="text/turtle", headers=RIGHT)
    path = response.headers["Location"].removeprefix("http://127.0.0.1:5000")
    assert response.status_code == 201
    assert len(turtle(client.get(path, headers={"Accept": "text/turtle"}))) == 1


def test_a_dataset_is_put_in_the_place_of_all_and_read_back_the_same(client: FlaskClient) -> None:
    quads = {"Accept": "application/n-quads"}
    before = client.get("/data", headers=quads).data
    more = b"<urn:a> <urn:b> _:x <urn:g> .\n<urn:a> <urn:b> <urn:c> .\n"
    sent = client.put("/data", data=before + more, content_type="application/n-quads", headers=RIGHT)
    assert sent.status_code == 204
    assert ask(client, "ASK { GRAPH <urn:g> { <urn:a> <urn:b> ?named FILTER(isIRI(?named)) } }")
    assert (
        client.put("/data", data=before, content_type="application/n-quads", headers=RIGHT).status_code == 204
    )
    assert sorted(client.get("/data", headers=quads).data.splitlines()) == sorted(before.splitlines())
    kept = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
    assert (
        client.put("/data", data=kept, content_type="application/n-quads", headers=RIGHT).status_code == 204
    )
    assert not ask(client, 'ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), "graph/document/")) }')


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"<urn:a> <urn:b> <urn:c> .", "text/turtle", 415),
        (b"<urn:a> <urn:b> <urn:", "application/n-quads", 400),
        (b"<urn:a> <urn:b> 1 <https://elsewhere.example.org/graph/document/x> .", "application/trig", 400),
        (
            b'<urn:a> <urn:b> "1" <https://elsewhere.example.org/graph/document/x> .',
            "application/n-quads",
            400,
        ),
    ],
)
def test_a_dataset_that_is_none_or_of_another_base_changes_nothing(
    client: FlaskClient, data: bytes, kind: str, status: int
) -> None:
    before = client.get("/data", headers={"Accept": "application/n-quads"}).data
    assert client.put("/data", data=data, content_type=kind, headers=RIGHT).status_code == status
    assert client.get("/data", headers={"Accept": "application/n-quads"}).data == before


def test_the_union_is_read_as_default_graph(client: FlaskClient) -> None:
    assert len(turtle(client.get("/data?default", headers={"Accept": "text/turtle"}))) == 14


def test_a_document_is_taken_back(client: FlaskClient) -> None:
    assert client.delete("/document/probe", headers=RIGHT).status_code == 204
    assert not ask(client, 'ASK { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), "graph/provenance")) }')
    assert client.delete("/document/probe", headers=RIGHT).status_code == 404


# ---------------------------------------------------------------- articles


def test_an_article_is_handed_to_the_loader_in_every_form(knowledge: KnowledgeGraph) -> None:
    seen: list[tuple[bytes, dict[str, str]]] = []

    def load(data: bytes, said) -> dict:
        seen.append((data, dict(said)))
        return {"document": "http://127.0.0.1:5000/document/x", "new": True, "statements": []}

    app: Flask = create_app(knowledge, read_settings({"token": "correct horse battery"}), load=load)
    client = app.test_client()
    text = "Die Ministerin fordert ein Tempolimit."
    sent = (
        client.post(
            "/documents?date=2025-08-19", data=text.encode(), content_type="text/plain", headers=RIGHT
        ),
        client.post("/documents", json={"text": text, "date": "2025-08-19"}, headers=RIGHT),
        client.post("/documents", data={"text": text, "date": "2025-08-19"}, headers=RIGHT),
    )
    assert [response.status_code for response in sent] == [201, 201, 201]
    assert {data for data, _ in seen} == {text.encode()}
    assert {said["date"] for _, said in seen} == {"2025-08-19"}
    assert (
        client.post("/documents", data="{", content_type="application/json", headers=RIGHT).status_code == 400
    )
    assert client.post("/documents", data=b"x", content_type="image/png", headers=RIGHT).status_code == 415
