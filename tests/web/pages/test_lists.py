"""Lists: searched, narrowed by facets with counts, sorted, paged, and as files that leave nothing out."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from flask.testing import FlaskClient

from graph.ask.searching import best_sentence, found_documents, found_positions
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.things.facts import tenures
from graph.things.positions.positions import all_positions
from graph.things.things import thing
from graph.views.directories import COLUMNS, GROUPED, directory
from graph.views.overviews.network import all_ties
from graph.views.overviews.selection import narrowed
from web import create_app

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
LISTS = tuple(COLUMNS)


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path, headers=GERMAN).text)))


def shown(client: FlaskClient, path: str) -> list[str]:
    """The names of a list in their order."""
    html = client.get(path, headers=GERMAN).text
    return re.findall(r'<th scope="row"><a [^>]*><bdi>(.*?)</bdi>', html)


@pytest.mark.parametrize("kind", LISTS)
def test_a_file_holds_every_entry(client: FlaskClient, knowledge: KnowledgeGraph, kind: str) -> None:
    rows = table(client, f"/{kind}.csv")
    assert {row["iri"] for row in rows} == {entry.iri for entry in directory(knowledge, kind)}


@pytest.mark.parametrize("kind", LISTS)
def test_every_column_sorts_both_ways(client: FlaskClient, kind: str) -> None:
    for column in ("name", *COLUMNS[kind]):
        one, other = (
            [
                row[column].casefold()
                for row in table(client, f"/{kind}.csv?sort={sign}{column}")
                if row[column]
            ]
            for sign in ("", "-")
        )
        assert one == other[::-1] or len(set(one)) < len(one), (kind, column)


def test_a_heading_says_how_the_list_is_sorted_and_turns_it_round(client: FlaskClient) -> None:
    assert 'aria-sort="ascending"' in client.get("/actors?sort=name").text
    html = client.get("/actors?sort=positions").text
    assert 'aria-sort="descending"' in html
    assert 'href="/actors?sort=-positions"' in html
    assert client.get("/actors?sort=age").status_code == 400


def test_facets_narrow_a_list_and_count_what_they_would_leave(knowledge: KnowledgeGraph) -> None:
    people = {"kind": frozenset(["Person"])}
    taken, facets = narrowed(directory(knowledge, "actors"), people, GROUPED["actors"])
    everything = narrowed(directory(knowledge, "actors"), {}, GROUPED["actors"])[1]
    assert len(taken) == everything["kind"]["Person"]
    assert facets["kind"] == everything["kind"], "a facet's own counts ignore its choice"


def test_a_filter_and_a_search_hold_together(client: FlaskClient) -> None:
    assert "Mira Holm" in shown(client, "/actors?party=actor/neue-mitte&q=holm")[0]
    assert shown(client, "/actors?party=actor/neue-mitte&q=adler") == []


def test_offices_of_one_name_are_told_apart(client: FlaskClient) -> None:
    html = client.get("/offices?q=Ministerpräsident", headers=GERMAN).text
    rows = html.split("<tbody>")[1].split("</tr>")
    assert any("Japan" in row for row in rows)
    assert any("Italien" in row for row in rows)


def test_a_search_finds_positions_by_the_words_of_their_sentence(
    knowledge: KnowledgeGraph, client: FlaskClient
) -> None:
    found = found_positions(knowledge, "Ministerpräsident lehnt", "de")
    quotes = {p.passage.quote for p in all_positions(knowledge) if found and p.iri in found}
    assert "Ministerpräsident Jonas Adler lehnt das Tempolimit ab." in quotes
    html = client.get("/positions?q=Ministerpräsident+lehnt", headers=GERMAN).text
    assert "Ministerpräsident Jonas Adler lehnt das Tempolimit ab." in html
    assert "Mira Holm fordert" not in html


def test_a_search_finds_positions_by_names_too_and_by_beginnings_of_words(knowledge: KnowledgeGraph) -> None:
    found = found_positions(knowledge, "adler tempo", "de")
    holders = {p.holder.rsplit("/", 1)[1] for p in all_positions(knowledge) if found and p.iri in found}
    assert "jonas-adler" in holders


@pytest.mark.parametrize(
    "words", ["", "   ", "?!", '"', "' OR 1=1 --", "a" * 5000, "مرحبا", "NEAR(a b)", "*"]
)
def test_a_search_for_strange_words_breaks_nothing(client: FlaskClient, words: str) -> None:
    for path in ("/positions", "/documents", "/actors", "/matrix", "/timeline", "/network"):
        assert client.get(path, query_string={"q": words}, headers=GERMAN).status_code == 200


def test_the_search_of_documents_reads_their_texts_and_shows_the_sentence(
    knowledge: KnowledgeGraph, client: FlaskClient
) -> None:
    titles = {entry.iri: "" for entry in directory(knowledge, "documents")}
    found = found_documents(knowledge, "Ministerpräsident Tempolimit", titles)
    assert [iri.rsplit("/", 1)[1] for iri in found] == ["nordmark-streitet-ueber-das-tempolimit"]
    passage = best_sentence(knowledge, "Ministerpräsident Tempolimit", found[0])
    assert passage
    assert "Ministerpräsident" in passage.quote
    html = client.get("/documents?q=Ministerpräsident+Tempolimit", headers=GERMAN).text
    assert f"?at={passage.start}-{passage.end}#at" in html


def test_where_texts_are_not_shown_only_titles_and_quotations_are_searched(
    knowledge: KnowledgeGraph, client: FlaskClient
) -> None:
    settings = read_settings({"store_kind": "memory", "publish_texts": "off"})
    app = create_app(knowledge, settings)
    strict = app.test_client()
    unquoted = strict.get("/documents?q=Dienstag+Seestadt", headers=GERMAN).text
    quoted = strict.get("/documents?q=Ministerpräsident+Tempolimit", headers=GERMAN).text
    app.extensions["standpunkt"].close()
    assert "/document/nordmark-streitet-ueber-das-tempolimit" in quoted
    assert 'class="found"' not in quoted
    assert "<tbody>" not in unquoted
    assert "<tbody>" in client.get("/documents?q=Dienstag+Seestadt", headers=GERMAN).text


def test_a_search_narrows_the_matrix_and_its_file(client: FlaskClient) -> None:
    everything, found = (
        next(csv.reader(io.StringIO(client.get("/matrix.csv?lang=de" + end).text)))
        for end in ("", "&q=Innenstadtmaut")
    )
    assert "Innenstadtmaut" in found
    assert set(found) < set(everything)
    assert "„Innenstadtmaut“" in client.get("/matrix?q=Innenstadtmaut", headers=GERMAN).text, "and says so"


FILES = (
    *("/charts.csv", "/charts.csv?shape=sides&by=holder", "/charts.csv?shape=polarization&broad=1"),
    *("/network.csv", "/positions.csv", "/timeline.csv", "/matrix.csv?by=party", "/matters.csv"),
    *("/ask?q=Wer%20ist%20gegen%20das%20Tempolimit%3F&format=csv", "/queries/stances-on.csv"),
    *(f"/{kind}.csv" for kind in LISTS),
)
"""Every file of a chart, list, picture or answer."""
HEADERS = {
    "/charts.csv": (
        "Gruppe,Gruppe (IRI),Monat,Haltung,Positionen",
        "Group,Group (IRI),Month,Stance,Positions",
    ),
    "/actors.csv": ("Name,IRI,Art,Positionen", "Name,IRI,Kind,Positions"),
    "/network.csv": ("Akteur 1,Akteur 2,Einig (Zahl)", "Actor 1,Actor 2,Agreed (number)"),
}


@pytest.mark.parametrize("path", FILES)
def test_a_file_for_people_names_its_columns_in_their_language(client: FlaskClient, path: str) -> None:
    more = path + ("&" if "?" in path else "?")
    plain = next(csv.reader(io.StringIO(client.get(path).text)))
    for language in ("de", "en"):
        file = client.get(f"{more}dialect=excel&lang={language}").data.decode("utf-8")
        assert file.startswith("\ufeff")
        excel = next(csv.reader(io.StringIO(file.removeprefix("\ufeff")), delimiter=";"))
        assert excel == next(csv.reader(io.StringIO(client.get(f"{more}lang={language}").text)))
        assert len(excel) == len(plain)
        assert not [word for word in excel if "_" in word]
        for said, start in zip(("de", "en"), HEADERS.get(path, ("", "")), strict=True):
            assert language != said or ",".join(excel).startswith(start)


def test_a_file_for_programs_has_the_same_names_in_every_language(client: FlaskClient) -> None:
    one, other = (
        client.get("/positions.csv", headers={"Accept-Language": language}).text for language in ("de", "en")
    )
    assert one.splitlines()[0] == other.splitlines()[0]
    assert one.startswith("holder,holder_iri,stance,")
    assert client.get("/actors.csv?dialect=lotus").status_code == 400


def test_a_file_for_people_says_stances_in_words(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/positions.csv?lang=de").text)))
    assert {row["Haltung"] for row in rows} == {"dafür", "dagegen"}
    assert {"fordern", "warnen"} <= {row["Handlung"] for row in rows}


@pytest.mark.parametrize("page", ["/charts", "/network", "/positions", "/timeline", "/matrix", "/actors"])
def test_a_page_offers_its_table_for_excel_in_its_language(client: FlaskClient, page: str) -> None:
    html = client.get(page, headers=GERMAN).text
    offered = [unescape(link) for link in re.findall(r'href="([^"]*dialect=excel[^"]*)"', html)]
    assert len(offered) == 1
    assert "lang=de" in offered[0]
    assert client.get(offered[0]).data.startswith(b"\xef\xbb\xbf")


def test_the_files_of_the_network_hold_what_the_drawing_leaves_out(
    client: FlaskClient, knowledge: KnowledgeGraph
) -> None:
    everything = all_ties(all_positions(knowledge))
    nodes = json.loads(client.get("/network.json").text)["nodes"]
    assert {node["iri"] for node in nodes} == set(everything.weights)
    assert len(table(client, "/network.csv")) == len(everything.ties)
    drawn = ET.fromstring(client.get("/network.graphml").text)
    assert len(drawn.findall(".//{http://graphml.graphdrawing.org/xmlns}node")) == len(everything.weights)


def test_positions_sort_by_day_name_and_doubt(client: FlaskClient) -> None:
    assert client.get("/positions?sort=confidence").status_code == 200
    days = [row["date"] for row in table(client, "/positions.csv?sort=oldest") if row["date"]]
    assert days == sorted(days)
    issues = [row["issue"].casefold() for row in table(client, "/positions.csv?sort=issue")]
    assert len(issues) > 5
    assert client.get("/positions?sort=x").status_code == 400


def test_every_number_of_a_list_leads_to_what_it_counts(client: FlaskClient) -> None:
    html = client.get("/actors?q=Mira+Holm", headers=GERMAN).text
    address, number = re.search(
        r'<td class="number"><a href="(/positions\?holder=[^"]*)">(\d+)</a>', html
    ).groups()
    assert f"{number} Position" in client.get(address, headers=GERMAN).text


def test_offices_are_found_by_who_holds_them(client: FlaskClient, knowledge: KnowledgeGraph) -> None:
    tenure = next(iter(tenures(knowledge)))
    person = thing(knowledge, tenure.actor).label("de")
    found = table(client, f"/offices.csv?q={person}")
    assert {row["iri"] for row in found} == {t.office for t in tenures(knowledge) if t.actor == tenure.actor}


def test_a_search_that_finds_no_office_does_not_speak_of_positions(client: FlaskClient) -> None:
    html = client.get("/offices?q=Xyzzy", headers=GERMAN).text
    assert "Kein Eintrag passt" in html
    assert "Keine Position passt" not in html


def test_an_office_found_by_a_holder_says_whom(client: FlaskClient) -> None:
    html = client.get("/offices?q=Merkel", headers=GERMAN).text
    [row] = [
        row for row in html.split("<tr") if "Bundeskanzler (Deutschland)" in row or "Bundeskanzler<" in row
    ]
    assert "gefunden, weil im Amt (jetzt oder früher):" in row
    assert "Angela Merkel" in row


def test_a_search_finds_office_holders_of_whom_no_text_speaks(client: FlaskClient) -> None:
    assert "Angela Merkel" not in client.get("/actors", headers=GERMAN).text
    found = client.get("/actors?q=Merkel", headers=GERMAN).text
    assert "/actor/angela-merkel" in found
