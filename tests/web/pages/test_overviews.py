"""Matrix, network, timeline and positions: filters in the address, files beside every page."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.things.positions.ties import all_stands, ties_of
from graph.views.overviews.matrix import matrix
from graph.views.overviews.network import network
from graph.views.overviews.selection import Selection, select

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OVERVIEWS = ("/matrix", "/network", "/timeline", "/positions")


def test_a_cell_says_stance_in_colour_and_sign(client: FlaskClient) -> None:
    html = client.get("/matrix", headers=GERMAN).text
    cell = re.search(
        r'<a class="cell oppose asserted"[^>]*title="Jonas Adler · Tempolimit: dagegen"[^>]*>(.*?)</a>', html
    )
    assert cell
    assert "−" in cell[1]


def test_a_filter_leaves_what_fits_and_counts_the_rest(knowledge: KnowledgeGraph) -> None:
    party = knowledge.base + "actor/neue-mitte"
    everything = select(knowledge, Selection())
    members = select(knowledge, Selection({"party": frozenset([party])}))
    assert {p.holder.rsplit("/", 1)[1] for p in members.positions} == {"mira-holm", "selma-y-ld-z"}
    assert members.facets["party"] == everything.facets["party"], "the facet's own counts ignore its choice"
    assert members.facets["act"]["reject"] == 1


def test_filters_of_two_facets_hold_together(knowledge: KnowledgeGraph) -> None:
    chosen = {"act": frozenset(["demand"]), "stance": frozenset(["oppose"])}
    assert select(knowledge, Selection(chosen)).items == ()


def test_a_conditional_position_is_shown_as_qualified(knowledge: KnowledgeGraph) -> None:
    cells = matrix(select(knowledge, Selection()).items).cells
    cell = cells[knowledge.base + "actor/selma-y-ld-z", knowledge.base + "issue/kuestenschutz"]
    assert (cell.stance, cell.basis) == ("support", "qualified")


def test_what_only_follows_is_shown_as_inferred(knowledge: KnowledgeGraph) -> None:
    cells = matrix(select(knowledge, Selection()).items).cells
    inferred = {row.rsplit("/", 1)[1] for (row, _), cell in cells.items() if cell.basis == "inferred"}
    assert "jonas-adler" in inferred, "who opposes a speed limit opposes its narrower forms"


def test_special_forms_can_count_as_their_broader_issue(knowledge: KnowledgeGraph) -> None:
    holm, exact = knowledge.base + "actor/mira-holm", knowledge.base + "issue/tempolimit-auf-autobahnen"
    assert (holm, exact) in matrix(select(knowledge, Selection()).items).cells
    broad = matrix(select(knowledge, Selection(broad=True)).items).cells
    assert (holm, exact) not in broad
    assert broad[holm, knowledge.base + "issue/tempolimit"].stance == "support"


def test_the_matrix_counts_special_forms_as_their_broad_issue_until_it_is_told_not_to(
    client: FlaskClient,
) -> None:
    header = next(csv.reader(io.StringIO(client.get("/matrix.csv?lang=de").text)))
    one_by_one = next(csv.reader(io.StringIO(client.get("/matrix.csv?broad=0&lang=de").text)))
    assert "Tempolimit auf Autobahnen" not in header
    assert "Tempolimit auf Autobahnen" in one_by_one
    page = client.get("/matrix?broad=0&broad=1", headers=GERMAN).text
    assert 'aria-current="true">zum weiteren Thema gezählt' in page


def test_rows_sort_by_the_stance_on_an_issue(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/matrix.csv?sort=issue/tempolimit&broad=0&lang=de").text)))
    column = rows[0].index("Tempolimit")
    stances = [row[column] for row in rows[1:]]
    assert stances[:3] == ["dafür", "dafür", "dagegen"]
    assert set(stances[3:]) == {""}


def test_positions_as_csv_json_and_turtle_agree(client: FlaskClient) -> None:
    path = "/positions?holder=actor/mira-holm"
    rows = list(csv.DictReader(io.StringIO(client.get(path + "&format=csv").text)))
    records = json.loads(client.get(path + "&format=json").text)
    turtle = client.get(path + "&format=ttl").data
    asserted = [record for record in records if record["basis"] == "asserted"]
    assert [row["quote"] for row in rows] == [record.get("quote") or "" for record in records]
    about = {quad.subject.value for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    assert {record["position"] for record in asserted} <= about


def test_a_name_that_looks_like_a_formula_is_defused() -> None:
    from web.pages.shared.siblings import as_csv

    assert as_csv(["name"], [["=HYPERLINK(1)"]]).splitlines()[1] == "'=HYPERLINK(1)"


def test_allies_and_opponents_share_issues(knowledge: KnowledgeGraph) -> None:
    ties = {
        tie.second.rsplit("/", 1)[1]: tie
        for tie in ties_of(all_stands(knowledge), knowledge.base + "actor/mira-holm")
    }
    assert [issue.rsplit("/", 1)[1] for issue in ties["staedtetag"].agree] == ["innenstadtmaut"]
    assert [issue.rsplit("/", 1)[1] for issue in ties["suedland"].disagree] == ["kuestenschutz"]


def test_the_network_is_the_same_every_time(knowledge: KnowledgeGraph) -> None:
    positions = select(knowledge, Selection()).positions
    assert network(positions, most=10) == network(positions, most=10)
    conflict = network(positions, most=10, kind="disagree")
    assert all(tie.weight <= 0 for tie in conflict.ties)


def test_a_tie_of_the_network_names_its_issues_with_the_sentences_of_both(client: FlaskClient) -> None:
    page = client.get("/network?tie=actor/mira-holm+actor/jonas-adler&lang=de").text
    opened = page.partition('id="opened"')[2].partition("</section>")[0]
    assert "Küstenschutz" in opened
    assert "einig" in opened
    assert opened.count("<blockquote") >= 2
    for said in ("actor/mira-holm", "actor/mira-holm+actor/nobody", "actor/mira-holm+actor/mira-holm"):
        page = client.get(f"/network?tie={said}&lang=de")
        assert page.status_code == 200
        assert "<blockquote" not in page.text


def test_a_tie_shows_only_what_the_filters_keep(client: FlaskClient) -> None:
    page = client.get("/network?tie=actor/mira-holm+actor/jonas-adler&issue=issue/tempolimit&lang=de").text
    assert "Küstenschutz" not in page.partition('id="opened"')[2].partition("</section>")[0]


def test_the_network_exports_as_graphml_and_svg(client: FlaskClient) -> None:
    drawn = ET.fromstring(client.get("/network.graphml").text)
    nodes = drawn.findall(".//{http://graphml.graphdrawing.org/xmlns}node")
    assert len(nodes) == 9
    svg = ET.fromstring(client.get("/network.svg").text)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert ET.fromstring(client.get("/timeline.svg").text).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("path", OVERVIEWS)
def test_filters_that_fit_nothing_are_explained(client: FlaskClient, path: str) -> None:
    response = client.get(path + "?act=demand&stance=oppose", headers=GERMAN)
    assert response.status_code == 200
    assert 'class="notice"' in response.text
    assert 'class="chip"' in response.text


@pytest.mark.parametrize(
    "query",
    ["?since=heute", "?sort=%22%3E", "?page=-1", "?page=1.5", "?shared=0", "?ties=x", "?by=x", "?format=exe"],
)
def test_a_parameter_that_makes_no_sense_is_named(client: FlaskClient, query: str) -> None:
    codes = {path: client.get(path + query, headers=GERMAN).status_code for path in OVERVIEWS}
    assert set(codes.values()) <= {200, 400, 404}
    assert set(codes.values()) & {400, 404}, codes


def test_the_query_page_runs_a_query_without_javascript(client: FlaskClient) -> None:
    query = "PREFIX sp: <https://w3id.org/standpunkt/ontology#> SELECT ?a { ?a sp:opposes <issue/innenstadtmaut> }"
    html = client.get("/query", query_string={"query": query}, headers=GERMAN).text
    assert "Mira Holm" in html
    assert "Städtetag" in html
    assert "Verweis auf diese Abfrage" in html


def test_a_pair_of_several_articles_is_one_row_and_counted_once(client: FlaskClient) -> None:
    """Each article says again what its actors are called."""
    start = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get("/query").text, re.DOTALL)[1])
    for text in (start, start.replace("DISTINCT ", "")):
        rows = client.get("/query", query_string={"query": text}, headers=GERMAN).text
        body = re.search(r"<tbody>(.*?)</tbody>", rows, re.DOTALL)[1].split("</tr>")[:-1]
        assert len(body) > 3
        assert len(set(body)) == len(body)
    labels = (
        f"SELECT ?actor (COUNT(*) AS ?n) {{ ?actor <{RDFS_LABEL}> ?name }} GROUP BY ?actor ORDER BY DESC(?n)"
    )
    distinct = labels.replace("*", "DISTINCT ?name")
    counts = [
        client.get("/sparql", query_string={"query": q, "format": "csv"}).text for q in (labels, distinct)
    ]
    assert counts[0] == counts[1]


def test_a_malformed_query_is_a_page_that_says_where(client: FlaskClient) -> None:
    response = client.get("/query", query_string={"query": "SELECT <script> WHERE"}, headers=GERMAN)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert "<script> WHERE" not in response.text


def test_saved_queries_have_a_title_in_both_languages(client: FlaskClient) -> None:
    assert "Wer unterstützt …?" in client.get("/query?lang=de").text
    assert "Who supports …?" in client.get("/query?lang=en").text
    assert "SELECT" in client.get("/query?saved=who-supports").text


def test_the_editor_completes_terms_of_the_ontology_with_their_explanations(client: FlaskClient) -> None:
    answer = client.get("/query/terms.json?lang=de").get_json()
    terms = {term["iri"]: term for term in answer["terms"]}
    sp = answer["prefixes"]["sp"]
    assert sp == "https://w3id.org/standpunkt/ontology#"
    assert terms[sp + "supports"] | {"comment": ""} == {
        "iri": sp + "supports",
        "kind": "property",
        "label": "unterstützt",
        "comment": "",
    }
    assert terms[sp + "Person"]["kind"] == "class"
    assert terms[sp + "Demand"]["kind"] == "thing"
    own = [term for term in answer["terms"] if term["iri"].startswith(sp)]
    assert [term["iri"] for term in own if not (term["label"] and term["comment"])] == []
    english = client.get("/query/terms.json?lang=en").get_json()["terms"]
    assert {t["label"] for t in english if t["iri"] == sp + "supports"} == {"supports"}


def test_the_editor_completes_named_graphs(client: FlaskClient) -> None:
    found = client.get("/query/graphs.json?q=tempolimit&lang=en").get_json()["graphs"]
    labels = {graph["iri"].partition("graph/")[2]: (graph["label"], graph["comment"]) for graph in found}
    assert labels["inferred"] == (
        "what follows",
        "What follows from all the rest; none of it is said in a text.",
    )
    assert (
        labels["document/nordmark-streitet-ueber-das-tempolimit"][0]
        == "Nordmark streitet über das Tempolimit"
    )
    assert len(client.get("/query/graphs.json?q=Unsinn").get_json()["graphs"]) == 5
