"""Saved queries in a browser: found, asked with completed names, drawn, saved and shared, also without a script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect
BUNDLE = Path(__file__).parents[2] / "web" / "static" / "bundle" / "site.js"
scripts = pytest.mark.skipif(not BUNDLE.is_file(), reason="the scripts are not built (make frontend)")
NAME = re.compile("Tempolimit|[Ss]peed limit")
WORDS = {
    "de-DE": (
        "Abfragen",
        "Abfragen durchsuchen",
        "Wer unterstützt …?",
        "Thema der Frage",
        "Balken",
        "Als PNG speichern",
    ),
    "en-GB": ("Queries", "Search the queries", "Who supports …?", "Topic asked for", "bars", "Save as PNG"),
}


@scripts
@pytest.mark.parametrize(("width", "locale"), [(390, "de-DE"), (1280, "en-GB")])
def test_find_ask_draw_save_and_share_a_query(
    browser: Browser, address: str, width: int, locale: str
) -> None:
    gallery, search, title, field, bars, png = WORDS[locale]
    context = browser.new_context(base_url=address, locale=locale, viewport={"width": width, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/")
    page.get_by_role("navigation").first.get_by_role("link", name=gallery).click()
    page.get_by_label(search).fill(title.split()[1])
    page.get_by_label(search).press("Enter")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_load_state("load")  # the script that suggests names has begun
    page.get_by_label(field).fill("tempol")
    expect(page.locator("datalist option").first).to_have_attribute("value", NAME)
    page.get_by_label(field).fill("Tempolimit")
    page.get_by_label(field).press("Enter")
    expect(page).to_have_url(re.compile(r"topic=issue/tempolimit&run=1$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(page.locator("table.answer")).to_contain_text("Mira Holm")
    page.get_by_role("link", name=bars, exact=True).click()
    expect(page.locator("svg[data-drawing]")).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("button", name=png).click()
    assert saving.value.suggested_filename == "who-supports-bars.png"
    shared = page.locator("#permanent").get_attribute("href")
    assert shared
    page.goto(shared)
    expect(page.locator("svg[data-drawing]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()


def test_a_query_is_asked_and_drawn_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/queries/stances-on")
    page.get_by_label("Topic asked for").fill("Küstenschutz")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table.answer")).to_be_visible()
    page.get_by_role("link", name="network", exact=True).click()
    expect(page.locator("svg[data-drawing] .node").first).to_be_visible()
    page.get_by_role("link", name="table", exact=True).click()
    page.locator(".proofs a.opening").first.click()
    expect(page.locator(".passage").first).to_be_visible()
    context.close()


def test_what_was_typed_stays_and_choices_are_offered(page: Page) -> None:
    page.goto("/queries/who-supports")
    page.get_by_label("Thema der Frage").fill("tempo")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_role("alert")).to_contain_text("Welches davon?")
    expect(page.get_by_label("Thema der Frage")).to_have_value("tempo")
    page.get_by_role("alert").get_by_role("link", name="Tempolimit", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("„Tempolimit“")
