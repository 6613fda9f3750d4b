"""Clients that nobody here wrote work with the endpoint as they are."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from click.testing import CliRunner
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper import POST as BY_POST

from graph.stores.elsewhere import base_elsewhere
from standpunkt.commands import commands
from tests.web import live, npm

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOLDER = "https://w3id.org/standpunkt/ontology#holder"
ANNA = "urn:anna"


@pytest.fixture(scope="module")
def server() -> Iterator[live.Server]:
    server = live.start()
    server.send("PUT", "data?graph=urn:g", live.DATA, Content_Type="text/turtle")
    yield server
    server.stop()


@pytest.fixture
def public_server() -> Iterator[live.Server]:
    """A server that pages of other sites may read."""
    server = live.start(public=True)
    server.send("PUT", "data?graph=urn:g", live.DATA, Content_Type="text/turtle")
    yield server
    server.stop()


# ---------------------------------------------------------------- Python


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks(server: live.Server, method: str) -> None:
    wrapper = SPARQLWrapper(server.address + "sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(f"SELECT ?o {{ ?s <{HOLDER}> ?o }}")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["results"]["bindings"][0]["o"]["value"] == ANNA
    wrapper.setReturnFormat(XML)
    assert ANNA in wrapper.queryAndConvert().toxml()
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert() == b"o\r\nurn:anna\r\n"
    wrapper.setQuery(f"CONSTRUCT WHERE {{ ?s <{HOLDER}> ?o }}")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 1


def test_sparqlwrapper_updates_with_the_token(server: live.Server) -> None:
    wrapper = SPARQLWrapper(server.address + "sparql", server.address + "update")
    wrapper.setMethod(BY_POST)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {live.TOKEN}")
    wrapper.setQuery("INSERT DATA { GRAPH <urn:w> { <urn:w> <urn:by> 'SPARQLWrapper' } }")
    wrapper.query()
    assert server.csv("SELECT ?o { <urn:w> <urn:by> ?o }") == ["SPARQLWrapper"]


def test_our_own_command_asks_the_server_of_another(server: live.Server) -> None:
    address = server.address + "sparql"
    assert base_elsewhere(address, 60) == server.address
    query = f"SELECT ?o {{ ?s <{HOLDER}> ?o }}"
    told = CliRunner().invoke(commands, ["query", "-", "--format", "csv", "--endpoint", address], input=query)
    assert told.stdout.split() == ["o", ANNA]


def test_rdflib_reads_the_endpoint_as_a_graph(server: live.Server) -> None:
    graph = rdflib.Graph(store=SPARQLStore(server.address + "sparql"))
    assert list(graph.objects(None, rdflib.URIRef(HOLDER))) == [rdflib.URIRef(ANNA)]
    rows = graph.query("SELECT ?l WHERE { ?s rdfs:label ?l }", initBindings={"s": rdflib.URIRef(ANNA)})
    assert [str(row[0]) for row in rows] == ["Anna Beispiel"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's Dataset uses what it deprecates
def test_rdflib_writes_the_endpoint_as_a_dataset(server: live.Server) -> None:
    headers = {"Authorization": f"Bearer {live.TOKEN}"}
    store = SPARQLUpdateStore(server.address + "sparql", server.address + "update", headers=headers)
    dataset = rdflib.Dataset(store=store, default_union=True)
    subject, predicate = rdflib.URIRef("urn:r"), rdflib.URIRef("urn:by")
    graph = dataset.graph(rdflib.URIRef("urn:rg"))
    graph.add((subject, predicate, rdflib.Literal("rdflib", lang="de")))
    assert server.csv("SELECT ?o { GRAPH <urn:rg> { <urn:r> <urn:by> ?o } }") == ["rdflib"]
    graph.remove((subject, None, None))
    assert server.csv("SELECT ?o { <urn:r> <urn:by> ?o }") == []


# ---------------------------------------------------------------- command line


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    return subprocess.run(
        ["curl", "-sS", "-f", *arguments], check=True, capture_output=True, text=True
    ).stdout


def test_curl_asks_packed_and_plain(server: live.Server) -> None:
    address, query = server.address + "sparql", f"query=SELECT ?o {{ ?s <{HOLDER}> ?o }}"
    assert curl("-H", "Accept: text/csv", "--data-urlencode", query, address) == "o\nurn:anna\n"
    assert (
        curl("--compressed", "-G", "-H", "Accept: text/csv", "--data-urlencode", query, address)
        == "o\nurn:anna\n"
    )
    many = f"query=SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(3000)))} }} }}"
    assert (
        len(json.loads(curl("--compressed", "--data-urlencode", many, address))["results"]["bindings"])
        == 3000
    )
    head = curl("-I", "-G", "--data-urlencode", query, address)
    assert "application/sparql-results+json" in head


def test_curl_sends_and_gets_graphs(server: live.Server) -> None:
    address, token = server.address + "data?graph=urn:curl", f"Authorization: Bearer {live.TOKEN}"
    turtle = "Content-Type: text/turtle"
    curl("-X", "PUT", "-H", token, "-H", turtle, "--data", "<urn:c> <urn:by> 'curl' .", address)
    assert "curl" in curl("-H", "Accept: application/n-triples", address)
    curl("-X", "DELETE", "-H", token, address)
    assert server.csv("SELECT ?o { <urn:c> <urn:by> ?o }") == []


# ---------------------------------------------------------------- JavaScript


def test_comunica_asks(server: live.Server, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(npm.modules())
    script = tmp_path / "comunica.mjs"
    shutil.copy(npm.CLIENTS / "comunica.mjs", script)
    command = ["node", str(script), server.address + "sparql"]
    found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert json.loads(found.stdout) == {"rows": [ANNA], "quads": 1, "known": True}


@pytest.fixture
def foreign_site() -> Iterator[str]:
    """YASGUI served from another origin than the endpoint."""
    folder = npm.modules() / "@triply" / "yasgui" / "build"

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()
    thread.join()


YASGUI = """
async ([address, query]) => {
  document.body.innerHTML = '<div id="here"></div>';
  const style = document.createElement("link");
  style.rel = "stylesheet"; style.href = "yasgui.min.css"; document.head.append(style);
  localStorage.clear();
  const yasgui = new Yasgui(document.getElementById("here"), { requestConfig: { endpoint: address } });
  const tab = yasgui.getTab();
  tab.getYasqe().setValue(query);
  await tab.getYasqe().query({ endpoint: address });
  return tab.getYasr().results.getBindings().map((row) => row.o.value);
}
"""


@pytest.mark.browser
def test_yasgui_asks_from_another_site(
    public_server: live.Server, foreign_site: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(foreign_site + "yasgui.html", wait_until="domcontentloaded")
    page.add_script_tag(url=foreign_site + "yasgui.min.js")
    found = page.evaluate(YASGUI, [public_server.address + "sparql", f"SELECT ?o {{ ?s <{HOLDER}> ?o }}"])
    page.close()
    assert found == [ANNA]
