"""One count everywhere: home, lists, pages, matrix, network, timeline and questions count the same positions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.ask.asking import ask
from graph.ask.linking.inquiry import Inquiry
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.things.positions.positions import Position, all_positions
from graph.things.things import thing
from graph.views.directories import counts, directory
from graph.views.overviews.matrix import matrix
from graph.views.overviews.network import network
from graph.views.overviews.selection import Selection, select
from graph.views.profile import below
from web import create_app

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


pytestmark = pytest.mark.usefixtures("as_by_default")


@pytest.fixture(scope="module", params=["invented", "samples"])
def graph(request: pytest.FixtureRequest, knowledge: KnowledgeGraph) -> Iterator[KnowledgeGraph]:
    """The invented world, and the articles that the package ships, as our extractor reads them."""
    if request.param == "invented":
        yield knowledge
        return
    with standpunkt.open_graph(store_kind="memory") as session:
        session.load([Path(str(standpunkt.__file__)).parents[1] / "loaders" / "samples"])
        yield session.graph


@pytest.fixture(scope="module")
def pages(graph: KnowledgeGraph) -> Iterator[FlaskClient]:
    made = create_app(graph, read_settings({"store_kind": "memory"}))
    yield made.test_client()
    made.extensions["standpunkt"].close()


def by(graph: KnowledgeGraph, field: str) -> Counter[str]:
    return Counter(getattr(position, field) for position in all_positions(graph))


def test_home_the_list_and_the_files_count_the_same(graph: KnowledgeGraph, pages: FlaskClient) -> None:
    number = len(all_positions(graph))
    assert number
    assert counts(graph)["positions"] == number
    assert len(select(graph, Selection()).positions) == number
    for address in ("/positions?format=json", "/positions?format=csv"):
        assert pages.get(address).status_code == 200
    assert f">{number}<" in pages.get("/").text
    assert f"{number} Positionen" in pages.get("/positions", headers={"Accept-Language": "de"}).text


def test_every_actor_is_counted_the_same_everywhere(graph: KnowledgeGraph) -> None:
    held = by(graph, "holder")
    listed = {e.iri: e.figures["positions"] for e in directory(graph, "actors") if e.figures["positions"]}
    cells = matrix(select(graph, Selection(broad=True)).items).cells
    rows: Counter[str] = Counter()
    for (holder, _), cell in cells.items():
        rows[holder] += cell.count
    assert +rows == held
    assert {iri: held[iri] for iri in listed} == listed
    for iri, number in held.items():
        chosen = Selection(chosen={"holder": frozenset([iri])})
        assert len(select(graph, chosen).positions) == number


@pytest.mark.parametrize("by", ["", "party"])
def test_a_cell_of_the_matrix_opens_as_many_positions_as_it_says(
    graph: KnowledgeGraph, pages: FlaskClient, by: str
) -> None:
    address = f"/matrix?by={by}"
    cells = re.findall(
        r'data-opens="([^"]+)"[^>]*aria-label="[^"]*Positionen: (\d+)"',
        pages.get(address, headers=GERMAN).text,
    )
    assert len(cells) > 15
    for key, number in cells[:60]:
        html = pages.get("/matrix", query_string={"by": by, "cell": unescape(key)}, headers=GERMAN).text
        opened = html[html.index('id="opened-title"') :].partition("</section>")[0]
        assert f"<span>{number} Position" in opened, key
        inferred = re.search(r"dazu (\d+) erschlossene", opened)
        cards = opened.count('class="card-head"')
        assert cards == min(12, int(number) + int(inferred[1] if inferred else 0)), key
        told = re.search(r"davon (\d+) zu engeren Themen:(.*?)</span>", opened)
        assert (int(told[1]) if told else 0) == sum(
            map(int, re.findall(r"\((\d+)\)", told[2] if told else ""))
        )


def test_every_issue_is_counted_with_what_lies_below_it(graph: KnowledgeGraph) -> None:
    on = by(graph, "issue")
    assert {e.iri: e.figures["positions"] for e in directory(graph, "issues")} == on
    cells = matrix(select(graph, Selection(broad=True)).items).cells
    columns: Counter[str] = Counter()
    for (_, issue), cell in cells.items():
        columns[issue] += cell.count
    for issue, number in (+columns).items():
        assert number == on[issue] + sum(on[form] for form in below(graph, issue)), issue


def test_the_network_counts_what_texts_assert(graph: KnowledgeGraph) -> None:
    asserted = Counter(position.holder for position in all_positions(graph) if position.asserted)
    drawn = network(all_positions(graph), most=10_000, most_ties=10_000)
    assert drawn.nodes
    assert {node.iri: node.positions for node in drawn.nodes} == {n.iri: asserted[n.iri] for n in drawn.nodes}


def test_questions_tell_of_every_issue_on_the_page_of_an_actor(graph: KnowledgeGraph) -> None:
    held: dict[str, list[Position]] = {}
    for position in all_positions(graph):
        held.setdefault(position.holder, []).append(position)
    for holder, positions in held.items():
        name = thing(graph, holder).label("de")
        answer = ask(graph, name)
        if holder not in {finding.holder_iri for finding in answer.answers}:
            continue  # a name that several have, or that is a word
        told = {finding.iri for finding in (*answer.answers, *answer.beside)}
        assert {position.issue for position in positions} <= told, name


def test_questions_tell_of_everybody_on_the_page_of_an_issue(graph: KnowledgeGraph) -> None:
    missed = {}
    for issue, number in by(graph, "issue").items():
        label = thing(graph, issue).label("de")
        if Inquiry(graph, "de", "de").topic(label).actors:
            continue  # what is called after somebody is asked for by their name
        answer = ask(graph, f"Welche Positionen gibt es zu {label}?")
        told = {finding.holder_iri for finding in (*answer.answers, *answer.beside)}
        shown = {p.holder for p in all_positions(graph) if p.issue in {issue, *below(graph, issue)}}
        if not shown <= told:
            missed[label] = (number, answer.understood, shown - told)
    assert not missed
