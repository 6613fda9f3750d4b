"""Charts: what is counted, what is drawn, what is in the files, and labels of every kind."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.things.positions.positions import all_positions
from graph.views.overviews.charts import (
    GROUPINGS,
    NOBODY,
    Tally,
    axis,
    bar_chart,
    divisions,
    stack_chart,
    tallies,
)
from graph.views.overviews.network import clusters, network, sides_of
from graph.views.overviews.selection import Selection, select
from tests.web.pages import sample
from web import create_app
from web.pages.shared.colours import SAFE, paints
from web.pages.shared.context import drawn

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
SVG = "{http://www.w3.org/2000/svg}"
MARCH, MAY = dt.date(2025, 3, 1), dt.date(2025, 5, 1)
SOME = (
    Tally("a", MARCH, "support", 2),
    Tally("b", MARCH, "support", 1),
    Tally("a", MAY, "oppose", 3),
    Tally(NOBODY, MAY, "support", 9),
    Tally("b", None, "oppose", 1),
)


def test_a_position_counts_in_every_party_of_its_holder(knowledge: KnowledgeGraph) -> None:
    asserted = [p for p in all_positions(knowledge) if p.asserted]
    by_holder = tallies(knowledge, all_positions(knowledge), "holder")
    assert sum(tally.positions for tally in by_holder) == len(asserted)
    parties = bar_chart(tallies(knowledge, asserted, "party")).bars
    members = {"mira-holm", "selma-y-ld-z", "neue-mitte"}
    own = [p for p in asserted if p.holder.rsplit("/", 1)[1] in members]
    [new] = [bar for bar in parties if bar.group.endswith("/neue-mitte")]
    assert (new.support, new.oppose) == tuple(
        Counter(p.stance for p in own)[s] for s in ("support", "oppose")
    )


def test_the_longest_bar_comes_first_and_nobody_last() -> None:
    chart = bar_chart(SOME)
    assert [(bar.group, bar.support, bar.oppose) for bar in chart.bars] == [
        ("a", 2, 3),
        ("b", 1, 1),
        (NOBODY, 9, 0),
    ]
    assert bar_chart(SOME, 1).more == 2


def test_columns_are_months_without_gaps_stacked_by_group() -> None:
    chart = stack_chart(SOME, colours=1, most=48)
    assert chart
    assert [column.first for column in chart.columns] == [MARCH, dt.date(2025, 4, 1), MAY]
    assert chart.columns[-1].last == dt.date(2025, 5, 31)
    assert [(p.place, p.start, p.end) for p in chart.columns[0].support] == [(0, 0, 2), (1, 2, 3)]
    assert (chart.groups, chart.others, chart.nobody, chart.undated) == (("a",), 1, True, 1)
    assert (chart.highest("support"), chart.highest("oppose")) == (9, 3)


def test_many_years_are_drawn_in_few_columns() -> None:
    years = [Tally("a", dt.date(year, 1, 1), "support", 1) for year in range(1, 10_000, 7)]
    chart = stack_chart(years, colours=6, most=48)
    assert chart
    assert len(chart.columns) <= 50
    assert sum(p.end - p.start for c in chart.columns for p in c.support) == len(years)


def test_what_has_no_date_has_no_chart_over_time() -> None:
    assert stack_chart([Tally("a", None, "support", 1)], 6, 48) is None
    assert stack_chart([], 6, 48) is None


@pytest.mark.parametrize(("up", "down"), [(0, 0), (1, 0), (9, 3), (7, 700), (123_456, 1)])
def test_an_axis_reaches_as_far_as_its_sides_in_even_steps(up: int, down: int) -> None:
    upwards, downwards = axis(up, down)
    assert upwards[-1] >= up
    assert downwards[-1] >= down
    assert len({b - a for side in (upwards, downwards) for a, b in pairwise(side)}) <= 1
    assert len(upwards) + len(downwards) <= 10


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("shape", ["time", "sides", "activity"])
def test_every_chart_is_a_page_a_drawing_and_a_table(client: FlaskClient, shape: str, by: str) -> None:
    path = f"/charts?shape={shape}&by={by}"
    html = client.get(path, headers=GERMAN).text
    assert "<svg" in html
    alone = ET.fromstring(client.get(path + "&format=svg", headers=GERMAN).text)
    said = "".join(alone.itertext())
    assert "asserted" in said or "behauptete" in said
    rows = list(csv.DictReader(io.StringIO(client.get(path + "&format=csv").text)))
    assert {row["stance"] for row in rows} == {"support", "oppose"}


def test_a_chart_over_time_says_how_many_are_drawn(client: FlaskClient, knowledge: KnowledgeGraph) -> None:
    asserted = [p for p in all_positions(knowledge) if p.asserted]
    dated = [p for p in asserted if p.date]
    said = "".join(ET.fromstring(client.get("/charts.svg", headers=GERMAN).text).itertext())
    drawn = re.search(r"(\d+) von (\d+) behaupteten Positionen gezeichnet", said)
    if len(dated) < len(asserted):
        assert drawn is not None
        assert (int(drawn[1]), int(drawn[2])) == (len(dated), len(asserted))
    else:
        assert drawn is None
        assert f"{len(asserted)} behauptete Positionen" in said


def test_the_drawing_names_its_filters_period_and_legend(client: FlaskClient) -> None:
    for path in ("/charts.svg?by=holder", "/timeline.svg?", "/network.svg?"):
        said = "".join(
            ET.fromstring(client.get(path + "&party=actor/neue-mitte", headers=GERMAN).text).itertext()
        )
        assert "Neue Mitte" in said, path
        assert "2025" in said, path
        assert "dafür" in said or "einig" in said, path


def test_a_piece_of_a_chart_leads_to_its_sentences(client: FlaskClient) -> None:
    html = client.get("/charts?shape=sides&by=holder", headers=GERMAN).text
    pieces = re.findall(r'<a href="(/positions[^"]*)"><title>[^<]*, (\d+) Position', html)
    assert len(pieces) > 5
    for address, number in pieces:
        assert f"{number} Position" in client.get(unescape(address), headers=GERMAN).text, address


def test_the_sentences_of_a_tie_are_those_of_both_on_their_common_issues(client: FlaskClient) -> None:
    html = client.get("/network", headers=GERMAN).text
    address = unescape(re.search(r'<a data-opens="[^"]*" href="(/positions[^"]*)"><line', html)[1])
    page = client.get(address, headers=GERMAN)
    assert page.status_code == 200
    assert address.count("holder=") == 2
    assert "<blockquote" in page.text


def test_a_chart_of_nothing_says_so(client: FlaskClient) -> None:
    for shape in ("time", "sides"):
        path = f"/charts?shape={shape}&holder=actor/nobody"
        assert 'class="notice"' in client.get(path, headers=GERMAN).text
        assert "Keine Position" in "".join(
            ET.fromstring(client.get(path + "&format=svg", headers=GERMAN).text).itertext()
        )
    assert client.get("/charts?shape=pie").status_code == 400
    assert client.get("/charts?by=colour").status_code == 400


def test_a_label_is_cut_cleaned_and_set_apart() -> None:
    assert drawn("x" * 300, 20) == "\u2068" + "x" * 19 + "…\u2069"
    assert drawn("a\x00b\n c\ufffe", 20) == "\u2068ab c\u2069"


def test_labels_of_every_kind_are_drawn(page_settings: Settings) -> None:
    names = ("<script>alert(1)</script> & Co", "حزب الشعب", "Wort" * 75, "a\x07b")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    with standpunkt.open_graph(page_settings) as session:
        session.graph.put_all(sample.sample_graphs())
        actors = [
            session.graph.iri(f"actor/{a}")
            for a in ("mira-holm", "jonas-adler", "staedtetag", "selma-y-ld-z")
        ]
        old = [q for a in actors for q in session.graph.store.quads(subject=a, predicate=label)]
        graph = session.graph.iri("graph/background")
        new = [ox.Quad(a, label, ox.Literal(n), graph) for a, n in zip(actors, names, strict=True)]
        session.graph.change(remove=old, add=new)
        app = create_app(session.graph, page_settings)
        client = app.test_client()
        for path in (
            "/charts.svg?by=holder",
            "/charts.svg?by=holder&shape=sides",
            "/network.svg",
            "/timeline.svg?by=actor",
        ):
            alone = ET.fromstring(client.get(path).text)
            said = [text.text or "" for text in alone.iter(SVG + "text")]
            assert not list(alone.iter("script")), path
            assert all(len(words) < 160 for words in said), path
            assert any(
                "حزب" in words
                for words in [*said, *("".join(t.itertext()) for t in alone.iter(SVG + "text"))]
            )
        assert "<script>alert" not in client.get("/charts?by=holder").text
        app.extensions["standpunkt"].close()


class Said(NamedTuple):
    """As much of a position as divisions are counted by."""

    issue: str
    stance: str
    date: dt.date | None
    stood: bool = True


def test_division_is_the_variance_of_stances_weighted_over_issues() -> None:
    even = [Said("a", "support", MARCH), Said("a", "oppose", MARCH)]
    agreed = [Said("b", "support", MARCH)] * 2
    alone = [Said("c", "oppose", MAY), Said("d", "oppose", None), Said("e", "oppose", MAY, stood=False)]
    march, april, may = divisions([*even, *agreed, *alone], 48)
    assert (march.value, march.positions, march.issues) == (0.5, 4, 2)
    assert (april.value, may.value) == (None, None)
    assert divisions(even, 48)[0].value == 1
    assert divisions([Said("a", "support", None)], 48) == ()
    assert len(divisions([Said("a", "support", dt.date(y, 1, 1)) for y in (1, 9999)], 48)) <= 50


def test_the_polarization_is_a_page_a_drawing_and_a_table(client: FlaskClient) -> None:
    assert "<circle" in client.get("/charts?shape=polarization&broad=1", headers=GERMAN).text
    said = "".join(
        ET.fromstring(client.get("/charts.svg?shape=polarization&broad=1", headers=GERMAN).text).itertext()
    )
    assert "jedes Thema geteilt" in said
    rows = list(csv.DictReader(io.StringIO(client.get("/charts.csv?shape=polarization&broad=1").text)))
    assert all(row["polarization"] == "" or 0 <= float(row["polarization"]) <= 1 for row in rows)
    assert (
        'class="notice"' in client.get("/charts?shape=polarization&holder=actor/nobody", headers=GERMAN).text
    )


def test_activity_counts_both_sides_together_and_leads_to_both(client: FlaskClient) -> None:
    html = client.get("/charts?shape=activity&by=holder", headers=GERMAN).text
    pieces = re.findall(r'<a href="(/positions[^"]*)"><title>[^<]*: (\d+)</title>', html)
    named = [piece for piece in pieces if "holder=" in piece[0]]
    assert len(named) > 4
    for address, number in named:
        assert "stance=" not in address
        assert f"{number} Position" in client.get(unescape(address), headers=GERMAN).text, address


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = (byte / 255 for byte in bytes.fromhex(colour[1:]))
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_party_colours_stand_out_on_light_and_dark_ground_and_name_known_parties() -> None:
    text = (files("web") / "pages" / "shared" / "party_colours.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    background = (files("ontology") / "background" / "parties.ttl").read_text(encoding="utf-8")
    assert len(rows) == len({party for party, *_ in rows}) > 30
    for party, light, dark in rows:
        assert f"<actor/{party}> a sp:Party" in background
        assert contrast(light, "#ffffff") >= 3, party
        assert contrast(dark, "#1c1e23") >= 3, party


def test_parties_have_their_colours_until_others_are_asked_for(client: FlaskClient, app: Flask) -> None:
    with app.test_request_context():
        groups = ["actor/spd", "actor/labour", "actor/cdu", "actor/nobody"]
        spd, labour, cdu, nobody = paints(groups, "parties")
        assert (spd.light, cdu.light) == ("#d5001f", "#1a1a1a")
        assert labour.light in SAFE, "two reds beside each other are told apart"
        assert nobody.light in SAFE
        assert nobody != labour
        assert [paint.light for paint in paints(groups, "safe")] == list(SAFE[:4])
        assert len(paints(list("abcdefgh"), "parties")) == 8
    assert client.get("/charts?colours=grey").status_code == 400


@pytest.mark.parametrize("by", ["party", "cluster", "stance"])
def test_the_network_is_coloured_and_says_by_what(client: FlaskClient, by: str) -> None:
    html = client.get(f"/network?by={by}", headers=GERMAN).text
    assert 'class="swatch' in html
    said = "".join(ET.fromstring(client.get(f"/network.svg?by={by}", headers=GERMAN).text).itertext())
    assert {"party": "Neue Mitte", "cluster": "Lager 1", "stance": "meist dagegen"}[by] in said
    assert "light-dark" not in client.get(f"/network.svg?by={by}").text, "files by themselves stand on white"
    assert client.get("/network?by=size").status_code == 400


def test_camps_agree_and_sides_are_those_of_most_positions(knowledge: KnowledgeGraph) -> None:
    positions = select(knowledge, Selection()).positions
    found = network(positions, most=40)
    camps = clusters(found)
    assert camps
    for tie in found.ties:
        if tie.weight > 0:
            assert {tie.first, tie.second} <= camps.keys()
    assert set(sides_of(positions).values()) <= {"support", "oppose", "both"}
    assert clusters(network([], most=40)) == {}


def test_a_picture_names_its_axis_its_source_and_that_groups_overlap(client: FlaskClient) -> None:
    said = unescape(client.get("/charts.svg?by=party&lang=en").text)
    for words in ("Number of positions", "who belongs to several groups", "/charts?by=party"):
        assert words in said


def test_a_table_for_excel_has_a_name_of_its_own(client: FlaskClient) -> None:
    names = [client.get(f"/charts.csv{end}").headers["Content-Disposition"] for end in ("", "?dialect=excel")]
    assert names == [f'inline; filename="stance-by-party{end}.csv"' for end in ("", "-excel")]
