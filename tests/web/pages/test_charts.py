"""Charts: what is counted, what is drawn, what is in the files, and labels of every kind."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from itertools import pairwise

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import Settings
from graph.things.positions import all_positions
from graph.views.charts import GROUPINGS, NOBODY, Tally, axis, bar_chart, stack_chart, tallies
from web import create_app
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
@pytest.mark.parametrize("shape", ["time", "sides"])
def test_every_chart_is_a_page_a_drawing_and_a_table(client: FlaskClient, shape: str, by: str) -> None:
    path = f"/charts?shape={shape}&by={by}"
    html = client.get(path, headers=GERMAN).text
    assert "<svg" in html
    alone = ET.fromstring(client.get(path + "&format=svg", headers=GERMAN).text)
    said = "".join(alone.itertext())
    assert "asserted" in said or "behauptete Positionen" in said
    rows = list(csv.DictReader(io.StringIO(client.get(path + "&format=csv").text)))
    assert {row["stance"] for row in rows} == {"support", "oppose"}


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
    address = unescape(re.search(r'<a href="(/positions[^"]*)"><line', html)[1])
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


def test_labels_of_every_kind_are_drawn(sample: object, page_settings: Settings) -> None:
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
