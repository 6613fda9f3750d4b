"""Pages keep the limits that queries keep: places, time, clients that are gone, the size of a result."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.patience import still_wanted, waiting
from graph.model.settings import read_settings
from graph.things.memory import remembered
from tests.web.conftest import TOKEN
from web import create_app

PAGES = (
    "/",
    "/matrix",
    "/network.svg",
    "/actors",
    "/actor/anna-beispiel",
    "/actor/anna-beispiel.ttl",
    "/ask?q=Wer",
)
ENDLESS = (
    "SELECT * { "
    + " ".join(f"VALUES ?v{i} {{ 'a\"}}}},{{\"' 'b' 'c' 'd' 'e' 'f' 'g' }}" for i in range(30))
    + " }"
)
Limited = Callable[..., FlaskClient]


@pytest.fixture
def limited(knowledge: KnowledgeGraph) -> Iterator[Limited]:
    """The application with settings of one's own, as somebody sees it."""
    apps = []

    def make(**settings: object) -> FlaskClient:
        apps.append(create_app(knowledge, read_settings({"token": TOKEN, **settings})))
        client = apps[-1].test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
        return client

    yield make
    for app in apps:
        app.extensions["standpunkt"].close()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_takes_too_long_is_ended(limited: Limited, page: str) -> None:
    answer = limited(query_seconds=-1).get(page)
    assert answer.status_code == 503
    assert "query_seconds" in answer.text or "Sekunden" in answer.text
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_nobody_waits_for_is_not_made(limited: Limited, page: str) -> None:
    client = limited()
    gone = {"waitress.client_disconnected": lambda: True}
    assert client.get(page, environ_overrides=gone).status_code == 499
    assert client.get(page).status_code == 200


def test_pages_wait_for_a_place_and_nothing_else_waits_for_them(limited: Limited) -> None:
    client = limited(page_places=0, wait_seconds=0.01)
    for page in PAGES:
        assert client.get(page).status_code == 503
    assert client.get("/health").status_code == 200
    assert client.get("/sparql?query=ASK+%7B%7D").status_code == 200
    assert client.get("/static/style.css").status_code == 200


def test_every_place_is_free_again(limited: Limited) -> None:
    client = limited(page_places=1, wait_seconds=0.01)
    for page in (*PAGES, "/nowhere", "/matrix?sort=nothing", "/actor/nobody", "/why"):
        assert client.get(page).status_code != 503, page


def test_what_serves_others_too_is_computed_to_its_end(knowledge: KnowledgeGraph) -> None:
    def refuse() -> None:
        raise TimeoutError

    with waiting(refuse), pytest.raises(TimeoutError):
        still_wanted()

    def make() -> str:
        still_wanted()
        return "made"

    with waiting(refuse), pytest.raises(TimeoutError):
        remembered(knowledge, "probe", make, shared=False)
    with waiting(None):
        assert remembered(knowledge, "probe", make) == "made"


def test_the_sparql_page_reads_no_more_than_it_shows(limited: Limited) -> None:
    answer = limited(query_page_rows=7).get("/query", query_string={"query": ENDLESS})
    assert answer.status_code == 200
    assert answer.text.count("<tr>") == 1 + 7
    assert "die ersten 7 Zeilen" in answer.text


@pytest.mark.parametrize(("rows", "is_cut"), [(6, False), (7, False), (8, True)])
def test_the_sparql_page_says_whether_there_is_more(limited: Limited, rows: int, is_cut: bool) -> None:
    values = " ".join(str(number) for number in range(rows))
    client = limited(query_page_rows=7)
    table = client.get("/query", query_string={"query": f"SELECT * {{ VALUES ?v {{ {values} }} }}"})
    triples = client.get(
        "/query",
        query_string={
            "query": f"CONSTRUCT {{ ?v <urn:p> <urn:o> }} {{ VALUES ?n {{ {values} }} BIND(IRI(CONCAT('urn:s', STR(?n))) AS ?v) }}"
        },
    )
    assert ("die ersten" in table.text) is is_cut
    assert ("die ersten" in triples.text) is is_cut
    assert table.text.count("<tr>") == 1 + min(rows, 7)


def test_a_row_too_large_for_a_page_is_an_error(limited: Limited) -> None:
    text = "SELECT (STR(?x22) AS ?n) { BIND('abc' AS ?x0) "
    text += " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(22)) + "}"
    answer = limited().get("/query", query_string={"query": text})
    assert answer.status_code == 413
    assert "erste Zeile" in answer.text
