"""`standpunkt query --endpoint`: a query put to a SPARQL endpoint that is not our store, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import standpunkt
import standpunkt.commands
from tests.endpoints import BadEndpoint, bad_endpoint

BASE = "https://elsewhere.example/graph/"
TEXT = "# Streit\n\nDie Ministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen.\n"
ISSUE = "issue/tempolimit-auf-autobahnen"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """A graph of Standpunkt under a base IRI that is not ours."""
    article = tmp_path_factory.mktemp("elsewhere") / "streit.md"
    article.write_text(TEXT, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", base_iri=BASE) as session:
        session.load([article])
        return list(session.graph.store.quads())


@pytest.fixture
def elsewhere(loaded: list[ox.Quad]) -> Iterator[tuple[BadEndpoint, str]]:
    with bad_endpoint() as (endpoint, address):
        endpoint.store.bulk_extend(loaded)
        yield endpoint, address


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: tuple[BadEndpoint, str]) -> Ask:
    """Runs the command where there is no store, with the address of the endpoint."""
    monkeypatch.setenv("STANDPUNKT_STORE", str(tmp_path / "none"))

    def invoke(*arguments: str, text: str | None = None) -> Result:
        typed = ["query", *arguments, "--endpoint", elsewhere[1]]
        return CliRunner().invoke(standpunkt.commands.commands, typed, input=text)

    return invoke


@pytest.mark.parametrize("topic", [ISSUE, BASE + ISSUE])
def test_a_shipped_query_is_asked_there_its_parameter_under_the_base_that_is_there(
    ask: Ask, topic: str
) -> None:
    told = json.loads(ask("who-supports", "--set", f"topic={topic}", "--format", "json").stdout)
    [row] = told["results"]["bindings"]
    assert row["holder"]["value"] == BASE + "actor/anna-beispiel"


def test_any_query_is_asked_there_in_every_form(ask: Ask) -> None:
    holder = "<https://w3id.org/standpunkt/ontology#holder> ?who"
    assert "actor/anna-beispiel" in ask("-", text=f"SELECT ?who {{ ?position {holder} }}").stdout
    assert ask("-", text=f"ASK {{ ?position {holder} }}").stdout == "yes\n"
    made = ask("-", "--format", "ntriples", text=f"CONSTRUCT {{ ?who a <urn:x:Holder> }} {{ ?p {holder} }}")
    assert made.stdout.strip() == f"<{BASE}actor/anna-beispiel> <{RDF_TYPE}> <urn:x:Holder> ."


def test_an_endpoint_is_never_written_to(ask: Ask, elsewhere: tuple[BadEndpoint, str]) -> None:
    endpoint, _ = elsewhere
    result = ask("-", text="DELETE WHERE { ?s ?p ?o }")
    assert result.exit_code == 2
    assert "An endpoint is only asked" in result.stderr
    assert not endpoint.texts


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("closed", "does not answer"),
        ("500", "does not answer"),
        ("503", "does not answer"),
        ("cut", "does not answer"),
        ("slow", "does not answer"),
        ("page", "answers with text/html: is that the address for queries?"),
        ("wrong", "answers with what is no application/sparql-results\\+json"),
    ],
)
def test_what_goes_wrong_there_is_one_sentence_with_the_address(
    ask: Ask, elsewhere: tuple[BadEndpoint, str], monkeypatch: pytest.MonkeyPatch, fault: str, words: str
) -> None:
    endpoint, address = elsewhere
    endpoint.late = 1.5
    monkeypatch.setenv("STANDPUNKT_STORE_SECONDS", "1")
    endpoint.fail(lambda _number, _kind, _text: fault)
    result = ask("-", text="SELECT * { ?s ?p ?o }")
    assert result.exit_code == 2
    assert address in result.stderr
    assert words.replace("\\", "") in " ".join(result.stderr.split())
    assert len(endpoint.texts) == 1, "asked once"


def test_a_query_that_is_none_is_refused_by_the_endpoint(ask: Ask) -> None:
    result = ask("-", text="SELECT * { ?s ?p }")
    assert result.exit_code == 2
    assert "does not understand this" in result.stderr


@pytest.mark.parametrize("address", ["sparql", "file:///etc/hostname", "ftp://example.org/"])
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    typed = ["query", "who-supports", "--endpoint", address]
    result = CliRunner().invoke(standpunkt.commands.commands, typed)
    assert result.exit_code == 2
    assert "is no address of a SPARQL endpoint" in result.stderr


def test_a_store_and_an_endpoint_at_once_are_refused(ask: Ask) -> None:
    assert "not both" in ask("who-supports", "--store", "mine").stderr


def test_a_value_that_is_no_parameter_is_refused(ask: Ask) -> None:
    assert "has no parameter 'nobody'" in ask("who-supports", "--set", "nobody=issue/x").stderr


def test_where_no_base_is_told_a_value_must_be_whole(ask: Ask, elsewhere: tuple[BadEndpoint, str]) -> None:
    elsewhere[0].store.clear()
    assert "'issue/x' is no IRI" in ask("who-supports", "--set", "topic=issue/x").stderr
