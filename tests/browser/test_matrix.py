"""The matrix in a browser: cells open and close in place, headings are whole, with and without a script."""

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
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll("thead a.issue")].map((a) => [a.getBoundingClientRect(), a]);
  return boxes.filter(([box, a], i) => a.scrollWidth > a.clientWidth + 1 || a.scrollHeight > a.clientHeight + 1
    || (i && boxes[i - 1][0].right > box.left + 0.5)).map(([, a]) => a.textContent);
}"""


WORDS = {"de": ("dagegen", "dafür"), "en": ("against", "for")}


@scripts
def test_a_cell_opens_its_sentences_in_place_and_closes_them(visitor: Page) -> None:
    against, in_favour = WORDS[str(visitor.evaluate("navigator.language"))[:2]]
    visitor.goto("/matrix")
    cell = visitor.get_by_role("link", name=re.compile(f"Jonas Adler · .*limit: {against}"))
    cell.click()
    opened = visitor.locator("tr.opened")
    expect(opened.get_by_text("Ministerpräsident Jonas Adler lehnt das Tempolimit ab.")).to_be_in_viewport()
    expect(cell).to_have_attribute("aria-expanded", "true")
    expect(visitor).to_have_url(re.compile("cell=actor%2Fjonas-adler\\+issue%2Ftempolimit$"))
    visitor.reload()
    expect(opened).to_have_count(1)
    visitor.get_by_role("link", name=re.compile(f"Mira Holm · .*limit: {in_favour}")).click()
    expect(opened.get_by_role("heading")).to_contain_text("Mira Holm")
    expect(opened).to_have_count(1)
    visitor.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert "cell=" not in visitor.url


EDGES = """() => {
  const box = (place) => document.querySelector(place).getBoundingClientRect(), row = box("tr:has(+ tr.opened)");
  return [box(".matrix thead th").bottom, [row.top, row.bottom], box("tr.opened section").top];
}"""


@scripts
def test_the_row_of_an_opened_cell_stays_in_sight_below_the_headings(visitor: Page) -> None:
    visitor.goto("/matrix?by=party")
    for cell in (visitor.locator("a.cell").last, visitor.locator("tr.group a.cell").first):
        cell.click()
        expect(cell).to_have_attribute("aria-expanded", "true")
        expect(visitor.locator("tr.opened")).to_have_count(1)
        heading, (top, bottom), sentences = visitor.evaluate(EDGES)
        assert heading <= top + 1
        assert bottom <= sentences + 1
        expect(visitor.locator("tr.opened h2")).to_be_in_viewport()


GROUPS = {"de": ("Partei", "Staat", "keine Partei bekannt"), "en": ("Party", "State", "no party known")}


def test_rows_are_grouped_by_party_and_state(visitor: Page) -> None:
    party, state, none = GROUPS[str(visitor.evaluate("navigator.language"))[:2]]
    visitor.goto("/matrix")
    for by, name in (("party", party), ("state", state)):
        visitor.locator(".choices").get_by_role("link", name=name, exact=True).click()
        expect(visitor).to_have_url(re.compile(f"by={by}"))
        expect(visitor.locator("tr.group").first).to_be_visible()
        if by == "party":
            expect(visitor.locator("tr.group").last).to_contain_text(none)
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_headings_neither_overlap_nor_are_cut(visitor: Page) -> None:
    for path in ("/matrix", "/matrix?broad=0&by=party", "/matrix?by=state&sort=name"):
        visitor.goto(path)
        assert visitor.evaluate(OVERLAPPING) == []
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_cell_opens_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/matrix?by=party")
    page.get_by_role("link", name=re.compile("Neue Mitte · Innenstadtmaut: ")).first.click()
    expect(page.locator("tr.opened").get_by_text("lehnt die Innenstadtmaut ab.")).to_be_in_viewport()
    page.get_by_role("link", name="Close").click()
    expect(page.locator("tr.opened")).to_have_count(0)
    context.close()
