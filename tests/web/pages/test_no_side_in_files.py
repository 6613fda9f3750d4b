"""Files, queries and their pictures say of each position whether it counts, as the pages do."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.model.settings import Settings
from graph.rdf.terms import from_rdflib
from graph.things.named_queries import SavedQuery, saved_queries
from graph.things.positions.positions import Position, all_positions
from loaders.articles.findings import Document
from ontology.knowledge import PLAIN
from standpunkt import Session
from web import create_app

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
TEXT = (
    "Die Verkehrsministerin Anna Beispiel fordert ein Tempolimit. "
    "Die Bürgermeisterin Wiebke Rohde fordert ein Tempolimit. "
    "Der Verband Freie Straße lehnte ein Tempolimit früher ab. "
    "Die Gewerkschaft Küste würde ein Tempolimit ablehnen, wenn es käme. "
    "Die Gewerkschaft Küste droht mit einem Streik im Hafen. "
    "Nach Angaben des Senators Ole Berg lehnt die Reederei Falk ein Tempolimit ab."
)
DOUBT = "the second reader doubts it (0.31 is below 0.40)"
SIDES = [
    query
    for query in saved_queries(PLAIN)
    if re.search(r"^SELECT[^{]*\?(?:stance|modality)\b[^{]*\?position\b", query.text, re.MULTILINE)
]


@pytest.fixture(scope="module")
def session(page_settings: Settings) -> Iterator[Session]:
    """An article of which one position counts, and one is doubted, past, conditional or a threat each."""
    with standpunkt.open_graph(page_settings) as session:
        found = standpunkt.extract(Document("document/tempo", "Streit", TEXT, published=dt.date(2025, 5, 3)))
        told = [replace(s, doubt=DOUBT) if "Rohde" in s.evidence.quote else s for s in found.statements]
        read = standpunkt.document_triples(replace(found, statements=tuple(told)))
        session.graph.put("graph/document/tempo", [ox.Triple(*map(from_rdflib, t)) for t in read])
        yield session


@pytest.fixture(scope="module")
def client(session: Session) -> Iterator[FlaskClient]:
    app = create_app(session.graph, session.settings)
    yield app.test_client()
    app.extensions["standpunkt"].close()


def held(session: Session) -> dict[str, Position]:
    return {position.iri: position for position in all_positions(session.graph)}


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


def test_the_world_has_what_does_not_count(session: Session) -> None:
    found = held(session).values()
    assert {p.asserted for p in found} == {True, False}
    for kind in ("withheld", "history", "reporter"):
        assert [p for p in found if getattr(p, kind)], kind
    assert [p for p in found if not p.plain]


@pytest.mark.parametrize("page", ["positions", "timeline"])
def test_files_of_positions_say_which_count_and_which_are_former(
    session: Session, client: FlaskClient, page: str
) -> None:
    expected = {(p.iri, p.asserted, p.history) for p in held(session).values()}
    rows = table(client, f"/{page}.csv?basis=asserted")
    assert {(r["position"], r["counts"] == "true", r["former"] == "true") for r in rows} <= expected
    records = client.get(f"/{page}.json?basis=asserted").get_json()
    assert {(r["position"], r["counts"], r["former"]) for r in records} == {
        (r["position"], r["counts"] == "true", r["former"] == "true") for r in rows
    }
    if page == "positions":
        assert {r["position"] for r in rows} == {iri for iri, *_ in expected}


def test_what_follows_counts(client: FlaskClient) -> None:
    assert {row["counts"] for row in table(client, "/positions.csv?basis=inferred")} <= {"true"}


def test_for_people_they_say_it_in_words(client: FlaskClient) -> None:
    assert {row["Zählt mit"] for row in table(client, "/positions.csv?lang=de")} == {"Ja", "Nein"}


@pytest.mark.parametrize("query", SIDES, ids=lambda query: query.name)
def test_no_query_tells_a_side_of_what_takes_none(
    session: Session, client: FlaskClient, query: SavedQuery
) -> None:
    """Each row of a position says that it does not count, or how else it is said, where it does not."""
    of = held(session)
    rows = table(client, f"/queries/{query.name}.csv")
    for row in (row for row in rows if row["position"]):
        position = of[row["position"]]
        if "counts" in row:
            assert row["counts"] == str(position.asserted).lower(), row["quote"]
        elif not position.asserted:
            assert not row["modality"].endswith("#Asserted"), row["quote"]


def test_most_of_what_does_not_count_is_asked_for_by_some_query(
    session: Session, client: FlaskClient
) -> None:
    asked = {row["position"] for query in SIDES for row in table(client, f"/queries/{query.name}.csv")}
    assert {iri for iri, position in held(session).items() if not position.asserted} <= asked


def drawn(client: FlaskClient, address: str) -> list[str]:
    """What the titles of the pieces of a picture say."""
    picture = ET.fromstring(client.get(address, headers=GERMAN).text)
    titles = picture.iter("{http://www.w3.org/2000/svg}title")
    return ["".join(title.itertext()).replace("\u2068", "").replace("\u2069", "") for title in titles]


@pytest.mark.parametrize("view", ["bars", "network"])
def test_pictures_draw_only_what_counts(client: FlaskClient, view: str) -> None:
    said = " ".join(drawn(client, f"/queries/stances-on.svg?view={view}"))
    assert "Anna Beispiel" in said
    assert not [name for name in ("Rohde", "Freie Straße", "Küste") if name in said]
    page = client.get(f"/queries/stances-on?view={view}&run=1", headers=GERMAN).text
    assert "5 nicht mitgezählt" in page


def test_where_nothing_counts_pictures_take_no_sides(client: FlaskClient) -> None:
    page = client.get("/queries/threats?view=bars&run=1", headers=GERMAN).text
    picture = page[page.index("<svg") :]
    assert "Küste" in picture
    assert "dafür" not in picture
    assert "stance=" not in picture


def test_a_row_that_does_not_count_has_the_open_sign_and_its_words(client: FlaskClient) -> None:
    page = client.get("/queries/demands?run=1", headers=GERMAN).text
    rows = [row for row in page.split("<tr")[1:] if "fordert" not in row]
    of = {name: next(row for row in rows if name in row) for name in ("Beispiel", "Rohde")}
    assert 'class="sign support"' in of["Beispiel"]
    assert 'class="sign open" role="img" aria-label="zählt nicht mit"' in of["Rohde"]
    assert "(zählt nicht mit) dafür" in re.sub(r"<[^>]*>", "", of["Rohde"])
    assert 'class="sign support"' not in of["Rohde"]
