"""The matrix: which rows and columns come first, groups, cells that open in place, and files that hold all."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings, read_settings
from graph.things.positions.positions import InferredStance, all_positions
from graph.views.overviews.matrix import NOBODY, grouped, matrix
from graph.views.overviews.selection import Selection, select
from web import create_app

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


def headers(html: str) -> list[str]:
    return [unescape(label) for label in re.findall(r'<a class="issue"[^>]*title="([^"]*)"', html)]


def columns_with_something(html: str) -> set[int]:
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', html, re.DOTALL)
    return {
        place
        for row in rows
        for place, cell in enumerate(re.findall(r"<td>(.*?)</td>", row, re.DOTALL))
        if cell
    }


def test_no_column_is_empty_whatever_rows_a_page_shows(
    knowledge: KnowledgeGraph, page_settings: Settings
) -> None:
    app = create_app(knowledge, read_settings({"store_kind": "memory", "matrix_rows": "2"}))
    for page in range(1, 5):
        html = app.test_client().get(f"/matrix?page={page}", headers=GERMAN).text
        assert columns_with_something(html) == set(range(len(headers(html)))), page
    app.extensions["standpunkt"].close()


def test_columns_with_most_cells_come_first_and_that_of_the_order_before_them(
    knowledge: KnowledgeGraph, client: FlaskClient
) -> None:
    table = matrix(select(knowledge, Selection(broad=True)).items)
    ordered = table.columns_of(table.rows)
    stated = [
        sum(bool(cell.count) for (_, c), cell in table.cells.items() if c == column) for column in ordered
    ]
    assert stated == sorted(stated, reverse=True)
    assert table.columns_of(table.rows, ordered[-1]) == [ordered[-1], *ordered[:-1]]
    last = ordered[-1].removeprefix(knowledge.base)
    assert (
        headers(client.get(f"/matrix?sort={last}", headers=GERMAN).text)[0]
        != headers(client.get("/matrix", headers=GERMAN).text)[0]
    )


def test_groups_hold_their_members_and_say_together_what_these_say(knowledge: KnowledgeGraph) -> None:
    table = matrix(select(knowledge, Selection()).items)
    groups = grouped(knowledge, table.rows, "party")
    mitte = knowledge.base + "actor/neue-mitte"
    assert {iri.rsplit("/", 1)[1] for iri in groups[mitte]} == {"mira-holm", "selma-y-ld-z"}
    assert list(groups)[-1] == NOBODY
    assert {row for rows in groups.values() for row in rows} == set(table.rows)
    together = table.together(groups, table.columns)[mitte]
    assert sum(cell.count for cell in together.values()) == sum(
        p.holder in groups[mitte] for p in all_positions(knowledge)
    )


def test_grouped_rows_stand_below_their_group(client: FlaskClient) -> None:
    html = client.get("/matrix?by=party", headers=GERMAN).text
    names = re.findall(r'<th scope="(row|rowgroup)">(?:<a[^>]*>)?(?:<bdi>)?([^<]*)', html)
    place = names.index(("rowgroup", "Neue Mitte"))
    assert {name for _, name in names[place + 1 : place + 3]} == {"Mira Holm", "Selma Yıldız"}
    assert ("rowgroup", "keine Partei bekannt ") in names or ("rowgroup", "keine Partei bekannt") in names
    assert client.get("/matrix?by=colour").status_code == 400


def test_a_cell_opens_its_sentences_below_its_row_and_only_these(client: FlaskClient) -> None:
    html = client.get("/matrix?broad=0", headers=GERMAN).text
    cells = re.findall(r'href="(/matrix[^"]*cell=[^"]*)"[^>]*aria-label="[^"]*Positionen: (\d+)', html)
    assert len(cells) > 8
    for address, count in cells:
        page = client.get(unescape(address), headers=GERMAN).text
        opened = re.findall(r'<tr class="opened".*?</tr>', page, re.DOTALL)
        assert len(opened) == 1, address
        assert opened[0].count("<blockquote") == int(count), address


def test_a_cell_of_a_group_opens_the_sentences_of_its_members(client: FlaskClient) -> None:
    html = client.get(
        "/matrix?by=party&cell=party+actor/neue-mitte+issue/innenstadtmaut", headers=GERMAN
    ).text
    [opened] = re.findall(r'<tr class="opened".*?</tr>', html, re.DOTALL)
    assert "Mira Holm" in opened
    address = unescape(re.search(r'href="(/positions[^"]*)"', opened)[1])
    page = client.get(address, headers=GERMAN).text
    assert page.count("<blockquote") == opened.count("<blockquote")


@pytest.mark.parametrize(
    "cell", ["", "x", "actor/nobody issue/nothing", "a b c d", "party - issue/tempolimit", "< >"]
)
def test_a_cell_that_is_none_does_no_harm(client: FlaskClient, cell: str) -> None:
    response = client.get("/matrix", query_string={"by": "party", "cell": cell}, headers=GERMAN)
    assert response.status_code in (200, 400)


def test_the_file_holds_every_row_and_column_and_the_groups(knowledge: KnowledgeGraph) -> None:
    small = read_settings({"store_kind": "memory", "matrix_rows": "2", "matrix_columns": "2"})
    app = create_app(knowledge, small)
    client = app.test_client()
    table = matrix(select(knowledge, Selection(broad=True)).items)
    plain = list(csv.reader(io.StringIO(client.get("/matrix.csv").text)))
    assert (len(plain), len(plain[0])) == (len(table.rows) + 1, len(table.columns) + 1)
    by_party = list(csv.reader(io.StringIO(client.get("/matrix.csv?by=party&lang=de").text)))
    assert by_party[0][:2] == ["Partei", ""]
    assert ["Neue Mitte", "Mira Holm"] in [row[:2] for row in by_party]
    assert client.get("/matrix.csv?dialect=excel").text.startswith("\ufeff")
    app.extensions["standpunkt"].close()


def test_an_empty_graph_says_what_to_do(page_settings: Settings) -> None:
    with standpunkt.open_graph(page_settings) as session:
        app = create_app(session.graph, page_settings)
        for path in ("/matrix", "/matrix?by=state&sort=name", "/matrix?cell=a+b"):
            html = app.test_client().get(path, headers=GERMAN).text
            assert 'class="notice"' in html
            assert "<table" not in html
        assert app.test_client().get("/matrix.csv").status_code == 200
        app.extensions["standpunkt"].close()


def test_contradictory_filters_are_told_in_the_matrix(client: FlaskClient) -> None:
    html = client.get("/matrix?since=2026-01-01&until=2025-01-01&by=party", headers=GERMAN).text
    assert "Der Anfang des Zeitraums liegt nach seinem Ende" in html


def test_why_of_what_follows_in_a_cell_of_a_broader_issue_names_the_edge_itself(
    knowledge: KnowledgeGraph, client: FlaskClient
) -> None:
    counted = [
        item
        for item in select(knowledge, Selection(broad=True)).items
        if isinstance(item, InferredStance) and item.narrower
    ]
    assert counted
    for item in counted:
        cell = f"{item.holder}+{item.issue}".replace(knowledge.base, "")
        html = client.get(f"/matrix?cell={cell}", headers=GERMAN).text
        asked = {unescape(link) for link in re.findall(r'href="(/why\?[^"]*)"', html)}
        assert asked
        for link in asked:
            assert client.get(link, headers=GERMAN).status_code == 200, link
