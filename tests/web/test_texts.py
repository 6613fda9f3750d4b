"""Where texts are not published, only what is quoted from them can be read: everywhere, in every form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from graph.model.settings import read_settings
from graph.model.showing import TEXTS, publishes_texts
from graph.serving.requests import Limits
from graph.stores.remote import RemoteQuads
from ontology.errors import SettingError
from standpunkt import open_graph
from standpunkt.commands import commands
from standpunkt.session.session import Session
from tests.waiting import PATIENCE

TOKEN = "correct horse battery"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ARTICLE = """# Streit um das Tempolimit

Zwergmispeln. Die Verkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen. Kugelahorn.

Am Springbrunnen vor dem Rathaus blühen seit gestern Zaubernüsse in Töpfen.

Der Verband Freie Straße lehnt das Tempolimit auf Autobahnen ab. Blasenspieren am Rathaus.
"""
SECOND = """# Ein Tag am Springbrunnen

Vor dem Springbrunnen sagte Otto Probe, ein Tempolimit auf Autobahnen sei falsch. Zaubernüsse blühen dort.

Blasenspieren am Rathaus, Kugelahorn und Zwergmispeln sind gewachsen.
"""
UNQUOTED = ("Zwergmispel", "Kugelahorn", "Zaubernüsse", "Blasenspiere")
"""Words that stand in no quotation; the first, the second and the last right beside one."""
QUOTED = "fordert ein Tempolimit auf Autobahnen"
SUFFIXES = ("html", "ttl", "jsonld", "nt", "rdf", "trig", "nq")
QUERIES = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?o { ?s <https://w3id.org/standpunkt/ontology#text> ?o }",
    "SELECT ?s { ?s ?p ?o FILTER (CONTAINS(STR(?o), 'Zauber')) }",
    "CONSTRUCT { ?s <urn:leak> ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE ?s { ?s a <https://w3id.org/standpunkt/ontology#Document> }",
    "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o }",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("texts")
    for number, text in enumerate((ARTICLE, SECOND)):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    with open_graph(store_kind="memory", public="on", token=TOKEN, query_seconds=PATIENCE) as session:
        report = session.load(sorted(folder.glob("*.md")))
        assert not report.failed
        assert sum(one.counts["positions"] for one in report.loaded) >= 3
        yield session


@pytest.fixture(scope="module")
def client(session: Session) -> Iterator[FlaskClient]:
    app = session.app()
    yield app.test_client()
    app.extensions["standpunkt"].close()


def leaks(body: str) -> list[str]:
    """The words of ``body`` that are quoted nowhere, however they are escaped."""
    plain = unescape(re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), body))
    return [word for word in UNQUOTED if word.lower()[:-1] in plain.lower()]


def read(client: FlaskClient, address: str, accept: str = "") -> str:
    answer = client.get(address, headers={"Accept": accept} if accept else {})
    assert answer.status_code < 500, address
    return answer.get_data(as_text=True) if not address.endswith(".gz") else ""


def things(session: Session) -> list[str]:
    """The IRIs of ours that are in the graph, and the names of graphs."""
    found = {
        name.value
        for quad in session.graph.store.quads()
        for name in (quad.subject, quad.object, quad.graph_name)
        if isinstance(name, ox.NamedNode) and name.value.startswith(session.base)
    }
    ours = sorted(iri for iri in found if iri.startswith(f"{session.base}document/"))
    return ours + sorted(found - set(ours))


# ---------------------------------------------------------------- every address, every form


def test_the_texts_are_there(session: Session) -> None:
    kept = " ".join(str(quad.object) for quad in session.graph.store.quads())
    assert len(leaks(kept)) == len(UNQUOTED)
    assert {quad.predicate for quad in session.graph.store.quads()} >= TEXTS


def test_every_page_of_the_site_is_without_them(client: FlaskClient) -> None:
    """Follow every link of the site from the home page."""
    todo, seen = ["/"], {"/"}
    while todo and len(seen) < 600:
        address = todo.pop(0)
        body = read(client, address, "text/html")
        assert not leaks(body), address
        for link in re.findall(r'(?:href|src|action)="([^"#]+)', body):
            target = urljoin("http://localhost" + address, unescape(link))
            path = urlsplit(target)
            there = path.path + ("?" + path.query if path.query else "")
            if path.netloc in ("localhost", "127.0.0.1:5000") and there not in seen:
                seen.add(there)
                todo.append(there)
    assert len(seen) > 100


def test_every_address_of_the_server_is_without_them(client: FlaskClient) -> None:
    rules = [rule.rule for rule in client.application.url_map.iter_rules() if "<" not in rule.rule]
    for rule in [*rules, "/dump.nq", "/dump.trig", "/data?default", "/data"]:
        for accept in ("text/html", "application/n-quads"):
            assert not leaks(read(client, rule, accept)), rule


def test_every_thing_is_without_them_in_every_form(client: FlaskClient, session: Session) -> None:
    found = things(session)
    documents = {iri for iri in found if "/document/" in iri or "/evidence/" in iri or "/curation" in iri}
    assert len(documents) > 10
    for iri in sorted(documents):
        path = quote(iri.removeprefix(session.base), safe="/")
        for suffix in SUFFIXES:
            assert not leaks(read(client, f"/{path}.{suffix}")), (iri, suffix)
        assert not leaks(read(client, "/thing?iri=" + quote(iri, safe=""), "text/html")), iri
    for iri in found[::7]:
        assert not leaks(read(client, "/thing?iri=" + quote(iri, safe=""), "text/html")), iri
    for name in session.graph.store.graph_names():
        assert not leaks(read(client, "/data?graph=" + quote(name.value, safe=""))), name


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reaches_them(client: FlaskClient, query: str) -> None:
    for form in ("json", "ttl"):
        address = "/sparql?format=" + form + "&query=" + quote(query)
        body = read(client, address)
        assert not leaks(body.replace("Zauber')", "")), address
    page = client.post("/query", data={"query": query}).get_data(as_text=True)
    assert not leaks(page.replace("Zauber", "")), query


def test_no_question_brings_them_to_light(client: FlaskClient) -> None:
    for question in ("Was blüht am Springbrunnen?", "Springbrunnen vor dem Rathaus", "Rathaus", "Töpfe"):
        for suffix in ("", ".json", ".csv"):
            assert not leaks(read(client, f"/ask{suffix}?q={quote(question)}")), question


def test_a_passage_in_the_address_shows_no_more(client: FlaskClient, session: Session) -> None:
    document = next(iri for iri in things(session) if "/document/" in iri)
    for span in ("0-100000", "0-50", "100-200"):
        body = read(client, "/" + document.removeprefix(session.base) + "?at=" + span, "text/html")
        assert not leaks(body)


def test_exports_are_without_them(session: Session) -> None:
    for form in ("trig", "nquads", "turtle", "ntriples", "jsonld", "rdfxml"):
        out = io.BytesIO()
        session.export(out, form)
        assert not leaks(out.getvalue().decode()), form
        assert "Tempolimit" in out.getvalue().decode()


# ---------------------------------------------------------------- what is shown nevertheless


def test_quotations_digests_and_offsets_are_shown(client: FlaskClient, session: Session) -> None:
    dump = read(client, "/dump.nq")
    assert QUOTED in dump
    assert "sha256:" in dump
    assert "ontology#start>" in dump
    document = next(iri for iri in things(session) if iri.endswith("document/streit-um-das-tempolimit"))
    page = read(client, "/" + document.removeprefix(session.base) + "?lang=de", "text/html")
    assert QUOTED in page
    assert "[…]" in page
    assert "gehört seinem Verlag" in page
    assert QUOTED in read(client, "/ask?q=" + quote("Wer fordert ein Tempolimit auf Autobahnen?"))


def test_a_backup_holds_them_for_who_may_have_it(client: FlaskClient) -> None:
    assert client.get("/backup").status_code == 401
    assert client.get("/backup", headers=BEARER).status_code == 200


# ---------------------------------------------------------------- updates


def test_an_update_takes_back_what_it_does_not_see(tmp_path: Path) -> None:
    file = tmp_path / "streit.md"
    file.write_text(ARTICLE, encoding="utf-8")
    with open_graph(
        store_kind="memory", public="on", token=TOKEN, reasoner="none", query_seconds=PATIENCE
    ) as session:
        session.load([file])
        app = session.app()
        home = session.base + "graph/document/streit-um-das-tempolimit"
        text = f"INSERT DATA {{ GRAPH <{home}> {{ <urn:a> <urn:b> 1 }} }}"
        client = app.test_client()
        assert client.post("/update", data={"update": text}, headers=BEARER).status_code == 204
        assert any(quad.predicate in TEXTS for quad in session.graph.store.quads())
        for query in QUERIES[:2]:
            assert not leaks(read(client, "/sparql?query=" + quote(query)))
        text = f"DELETE WHERE {{ GRAPH <{home}> {{ ?s ?p ?o }} }}"
        assert client.post("/update", data={"update": text}, headers=BEARER).status_code == 204
        assert not any(quad.predicate in TEXTS for quad in session.graph.store.quads())
        app.extensions["standpunkt"].close()


# ---------------------------------------------------------------- the setting


@pytest.mark.parametrize(
    ("public", "said", "published"),
    [("off", "", True), ("on", "", False), ("on", "on", True), ("off", "off", False), ("off", " No ", False)],
)
def test_what_is_not_said_is_said_by_public(public: str, said: str, published: bool) -> None:
    assert publishes_texts(read_settings({"public": public, "publish_texts": said})) is published


def test_a_word_that_says_neither_is_refused(session: Session) -> None:
    with pytest.raises(SettingError, match="choose on, off"):
        publishes_texts(read_settings({"publish_texts": "perhaps"}))


def test_a_remote_store_is_refused_where_texts_are_not_published() -> None:
    with pytest.raises(SettingError, match="publish_texts"):
        RemoteQuads.__new__(RemoteQuads).answers(Limits(), withheld=TEXTS)


def test_texts_are_shown_where_nobody_else_reads(tmp_path: Path) -> None:
    file, store = tmp_path / "streit.md", str(tmp_path / "store")
    file.write_text(ARTICLE, encoding="utf-8")
    run = CliRunner().invoke
    assert run(commands, ["load", str(file), "--store", store]).exit_code == 0
    assert "Zaubernüsse" in run(commands, ["export", "--store", store]).stdout
    with open_graph(store=store, query_seconds=PATIENCE) as session:
        app = session.app()
        client = app.test_client()
        assert "Zaubernüsse" in read(client, "/document/streit-um-das-tempolimit", "text/html")
        assert "Zaubernüsse" in read(client, "/dump.nq")
        assert "Zaubernüsse" in read(client, "/ask?q=" + quote("Was blüht am Springbrunnen?"))
        app.extensions["standpunkt"].close()
