"""Offices in the English interface are called by their English names, where the lexicon has one."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.things.office_names import english_office


@pytest.mark.parametrize(
    ("label", "names", "english"),
    [
        ("Bundeskanzler", {"Kanzler", "Kanzlerin"}, "Chancellor"),
        ("Ministerpräsident", {"Premierminister", "Regierungschef", "Premier"}, "Prime minister"),
        ("Ministerpräsident", {"Ministerpräsidentin"}, "State premier"),
        ("Bundestagspräsident", {"Parlamentspräsident"}, "President"),
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
