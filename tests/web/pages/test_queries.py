"""The gallery of saved queries: found by words and subject, asked with values, shown, drawn, exported, linked."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, read_settings
from graph.things.named_queries import OWN, saved_queries
from graph.things.positions.positions import all_positions
from graph.views.profile import below
from loaders.articles.findings import Document
from tests.web.pages import sample
from web import create_app
from web.pages.queries.gallery import SUBJECTS
from web.pages.queries.pictures import pictures
from web.pages.queries.running import QueryTable
from web.pages.queries.table import read_table
from web.pages.shared.texts import knows

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = saved_queries()


def test_every_shipped_query_has_a_subject_and_an_explanation_in_both_languages() -> None:
    for query in SHIPPED:
        assert query.subject in SUBJECTS
        assert query.subject != OWN
        assert query.about("de").endswith(".")
        assert query.about("en").endswith(".")
        assert query.about("de") != query.about("en")
    assert all(knows(lang, f"query.subjects.{one}") for one in SUBJECTS for lang in ("de", "en"))


def test_the_gallery_shows_all_and_is_searched_by_words_and_subject(client: FlaskClient) -> None:
    def listed(path: str) -> set[str]:
        return set(re.findall(r'<h3><a href="/queries/([\w-]+)"', client.get(path, headers=GERMAN).text))

    assert listed("/queries") == {query.name for query in SHIPPED}
    assert "norm-conflicts" in listed("/queries?subject=norms")
    assert listed("/queries?subject=norms") < listed("/queries")
    assert listed("/queries?q=umstritten") == {"contested-issues"}
    assert "changes-of-mind" in listed("/queries?q=ge%C3%A4ndert")
    assert listed("/queries?q=xyzzy") == set()
    assert "Keine Abfrage hat alle diese Wörter" in client.get("/queries?q=xyzzy", headers=GERMAN).text
    assert client.get("/queries?subject=weather").status_code == 400


def test_a_form_without_values_is_not_asked_and_one_with_nothing_to_fill_is(client: FlaskClient) -> None:
    assert 'id="result"' not in client.get("/queries/who-supports", headers=GERMAN).text
    assert 'id="result"' in client.get("/queries/who-supports?run=1", headers=GERMAN).text
    assert 'id="result"' in client.get("/queries/contested-issues", headers=GERMAN).text
    assert client.get("/queries/no-such", headers=GERMAN).status_code == 404


def test_a_name_leads_to_the_permanent_address_of_its_thing(client: FlaskClient) -> None:
    answer = client.get("/queries/who-supports?run=1&topic=tempolimit&view=bars", headers=GERMAN)
    assert answer.status_code == 302
    values = parse_qs(urlsplit(answer.location).query)
    assert values == {"topic": ["issue/tempolimit"], "view": ["bars"], "run": ["1"]}
    page = client.get(answer.location, headers=GERMAN).text
    assert "Wer unterstützt „Tempolimit“?" in page
    assert 'value="Tempolimit"' in page
    assert unescape(re.search(r'id="permanent" href="([^"]*)"', page)[1]) == answer.location


def test_a_name_of_several_things_or_none_keeps_what_was_typed(client: FlaskClient) -> None:
    several = client.get(
        "/queries/who-supports?run=1&topic=tempo", headers=GERMAN, follow_redirects=True
    ).text
    assert "Welches davon?" in several
    assert 'value="tempo"' in several
    assert "topic=issue%2Ftempolimit" in several
    none = client.get("/queries/who-supports?run=1&topic=Xyzzy", headers=GERMAN, follow_redirects=True).text
    assert "So heißt hier nichts" in none
    assert 'value="Xyzzy"' in none
    assert client.get("/queries/who-supports.csv?topic=Xyzzy").status_code == 400


def test_names_are_completed_over_the_graph(client: FlaskClient) -> None:
    assert client.get("/query/names.json?kind=issues&q=tempo&lang=de").get_json()["names"][0] == "Tempolimit"
    assert (
        "Selma Yıldız" in client.get("/query/names.json?kind=actors&q=y%C4%B1ld&lang=de").get_json()["names"]
    )
    assert client.get("/query/names.json?kind=matters&q=").get_json() == {"names": []}
    assert client.get("/query/names.json?kind=secrets").status_code == 400


@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.name)
def test_every_query_says_the_same_on_its_page_and_in_the_api(
    knowledge: KnowledgeGraph, client: FlaskClient, query: object
) -> None:
    base, some = knowledge.base, {"topic": "issue/tempolimit", "issue": "issue/tempolimit"}
    values = {name: some.get(name, "actor/mira-holm") for name in query.parameters}
    found = knowledge.store.query(
        query.text, base=base, bindings={n: knowledge.iri(v) for n, v in values.items()}
    )
    names = [variable.value for variable in found.variables]
    expected = sorted(tuple(term.value if (term := row[name]) else "" for name in names) for row in found)
    rows = list(csv.reader(io.StringIO(client.get(f"/queries/{query.name}.csv", query_string=values).text)))
    assert rows[0] == names
    assert sorted(tuple(cell.removeprefix("'") for cell in row) for row in rows[1:]) == expected
    assert client.get(
        f"/queries/{query.name}", headers=GERMAN, query_string={**values, "run": 1}
    ).status_code in (200, 302)


def test_files_hold_all_and_spreadsheets_are_served(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/queries/stances-on.csv").text)))
    records = json.loads(client.get("/queries/stances-on.json").text)
    assert [row["position"] for row in rows] == [record["position"] for record in records]
    assert client.get("/queries/stances-on?format=csv&dialect=excel").text.startswith("\ufeff")
    assert client.get("/queries/stances-on?format=exe").status_code == 404


@pytest.mark.parametrize("view", ["bars", "time", "network"])
def test_a_result_is_drawn_where_its_columns_allow_it(client: FlaskClient, view: str) -> None:
    page = client.get(f"/queries/stances-on?run=1&view={view}", headers=GERMAN).text
    assert "data-drawing" in page
    assert "dafür" in page
    alone = ET.fromstring(client.get(f"/queries/stances-on.svg?view={view}", headers=GERMAN).text)
    assert "Wer steht wie zu" in "".join(alone.itertext())
    assert client.get("/queries/stances-on?run=1&view=pie").status_code == 400


def test_a_picture_that_columns_do_not_allow_is_a_table(client: FlaskClient) -> None:
    page = client.get("/queries/documents?view=map", headers=GERMAN).text
    assert "data-drawing" not in page
    assert "<table" in page


def test_the_map_counts_the_states_of_those_who_hold_positions(page_settings: Settings) -> None:
    with standpunkt.open_graph(page_settings) as session:
        session.graph.put_all(sample.sample_graphs())
        nordmark = session.graph.iri("actor/nordmark")
        notation = ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation")
        graph = session.graph.iri("graph/background")
        session.graph.change(add=[ox.Quad(nordmark, notation, ox.Literal("IS"), graph)])
        app = create_app(session.graph, page_settings)
        client = app.test_client()
        assert "Karte der Staaten" in client.get("/queries/stances-on?run=1", headers=GERMAN).text
        drawn = ET.fromstring(client.get("/queries/stances-on.svg?view=map", headers=GERMAN).text)
        tiles = [tile for tile in drawn.iter(SVG + "rect") if "tile" in tile.get("class", "")]
        assert len(tiles) > 190
        [tile] = drawn.iter(SVG + "a")
        assert "Nordmark: +" in "".join(tile.find(SVG + "title").itertext()).replace("\u2068", "").replace(
            "\u2069", ""
        )
        app.extensions["standpunkt"].close()


def test_every_tile_has_a_place_of_its_own() -> None:
    text = (files("web") / "pages" / "queries" / "state_tiles.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    assert len({(column, row) for _, column, row in rows}) == len(rows) == len({code for code, *_ in rows})


def test_nobody_and_nothing_are_drawn_too() -> None:
    nothing = pictures(read_table(QueryTable(columns=("holder", "stance"), rows=())))
    assert nothing.kinds == ()


def test_columns_without_values_and_offsets_are_not_shown() -> None:
    def iri(value: str) -> dict[str, str]:
        return {"type": "uri", "value": value}

    columns = ("topic", "position", "holder", "holderLabel", "attributedTo", "start")
    row = (iri("urn:t"), iri("urn:p"), iri("urn:h"), {"type": "literal", "value": "H"}, None, None)
    table = read_table(QueryTable(columns=columns, rows=(row,)), ["topic"])
    assert [column.name for column in table.columns] == ["holder", "position"]


def test_an_empty_graph_has_a_gallery_and_answers_of_nothing(page_settings: Settings) -> None:
    with standpunkt.open_graph(page_settings) as session:
        app = create_app(session.graph, page_settings)
        client = app.test_client()
        assert client.get("/queries", headers=GERMAN).status_code == 200
        page = client.get("/queries/stances-on?run=1&view=network", headers=GERMAN).text
        assert "hat hier keine Antwort" in page
        assert ET.fromstring(client.get("/queries/stances-on.svg?view=bars").text).tag == SVG + "svg"
        app.extensions["standpunkt"].close()


def test_a_query_of_an_issue_links_the_narrower_ones_it_does_not_count(page_settings: Settings) -> None:
    said = "Die Partei Blau fordert ein Tempolimit. Ida Falk lehnt ein Tempolimit auf Autobahnen ab."
    with standpunkt.open_graph(page_settings) as session:
        session.load_document(Document("document/tempo", "Tempo", said))
        narrow = set(below(session.graph, f"{session.base}issue/tempolimit"))
        held = narrow & {position.issue for position in all_positions(session.graph)}
        assert held
        client = create_app(session.graph, session.settings).test_client()
        html = client.get("/queries/who-opposes?topic=issue/tempolimit&run=1", headers=GERMAN).text
        counting = client.get("/queries/who-supports?topic=issue/tempolimit&run=1", headers=GERMAN).text
    assert "Positionen zu engeren Themen zählen hier nicht mit. Es gibt sie zu:" in html
    assert "(1 Position)" in html
    assert "Positionen zu engeren Themen zählen hier mit" in counting
    assert all(iri.rpartition("/")[2] in html for iri in held)


ENDLESS = """# name: endless
# question-de: Was hängt wie mit {topic} zusammen?
# question-en: How is everything connected with {topic}?
# parameters: ?topic (IRI of an issue)
SELECT ?topic ?other WHERE {
  ?topic ?a ?b . ?c ?d ?e . ?f ?g ?h . ?i ?j ?k . ?other ?l ?m
  FILTER (CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?l)) = "never")
}
"""


def test_a_query_that_takes_too_long_says_what_would_make_it_quicker(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "endless.rq").write_text(ENDLESS, encoding="utf-8")
    settings = read_settings({"store_kind": "memory", "knowledge": str(tmp_path), "query_seconds": 2})
    with standpunkt.open_graph(settings) as session:
        session.graph.put_all(sample.sample_graphs())
        app = session.app()
        client = app.test_client()
        refused = client.get("/queries/endless?run=1", headers=GERMAN)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "2"
        assert "Schneller geht es mit einem Wert für: Thema der Frage." in refused.text
        assert "mehr Zeit gibt es hier nicht" in refused.text
        assert client.get("/queries/endless.csv").status_code == 503
        app.extensions["standpunkt"].close()


def test_an_answer_is_kept_until_something_is_written(page_settings: Settings) -> None:
    with standpunkt.open_graph(page_settings) as session:
        app = session.app()
        client = app.test_client()
        address = "/queries/documents?run=1"
        assert "Die Abfrage hat hier keine Antwort" in client.get(address, headers=GERMAN).text
        session.graph.put_all(sample.sample_graphs())
        assert "Nordmark streitet" in client.get(address, headers=GERMAN).text
        app.extensions["standpunkt"].close()
