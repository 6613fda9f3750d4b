"""The method page tells what was measured, and an empty store what to do."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.model.settings import read_settings
from web import create_app
from web.pages.method import MISSED, STEPS, figures

BENCHMARKS = Path(__file__).parents[3] / "benchmarks" / "README.md"
GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.mark.parametrize("name", figures())
def test_every_figure_stands_in_the_benchmarks(name: str) -> None:
    """Where a benchmark was run again, its new line and numbers belong into web/pages/figures.toml."""
    told = dict(figures()[name])
    line = told.pop("line")
    assert line in BENCHMARKS.read_text(encoding="utf-8").splitlines()
    numbers = {round(100 * float(n)) for n in re.findall(r"(?<![\d.])(?:\d?\.\d+)", line)}
    numbers |= {int(n) for n in re.findall(r"(?<![\d.])\d+(?![\d.])", line)}
    assert set(told.values()) <= numbers


@pytest.mark.parametrize(("headers", "language"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_the_method_page_tells_every_figure(
    client: FlaskClient, headers: dict[str, str], language: str
) -> None:
    html = client.get("/method", headers=headers).text
    words = tomllib.loads((files("web") / "i18n" / f"{language}.toml").read_text(encoding="utf-8"))["method"]
    told = (words["precision"] + words["sided"]).format(**figures()["unread"])
    assert all(number in html for number in re.findall(r"\d+", told))
    assert "{" not in html.split("<main")[1].split("</main>")[0]
    assert (len(words["step"]), len(words["miss"])) == (STEPS, MISSED)
    assert 'href="/positions?sort=confidence"' in html


def test_an_empty_store_shows_how_to_begin() -> None:
    for token, shown, hidden in (
        ("", "standpunkt token new", 'href="/upload"'),
        ("t" * 24, 'href="/upload"', "standpunkt token new"),
    ):
        settings = read_settings({"store_kind": "memory", "reasoner": "none", "token": token})
        with standpunkt.open_graph(settings) as session:
            app = create_app(session.graph, settings)
            client = app.test_client()
            html = client.get("/", headers=GERMAN).text
            assert "standpunkt load --samples" in html
            assert "standpunkt load articles/" in html
            assert 'href="/method"' in html
            assert shown in html
            assert hidden not in html
            for path in ("/positions", "/matrix", "/network", "/timeline", "/documents"):
                assert "Noch ist nichts geladen" in client.get(path, headers=GERMAN).text, path
            assert client.get("/method", headers=GERMAN).status_code == 200
            app.extensions["standpunkt"].close()


def test_the_numbers_of_the_front_page_lead_to_what_they_count(client: FlaskClient) -> None:
    html = client.get("/", headers=GERMAN).text
    found = re.findall(r'<dt>[^<]*</dt><dd><a href="([^"]*)">([\d.]+)</a></dd>', html)
    assert len(found) == 6
    for address, number in found:
        assert (
            number in re.search(r'role="status">(.*?)</p>', client.get(address, headers=GERMAN).text, re.S)[1]
        )
