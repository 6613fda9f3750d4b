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


@scripts
@pytest.mark.parametrize("width", [390, 1280])
def test_a_cell_opens_its_sentences_in_place_and_closes_them(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/matrix?lang=de")
    cell = page.get_by_role("link", name=re.compile("Jonas Adler · Tempolimit: dagegen"))
    cell.click()
    opened = page.locator("tr.opened")
    expect(opened.get_by_text("Ministerpräsident Jonas Adler lehnt das Tempolimit ab.")).to_be_in_viewport()
    expect(cell).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile("cell=actor%2Fjonas-adler\\+issue%2Ftempolimit$"))
    page.reload()
    expect(opened).to_have_count(1)
    page.get_by_role("link", name=re.compile("Mira Holm · Tempolimit: dafür")).click()
    expect(opened.get_by_role("heading")).to_contain_text("Mira Holm")
    expect(opened).to_have_count(1)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert "cell=" not in page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_headings_neither_overlap_nor_are_cut(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/matrix", "/matrix?broad=0&by=party&lang=en", "/matrix?by=state&sort=name"):
        page.goto(path)
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cell_opens_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/matrix?by=party")
    page.get_by_role("link", name=re.compile("Neue Mitte · Innenstadtmaut: ")).first.click()
    expect(page.locator("tr.opened").get_by_text("lehnt die Innenstadtmaut ab.")).to_be_in_viewport()
    page.get_by_role("link", name="Close").click()
    expect(page.locator("tr.opened")).to_have_count(0)
    context.close()
