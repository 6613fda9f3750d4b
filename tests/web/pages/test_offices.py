"""Every office of a person: once each, over all articles and the background, on the page and as a query."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

import standpunkt
from graph.model.settings import Settings
from graph.views.offices import HeldOffice, held_offices

ARTICLES = {
    "2023-03-14": "Die Finanzministerin Petra Holm (SPD) fordert eine Vermögensteuer.",
    "2023-09-02": "Die Finanzministerin Petra Holm lehnt die Zuckersteuer ab.",
    "2024-05-22": "Die frühere Finanzministerin Petra Holm lehnt die Maut ab. "
    "Holm ist seit Mai Vorsitzende der SPD.",
    "2025-11-03": "Bundeskanzler Friedrich Merz fordert eine Vermögensteuer.",
    "2017-02-01": "Bundeskanzlerin Angela Merkel lehnt die Vermögensteuer ab.",
}


@pytest.fixture(scope="module")
def session(
    tmp_path_factory: pytest.TempPathFactory, page_settings: Settings
) -> Iterator[standpunkt.Session]:
    folder = tmp_path_factory.mktemp("offices")
    for day, said in ARTICLES.items():
        (folder / f"{day}.txt").write_text(f"Meldung vom {day}\n\n{day}\n\n{said}\n", encoding="utf-8")
    with standpunkt.open_graph(page_settings) as opened:
        opened.load(sorted(folder.glob("*.txt")))
        yield opened


@pytest.fixture(scope="module")
def offices_app(session: standpunkt.Session) -> Iterator[Flask]:
    made = session.app()
    yield made
    made.extensions["standpunkt"].close()


@pytest.fixture
def visitor(offices_app: Flask) -> FlaskClient:
    return offices_app.test_client()


def _offices(session: standpunkt.Session, person: str) -> dict[str, HeldOffice]:
    found = held_offices(session.graph, f"{session.graph.base}actor/{person}")
    return {held.office.rpartition("/")[2]: held for held in found}


def test_an_office_of_several_articles_is_one_with_its_first_and_last_day(
    session: standpunkt.Session,
) -> None:
    held = _offices(session, "petra-holm")
    assert list(held) == ["vorsitzender-spd", "finanzminister"]
    minister = held["finanzminister"]
    assert (minister.former, minister.terms) == (True, ())
    assert minister.seen == (dt.date(2023, 3, 14), dt.date(2023, 9, 2))
    assert len(minister.sentences) == 3
    assert not held["vorsitzender-spd"].former


def test_terms_of_the_background_and_sentences_stand_together(session: standpunkt.Session) -> None:
    chancellor = _offices(session, "friedrich-merz")["bundeskanzler-deutschland"]
    assert (chancellor.terms, chancellor.former) == (((dt.date(2025, 5, 6), None),), False)
    assert len(chancellor.sentences) == len(chancellor.sources) == 1
    assert chancellor.groups[0].endswith("actor/deutschland")
    past = _offices(session, "angela-merkel")["bundeskanzler-deutschland"]
    assert past.former  # the article is older than the end of the term
    assert past.seen == (dt.date(2017, 2, 1), dt.date(2017, 2, 1))


@pytest.mark.parametrize("person", ["petra-holm", "friedrich-merz", "angela-merkel", "donald-trump"])
def test_the_page_and_the_query_say_the_same(session: standpunkt.Session, person: str) -> None:
    asked = session.query("offices-of", person=f"actor/{person}")
    assert isinstance(asked, ox.QuerySolutions)
    columns = [name.value for name in asked.variables]
    rows = [dict(zip(columns, row, strict=True)) for row in asked]
    said = {
        row["office"].value.rpartition("/")[2]: (
            row["former"].value == "true",
            row["seenFrom"].value if row["seenFrom"] else "",
            row["terms"].value.split() if row["terms"] else [],
        )
        for row in rows
    }
    shown = {
        name: (
            held.former,
            held.seen[0].isoformat() if held.seen else "",
            [f"{begin or ''}/{end or ''}" for begin, end in held.terms],
        )
        for name, held in _offices(session, person).items()
    }
    assert {k: (a, b, sorted(c)) for k, (a, b, c) in said.items()} == shown
    sentences = {(row["office"].value, row["quote"].value) for row in rows if row["quote"]}
    assert len(sentences) == len(
        {
            (held.office, tenure.passage.quote)
            for held in _offices(session, person).values()
            for tenure in held.sentences
            if tenure.passage
        }
    )


def test_the_page_of_a_person_leads_to_the_query(visitor: FlaskClient) -> None:
    page = visitor.get("/actor/petra-holm?lang=de").get_data(as_text=True)
    assert page.count('class="proved"') == 2
    assert "In Texten genannt: 14. März 2023 bis 2. September 2023" in page
    assert "/queries/offices-of?person=actor/petra-holm&amp;run=1" in page
    english = visitor.get("/actor/petra-holm?lang=en").get_data(as_text=True)
    assert "Named in texts: 14 March 2023 to 2 September 2023" in english


def test_the_query_shows_an_office_once_and_its_file_every_sentence(visitor: FlaskClient) -> None:
    page = visitor.get("/queries/offices-of?person=actor/petra-holm&run=1&lang=de").get_data(as_text=True)
    assert page.count('class="proved"') == 2
    assert "Zeilen: 2." in page
    answer = visitor.get("/queries/offices-of.csv?person=actor/petra-holm").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert len(rows) == 4
    assert {row["former"] for row in rows} == {"true", "false"}
