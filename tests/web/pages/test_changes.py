"""Changes of mind, told by one text or by two: on the pages, in the proof, in the data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.model.settings import Settings
from graph.things.positions.changes import ChangeOfMind, changes_of_mind, turns_of
from graph.things.positions.positions import Position, all_positions
from graph.views.overviews.charts import tallies
from loaders.articles.findings import Document
from standpunkt import Session
from web import create_app

HTML = {"Accept": "text/html", "Accept-Language": "de"}
TEXTS = {
    dt.date(2019, 5, 2): "Die CDU lehnt das Tempolimit ab. Die Grünen fordern eine Vermögensteuer.\n",
    dt.date(2024, 6, 3): "Die CDU fordert ein Tempolimit. Die SPD lehnte die Vermögensteuer früher ab, "
    "inzwischen unterstützt sie die Vermögensteuer. Die Grünen unterstützen die Vermögensteuer nicht mehr.\n",
}


@pytest.fixture(scope="module")
def session(page_settings: Settings) -> Iterator[Session]:
    with standpunkt.open_graph(page_settings) as session:
        for published, text in TEXTS.items():
            session.load_document(Document(f"document/{published}", "Streit", text, published=published))
        yield session


@pytest.fixture(scope="module")
def reader(session: Session, page_settings: Settings) -> Iterator[FlaskClient]:
    made = create_app(session.graph, page_settings)
    yield made.test_client()
    made.extensions["standpunkt"].close()


def change(session: Session, actor: str) -> ChangeOfMind:
    [found] = changes_of_mind(session.graph, holder=session.graph.base + actor)
    return found


def test_two_texts_make_a_change_by_their_dates(session: Session) -> None:
    found = change(session, "actor/cdu")
    assert found.earlier.passage.quote == "Die CDU lehnt das Tempolimit ab"
    assert found.later.passage.quote == "Die CDU fordert ein Tempolimit"
    assert found.earlier.history
    assert not found.earlier.asserted
    assert found.later.asserted


def test_over_time_what_was_held_then_counts_and_all_in_all_what_holds_today(session: Session) -> None:
    of_cdu = [p for p in all_positions(session.graph) if p.holder.endswith("actor/cdu")]
    over_time = tallies(session.graph, of_cdu, "holder", then=True)
    assert [(tally.month, tally.stance, tally.positions) for tally in over_time] == [
        (dt.date(2019, 5, 1), "oppose", 1),
        (dt.date(2024, 6, 1), "support", 1),
    ]
    [today] = tallies(session.graph, of_cdu, "holder")
    assert (today.month, today.stance) == (dt.date(2024, 6, 1), "support")


def test_what_a_text_tells_of_another_time_has_no_month_of_its_own(session: Session) -> None:
    told = [p for p in all_positions(session.graph) if p.when == "früher"]
    assert told
    assert tallies(session.graph, told, "holder", then=True) == ()


def test_one_text_makes_a_change_by_its_words(session: Session) -> None:
    found = change(session, "actor/spd")
    assert (found.earlier.when, found.earlier.stance, found.later.stance) == ("früher", "oppose", "support")


def test_what_is_no_longer_held_is_no_support(session: Session) -> None:
    answer = session.ask("Wer unterstützt die Vermögensteuer?")
    assert "Bündnis 90/Die Grünen" not in {f.label for f in answer.answers if f.modality == "asserted"}


@pytest.mark.parametrize("actor", ["actor/cdu", "actor/spd"])
def test_the_pages_show_both_sentences(session: Session, reader: FlaskClient, actor: str) -> None:
    found = change(session, actor)
    for iri in (session.graph.base + actor, found.earlier.iri, found.later.iri, found.iri):
        html = reader.get("/" + iri.removeprefix(session.graph.base), headers=HTML).text
        assert "Sinneswandel" in html, iri
        for position in (found.earlier, found.later):
            assert position.passage.quote in html, iri


def test_the_proof_of_a_change_ends_at_both_sentences(session: Session) -> None:
    found = change(session, "actor/cdu")
    why = session.explain(found.iri, "sp:laterPosition", found.later.iri)
    quoted = {quotation.text for quotation in why.proofs[0].quotations}
    assert {found.earlier.passage.quote, found.later.passage.quote} <= quoted


def test_a_change_is_part_of_the_export(session: Session) -> None:
    out = io.BytesIO()
    session.export(out, "nquads")
    assert change(session, "actor/spd").iri in out.getvalue().decode()


def test_all_changes_stand_below_their_issues_and_are_found_from_home(reader: FlaskClient) -> None:
    page = reader.get("/changes", headers=HTML).text
    headings = re.findall(r'<h2 id="on-\d+">.*?<bdi[^>]*>(.*?)</bdi>', page)
    assert sorted(headings) == ["Tempolimit", "Vermögensteuer"]
    assert page.count('class="turn"') == 2
    assert page.index("lehnt das Tempolimit ab") < page.index("fordert ein Tempolimit")
    only = reader.get("/changes?q=cdu", headers=HTML).text
    assert "Vermögensteuer" not in only
    home = reader.get("/", headers=HTML).text
    assert home.count('href="/changes"') == 2  # in the navigation, and below the newest changes


def test_a_position_that_does_not_count_has_no_side_in_a_change_of_mind(page_settings: Settings) -> None:
    """The later one only points at the matter of the former."""
    text = "Früher lehnte die SPD das Tempolimit ab. Inzwischen unterstützt sie den Vorstoß der Ministerin."
    with standpunkt.open_graph(page_settings) as session:
        session.load_document(Document("document/tempo", "Tempo", text, published=dt.date(2025, 6, 1)))
        app = create_app(session.graph, page_settings)
        client = app.test_client()
        [turn] = client.get("/changes", headers=HTML).text.split('<div class="turn">')[1:]
        home = client.get("/", headers=HTML).text
        app.extensions["standpunkt"].close()
    before, after = turn.split("<div>")[1:3]
    assert 'class="sign oppose"' in before
    assert '<blockquote class="oppose">' in before
    for later in (after, home[home.index('id="turns"') :]):
        assert 'class="sign open" role="img" aria-label="zählt nicht mit"' in later
        assert 'class="sign support"' not in later
    assert "(zählt nicht mit)" in after
    assert '<blockquote class="">' in after


def test_several_sentences_of_one_change_are_one_turn() -> None:
    def said(iri: str, day: dt.date, stance: str) -> Position:
        return Position(iri, "a", "i", stance, "demand", "asserted", date=day)

    before, after = dt.date(2020, 1, 1), dt.date(2021, 1, 1)
    early = [said(f"e{n}", before, "support") for n in (1, 2)]
    late = said("l", after, "oppose")
    again = said("x", dt.date(2022, 1, 1), "support")
    pairs = [(early[0], late), (early[1], late), (late, again)]
    turns = turns_of(ChangeOfMind(f"c{n}", "a", "i", *pair) for n, pair in enumerate(pairs))
    assert [len(turn.changes) for turn in turns] == [2, 1]
    assert [position.iri for position in turns[0].others] == ["e2"]


@pytest.mark.parametrize(
    ("tongue", "superseded", "told"),
    [("de", "überholt", "andere Zeit: „früher“"), ("en", "superseded", "another time: “früher”")],
)
def test_one_word_says_that_a_later_position_took_its_place(
    session: Session, reader: FlaskClient, tongue: str, superseded: str, told: str
) -> None:
    def page(address: str) -> str:
        return reader.get(address + ("&" if "?" in address else "?") + f"lang={tongue}").text

    earlier, past = change(session, "actor/cdu").earlier, change(session, "actor/spd").earlier
    root = session.graph.base
    for address in (
        "/actor/cdu",
        "/positions?holder=actor/cdu",
        "/changes",
        "/" + earlier.iri.removeprefix(root),
    ):
        assert superseded in page(address), address
    assert told in page("/" + past.iri.removeprefix(root))
    for address in ("/method", "/matrix"):
        assert superseded in page(address), address
    asked = session.ask(
        "Wie steht die CDU zum Tempolimit?"
        if tongue == "de"
        else "What is the CDU's position on the Tempolimit?"
    )
    notes = {finding.note for finding in (*asked.answers, *asked.beside)}
    assert any(superseded in note for note in notes), notes
    [header, *rows] = csv.reader(
        io.StringIO(reader.get(f"/positions.csv?holder=actor/cdu&lang={tongue}").text)
    )
    column = header.index(superseded.capitalize())
    assert sorted(row[column] for row in rows) == (["Ja", "Nein"] if tongue == "de" else ["No", "Yes"])


@pytest.mark.parametrize(
    ("tongue", "empty", "filtered"),
    [
        ("de", "hat niemand die Seite gewechselt", "Zu dieser Suche wurde kein Sinneswandel gefunden"),
        ("en", "nobody went over to the other side", "No change of mind matches this search"),
    ],
)
def test_a_search_without_a_hit_says_nothing_of_the_other_texts(
    reader: FlaskClient, tongue: str, empty: str, filtered: str
) -> None:
    page = reader.get(f"/changes?q=niemandsland&lang={tongue}").text
    assert filtered in page
    assert empty not in page
