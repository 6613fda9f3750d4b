"""What things are called: by English names in the English interface, where known; women by no man's title."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.things.english_names import english_actor, english_event, english_office, english_state
from graph.things.titles import held_as


@pytest.mark.parametrize(
    ("label", "names", "english"),
    [
        ("Bundeskanzler", {"Kanzler", "Kanzlerin"}, "Chancellor"),
        ("Ministerpräsident", {"Premierminister", "Regierungschef", "Premier"}, "Prime minister"),
        ("Ministerpräsident", {"Ministerpräsidentin"}, "State premier"),
        ("Bundestagspräsident", {"Parlamentspräsident"}, "President"),
        ("Landesvorsitzender", set(), "State chair"),
        ("Deichgraf", set(), None),
    ],
)
def test_an_office_is_called_by_the_row_that_fits_best(
    label: str, names: set[str], english: str | None
) -> None:
    assert english_office(label, names) == english


def test_the_language_of_the_page_decides(client: FlaskClient) -> None:
    for language, name in (("de", "Ministerpräsident"), ("en", "Prime minister")):
        html = client.get(
            "/office/ministerpraesident-italien", headers={"Accept": "text/html", "Accept-Language": language}
        ).text
        assert f"<h1><bdi>{name}</bdi></h1>" in html
    land = client.get(
        "/office/ministerpraesident-nordrhein-westfalen",
        headers={"Accept": "text/html", "Accept-Language": "en"},
    ).text
    assert "<h1><bdi>State premier</bdi></h1>" in land


@pytest.mark.parametrize(
    ("label", "kind", "english"),
    [
        ("Treffen: Mira Holm – Jonas Adler", "meeting", "Meeting: Mira Holm – Jonas Adler"),
        ("Telefonat", "call", "Phone call"),
        ("Hafenfest", "meeting", None),
        ("Treffen", "unknown", None),
    ],
)
def test_an_event_is_called_by_the_english_word_for_its_kind(
    label: str, kind: str, english: str | None
) -> None:
    assert english_event(label, kind) == english


def test_states_and_bodies_have_their_english_names(client: FlaskClient) -> None:
    assert (english_state("DE"), english_state("GR"), english_state("QQ")) == ("Germany", "Greece", None)
    assert (english_actor("eu-kommission"), english_actor("spd")) == ("European Commission", None)
    for path, name in (
        ("/actor/griechenland", "Greece"),
        ("/actor/europaeische-zentralbank", "European Central Bank"),
    ):
        html = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"}).text
        assert f"<bdi>{name}</bdi></h1>" in html


OFFICE = {"Bundesfamilienminister", "Familienministerin", "Bundesfamilienministerin"}
CHAIR = {"Fraktionschef", "Fraktionsvorsitzende"}


@pytest.mark.parametrize(
    ("title", "holder", "names", "called"),
    [
        ("Bundesfamilienminister", "Karin Beispiel", OFFICE, "Bundesfamilienministerin"),
        ("Bundesfamilienminister", "Karl Beispiel", OFFICE, "Bundesfamilienminister"),
        ("Fraktionsvorsitzender", "Karin Beispiel", CHAIR, "Fraktionsvorsitzende"),
        ("Fraktionsvorsitzender", "Karl Beispiel", CHAIR, "Fraktionsvorsitzender"),
        ("Bundesfamilienminister", "Andrea Beispiel", OFFICE, "Bundesfamilienminister"),  # also a man's name
        ("Papst", "Karin Beispiel", {"Pontifex"}, "Papst"),
    ],
)
def test_a_woman_holds_her_office_in_its_feminine_form(
    title: str, holder: str, names: set[str], called: str
) -> None:
    assert held_as(title, (), holder, names) == called
